import { describe, expect, it } from 'vitest';
import { chosenLanguage, currentLanguage, forgetLanguage } from './language';
import { changeLanguage, followLanguage, startTexts } from '.';
import { namespaces } from './texts';
import { thinSpaces } from './thin';

describe('spaces between Chinese and Latin', () => {
  it.each([
    ['还剩35分', '还剩\u200935\u2009分'], ['还剩 35 分', '还剩\u200935\u2009分'], ['办理5G套餐', '办理\u20095G\u2009套餐'], ['第 2 版', '第\u20092\u2009版'], ['35 min left', '35 min left'], ['工单,已办结', '工单,已办结'],
  ])('%s is set right', (raw, set) => {
    expect(thinSpaces(raw)).toBe(set);
  });

  it('are set once', () => {
    expect(thinSpaces(thinSpaces('用时3天2小时'))).toBe(thinSpaces('用时3天2小时'));
  });
});

describe('the language', () => {
  it('is the chosen one, else the browser’s, else Chinese', () => {
    expect(chosenLanguage('en', ['zh-CN'])).toBe('en');
    expect(chosenLanguage(null, ['en-GB', 'zh'])).toBe('en');
    expect(chosenLanguage(null, ['fr', 'zh-TW'])).toBe('zh-CN');
    expect(chosenLanguage('klingon', [])).toBe('zh-CN');
  });

  it('is that of the person who signs in, unless one was chosen here', async () => {
    await startTexts();
    await followLanguage('en');
    expect(currentLanguage()).toBe('en');
    await changeLanguage('zh-CN');
    await followLanguage('en');
    expect(currentLanguage()).toBe('zh-CN');
    forgetLanguage();
    await followLanguage('en');
    expect(currentLanguage()).toBe('en');
  });

  it('finds its texts by folder', () => {
    expect(namespaces({ '../features/cases/locale/en.json': { a: 'b' }, '../kit/locale/en.json': {} })).toEqual({ cases: { a: 'b' }, kit: {} });
  });
});
