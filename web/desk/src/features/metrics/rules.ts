import dayjs from 'dayjs';
import type { MetricQuery, Schemas } from '@/api/types';
import { oneOf, text, type Raw } from '@/kit/url';

export type Metric = Schemas['Metric'];
export type Answer = Schemas['Answer'];
/** An answer together with the definition of what it answers. */
export type Report = Omit<Answer, 'metric'> & { metric: Metric };
export type Difference = Schemas['Difference'];
export type Figure = Schemas['Figure'];

export const grains = ['hour', 'day', 'week', 'month', 'year'] as const;
export const dimensions = ['unit', 'person', 'kind', 'class', 'channel', 'priority', 'step'] as const;
export type Grain = (typeof grains)[number];
export type Dimension = (typeof dimensions)[number];

/** What a metric can be told apart by: the step only where it is made from steps. */
export function dimensionsOf({ feeds }: Pick<Metric, 'feeds'>): readonly Dimension[] {
  return feeds.includes('cases.stepped.v1') ? dimensions : dimensions.filter((one) => one !== 'step');
}

/** What the address of a report holds. Days are "2026-11-01", both included. */
export type Question = {
  from: string;
  to: string;
  grain: Grain;
  by?: Dimension | undefined;
  where?: string | undefined;
  compare?: '1' | undefined;
  look?: 'multiples' | undefined;
  names?: '1' | undefined;
  drill?: string | undefined;
};

const day = 'YYYY-MM-DD';
const isDay = (value: string | undefined): value is string => value !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(value);

/** The last four weeks unless told otherwise; the grain follows from the length unless chosen. */
export function parseQuestion(raw: Raw, today: string = dayjs().format(day)): Question {
  const typed = { from: text(raw, 'from'), to: text(raw, 'to') };
  const to = isDay(typed.to) ? typed.to : today;
  const from = isDay(typed.from) && typed.from <= to ? typed.from : dayjs(to).subtract(27, 'day').format(day);
  return {
    from,
    to,
    grain: oneOf(raw, 'grain', grains) ?? fittingGrain(from, to),
    by: oneOf(raw, 'by', dimensions),
    where: text(raw, 'where'),
    compare: oneOf(raw, 'compare', ['1']),
    look: oneOf(raw, 'look', ['multiples']),
    names: oneOf(raw, 'names', ['1']),
    drill: text(raw, 'drill'),
  };
}

/** So that a chart has between about 10 and 60 points. */
export function fittingGrain(from: string, to: string): Grain {
  const days = dayjs(to).diff(from, 'day') + 1;
  if (days <= 2) return 'hour';
  if (days <= 62) return 'day';
  if (days <= 366) return 'week';
  return days <= 3660 ? 'month' : 'year';
}

/** The equally long period that ends the day before. */
export function before({ from, to }: { from: string; to: string }): { from: string; to: string } {
  const days = dayjs(to).diff(from, 'day') + 1;
  return { from: dayjs(from).subtract(days, 'day').format(day), to: dayjs(from).subtract(1, 'day').format(day) };
}

export type Preset = 'today' | 'week' | 'month' | 'quarter' | 'year';
export const presets: Preset[] = ['today', 'week', 'month', 'quarter', 'year'];

/** The days of a preset, up to and with today. */
export function presetDays(preset: Preset, today: string = dayjs().format(day)): { from: string; to: string } {
  const back = { today: 0, week: 6, month: 27, quarter: 90, year: 364 }[preset];
  return { from: dayjs(today).subtract(back, 'day').format(day), to: today };
}

/** The day after; the server's periods end before their last day. */
export function next(to: string): string {
  return dayjs(to).add(1, 'day').format(day);
}

/** What is asked of the server. */
export function asQuery({ from, to, grain, by, where }: Question): MetricQuery {
  return { from, to: next(to), grain, ...(by ? { by } : {}), ...(where ? { where } : {}) };
}

/** The address of the export with the same question. */
export function exportUrl(id: string, question: Question, format: 'csv' | 'xlsx'): string {
  const query = new URLSearchParams({ ...(asQuery(question) as Record<string, string>), format });
  return `/api/v1/metrics/${encodeURIComponent(id)}/export?${query.toString()}`;
}

/** Both ends of a figure's interval, where it has one. */
export function interval({ low, high }: Pick<Figure, 'low' | 'high'>): { low: number; high: number } | undefined {
  return typeof low === 'number' && typeof high === 'number' ? { low, high } : undefined;
}

/** Letters for people who stay unnamed: A to Z, then A2 ... */
export function letter(index: number): string {
  const round = Math.floor(index / 26);
  return String.fromCharCode(65 + (index % 26)) + (round > 0 ? String(round + 1) : '');
}
