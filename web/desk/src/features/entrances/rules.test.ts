import { describe, expect, it } from 'vitest';
import { fromSite, toSite } from './rules';

describe('the settings of a chat window', () => {
  it('come back as they were, topics included', () => {
    const site = { origins: ['https://a.example', 'https://b.example'], colour: '#112233', title: { zh: '店', en: 'Shop' }, greeting: { zh: '您好', en: 'Hello' }, topics: [{ id: 'order', name: { zh: '订单', en: 'Orders' } }] };
    expect(toSite(fromSite(site), site)).toEqual(site);
  });

  it('take origins as people paste them', () => {
    expect(toSite({ ...fromSite(undefined), origins: ' https://a.example/ \n\nhttps://b.example ' }, undefined).origins).toEqual(['https://a.example', 'https://b.example']);
  });
});
