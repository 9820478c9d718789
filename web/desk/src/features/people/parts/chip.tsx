import type { ReactNode } from 'react';
import css from '../people.module.css';

export type Tone = 'ok' | 'half' | 'near' | 'over' | 'still';
const tones = { ok: css.chipOk, half: css.chipHalf, near: css.chipNear, over: css.chipOver, still: css.chipStill };

/** A word about how something stands, in the colours of the house; the word says it, the colour only helps. */
export function Chip({ tone, children }: { tone: Tone; children: ReactNode }) {
  return <span className={`${css.chip} ${tones[tone]}`}>{children}</span>;
}
