import { Input } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import css from '../policies.module.css';

/** A text is checked when nothing was typed for so long. */
const pause = 600;

/** The document as text. A pause, or leaving it, checks it; form and text are the same document. */
export function TextEditor({ text, onChange }: { text: string; onChange: (text: string) => void }) {
  const { t } = useTranslation('policies');
  const [typed, setTyped] = useState({ from: text, sent: text, text });
  // What comes back from a check is what was sent: what was typed since then stays.
  if (typed.from !== text) setTyped({ from: text, sent: text, text: text === typed.sent ? typed.text : text });
  const send = () => {
    if (typed.text === typed.sent) return;
    setTyped({ ...typed, sent: typed.text });
    onChange(typed.text);
  };
  useEffect(() => {
    if (typed.text === typed.sent) return undefined;
    const timer = setTimeout(send, pause);
    return () => clearTimeout(timer);
  });
  return (
    <Input.TextArea
      className={css.source ?? ''}
      aria-label={t('edit.look.text')}
      value={typed.text}
      spellCheck={false}
      autoSize={{ minRows: 24 }}
      onBlur={send}
      onChange={(event) => setTyped({ ...typed, text: event.target.value })}
    />
  );
}
