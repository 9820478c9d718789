import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { fireEvent, render, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { sessionQuery } from '@/api/session';
import type { Session } from '@/api/types';
import { Split } from './split';
import { widthAfter } from './split-rules';

const limits = { initial: 300, min: 200, max: 400 };

function show(personId: string) {
  const cache = new QueryClient();
  cache.setQueryData(sessionQuery.queryKey, { person: { id: personId } } as Session);
  return render(
    <QueryClientProvider client={cache}>
      <Split name="side" label="宽度" edge="end" limits={limits} pane={<aside />}><main /></Split>
    </QueryClientProvider>,
  );
}

const line = () => screen.getByRole('separator', { name: '宽度' });

it('is moved by the arrow keys and stops at its ends', () => {
  expect(widthAfter('ArrowLeft', 300, 'end', limits)).toBe(316);
  expect(widthAfter('ArrowLeft', 300, 'start', limits)).toBe(284);
  expect(widthAfter('ArrowRight', 396, 'start', limits)).toBe(400);
  expect(widthAfter('Home', 300, 'start', limits)).toBe(200);
  expect(widthAfter('x', 300, 'start', limits)).toBeUndefined();
});

it('remembers the width for the person who set it, and for nobody else', () => {
  const first = show('per_1');
  fireEvent.keyDown(line(), { key: 'ArrowLeft' });
  expect(line().getAttribute('aria-valuenow')).toBe('316');
  first.unmount();
  const other = show('per_2');
  expect(line().getAttribute('aria-valuenow')).toBe('300');
  other.unmount();
  show('per_1');
  expect(line().getAttribute('aria-valuenow')).toBe('316');
});
