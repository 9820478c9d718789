import { fill } from '../kit/language';
import { Composer } from './composer';
import { Messages } from './messages';
import { Rating } from './rating';
import { isOn, minutes } from './talk';
import { useChat } from './use-chat';

/** The conversation: what was said, how it stands, and where one writes. */
export function TalkView() {
  const { chat, shown, t } = useChat();
  const { conversation } = shown.talk;
  const over = conversation?.state === 'closed' && !shown.anew;
  return (
    <>
      <Standing />
      <Messages />
      {shown.trouble && (
        <p class="trouble" role="alert">
          {shown.trouble}
        </p>
      )}
      {over ? (
        <div class="over">
          {!conversation.rated && <Rating />}
          {conversation.rated && <p role="status">{t.rated}</p>}
          <button type="button" onClick={() => chat.anew()}>
            {t.anew}
          </button>
        </div>
      ) : (
        <Composer />
      )}
    </>
  );
}

function Standing() {
  const { chat, shown, t } = useChat();
  const { conversation } = shown.talk;
  const { queue } = shown.talk;
  const state = conversation?.state;
  const waits = state === 'waiting' || state === 'offered';
  const wait = minutes(queue?.seconds ?? null);
  let says = '';
  if (!shown.on && (shown.outbox.length > 0 || isOn(shown.talk))) says = shown.talk.of ? t.lost : t.connecting;
  else if (state === 'closed' && !shown.anew) says = t.ended;
  else if (waits && queue) {
    says = `${fill(t.position, { n: queue.position })} · ${wait === null ? t.waitUnknown : fill(t.wait, { n: wait })}`;
  } else if (waits) says = t.waiting;
  else if (conversation?.agent) says = fill(t.with, { name: conversation.agent.name });
  return (
    <div class="standing">
      <span role="status">{says}</span>
      {isOn(shown.talk) && shown.on && (
        <button type="button" class="plain" onClick={() => chat.end()}>
          {t.end}
        </button>
      )}
    </div>
  );
}
