export type Unit = 'day' | 'hour' | 'minute' | 'second';
export type Part = { unit: Unit; count: number };

const sizes: [Unit, number][] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
];

/**
 * A span in its two largest units, rounded to the smaller one: 70 min 20 s is 1 hour 10 minutes. Seconds are only said
 * under a minute's company: they vanish from an hour up. Zero is 0 seconds.
 */
export function parts(ms: number): Part[] {
  const span = Math.abs(ms);
  const first = sizes.findIndex(([, size]) => span >= size);
  if (first === -1) return [{ unit: 'second', count: Math.round(span / 1000) }];
  const smallest = sizes[Math.min(first + 1, sizes.length - 1)] ?? ['second', 1000];
  const rounded = Math.round(span / smallest[1]) * smallest[1];
  const largest = sizes.find(([, size]) => rounded >= size) ?? smallest;
  const next = sizes[sizes.indexOf(largest) + 1];
  const count = Math.floor(rounded / largest[1]);
  const rest = next ? Math.round((rounded % largest[1]) / next[1]) : 0;
  const main = { unit: largest[0], count };
  return next && rest > 0 ? [main, { unit: next[0], count: rest }] : [main];
}

/** `t` is the kit's translation function. */
export function sayDuration(ms: number, t: (key: string, values: { count: number }) => string): string {
  return parts(ms)
    .map(({ unit, count }) => t(`unit.${unit}`, { count }))
    .join(' ');
}
