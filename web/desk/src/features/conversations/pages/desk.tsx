import { CheckSquareOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { Button, Input, Select } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '@/api/session';
import { useTalkEvents } from '@/api/talk-context';
import { CountTabs } from '@/kit/count-tabs';
import { Key } from '@/kit/key';
import { useShortcut, type ShortcutId } from '@/kit/keys';
import { useTitle } from '@/kit/page';
import { setPrefs, useNarrow, usePrefs } from '@/kit/prefs';
import { Split } from '@/kit/split';
import { text, useUrlState, type Raw } from '@/kit/url';
import css from '../conversations.module.css';
import { hearMessage, hearRow, hearSeen, useConversations, useLive, useOutbox, useTalkCounts } from '../hooks';
import { counted, neighbour, newsOf, parseFilter, rowsOf, searchOf, views, type Filter, type View } from '../list-rules';
import { BulkBar } from '../parts/bulk';
import { List } from '../parts/list';
import { TalkPane } from '../parts/talk';
import { useQueues } from '../policy';

const listWidth = { initial: 330, min: 250, max: 480 };
const parse = (raw: Raw) => ({ ...parseFilter(raw), do: text(raw, 'do') });

/** The workspace: the list, the conversation, and the customer with their cases. */
export function ConversationsPage() {
  const { t } = useTranslation('conversations');
  const { talkId } = useParams({ strict: false }) as { talkId?: string };
  const [{ do: doing, ...filter }, set] = useUrlState(parse);
  const narrow = useNarrow();
  const { folded, fold } = useFolds();
  const { list, bulk } = useList(filter, talkId);
  useTitle(t('title'));
  useLeaving();
  const pane = <div className={css.list} style={{ gridRow: 1 }}>{bulk}{list}</div>;
  const opened = talkId
    ? <TalkPane key={talkId} id={talkId} filter={filter} doing={doing} onDo={(name) => set({ do: name }, name !== undefined)} panel={!folded('talks.panel')} onUnfold={folded('talks.list') ? () => fold('talks.list') : undefined} />
    : <Nothing />;
  return (
    <div className={css.desk}>
      <h1 className="visually-hidden">{t('title')}</h1>
      {(!narrow || !talkId) && <Strip filter={filter} />}
      {narrow ? (talkId ? opened : pane) : folded('talks.list') ? opened : <Split name="talks" label={t('pane.list')} edge="start" limits={listWidth} pane={pane}>{opened}</Split>}
    </div>
  );
}

/** Which panes are folded away; kept on this computer. */
function useFolds() {
  const { folded } = usePrefs();
  const fold = (pane: string) => setPrefs({ folded: folded.includes(pane) ? folded.filter((one) => one !== pane) : [...folded, pane] });
  useShortcut('case.queue', () => fold('talks.list'));
  useShortcut('case.rail', () => fold('talks.panel'));
  return { folded: (pane: string) => folded.includes(pane), fold };
}

/** The browser asks before it throws away what has not arrived. */
function useLeaving(): void {
  const { outbox } = useOutbox();
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (outbox.items().some(({ state }) => state !== 'refused')) event.preventDefault();
    };
    globalThis.addEventListener('beforeunload', ask);
    return () => globalThis.removeEventListener('beforeunload', ask);
  }, [outbox]);
}

/** The views with their counters, and what narrows them. */
function Strip({ filter }: { filter: Filter }) {
  const { t } = useTranslation('conversations');
  const navigate = useNavigate();
  const counts = useTalkCounts().data;
  const { channels } = useQueues();
  const [, set] = useUrlState(parseFilter);
  const [typed, setTyped] = useState(filter.q ?? '');
  const show = (view: View) => void navigate({ to: '.', search: (old: Raw) => ({ ...old, ...searchOf({ ...filter, view }) }) } as never);
  useShortcut('talk.find', () => document.getElementById('talk-find')?.focus());
  const tabs = views.map((view) => {
    const name = counted[view];
    return { key: view, name: t(`view.${view}`), count: name && counts?.[name], hot: view === 'queue' };
  });
  return (
    <div className={css.strip}>
      <CountTabs label={t('views')} tabs={tabs} on={filter.view} onShow={(key) => show(key as View)} />
      <div className={css.find}>
        <Select size="small" allowClear style={{ minWidth: 110 }} placeholder={t('field.channel')} aria-label={t('field.channel')} value={filter.channel ?? (null as never)} options={channels} onChange={(channel: string | undefined) => set({ channel })} />
        <Input.Search id="talk-find" size="small" allowClear style={{ maxWidth: 220 }} aria-label={t('find')} placeholder={t('findHint')} value={typed} onChange={(event) => setTyped(event.target.value)} onSearch={(q) => set({ q: q.trim() })} />
      </div>
    </div>
  );
}

