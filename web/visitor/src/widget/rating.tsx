import { useState } from 'preact/hooks';

import { useChat } from './use-chat';

/** What the visitor thinks of the conversation, with words. */
export function Rating() {
  const { chat, shown, t } = useChat();
  const [score, setScore] = useState<number | null>(null);
  const [text, setText] = useState('');
  return (
    <fieldset class="rating">
      <legend>{t.rate}</legend>
      <div class="scores">
        {t.scores.map((name, at) => (
          <button type="button" key={name} aria-pressed={score === at + 1} onClick={() => setScore(at + 1)}>
            {name}
          </button>
        ))}
      </div>
      {score !== null && (
        <>
          <textarea
            rows={2}
            aria-label={t.rateWords}
            placeholder={t.rateWords}
            value={text}
            onInput={(event) => setText(event.currentTarget.value)}
          />
          <button type="button" class="main" disabled={!shown.on} onClick={() => chat.rate(score, text.trim())}>
            {t.rateSend}
          </button>
        </>
      )}
    </fieldset>
  );
}
