import type { ReactNode } from 'react';
import css from './kit.module.css';

/** Integer fen as yuan: two decimals, thousands separated. */
export function yuan(fen: number): string {
  const sign = fen < 0 ? '-' : '';
  const whole = Math.trunc(Math.abs(fen) / 100).toString().replaceAll(/\B(?=(\d{3})+$)/g, ',');
  return `${sign}${whole}.${(Math.abs(fen) % 100).toString().padStart(2, '0')}`;
}

export function Money({ fen }: { fen: number }) {
  return <span className={css.number}>¥{yuan(fen)}</span>;
}

export function count(value: number): string {
  return value.toLocaleString('en-US');
}

/** A difference in the colour of its verdict; the words stand inside. */
export function Verdict({ verdict, children }: { verdict: string; children: ReactNode }) {
  const colour = { better: css.up, worse: css.down, unclear: css.muted, too_few: css.muted }[verdict];
  return <span className={`${css.number} ${colour ?? ''}`}>{children}</span>;
}

/** A line so small that it only shows the course. */
export function Spark({ values, width = 96, height = 24 }: { values: (number | null | undefined)[]; width?: number; height?: number }) {
  const known = values.filter((value): value is number => typeof value === 'number');
  if (known.length < 2) return <svg className={css.spark} width={width} height={height} aria-hidden />;
  const low = Math.min(...known);
  const range = Math.max(...known) - low || 1;
  const step = (width - 4) / (known.length - 1);
  const points = known.map((value, index) => `${(2 + index * step).toFixed(1)},${(height - 3 - ((value - low) / range) * (height - 6)).toFixed(1)}`);
  return (
    <svg className={css.spark} width={width} height={height} aria-hidden>
      <polyline points={points.join(' ')} fill="none" stroke="var(--brand)" strokeWidth="1.5" />
    </svg>
  );
}
