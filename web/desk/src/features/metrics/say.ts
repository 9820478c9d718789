import { useTranslation } from 'react-i18next';
import { sayDuration } from '@/kit/duration';
import type { Grain, Metric } from './rules';

type Words = { zh: string; en: string };

/** A text of the catalogue in the language shown. */
export function useSaid(): (words: Words) => string {
  const { i18n } = useTranslation();
  return ({ zh, en }) => (i18n.language === 'en' ? en : zh);
}

/** A value with its unit, as people read it. */
export function useValue(metric: Pick<Metric, 'unit'>): (value: number | null | undefined) => string {
  const { t } = useTranslation('kit');
  return (value) => {
    if (value === null || value === undefined) return t('none');
    if (metric.unit === 'ms') return sayDuration(value, t);
    if (metric.unit === 'share') return `${(value * 100).toFixed(1)}%`;
    if (metric.unit === 'per_mille') return `${(value / 10).toFixed(1)}%`;
    if (metric.unit === 'per_case') return value.toFixed(2);
    return value.toLocaleString('en-US', { maximumFractionDigits: 1 });
  };
}

/** A moment on the axis, by the grain. */
export function axisLabel(at: string, grain: Grain, zone: string): string {
  // Swedish writes moments as "2026-11-22 03:00"; the days are those of the organisation, wherever the reader is.
  const moment = new Date(at).toLocaleString('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
  const [from, to] = { hour: [11, 16], day: [5, 10], week: [5, 10], month: [0, 7], year: [0, 4] }[grain] as [number, number];
  return moment.slice(from, to);
}
