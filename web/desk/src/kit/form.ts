import type { FormInstance } from 'antd';
import { useState, type KeyboardEvent } from 'react';
import { fieldMessages, toProblem } from '@/api/problem';
import type { Problem } from '@/api/types';
import { isComposing, isSend } from './ime';

/**
 * Sending a form: once at a time, what the server refuses shown under the fields that have it, the rest above the form.
 * `guard` keeps the Enter that chooses a Chinese word from sending, and lets Ctrl+Enter send from a long text.
 */
export function useGuardedForm<T>(form: FormInstance, act: (values: T) => Promise<unknown>) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Problem>();

  const send = async (values: T) => {
    if (busy) return;
    setBusy(true);
    setError(undefined);
    try {
      await act(values);
    } catch (thrown) {
      const problem = toProblem(thrown);
      setError(showInFields(form, problem) ? undefined : problem);
    } finally {
      setBusy(false);
    }
  };

  const guard = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && isComposing(event)) event.preventDefault();
    else if (isSend(event)) form.submit();
  };

  return { busy, error, send, guard };
}

/** True where every message of the problem found its field. */
function showInFields(form: FormInstance, problem: Problem): boolean {
  const messages = Object.entries(fieldMessages(problem)).map(([field, message]) => ({ name: field.split('.'), errors: [message] }));
  const known = messages.filter(({ name }) => form.getFieldInstance(name) !== undefined || form.getFieldValue(name) !== undefined);
  form.setFields(known);
  return messages.length > 0 && known.length === messages.length;
}
