import { DownOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import dayjs from 'dayjs';
import { Fragment, useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Talk } from '@/api/conversations';
import { useSession } from '@/api/session';
import { useAround } from '@/api/talk-context';
import { Waiting } from '@/kit/load';
import { ProblemPage } from '@/kit/problem';
import css from '../thread.module.css';
import { useMessages } from '../hooks';
import type { Outgoing } from '../outgoing';
import { beginsDay, goesOn, lastSeq, messagesOf } from '../thread-rules';
import { MessageLine } from './message';
import { Pending } from './pending';
import { PlannedList } from './planned';

type Props = {
  it: Talk;
  chosen: ReadonlySet<number> | undefined;
  onChoose: (seq: number, chosen: boolean) => void;
  /** A message was taken back and is to be edited again. */
  onBack: (one: Outgoing) => void;
  onSeen: (seq: number) => void;
};

const day = (at: string) => dayjs(at).format('YYYY-MM-DD');

/** What was said, the newest at the foot; earlier messages come when one scrolls up, and nothing jumps. */
export function Thread({ it, chosen, onChoose, onBack, onSeen }: Props) {
  const { t } = useTranslation('conversations');
  const { person } = useSession();
  const reading = useMessages(it.id);
  const messages = messagesOf(reading.data);
  const last = lastSeq(messages);
  const { box, content, low, onScroll, toFoot } = useScroll(messages[0]?.seq ?? 0, last, () => reading.hasNextPage && !reading.isFetchingNextPage && void reading.fetchNextPage());
  useSeeing(last, low, onSeen);
  if (reading.error && !reading.data) return <ProblemPage error={reading.error} retry={() => void reading.refetch()} />;
  return (
    <div className={css.place}>
      {/* A place that scrolls takes the focus, so that the keyboard can scroll it. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div ref={box} className={css.scroll} onScroll={onScroll} tabIndex={0} role="region" aria-label={t('thread')}>
        {reading.isPending && <Waiting />}
        {reading.hasNextPage && <div className={css.earlier}><Button size="small" type="text" loading={reading.isFetchingNextPage} onClick={() => void reading.fetchNextPage()}>{t('earlier')}</Button></div>}
        <ol ref={content} className={css.messages}>
          {messages.map((message, at) => (
            <Fragment key={message.seq}>
              {beginsDay(messages, at, day) && <li className={css.day}><span>{dayjs(message.at).format(t('dayFormat'))}</span></li>}
              <MessageLine
                it={it}
                message={message}
                me={person.id}
                goesOn={goesOn(messages, at) && !beginsDay(messages, at, day)}
                chosen={chosen?.has(message.seq)}
                onChoose={(on) => onChoose(message.seq, on)}
              />
            </Fragment>
          ))}
          <Pending talk={it.id} messages={messages} onBack={onBack} />
          <PlannedList it={it} />
        </ol>
        <Typing name={it.name || t('visitor')} />
      </div>
      {!low && <Button className={css.toFoot ?? ''} size="small" icon={<DownOutlined />} onClick={toFoot}>{t('toNewest')}</Button>}
      <Said it={it} messages={messages} />
    </div>
  );
}

function Typing({ name }: { name: string }) {
  const { t } = useTranslation('conversations');
  const { typing } = useAround();
  return <div className={css.typing} role="status">{typing && t('typing', { name })}</div>;
}

/** Reads out what the customer has just said. */
function Said({ it, messages }: { it: Talk; messages: ReturnType<typeof messagesOf> }) {
  const { t } = useTranslation('conversations');
  const newest = messages.at(-1);
  const [from, setFrom] = useState(newest?.seq);
  if (from === undefined && newest) setFrom(newest.seq);
  const words = newest && from !== undefined && newest.seq > from && newest.author === 'customer' ? `${it.name || t('visitor')}：${newest.text}` : '';
  return <span role="status" className="visually-hidden">{words}</span>;
}

/** The foot stays in sight while the reader is there; what comes above pushes nothing. */
function useScroll(first: number, last: number, earlier: () => void) {
  const box = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLOListElement>(null);
  const [low, setLow] = useState(true);
  const stuck = useRef(true);
  const before = useRef({ first, last, height: 0 });
  const toFoot = () => {
    if (box.current) box.current.scrollTop = box.current.scrollHeight;
  };
  const stay = useEffectEvent(() => stuck.current && toFoot());
  useLayoutEffect(() => {
    const at = box.current;
    if (!at) return;
    if (!stuck.current && first < before.current.first) at.scrollTop += at.scrollHeight - before.current.height;
    stay();
    before.current = { first, last, height: at.scrollHeight };
  }, [first, last]);
  useEffect(() => {
    // Pictures grow after they are drawn, the field for writing grows while one writes.
    const keep = new ResizeObserver(() => stay());
    if (content.current) keep.observe(content.current);
    if (box.current) keep.observe(box.current);
    return () => keep.disconnect();
  }, []);
  const onScroll = () => {
    const at = box.current;
    if (!at) return;
    stuck.current = at.scrollHeight - at.scrollTop - at.clientHeight < 48;
    setLow(stuck.current);
    before.current.height = at.scrollHeight;
    if (at.scrollTop < 120) earlier();
  };
  return { box, content, low, onScroll, toFoot };
}

/** What stands at the foot of a page that is looked at has been seen. */
function useSeeing(last: number, low: boolean, onSeen: (seq: number) => void): void {
  const told = useRef(0);
  useEffect(() => {
    const see = () => {
      if (!low || last <= told.current || document.visibilityState !== 'visible') return;
      told.current = last;
      onSeen(last);
    };
    see();
    document.addEventListener('visibilitychange', see);
    return () => document.removeEventListener('visibilitychange', see);
  }, [last, low, onSeen]);
}
