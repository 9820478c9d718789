export type PaneEdge = 'start' | 'end';
/** Widths in pixels. */
export type PaneLimits = { initial: number; min: number; max: number };

const stride = 16;

/** The width of a pane after a key on its line: arrows move the line, Home and End go to the ends, Enter back to the beginning. */
export function widthAfter(key: string, width: number, edge: PaneEdge, { initial, min, max }: PaneLimits): number | undefined {
  const wider = edge === 'start' ? 'ArrowRight' : 'ArrowLeft';
  const narrower = edge === 'start' ? 'ArrowLeft' : 'ArrowRight';
  if (key === wider) return Math.min(max, width + stride);
  if (key === narrower) return Math.max(min, width - stride);
  if (key === 'Home') return min;
  if (key === 'End') return max;
  return key === 'Enter' ? initial : undefined;
}
