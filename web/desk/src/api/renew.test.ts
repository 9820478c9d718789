import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { expect, test, vi } from 'vitest';
import { renew } from './renew';

/** A reading whose answers come when the test lets them. */
function slow() {
  const answers: ((value: string) => void)[] = [];
  const cache = new QueryClient();
  const observer = new QueryObserver(cache, { queryKey: ['case'], queryFn: () => new Promise<string>((done) => answers.push(done)) });
  const leave = observer.subscribe(() => undefined);
  const answer = async (at: number, value: string) => {
    await vi.waitFor(() => expect(answers.length).toBeGreaterThan(at));
    answers[at]?.(value);
  };
  return { cache, answers, answer, leave };
}

test('a change heard while the first answer is under way is read once that answer is there', async () => {
  const { cache, answer, leave } = slow();
  const renewed = renew(cache, { queryKey: ['case'] });
  await answer(0, 'before the change');
  await answer(1, 'after the change');
  await renewed;
  expect(cache.getQueryData(['case'])).toBe('after the change');
  leave();
});

test('what was read before is read again once', async () => {
  const { cache, answers, answer, leave } = slow();
  await answer(0, 'old');
  await vi.waitFor(() => expect(cache.getQueryData(['case'])).toBe('old'));
  const renewed = renew(cache, { queryKey: ['case'] });
  await answer(1, 'new');
  await renewed;
  expect([cache.getQueryData(['case']), answers.length]).toEqual(['new', 2]);
  leave();
});
