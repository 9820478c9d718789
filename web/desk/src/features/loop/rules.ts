import type { Schemas } from '@/api/types';

export type Stage = Schemas['Stage'];
export type Sum = { open: number; overdue: number; paused: number };
/** A step of the loop with what stands there, and the kind that is late most often. */
export type Station = Sum & { step: string; worst?: { kind: string; overdue: number } };

export function sum(stages: Stage[]): Sum {
  const of = (name: keyof Sum) => stages.reduce((all, one) => all + one[name], 0);
  return { open: of('open'), overdue: of('overdue'), paused: of('paused') };
}

/** The stations in policy's order of steps; steps that only imported cases have come after them. */
export function stations(stages: Stage[], steps: string[]): Station[] {
  const others = [...new Set(stages.map(({ step }) => step))].filter((step) => !steps.includes(step));
  return [...steps, ...others].map((step) => {
    const here = stages.filter((one) => one.step === step);
    const late = here.toSorted((a, b) => b.overdue - a.overdue)[0];
    return { step, ...sum(here), ...(late && late.overdue > 0 ? { worst: { kind: late.kind, overdue: late.overdue } } : {}) };
  });
}

/** The kinds that have open cases, those with the most first. */
export function kindsOf(stages: Stage[]): string[] {
  const kinds = [...new Set(stages.map(({ kind }) => kind))];
  const open = (kind: string) => sum(stages.filter((one) => one.kind === kind)).open;
  return kinds.toSorted((a, b) => open(b) - open(a) || a.localeCompare(b));
}
