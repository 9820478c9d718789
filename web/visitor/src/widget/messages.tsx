import { useEffect, useRef } from 'preact/hooks';

import { day, moment } from '../kit/language';
import { Words } from '../kit/text';
import { FileView } from './file-view';
import { isNewDay } from './talk';
import { useChat } from './use-chat';
import type { Message } from './wire';

/** What was said, with a line between days; what is still on its way stands at the end. */
export function Messages() {
  const { chat, shown, lang, t } = useChat();
  const { messages, typing, seenByStaff } = shown.anew ? { messages: [], typing: false, seenByStaff: 0 } : shown.talk;
  const list = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const count = messages.length + shown.outbox.length;
  useEffect(() => {
    // Who reads further up is left where they are.
    if (atEnd.current && list.current) list.current.scrollTop = list.current.scrollHeight;
  }, [count, typing]);
  useEffect(() => {
    // What opens below makes the list shorter.
    if (!list.current || typeof ResizeObserver === 'undefined') return undefined;
    const watch = new ResizeObserver(([entry]) => {
      if (entry && atEnd.current) entry.target.scrollTop = entry.target.scrollHeight;
    });
    watch.observe(list.current);
    return () => watch.disconnect();
  }, []);
  const scrolled = () => {
    const it = list.current;
    if (it) atEnd.current = it.scrollHeight - it.scrollTop - it.clientHeight < 60;
  };
  const greeting = shown.entrance?.greeting[lang];
  const own = messages.reduce<Message | null>((last, it) => (it.author === 'customer' ? it : last), null);
  return (
    // What scrolls has to be reached by the keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div class="list" ref={list} onScroll={scrolled} role="log" aria-live="polite" tabIndex={0}>
      {greeting && !messages.some((it) => it.notice === 'greeting') && <p class="from ours">{greeting}</p>}
      {messages.map((it, at) => (
        <div key={it.seq}>
          {isNewDay(messages[at - 1]?.at, it.at) && (
            <p class="day">
              <time dateTime={it.at}>{day(lang, it.at)}</time>
            </p>
          )}
          <One it={it} />
          {it === own && <small class="mark">{seenByStaff >= it.seq ? t.seen : t.sent}</small>}
        </div>
      ))}
      {shown.outbox.map((it) => (
        <div key={it.client_id}>
          <div class="from mine waiting">
            <Words text={it.text} />
            {it.files.map((file) => (
              <span key={file.id}>{file.name}</span>
            ))}
          </div>
          {it.refused === undefined ? (
            <small class="mark">{t.sending}</small>
          ) : (
            <small class="mark wrong" role="alert">
              {it.refused}{' '}
              <button type="button" class="plain" onClick={() => chat.retry(it.client_id)}>
                {t.retry}
              </button>
              <button type="button" class="plain" onClick={() => chat.forget(it.client_id)}>
                {t.discard}
              </button>
            </small>
          )}
        </div>
      ))}
      {typing && <p class="typing">{t.typing}</p>}
    </div>
  );
}

function One({ it }: { it: Message }) {
  const { shown, lang, t } = useChat();
  const greeting = shown.entrance?.greeting[lang];
  if (it.author === 'system') {
    if (it.notice === 'greeting') return <p class="from ours">{it.text || greeting}</p>;
    return <p class="notice">{(it.notice && t.notices[it.notice]) || it.text}</p>;
  }
  const mine = it.author === 'customer';
  return (
    <div class={mine ? 'from mine' : 'from ours'}>
      {!mine && <b>{it.name ?? t.agent}</b>}
      {it.text && <Words text={it.text} />}
      {it.files.map((file) => (
        <FileView key={file.id} file={file} />
      ))}
      <time dateTime={it.at}>{moment(lang, it.at)}</time>
    </div>
  );
}
