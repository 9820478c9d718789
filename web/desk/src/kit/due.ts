/** The four colours of time; always shown with words and an icon. */
export type TimeColour = 'ok' | 'half' | 'near' | 'over';

/** Moments of one limit, in milliseconds since 1970; what the server does not tell is absent. */
export type Limit = { due: number; half?: number | undefined; near?: number | undefined };

/** Which colour a limit has now. Reaching a moment counts as passing it. */
export function timeColour(now: number, { due, half, near }: Limit): TimeColour {
  if (now >= due) return 'over';
  if (near !== undefined && now >= near) return 'near';
  return half !== undefined && now >= half ? 'half' : 'ok';
}

/** The server's text times as a limit; undefined where there is no due time. */
export function limitOf(due?: string | null, half?: string | null, near?: string | null): Limit | undefined {
  if (!due) return undefined;
  return { due: Date.parse(due), half: half ? Date.parse(half) : undefined, near: near ? Date.parse(near) : undefined };
}
