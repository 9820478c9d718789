import { QueryClient } from '@tanstack/react-query';
import { expect, it } from 'vitest';
import { Changes } from './changes';

const list = ['get', '/api/v1/cases', { params: {} }];

it('counts each case that changed since the list was asked for, once', () => {
  const changes = new Changes();
  changes.heard('cas_0');
  changes.asked(list);
  changes.heard('cas_1');
  changes.heard('cas_2');
  changes.heard('cas_1');
  expect(changes.since(list)).toBe(2);
  changes.asked(list);
  expect(changes.since(list)).toBe(0);
});

it('counts what is heard while the list is on its way: it may not be in it', async () => {
  const changes = new Changes();
  const cache = new QueryClient();
  const stop = changes.follow(cache);
  let answer: (rows: string[]) => void = () => undefined;
  const reading = cache.fetchQuery({ queryKey: list, queryFn: () => new Promise<string[]>((resolve) => { answer = resolve; }) });
  changes.heard('cas_1');
  answer([]);
  await reading;
  expect(changes.since(list)).toBe(1);
  stop();
});

it('says nothing about a list that was never read', () => {
  const changes = new Changes();
  changes.heard('cas_1');
  expect(changes.since(list)).toBe(0);
});
