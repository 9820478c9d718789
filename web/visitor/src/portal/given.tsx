import { useEffect, useRef, useState } from 'preact/hooks';

import type { Form, Key } from './api';
import { Files } from './files';
import { Follow } from './follow';
import { useWords } from './use-portal';

/** Something was brought in: its number and code, shown this once. */
export function Given({ by, form }: { by: Key; form: Form | null }) {
  const { t } = useWords();
  const [copied, setCopied] = useState(false);
  const [opened, setOpened] = useState(false);
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => head.current?.focus(), []);
  if (opened) return <Follow by={by} />;
  const copy = () => {
    const text = `${t.number} ${by.number} ${t.code} ${by.code}`;
    navigator.clipboard?.writeText(text).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  };
  return (
    <section class="card given">
      <h1 ref={head} tabIndex={-1}>
        {t.sent}
      </h1>
      <p>{t.keep}</p>
      <dl class="key">
        <div>
          <dt>{t.number}</dt>
          <dd>{by.number}</dd>
        </div>
        <div>
          <dt>{t.code}</dt>
          <dd class="code">{by.code}</dd>
        </div>
      </dl>
      <div class="acts">
        <button type="button" onClick={copy}>
          {copied ? t.copied : t.copy}
        </button>
        <button type="button" class="main" onClick={() => setOpened(true)}>
          {t.see}
        </button>
      </div>
      <Files by={by} form={form} added={() => {}} />
    </section>
  );
}
