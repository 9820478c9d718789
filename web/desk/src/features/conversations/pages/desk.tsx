import { CheckSquareOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { Button, Tooltip } from 'antd';
import { useEffect, useEffectEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TalkRow } from '@/api/conversations';
import { useMay, useSession } from '@/api/session';
import { useTalkEvents } from '@/api/talk-context';
import { CountTabs } from '@/kit/count-tabs';
import { Key } from '@/kit/key';
import { useShortcut, type ShortcutId } from '@/kit/keys';
import { useTitle } from '@/kit/page';
import { setPrefs, useNarrow, usePrefs } from '@/kit/prefs';
import { Split } from '@/kit/split';
import { text, useUrlState, type Raw } from '@/kit/url';
import css from '../conversations.module.css';
import { hearGone, hearMessage, hearRow, hearSeen, lookAt, useConversations, useLive, useOutbox, useTalkCounts } from '../hooks';
import { cleared, counted, neighbour, newsOf, parseFilter, rowsOf, searchOf, shownOf, views, type Filter, type View } from '../list-rules';
import { BulkBar } from '../parts/bulk';
import { Chips, Find, FilterPanel } from '../parts/find';
import { Gone, SavedViewActs, useSavedViews } from '../parts/saved-views';
import { List } from '../parts/list';
import { TalkPane } from '../parts/talk';

const listWidth = { initial: 330, min: 250, max: 480 };
const parsing = (first: View) => (raw: Raw) => ({ ...parseFilter(raw, first), do: text(raw, 'do') });

/** The workspace: the list, the conversation, and the customer with their cases. */
export function ConversationsPage() {
  const { t } = useTranslation('conversations');
  const { talkId } = useParams({ strict: false }) as { talkId?: string };
  const works = useMay()('conversations.work');
  const [{ do: doing, ...filter }, set] = useUrlState(parsing(works ? 'mine' : 'team'));
  const narrow = useNarrow();
  const { folded, fold } = useFolds();
  const { list, bulk, begin } = useList(filter, talkId);
  useTitle(t('title'));
  useLeaving();
  const pane = <div className={css.list} style={{ gridRow: 1 }}>{bulk}{list}</div>;
  const opened = talkId
    ? <TalkPane key={talkId} id={talkId} filter={filter} doing={doing} onDo={(name) => set({ do: name }, name !== undefined)} panel={!folded('talks.panel')} onUnfold={folded('talks.list') ? () => fold('talks.list') : undefined} />
    : <Nothing />;
  return (
    <div className={css.desk}>
      <h1 className="visually-hidden">{t('title')}</h1>
      {(!narrow || !talkId) && <><Strip filter={filter} onBulk={begin} /><Chips filter={filter} onChange={set} /><Gone filter={filter} /></>}
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

/** The views of those who answer themselves. */
const own: View[] = ['mine', 'snoozed'];

/** The views with their counters, and what narrows them. */
function Strip({ filter, onBulk }: { filter: Filter; onBulk: (() => void) | undefined }) {
  const { t } = useTranslation('conversations');
  const navigate = useNavigate();
  const counts = useTalkCounts().data;
  const [, set] = useUrlState((raw) => parseFilter(raw));
  const { saved, shown, addressOf } = useSavedViews(filter);
  // A tab leads out of what was found, and out of a saved view with all that it sets.
  const found: Partial<Filter> = filter.saved ? cleared : { q: undefined, customer: undefined, only: undefined };
  const show = (key: string) => void navigate({ to: '.', search: (old: Raw) => ({ ...old, ...(addressOf(key) ?? searchOf({ ...filter, ...found, view: key as View })) }) } as never);
  useShortcut('talk.find', () => document.getElementById('talk-find')?.focus());
  const works = useMay()('conversations.work');
  const tabs = views.filter((view) => works || !own.includes(view)).map((view) => {
    const name = counted[view];
    return { key: view, name: t(`view.${view}`), count: name && counts?.[name], hot: view === 'queue' };
  });
  return (
    <div className={css.strip}>
      <CountTabs label={t('views')} tabs={[...tabs, ...saved.map(({ id, name }) => ({ key: id, name }))]} on={shown?.id ?? shownOf(filter)} onShow={show} extra={<SavedViewActs filter={filter} shown={shown} onGone={() => show(filter.view)} />} />
      <div className={css.find}>
        <Tooltip title={t('bulk.begin')}><Button size="small" type="text" icon={<CheckSquareOutlined />} aria-label={t('bulk.begin')} disabled={!onBulk} onClick={onBulk} /></Tooltip>
        <FilterPanel filter={filter} onChange={set} />
        <Find key={filter.q ? 'looking' : 'not'} filter={filter} onChange={set} />
      </div>
    </div>
  );
}

/** The list with its news, its keys and the choosing of many. */
function useList(filter: Filter, current: string | undefined) {
  const reading = useConversations(filter);
  const rows = rowsOf(reading.data);
  const { fresh, left, clear } = useHearing(filter, rows, () => void reading.refetch());
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
    : null;
  const begin = shownOf(filter) !== 'closed' && (rows?.length ?? 0) > 1 && !chosen ? () => setChosen(new Set<string>()) : undefined;
  const show = () => {
    clear();
    void reading.refetch();
  };
  const list = (
    <List
      key={shownOf(filter)}
      rows={rows}
      error={reading.error}
      retry={() => void reading.refetch()}
      filter={filter}
      current={current}
      left={left}
      news={newsOf(fresh, rows ?? [])}
      onNews={show}
      more={{ there: reading.hasNextPage, busy: reading.isFetchingNextPage, load: () => void reading.fetchNextPage() }}
      chosen={chosen}
      onChoose={choose}
    />
  );
  return { list, bulk, begin };
}

/** Puts what the wire says into the list and the threads. In an empty list nobody's place can be lost: there what is new comes at once. */
function useHearing(filter: Filter, rows: TalkRow[] | undefined, readAnew: () => void) {
  const cache = useQueryClient();
  const { person } = useSession();
  const key = JSON.stringify(searchOf(filter));
  const [told, setTold] = useState<Told>({ of: key, fresh: new Set(), left: new Set() });
  const now = told.of === key ? told : { of: key, fresh: new Set<string>(), left: new Set<string>() };
  const hear = (all: TalkRow[], left: ReadonlySet<string>) => {
    const fresh = all.reduce<ReadonlySet<string>>((before, row) => hearRow(cache, filter, person.id, before, row), now.fresh);
    if (fresh !== now.fresh || left !== now.left) setTold({ of: key, fresh, left });
    if (rows?.length === 0 && fresh.size > 0) readAnew();
  };
  useOutboxAwake();
  const look = useLooking(filter, (items, whole) => hear(items, whole ? new Set(rows?.map(({ id }) => id).filter((id) => !items.some((row) => row.id === id))) : now.left));
  useTalkEvents((event) => {
    if (event.type === 'message') hearMessage(cache, event.conversation, event.message);
    else if (event.type === 'seen') hearSeen(cache, event.conversation, event.seq);
    else if (event.type === 'gone' && !event.row) hearGone(cache, filter, event.id);
    else if (event.type === 'counts') look();
    else if ((event.type === 'row' || event.type === 'offer' || event.type === 'gone') && event.row) hear([event.row], now.left);
  });
  return { ...now, clear: () => setTold({ of: key, fresh: new Set(), left: new Set() }) };
}

type Told = { of: string; fresh: ReadonlySet<string>; left: ReadonlySet<string> };

/** Milliseconds in which one looks once at most. */
const gather = 1500;

/** Rows are pushed to those who have them; in the other views a changed counter says that it is time to look. */
function useLooking(filter: Filter, see: (items: TalkRow[], whole: boolean) => void): () => void {
  const [asked, setAsked] = useState(0);
  const look = useEffectEvent(() => void lookAt(filter).then((found) => found && see(found.items, found.whole)));
  useEffect(() => {
    if (asked === 0) return undefined;
    const timer = setTimeout(() => look(), gather / 2);
    return () => clearTimeout(timer);
  }, [asked]);
  // What was found stays as it was found: nobody looks again and again for the same words.
  return () => filter.view !== 'mine' && shownOf(filter) !== 'found' && setAsked(Math.floor(Date.now() / gather));
}

/** What could not be sent goes out when the wire is back. */
function useOutboxAwake(): void {
  const { outbox } = useOutbox();
  const live = useLive();
  useEffect(() => live?.subscribe(() => live.state() === 'open' && outbox.reachable()), [live, outbox]);
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
