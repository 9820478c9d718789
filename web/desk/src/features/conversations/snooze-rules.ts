/** The policy `calendar`, as far as the next working morning needs it. */
export type Calendars = {
  calendars: Record<string, { keeps_holidays: boolean; week: Record<string, string[] | undefined>; shifted?: string[]; dates?: Record<string, string[]> }>;
  holidays: { off: { from: string; to: string }; worked?: string[] }[];
};

const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** When work begins on a day by a calendar, in minutes after midnight; nothing on a day off. `date` is "2026-11-30". */
export function opening(calendars: Calendars, id: string, date: string, weekday: number): number | undefined {
  const calendar = calendars.calendars[id];
  if (!calendar) return undefined;
  const off = calendars.holidays.some((one) => one.off.from <= date && date <= one.off.to);
  const shifted = calendars.holidays.some(({ worked }) => worked?.includes(date));
  const week = (day: number) => calendar.week[days[day] ?? ''] ?? [];
  const normal = calendar.keeps_holidays && off ? [] : calendar.keeps_holidays && shifted ? (calendar.shifted ?? week(1)) : week(weekday);
  const first = (calendar.dates?.[date] ?? normal).map((span) => span.slice(0, 5)).toSorted()[0];
  const [hours, minutes] = (first ?? '').split(':').map(Number);
  return hours === undefined || minutes === undefined || first === undefined ? undefined : hours * 60 + minutes;
}

export type Until = 'reply' | 'hour' | 'tomorrow' | 'week' | 'at';
export const untils: Until[] = ['reply', 'hour', 'tomorrow', 'week', 'at'];

/** A moment as it is chosen. */
export type Moment = { until?: Until; at?: string };
/** When work begins on a day, in minutes after midnight; nothing on a day off. */
export type Opens = (day: Date) => number | undefined;

/** The moment that was chosen; nothing where it is the customer's next word. */
export function untilOf({ until = 'reply', at }: Moment, now: Date, opens: Opens): string | undefined {
  if (until === 'reply') return undefined;
  return until === 'at' ? at : snoozedUntil(until, now, opens);
}

/**
 * When a conversation comes back: an hour from now, the next working morning, the beginning of next week. `opens` tells
 * when work begins on a day (minutes after midnight), or nothing on a day off.
 */
export function snoozedUntil(until: Exclude<Until, 'at' | 'reply'>, now: Date, opens: Opens): string {
  if (until === 'hour') return new Date(now.getTime() + 3_600_000).toISOString();
  const first = until === 'tomorrow' ? 1 : ((8 - now.getDay()) % 7 || 7);
  return nextOpening(now, first, opens).toISOString();
}

/** The first opening on or after so many days from now; where nothing opens in a month, nine o'clock of that first day. */
function nextOpening(now: Date, first: number, opens: Opens): Date {
  for (let ahead = first; ahead < first + 31; ahead += 1) {
    const day = new Date(now.getFullYear(), now.getMonth(), now.getDate() + ahead);
    const minutes = opens(day);
    if (minutes !== undefined) return new Date(day.getTime() + minutes * 60_000);
  }
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + first, 9);
}
