import type { Schemas } from '@/api/types';
import { oneOf, text, type Raw } from '@/kit/url';

export type Board = Schemas['LiveBoard'];
export type Figures = Schemas['FloorFigures'];
export type Group = Schemas['FloorGroup'];
export type Agent = Schemas['AgentOnFloor'];
export type Alert = Schemas['Alert'];

export const views = ['waiting', 'serving', 'overdue', 'agitated'] as const;
export type View = (typeof views)[number];
export const groupings = ['queue', 'entrance', 'unit'] as const;
export type Grouping = (typeof groupings)[number];

/** What the address of the page holds: which figure is open, what narrows it, how figures are told apart. */
export type Shown = { view: View; queue?: string | undefined; entrance?: string | undefined; unit?: string | undefined; agent?: string | undefined; by: Grouping; settled?: '1' | undefined };

export function parseShown(raw: Raw): Shown {
  return {
    view: oneOf(raw, 'view', views) ?? 'waiting',
    queue: text(raw, 'queue'), entrance: text(raw, 'entrance'), unit: text(raw, 'unit'), agent: text(raw, 'agent'),
    by: oneOf(raw, 'by', groupings) ?? 'queue',
    settled: oneOf(raw, 'settled', ['1']),
  };
}

/** What the server is asked for behind the figure that is open. */
export function askedOf({ view, queue, entrance, unit, agent }: Shown): { view: View; queue?: string; entrance?: string; unit?: string; agent?: string } {
  return { view, ...(queue ? { queue } : {}), ...(entrance ? { entrance } : {}), ...(unit ? { unit } : {}), ...(agent ? { agent } : {}) };
}

/** One figure of one group is opened; every other narrowing is let go. */
export function opened(view: View, by?: Grouping | 'agent', id?: string): Record<'view' | 'queue' | 'entrance' | 'unit' | 'agent', string | undefined> {
  return { view, queue: undefined, entrance: undefined, unit: undefined, agent: undefined, ...(by && id ? { [by]: id } : {}) };
}

export function groupsOf(board: Board, by: Grouping): Group[] {
  return { queue: board.queues, entrance: board.entrances, unit: board.units }[by];
}

/** Whole milliseconds since a moment, to the second; nothing before it and without one. */
export function since(at: string | null | undefined, now: number): number | undefined {
  return at ? Math.max(0, Math.floor((now - Date.parse(at)) / 1000) * 1000) : undefined;
}

/** What an alert counts: a wait, people, a score or complaints. */
export function foundOf({ kind, found }: Pick<Alert, 'kind' | 'found'>): { name: 'span' | 'waiting' | 'score' | 'complaints'; value: number } {
  if (kind === 'spike') return { name: 'waiting', value: found };
  if (kind === 'agitated') return { name: 'score', value: Math.round(found / 10) };
  return kind === 'complaints' ? { name: 'complaints', value: found } : { name: 'span', value: Math.floor(found / 1000) * 1000 };
}

/** Groups in which something happens, the fullest first; on the wall there is room for a few. */
export function fullest(groups: Group[], most: number): Group[] {
  const weight = ({ figures: { waiting, serving, overdue } }: Group) => waiting * 1000 + overdue * 100 + serving;
  return groups.filter((it) => weight(it) > 0).toSorted((a, b) => weight(b) - weight(a)).slice(0, most);
}

/** How many agents are what. */
export function presenceCounts(agents: Agent[]): { online: number; busy: number; away: number } {
  const count = (...states: Agent['state'][]) => agents.filter(({ state }) => states.includes(state)).length;
  return { online: count('online'), busy: count('busy', 'wrap_up'), away: count('break', 'training') };
}
