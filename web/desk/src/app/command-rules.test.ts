import { describe, expect, it } from 'vitest';
import { fitting, moved, score } from './command-rules';
import { firstPlace, mayOpen, openPlaces } from './places';

describe('the command bar', () => {
  it('puts what begins with the words first, then what has them inside, then what has the letters', () => {
    const all = ['新建工单', '工单', '前往客户', '工作订单'].map((title) => ({ title }));
    expect(fitting('工单', all).map(({ title }) => title)).toEqual(['工单', '新建工单', '工作订单']);
  });

  it('shows everything while nothing is typed', () => {
    expect(score('', 'anything')).toBe(1);
  });

  it('moves round the ends and stays put in an empty list', () => {
    expect([moved(0, -1, 3), moved(2, 1, 3), moved(0, 1, 0)]).toEqual([2, 0, 0]);
  });
});

describe('the navigation', () => {
  it('has only what the person may open', () => {
    expect(openPlaces(['metrics.read']).map(({ name }) => name)).toEqual(['metrics', 'settings', 'help']);
  });

  it('shows no page of a place that is out of the rights', () => {
    expect(mayOpen('/imports/imp_1', ['cases.read'])).toBe(false);
    expect(mayOpen('/imports', ['cases.import'])).toBe(true);
    expect(mayOpen('/settings', [])).toBe(true);
    expect(mayOpen('/access-review', ['people.read'])).toBe(true);
    expect(openPlaces(['people.read']).some(({ to }) => to === '/access-review')).toBe(false);
  });

  it('begins where the work is', () => {
    expect(firstPlace(['cases.read', 'cases.work'])).toBe('/day');
    expect(firstPlace(['metrics.read', 'cases.read', 'cases.supervise'])).toBe('/loop');
    expect(firstPlace(['metrics.read', 'cases.read'])).toBe('/figures');
    expect(firstPlace([])).toBe('/settings');
  });
});
