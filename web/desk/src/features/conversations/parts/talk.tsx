import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button, Segmented } from 'antd';
import { useEffect, useState, type DragEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { http } from '@/api/client';
import type { Talk } from '@/api/conversations';
import { useSession } from '@/api/session';
import { useTalkWatching } from '@/api/talk-context';
import { keepDraft } from '@/kit/draft';
import { Loaded } from '@/kit/load';
import { useTitle } from '@/kit/page';
import { useNarrow } from '@/kit/prefs';
import { Split } from '@/kit/split';
import css from '../conversations.module.css';
import { renewTalks, useConversation, useMessages } from '../hooks';
import type { Filter } from '../list-rules';
import { asDescription, asSubject, lastSeq, messagesOf } from '../thread-rules';
import { useWriting } from '../writing';
import { Composer } from './composer';
import { ActDrawer } from './drawers';
import { Head } from './head';
import { whoSaid } from './message';
import { Panel } from './panel';
import { Thread } from './thread';

const panelWidth = { initial: 300, min: 240, max: 520 };

type Props = { id: string; filter: Filter; doing: string | undefined; onDo: (name: string | undefined) => void; panel: boolean; onUnfold: (() => void) | undefined };

/** One conversation: its head, its thread and the field for writing, beside it the customer and their cases. */
export function TalkPane({ id, ...rest }: Props) {
  const reading = useConversation(id);
  // The thread is asked for at the same time, not after.
  const thread = useMessages(id);
  return <Loaded of={reading} rows={10}>{(it) => <Opened key={it.id} it={it} last={lastSeq(messagesOf(thread.data))} {...rest} />}</Loaded>;
}

function Opened({ it, last, filter, doing, onDo, panel, onUnfold }: Omit<Props, 'id'> & { it: Talk; last: number }) {
  const { t } = useTranslation('conversations');
  const narrow = useNarrow();
  const [tab, setTab] = useState<'thread' | 'panel'>('thread');
  const type = useTalkWatching(it.id);
  const writing = useWriting(it, last, type);
  const choosing = useChoosing(it);
  const onSeen = useSeen(it);
  useOnRecord(it);
  useTitle(`${it.name} · ${t('title')}`);
  const act = (name: string) => (name === 'new_case' ? choosing.begin() : onDo(name));
  const drop = (event: DragEvent) => {
    if (event.dataTransfer.files.length === 0) return;
    event.preventDefault();
    writing.files.add(event.dataTransfer.files);
  };
  const middle = (
    // Files are dropped anywhere on the conversation; by keyboard there is the button.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section className={css.middle} aria-label={it.name} onDragOver={(event) => event.preventDefault()} onDrop={drop}>
      <Head it={it} filter={filter} onDo={act} onUnfold={onUnfold} />
      {narrow && <Segmented<'thread' | 'panel'> block value={tab} onChange={setTab} options={[{ value: 'thread', label: t('thread') }, { value: 'panel', label: t('pane.panel') }]} />}
      {choosing.bar}
      {(!narrow || tab === 'thread') && (
        <>
          <Thread it={it} chosen={choosing.chosen} onChoose={choosing.choose} onBack={writing.bring} onSeen={onSeen} />
          <Composer it={it} writing={writing} />
        </>
      )}
      {narrow && tab === 'panel' && <Panel it={it} onDo={act} />}
    </section>
  );
  return (
    <>
      {narrow || !panel ? middle : <Split name="talk-panel" label={t('pane.panel')} edge="end" limits={panelWidth} pane={<Panel it={it} onDo={act} />}>{middle}</Split>}
      {doing && <ActDrawer name={doing} it={it} onClose={() => onDo(undefined)} />}
    </>
  );
}

/** A supervisor who looks into what a colleague has open is put on record. */
function useOnRecord({ id, state, rights: { supervise, reply } }: Talk): void {
  const looksOn = supervise && !reply && state === 'open';
  useEffect(() => {
    if (looksOn) void http.POST('/api/v1/conversations/{id}/watch', { params: { path: { id } }, body: {} }).catch(() => undefined);
  }, [id, looksOn]);
}

/** The server learns up to where its agent has read, and whoever was called in; looking on by others is no reading. */
function useSeen(it: Talk): (seq: number) => void {
  const { person } = useSession();
  const cache = useQueryClient();
  const [see] = useState(() => (seq: number) => http.POST('/api/v1/conversations/{id}/seen', { params: { path: { id: it.id } }, body: { seq } }).catch(() => undefined));
  const [seeCalled] = useState(() => (seq: number) => void see(seq).then(() => renewTalks(cache)));
  const [nothing] = useState(() => () => undefined);
  if (it.called) return seeCalled;
  return it.agent?.id === person.id ? (see as (seq: number) => void) : nothing;
}

/** Choosing messages for a new case: the intake opens with them filled in, and links the case to the conversation. */
function useChoosing(it: Talk): { chosen: ReadonlySet<number> | undefined; choose: (seq: number, on: boolean) => void; begin: () => void; bar: ReactNode } {
  const { t } = useTranslation('conversations');
  const { person } = useSession();
  const navigate = useNavigate();
  const [chosen, setChosen] = useState<ReadonlySet<number>>();
  const messages = messagesOf(useMessages(it.id).data);
  const choose = (seq: number, on: boolean) => setChosen((old) => {
    const next = new Set(old);
    if (on) next.add(seq);
    else next.delete(seq);
    return next;
  });
  /** All that the customer said lately is chosen from the start. */
  const begin = () => setChosen(new Set(messages.filter(({ author, kind }) => author === 'customer' && kind === 'text').slice(-5).map(({ seq }) => seq)));
  const open = () => {
    const picked = chosen ?? new Set<number>();
    const said = { subject: it.subject ?? asSubject(messages, picked), description: asDescription(messages, picked, (one) => whoSaid(it, one, '', t) || person.name) };
    keepDraft(`case.new.${it.id}`, { channel: it.channel, answer_now: 'promise', ...said });
    void navigate({ to: '/cases/new', search: { conversation: it.id, customer: it.customer_id ?? undefined } as never });
  };
  const bar = chosen && (
    <div className={css.choose} role="group" aria-label={t('choose.name')}>
      <span aria-live="polite">{t('choose.count', { count: chosen.size })}</span>
      <Button size="small" type="primary" disabled={chosen.size === 0} onClick={open}>{t('act.new_case')}</Button>
      <Button size="small" type="text" onClick={() => setChosen(undefined)}>{t('kit:cancel')}</Button>
    </div>
  );
  return { chosen, choose, begin, bar };
}
