import type { Schemas } from '@/api/types';

export type Person = Schemas['Person'];
export type Unit = Schemas['Unit'];

export const staffKinds: Schemas['StaffKind'][] = [
  'hotline_agent', 'online_agent', 'hall_agent', 'complaint_handler', 'back_office', 'team_lead', 'supervisor', 'quality_inspector', 'trainer', 'hr', 'manager', 'auditor', 'administrator',
];
export const employments: Schemas['Employment'][] = ['full_time', 'part_time', 'temporary'];
export const statuses: Schemas['PersonStatus'][] = ['active', 'suspended', 'left'];
export const unitKinds: Schemas['UnitKind'][] = ['company', 'site', 'team'];

export type Node = { key: string; title: string; unit: Unit; children: Node[] };

/** The organisation as a tree; a unit whose parent is out of sight stands at the top. */
export function tree(units: Unit[]): Node[] {
  const known = new Set(units.map(({ id }) => id));
  const under = (parent: string | undefined): Node[] =>
    units
      .filter(({ parent_id: of }) => (of && known.has(of) ? of : undefined) === parent)
      .map((unit) => ({ key: unit.id, title: unit.name, unit, children: under(unit.id) }));
  return under(undefined);
}

const browsers: [RegExp, string][] = [[/Edg\//, 'Edge'], [/OPR\//, 'Opera'], [/Firefox\//, 'Firefox'], [/MicroMessenger\//, 'WeChat'], [/Chrome\//, 'Chrome'], [/Safari\//, 'Safari']];
const systems: [RegExp, string][] = [[/Windows/, 'Windows'], [/iPhone|iPad/, 'iOS'], [/Android/, 'Android'], [/Mac OS X/, 'macOS'], [/Linux/, 'Linux']];

/** "Chrome · Windows" from what a browser says it is; nothing where it says nothing known. */
export function device(agent: string): string | undefined {
  const of = (known: [RegExp, string][]) => known.find(([pattern]) => pattern.test(agent))?.[1];
  const named = [of(browsers), of(systems)].filter((it) => it !== undefined);
  return named.length === 0 ? undefined : named.join(' · ');
}

const cell = (text: string) => `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;

/** Rows as CSV. A cell that a spreadsheet would take for a formula is kept as text. */
export function csvOf(rows: string[][]): string {
  return `${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}

/** The address of a link by which somebody sets their password. Its word stands behind the `#`, which browsers keep to themselves. */
export function invitationAddress(word: string): string {
  return `${globalThis.location.origin}/invitation#${word}`;
}

/** How much of a round of reviews is done, in whole per cent; all of it only when nobody is left. */
export function doneShare({ done, people }: { done: number; people: number }): number {
  return people > 0 ? Math.floor((Math.min(done, people) / people) * 100) : 100;
}
