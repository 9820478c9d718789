import { describe, expect, it } from 'vitest';
import { roundTimes } from './charts';
import { axisLabel } from './say';
import { before, dimensionsOf, exportUrl, fittingGrain, letter, parseQuestion, presetDays } from './rules';

const today = '2026-11-22';

describe('the question in the address', () => {
  it('is about the last four weeks when nothing is said', () => {
    expect(parseQuestion({}, today)).toMatchObject({ from: '2026-10-26', to: today, grain: 'day' });
  });

  it('drops a period that ends before it begins, and days that are none', () => {
    expect(parseQuestion({ from: '2026-12-01', to: '2026-11-01' }, today)).toMatchObject({ from: '2026-10-05', to: '2026-11-01' });
    expect(parseQuestion({ from: 'yesterday' }, today).from).toBe('2026-10-26');
  });

  it.each([['2026-11-22', 'hour'], ['2026-11-01', 'day'], ['2026-05-01', 'week'], ['2024-01-01', 'month'], ['2010-01-01', 'year']])('from %s has the grain %s', (from, grain) => {
    expect(fittingGrain(from, today)).toBe(grain);
  });

  it('compares with the equally long period before', () => {
    expect(before({ from: '2026-11-16', to: today })).toEqual({ from: '2026-11-09', to: '2026-11-15' });
    expect(presetDays('week', today)).toEqual({ from: '2026-11-16', to: today });
  });

  it('labels days by the organisation’s clock, not the reader’s', () => {
    expect(axisLabel('2026-10-25T16:00:00.000Z', 'day', 'Asia/Shanghai')).toBe('10-26');
    expect(axisLabel('2026-10-25T16:00:00.000Z', 'hour', 'Asia/Shanghai')).toBe('00:00');
    expect(axisLabel('2026-10-25T16:00:00.000Z', 'month', 'UTC')).toBe('2026-10');
  });

  it('goes into the export unchanged', () => {
    const url = exportUrl('on_time', parseQuestion({ by: 'unit', where: 'kind:fault' }, today), 'xlsx');
    expect(url).toBe('/api/v1/metrics/on_time/export?from=2026-10-26&to=2026-11-23&grain=day&by=unit&where=kind%3Afault&format=xlsx');
  });
});

describe('figures', () => {
  it('have at most seven ticks at round lengths', () => {
    for (let top = 500; top < 1e11; top *= 1.9) {
      const { interval, max } = roundTimes(top);
      expect(max / interval).toBeLessThanOrEqual(7);
      expect(max).toBeGreaterThanOrEqual(top);
    }
    expect(roundTimes(50 * 60_000)).toEqual({ interval: 600_000, max: 3_000_000 });
  });

  it('are told apart by step only where they are made from steps', () => {
    expect(dimensionsOf({ feeds: ['cases.opened.v1'] })).not.toContain('step');
    expect(dimensionsOf({ feeds: ['cases.opened.v1', 'cases.stepped.v1'] })).toContain('step');
  });

  it('name people by letters', () => {
    expect([0, 25, 26].map(letter)).toEqual(['A', 'Z', 'A2']);
  });
});
