import dayjs from 'dayjs';
import type { Entry } from '@/kit/book';
import { usePolicy, type Conversations } from '@/kit/policy';
import { lengthMs, type Standards } from './compose-rules';
import { opening, type Calendars } from './snooze-rules';

export function useStandards(): Standards | undefined {
  return usePolicy<Standards>('standards');
}

type Channels = { channels: (Entry & { calendar: string })[] };

/** When work on a channel begins on a day, by the calendar of the policy; nine o'clock while there is none. */
export function useOpening(channel: string): (day: Date) => number | undefined {
  const calendars = usePolicy<Calendars>('calendar');
  const own = usePolicy<Channels>('channels')?.channels.find(({ id }) => id === channel)?.calendar;
  return (day) => (calendars && own ? opening(calendars, own, dayjs(day).format('YYYY-MM-DD'), day.getDay()) : 9 * 60);
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
