/** What a mapping says, in the form of the mapping files: which column of another system's file is what. */
export type TextSource = string | { is: string } | { columns: string[]; by: string } | { column: string; names: Record<string, string>; others?: string | null };
export type TimeSource = string | string[];
export type Mapping = {
  source: string;
  rows: 'event' | 'case';
  files?: string[];
  read?: Record<string, unknown>;
  times: { formats: string[]; zone: string };
  case: Record<string, TextSource | undefined> & { key: TextSource };
  event?: Record<string, TextSource | TimeSource | undefined>;
  milestones?: Record<string, TimeSource | undefined>;
  meanings?: { of?: 'activity' | 'state'; words?: Record<string, string> };
  flags?: Record<string, unknown>;
  fields?: Record<string, TextSource | undefined>;
  attributes?: Record<string, unknown>;
};

export type Group = 'case' | 'event' | 'milestones' | 'fields';
export type Target = { group: Group; name: string; needed?: boolean; time?: boolean; fixed?: 'kinds' | 'priorities' | 'channels' };
type Field = { id: string; is: string };

export const targets: Target[] = [
  { group: 'case', name: 'key', needed: true },
  { group: 'event', name: 'at', time: true },
  { group: 'event', name: 'activity' },
  { group: 'event', name: 'state' },
  { group: 'event', name: 'resource' },
  { group: 'event', name: 'group' },
  { group: 'event', name: 'reply' },
  { group: 'case', name: 'subject' },
  { group: 'case', name: 'description' },
  { group: 'case', name: 'kind', fixed: 'kinds' },
  { group: 'case', name: 'class' },
  { group: 'case', name: 'priority', fixed: 'priorities' },
  { group: 'case', name: 'channel', fixed: 'channels' },
  { group: 'case', name: 'customer' },
  { group: 'milestones', name: 'opened', time: true },
  { group: 'milestones', name: 'accepted', time: true },
  { group: 'milestones', name: 'transferred', time: true },
  { group: 'milestones', name: 'answered', time: true },
  { group: 'milestones', name: 'resolved', time: true },
  { group: 'milestones', name: 'closed', time: true },
  { group: 'milestones', name: 'due', time: true },
];

export const meanings = [
  'recorded', 'opened', 'accepted', 'assigned', 'transferred', 'returned', 'noted', 'replied', 'answered', 'paused', 'resumed', 'resolved', 'reopened', 'closed',
] as const;

/** The fields of policy that a table can answer, and those the mapping names whatever became of them. */
export function fieldTargets(mapping: Mapping, fields: Field[]): Target[] {
  const known = fields.filter(({ is }) => is !== 'file').map(({ id }) => id);
  return [...new Set([...known, ...Object.keys(mapping.fields ?? {})])].map((name) => ({ group: 'fields', name }));
}

/** What fills a target, as one word for a choice: "col:Status", "is:fault", or "own" for a form only files can write. */
export function choiceOf(source: TextSource | TimeSource | undefined): string | undefined {
  if (source === undefined || source === null) return undefined;
  if (typeof source === 'string') return `col:${source}`;
  if (!Array.isArray(source) && 'is' in source) return `is:${source.is}`;
  return 'own';
}

/** The mapping with another choice for one target; nothing chosen takes it out. */
export function choose(mapping: Mapping, { group, name }: Target, choice: string | undefined): Mapping {
  const { [name]: _old, ...rest } = (mapping[group] ?? {}) as Record<string, unknown>;
  const source = choice?.startsWith('is:') ? { is: choice.slice(3) } : choice?.startsWith('col:') ? choice.slice(4) : undefined;
  return { ...mapping, [group]: source === undefined ? rest : { ...rest, [name]: source } };
}

export function sourceOf(mapping: Mapping, { group, name }: Target): TextSource | TimeSource | undefined {
  return (mapping[group] as Record<string, TextSource | TimeSource | undefined> | undefined)?.[name];
}

/** The column a choice reads, where it reads exactly one. */
export function columnOf(source: TextSource | TimeSource | undefined): string | undefined {
  if (typeof source === 'string') return source;
  return source && !Array.isArray(source) && 'column' in source ? source.column : undefined;
}

/** The different words of a column in the sample, in order of appearance. */
export function wordsIn(sample: string[][], columns: string[], column: string | undefined): string[] {
  const at = columns.indexOf(column ?? '');
  return at === -1 ? [] : [...new Set(sample.map((row) => row[at] ?? '').filter(Boolean))];
}

/** The words whose meaning can be said: those in the sample and those already given one. */
export function meaningWords(mapping: Mapping, sample: string[][], columns: string[]): string[] {
  const of = mapping.meanings?.of ?? 'activity';
  const seen = wordsIn(sample, columns, columnOf(mapping.event?.[of]));
  return [...new Set([...seen, ...Object.keys(mapping.meanings?.words ?? {})])];
}

/** The mapping with a word's meaning; "recorded" is what every other word means and is not written down. */
export function mean(mapping: Mapping, word: string, meaning: string): Mapping {
  const { [word]: _old, ...rest } = mapping.meanings?.words ?? {};
  const words = meaning === 'recorded' ? rest : { ...rest, [word]: meaning };
  return { ...mapping, meanings: { ...mapping.meanings, words } };
}

/** Columns that nothing reads yet: they can be kept as attributes. */
export function freeColumns(mapping: Mapping, columns: string[]): string[] {
  const used = new Set([...targets, ...fieldTargets(mapping, [])].flatMap((target) => {
    const source = sourceOf(mapping, target);
    return Array.isArray(source) ? source : [columnOf(source)];
  }));
  return columns.filter((column) => !used.has(column));
}

/** What is still missing before the mapping can be tried, as names of texts. */
export function missing(mapping: Mapping): string[] {
  const lacks: string[] = [];
  if (mapping.source.trim() === '') lacks.push('source');
  if (choiceOf(mapping.case.key) === undefined) lacks.push('key');
  if (mapping.rows === 'event' && choiceOf(mapping.event?.['at']) === undefined) lacks.push('at');
  if (mapping.rows === 'case' && choiceOf(mapping.milestones?.['opened']) === undefined) lacks.push('opened');
  if (mapping.times.formats.length === 0) lacks.push('formats');
  return lacks;
}

/** The names of what rows say, in the order in which the editor lists them; what only this mapping keeps comes last. */
export function inOrder(names: string[]): string[] {
  const order = ['key', 'opened', 'at', 'activity', 'state', 'meaning', ...targets.map(({ name }) => name)];
  const there = new Set(names);
  return [...new Set([...order.filter((name) => there.has(name)), ...names])];
}

/** A moment as a file's wall clock would show it. */
export function wallClock(moment: string): string {
  return moment.replace('T', ' ').replace(/\.000Z$/, '').replace(/Z$/, '');
}
