import { render, screen } from '@testing-library/react';
import { createInstance } from 'i18next';
import { I18nextProvider, initReactI18next } from 'react-i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import { timeColour, type TimeColour } from './due';
import { DueChip } from './due-chip';
import { parts, sayDuration } from './duration';
import en from './locale/en.json';
import zh from './locale/zh-CN.json';

const minute = 60_000;
const hour = 60 * minute;
const say = createInstance();

beforeAll(() => say.use(initReactI18next).init({ lng: 'zh-CN', defaultNS: 'kit', resources: { 'zh-CN': { kit: zh }, en: { kit: en } } }));

describe('the colour of time', () => {
  const limit = { due: 100, half: 50, near: 80 };
  it.each<[number, TimeColour]>([[0, 'ok'], [49, 'ok'], [50, 'half'], [79, 'half'], [80, 'near'], [99, 'near'], [100, 'over'], [5000, 'over']])('at %d is %s', (now, colour) => {
    expect(timeColour(now, limit)).toBe(colour);
  });

  it('goes from in time straight to overdue where nothing between is known', () => {
    expect(timeColour(99, { due: 100 })).toBe('ok');
    expect(timeColour(100, { due: 100 })).toBe('over');
  });
});

describe('a duration', () => {
  it.each([
    [0, '0 秒'], [999, '1 秒'], [45_000, '45 秒'], [60_000, '1 分'], [90_000, '1 分 30 秒'], [35 * minute, '35 分'], [hour + 10 * minute, '1 小时 10 分'],
    [hour + 10 * minute + 20_000, '1 小时 10 分'], [59 * minute + 59_700, '1 小时'], [24 * hour, '1 天'], [49 * hour + 40 * minute, '2 天 2 小时'], [-35 * minute, '35 分'],
  ])('of %d ms is %s', (ms, words) => {
    expect(sayDuration(ms, say.getFixedT('zh-CN', 'kit'))).toBe(words);
  });

  it('never names more than two units', () => {
    const spans = Array.from({ length: 40 }, (_, index) => Math.ceil(1.7 ** index));
    expect(Math.max(...spans.map((ms) => parts(ms).length))).toBeLessThanOrEqual(2);
  });

  it('never rounds up to sixty of something', () => {
    const spans = Array.from({ length: 1400 }, (_, index) => index * 7_777);
    const counts = spans.flatMap(parts).map(({ count }) => count);
    expect(Math.max(...counts)).toBeLessThan(60);
  });
});

describe('the due chip', () => {
  const show = (due: string | null, paused = false) => render(<I18nextProvider i18n={say}><DueChip due={due} paused={paused} /></I18nextProvider>);
  const inMs = (ms: number) => new Date(Date.now() + ms).toISOString();

  it('says what is left, without seconds', () => {
    show(inMs(35 * minute + 30_000));
    expect(screen.getByText('还剩 35 分')).toBeTruthy();
  });

  it('says how much is over', () => {
    show(inMs(-(hour + 10 * minute + 5000)));
    expect(screen.getByText('超时 1 小时 10 分')).toBeTruthy();
  });

  it('says that it stands still', () => {
    show(inMs(hour), true);
    expect(screen.getByText(/已暂停/)).toBeTruthy();
  });

  it('says nothing where nothing is due', () => {
    show(null);
    expect(screen.getByText('—')).toBeTruthy();
  });
});
