import { useRef, useState } from 'preact/hooks';

import { fill, moment } from '../kit/language';
import { uuid } from '../kit/uuid';
import type { Left } from './api';
import { leave } from './api';
import { useChat } from './use-chat';

/** Nobody is here: a message is left, becomes a case, and can be followed by its number and code. */
export function Leave() {
  const { chat, shown, lang, t } = useChat();
  const [it, setIt] = useState({ name: '', contact: '', text: '' });
  const [left, setLeft] = useState<Left | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  // Sent again after a break of the network, it is the same message.
  const request = useRef(uuid());
  const opens = shown.entrance?.opens_at;
  if (left) {
    return (
      <div class="leave">
        <h3 role="status">{t.left}</h3>
        <p>{t.keep}</p>
        <dl>
          <dt>{t.number}</dt>
          <dd>{left.case_number}</dd>
          <dt>{t.code}</dt>
          <dd>{left.tracking_code}</dd>
        </dl>
        <a href={`${chat.place.origin}/portal#follow`} target="_blank" rel="noopener noreferrer">
          {t.follow}
        </a>
      </div>
    );
  }
  const send = (event: Event) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setWrong(null);
    leave(chat.place, chat.token, { request: request.current, ...it })
      .then(setLeft, (failure: Error) => setWrong(failure.message || t.trouble))
      .finally(() => setBusy(false));
  };
  const put = (name: keyof typeof it) => (event: Event) =>
    setIt({ ...it, [name]: (event.currentTarget as HTMLInputElement).value });
  const ready = Object.values(it).every((one) => one.trim() !== '');
  return (
    <form class="leave" onSubmit={send}>
      <h3>{t.closed}</h3>
      <p>
        {opens && fill(t.opensAt, { at: moment(lang, opens) })} {t.leaveLead}
      </p>
      <label>
        {t.name}
        <input data-first autocomplete="name" maxLength={100} value={it.name} onInput={put('name')} />
      </label>
      <label>
        {t.contact}
        <input autocomplete="tel" maxLength={100} value={it.contact} onInput={put('contact')} />
      </label>
      <label>
        {t.text}
        <textarea rows={4} maxLength={shown.entrance?.longest_message} value={it.text} onInput={put('text')} />
      </label>
      {wrong && (
        <p class="trouble" role="alert">
          {wrong}
        </p>
      )}
      <button type="submit" class="main" disabled={busy || !ready}>
        {t.leave}
      </button>
    </form>
  );
}
