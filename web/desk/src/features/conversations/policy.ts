import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { useSession } from '@/api/session';
import type { Schemas } from '@/api/types';
import { wordIn, type Entry } from '@/kit/book';
import { lengthMs, type Standards } from './compose-rules';
import { opening, type Calendars } from './snooze-rules';

/** What a policy in force says; undefined until it is there, or while there is none. */
function usePolicy<T>(kind: Schemas['Kind']): T | undefined {
  const query = { scope: useSession().scope };
  const found = api.useQuery('get', '/api/v1/policies/{kind}', { params: { path: { kind }, query } }, { staleTime: 600_000, retry: false });
  return found.data?.body as T | undefined;
}

export function useStandards(): Standards | undefined {
  return usePolicy<Standards>('standards');
}

type Routing = { queues: Entry[] };
type Channels = { channels: (Entry & { calendar: string })[] };

/** The words for queues and channels, and the queues to choose from. */
export function useQueues() {
  const { i18n } = useTranslation();
  const queues = usePolicy<Routing>('routing')?.queues ?? [];
  const channels = usePolicy<Channels>('channels')?.channels ?? [];
  const say = (entries: Entry[]) => (id: string | null | undefined) => wordIn(entries, id, i18n.language);
  return { sayQueue: say(queues), sayChannel: say(channels), queues: queues.map(({ id }) => ({ value: id, label: say(queues)(id) })), channels: channels.map(({ id }) => ({ value: id, label: say(channels)(id) })) };
}

/** When work on a channel begins on a day, by the calendar of the policy; nine o'clock while there is none. */
export function useOpening(channel: string): (day: Date) => number | undefined {
  const calendars = usePolicy<Calendars>('calendar');
  const own = usePolicy<Channels>('channels')?.channels.find(({ id }) => id === channel)?.calendar;
  return (day) => (calendars && own ? opening(calendars, own, dayjs(day).format('YYYY-MM-DD'), day.getDay()) : 9 * 60);
}

type Conversations = { outcomes: (Entry & { summary?: string })[]; longest_summary?: number; undo_send: string };

/** How a conversation can end. */
export function useOutcomes(): { value: string; label: string }[] {
  const { i18n } = useTranslation();
  const outcomes = usePolicy<Conversations>('conversations')?.outcomes ?? [];
  return outcomes.map(({ id }) => ({ value: id, label: wordIn(outcomes, id, i18n.language) }));
}

/** How long a closing summary may be, and for which outcomes there has to be one. */
export function useSummaries(): { longest: number; demands: (outcome: unknown) => boolean } {
  const { outcomes = [], longest_summary: longest = 500 } = usePolicy<Conversations>('conversations') ?? {};
  return { longest, demands: (outcome) => outcomes.some(({ id, summary }) => id === outcome && summary === 'required') };
}

/** For how long a message can be taken back, in milliseconds; nothing while the policy is not there yet. */
export function useUndoMs(): number {
  return lengthMs(usePolicy<Conversations>('conversations')?.undo_send ?? '');
}
