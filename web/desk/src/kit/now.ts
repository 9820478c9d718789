import { useSyncExternalStore } from 'react';

type Beat = { now: number; listeners: Set<() => void>; timer?: ReturnType<typeof setInterval> };
const beats = new Map<number, Beat>();

function beatOf(ms: number): Beat {
  const beat = beats.get(ms) ?? { now: Date.now(), listeners: new Set() };
  beats.set(ms, beat);
  return beat;
}

function tick(beat: Beat): void {
  beat.now = Date.now();
  for (const listener of beat.listeners) listener();
}

const subscribing = (ms: number) => (listener: () => void) => {
  const beat = beatOf(ms);
  beat.listeners.add(listener);
  if (beat.listeners.size === 1) {
    beat.now = Date.now();
    beat.timer = setInterval(() => tick(beat), ms);
  }
  return () => {
    beat.listeners.delete(listener);
    if (beat.listeners.size === 0) clearInterval(beat.timer);
  };
};

const slow = subscribing(10_000);
const fast = subscribing(1000);

/**
 * The time, renewed every ten seconds for all that count down, by one timer for the whole page; every second where
 * seconds matter (`fine`).
 */
export function useNow(fine = false): number {
  return useSyncExternalStore(fine ? fast : slow, () => beatOf(fine ? 1000 : 10_000).now);
}
