import { Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import css from '../policies.module.css';

/** The document as text. Leaving it checks it; form and text are the same document. */
export function TextEditor({ text, onChange }: { text: string; onChange: (text: string) => void }) {
  const { t } = useTranslation('policies');
  const [typed, setTyped] = useState({ from: text, text });
  if (typed.from !== text) setTyped({ from: text, text });
  return (
    <Input.TextArea
      className={css.source ?? ''}
      aria-label={t('edit.look.text')}
      value={typed.text}
      spellCheck={false}
      autoSize={{ minRows: 24 }}
      onChange={(event) => setTyped({ from: text, text: event.target.value })}
      onBlur={() => typed.text !== text && onChange(typed.text)}
    />
  );
}