/** The list with its news, its keys and the choosing of many. */
function useList(filter: Filter, current: string | undefined) {
  const { t } = useTranslation('conversations');
  const reading = useConversations(filter);
  const rows = rowsOf(reading.data);
  const { fresh, clear } = useHearing(filter, rows?.length === 0 ? () => void reading.refetch() : undefined);
  const [chosen, setChosen] = useState<ReadonlySet<string>>();
  const navigate = useNavigate();
  const go = (step: 1 | -1) => () => {
    const next = neighbour(rows ?? [], current, step);
    if (next && next !== current) void navigate({ to: '/conversations/$talkId', params: { talkId: next }, search: searchOf(filter) as never });
  };
  useShortcut('list.next', go(1));
  useShortcut('list.previous', go(-1));
  useShortcut('talk.next', go(1));
  useShortcut('talk.previous', go(-1));
  const choose = (id: string, on: boolean) => setChosen((old) => {
    const next = new Set(old);
    if (on) next.add(id);
    else next.delete(id);
    return next;
  });
  const bulk = chosen
    ? <BulkBar rows={(rows ?? []).filter(({ id }) => chosen.has(id))} onAll={() => setChosen(new Set(rows?.map(({ id }) => id)))} onDone={() => setChosen(undefined)} />
    : filter.view !== 'closed' && (rows?.length ?? 0) > 1 && <Button size="small" type="text" icon={<CheckSquareOutlined />} onClick={() => setChosen(new Set())}>{t('bulk.begin')}</Button>;
  const show = () => {
    clear();
    void reading.refetch();
  };
  const list = (
    <List
      key={filter.view}
      rows={rows}
      error={reading.error}
      retry={() => void reading.refetch()}
      filter={filter}
      current={current}
      news={newsOf(fresh, rows ?? [])}
      onNews={show}
      more={{ there: reading.hasNextPage, busy: reading.isFetchingNextPage, load: () => void reading.fetchNextPage() }}
      chosen={chosen}
      onChoose={choose}
    />
  );
  return { list, bulk };
}

/** Puts what the wire says into the list and the threads. In an empty list nobody's place can be lost: there what is new comes at once. */
function useHearing(filter: Filter, atOnce: (() => void) | undefined) {
  const cache = useQueryClient();
  const { person } = useSession();
  const key = `${filter.view} ${filter.q ?? ''} ${filter.channel ?? ''}`;
  const [fresh, setFresh] = useState<{ of: string; ids: ReadonlySet<string> }>({ of: key, ids: new Set() });
  const ids = fresh.of === key ? fresh.ids : new Set<string>();
  const { outbox } = useOutbox();
  const live = useLive();
  useEffect(() => live?.subscribe(() => live.state() === 'open' && outbox.reachable()), [live, outbox]);
  useTalkEvents((event) => {
    if (event.type === 'message') hearMessage(cache, event.conversation, event.message);
    else if (event.type === 'seen') hearSeen(cache, event.conversation, event.seq);
    else if (event.type === 'row' || event.type === 'offer' || event.type === 'gone') {
      const after = hearRow(cache, filter, person.id, ids, event.type === 'gone' ? { gone: event.id } : { row: event.row });
      if (after !== ids) setFresh({ of: key, ids: after });
      if (after.size > ids.size) atOnce?.();
    }
  });
  return { fresh: ids, clear: () => setFresh({ of: key, ids: new Set() }) };
}

const told: [ShortcutId, string][] = [['list.next', 'next'], ['list.previous', 'previous'], ['case.reply', 'reply'], ['case.note', 'note'], ['case.assign', 'take'], ['case.transfer', 'transfer'], ['talk.snooze', 'snooze'], ['case.primary', 'close'], ['talk.find', 'find'], ['help.open', 'help']];

function Nothing() {
  const { t } = useTranslation('conversations');
  return (
    <div className={css.nothing}>
      <div>
        <div>{t('nothing')}</div>
        <dl className={css.keys}>{told.flatMap(([id, name]) => [<dt key={`${id} key`}><Key id={id} /></dt>, <dd key={id}>{t(`keys.${name}`)}</dd>])}</dl>
      </div>
    </div>
  );
}
