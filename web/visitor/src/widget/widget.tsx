import { useEffect, useRef } from 'preact/hooks';

import { fill } from '../kit/language';
import { ChatIcon, CloseIcon } from './icons';
import { Leave } from './leave';
import { TalkView } from './talk-view';
import { isOn } from './talk';
import { useChat } from './use-chat';

/** The bubble in the corner, and the panel it opens. */
export function Widget() {
  const { chat, shown, t } = useChat();
  const panel = useRef<HTMLDivElement>(null);
  const bubble = useRef<HTMLButtonElement>(null);
  const { open, entrance } = shown;
  const was = useRef(open);
  useEffect(() => {
    if (open && !was.current) {
      const first = panel.current?.querySelector<HTMLElement>('[data-first]') ?? panel.current;
      first?.focus();
    }
    if (!open && was.current) bubble.current?.focus();
    was.current = open;
  }, [open]);
  if (!entrance) return null;
  const name = shown.unread > 0 ? fill(t.openUnread, { n: shown.unread }) : t.open;
  const lang = chat.place.language === 'zh-CN' ? 'zh' : 'en';
  const keys = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && !event.isComposing) {
      event.stopPropagation();
      chat.turn(false);
    }
  };
  return (
    <div class="root" lang={chat.place.language}>
      {open && (
        // Escape closes it from wherever one is in it.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
        <div class="panel" role="dialog" aria-label={entrance.title[lang]} tabIndex={-1} ref={panel} onKeyDown={keys}>
          <header>
            <h2>{entrance.title[lang]}</h2>
            <button type="button" class="icon" aria-label={t.close} onClick={() => chat.turn(false)}>
              <CloseIcon />
            </button>
          </header>
          {entrance.open || isOn(shown.talk) ? <TalkView /> : <Leave />}
        </div>
      )}
      <button
        type="button"
        class={open ? 'bubble opened' : 'bubble'}
        ref={bubble}
        aria-label={open ? t.close : name}
        aria-expanded={open}
        onClick={() => chat.turn(!open)}
      >
        {open ? <CloseIcon /> : <ChatIcon />}
        {shown.unread > 0 && <span class="count">{shown.unread > 99 ? '99+' : shown.unread}</span>}
      </button>
      <p class="unseen" role="status" aria-live="polite">
        {!open && shown.unread > 0 ? name : ''}
      </p>
    </div>
  );
}
