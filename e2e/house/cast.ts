/** The roles that journeys are played in. */
export const parts = ['hotline_agent', 'complaint_handler', 'supervisor', 'manager'] as const;
export type Part = (typeof parts)[number];

export type Actor = { login: string; password: string; name: string; unit?: string };
export type Cast = { address: string; administrator: Actor } & Record<Part, Actor>;

/** The set-up runs in a process of its own; the journeys inherit its environment. */
export function keepCast(cast: Cast): void {
  process.env.HEARTH_CAST = JSON.stringify(cast);
}

export function readCast(): Cast {
  return JSON.parse(process.env.HEARTH_CAST ?? '') as Cast;
}
