export type Ranked = { title: string };

/** Letters in order, not necessarily side by side; a match at the start is worth most, then one side by side. */
export function score(query: string, title: string): number {
  const wanted = query.trim().toLowerCase();
  const text = title.toLowerCase();
  if (wanted === '') return 1;
  if (text.startsWith(wanted)) return 3;
  if (text.includes(wanted)) return 2;
  let at = -1;
  for (const letter of wanted) {
    at = text.indexOf(letter, at + 1);
    if (at === -1) return 0;
  }
  return 1;
}

/** What fits, the best first, otherwise in the order given. */
export function fitting<T extends Ranked>(query: string, all: T[]): T[] {
  return all
    .map((one) => ({ one, points: score(query, one.title) }))
    .filter(({ points }) => points > 0)
    .toSorted((a, b) => b.points - a.points)
    .map(({ one }) => one);
}

/** The place after moving by `step` in a list of `length`, round the ends. */
export function moved(at: number, step: number, length: number): number {
  return length === 0 ? 0 : (at + step + length) % length;
}
