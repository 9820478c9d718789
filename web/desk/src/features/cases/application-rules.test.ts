import { describe, expect, it } from 'vitest';
import { itemOf, missingOf, wantedOf, type Check, type Item, type ServicesPolicy } from './application-rules';

const material = (id: string, applicants: string[] = [], only_when: string[] = []) => ({ id, name: id, asks: '', sample: null, basis: null, applicants, only_when });
const item: Item = { applicants: [], conditions: [], materials: [material('form'), material('proxy', ['agent']), material('contract', [], ['no_deed'])] };
const ids = (list: { id: string }[]) => list.map(({ id }) => id);

describe('a checklist', () => {
  it('asks for what the applicant and the conditions call for', () => {
    expect(ids(wantedOf(item, {}))).toEqual(['form']);
    expect(ids(wantedOf(item, { applicant: 'agent', conditions: ['no_deed'] }))).toEqual(['form', 'proxy', 'contract']);
  });

  it('misses what is neither there nor waived', () => {
    const check: Check = { applicant: 'agent', materials: { form: { state: 'received' }, proxy: { state: 'missing' } } };
    expect(ids(missingOf(item, check))).toEqual(['proxy']);
    expect(missingOf(item, { materials: { form: { state: 'waived', note: 'on record' } } })).toEqual([]);
  });

  it('finds the item of a kind and class', () => {
    const policy = { items: [{ id: 'rl-01', name: { zh: '开户', en: 'Account' }, kind: 'service_request', class: 'new_account' }] } as ServicesPolicy;
    expect(itemOf(policy, 'service_request', 'new_account')?.id).toBe('rl-01');
    expect(itemOf(policy, 'complaint', 'new_account')).toBeUndefined();
    expect(itemOf(undefined, 'service_request', 'new_account')).toBeUndefined();
  });
});
