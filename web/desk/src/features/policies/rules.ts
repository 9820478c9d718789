type Said = { zh: string; en: string };
export type Value = unknown;

/** A text in both languages, as policy documents write names. */
export function isSaid(value: Value): value is Said {
  return isRecord(value) && typeof value['zh'] === 'string' && typeof value['en'] === 'string' && Object.keys(value).length === 2;
}

export function isRecord(value: Value): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export type Shape = 'table' | 'facts' | 'plain';

/** A list of records is shown as a table, a record as pairs, everything else as its words. */
export function shapeOf(value: Value): Shape {
  if (Array.isArray(value)) return value.length > 0 && value.every((one) => isRecord(one) && !isSaid(one)) ? 'table' : 'plain';
  return isRecord(value) && !isSaid(value) ? 'facts' : 'plain';
}

/** The columns of a table: every name that some row has, in the order of first appearance. */
export function columnsOf(rows: Record<string, unknown>[]): string[] {
  return [...new Set(rows.flatMap((row) => Object.keys(row)))];
}

const lengths: Record<string, string> = { s: 'second', m: 'minute', min: 'minute', h: 'hour', d: 'day', w: 'week', wd: 'workingDay' };

/** "10wd" is 10 working days; undefined where the text is no length. */
export function lengthOf(text: string): { count: number; unit: string } | undefined {
  const found = /^(\d+)(s|m|min|h|d|w|wd)$/.exec(text);
  const unit = found?.[2] && lengths[found[2]];
  return found && unit ? { count: Number(found[1]), unit } : undefined;
}

/** "weight_permille" holds thousandths, shown as per cent. */
export function isPermille(name: string): boolean {
  return name.endsWith('_permille');
}

/** The parts of a document in its own order; the single values first, as "general". */
export function partsOf(body: Record<string, unknown>, order: string[] = []): [string, Value][] {
  const names = inOrder(Object.keys(body).filter((name) => name !== 'policy'), order);
  const entries = names.map((name): [string, Value] => [name, body[name]]);
  const plain = entries.filter(([, value]) => shapeOf(value) === 'plain');
  const rest = entries.filter(([, value]) => shapeOf(value) !== 'plain');
  return [...(plain.length > 0 ? [['general', Object.fromEntries(plain)] as [string, Value]] : []), ...rest];
}

/** Names in the order of a form; those it does not know stay behind in their own. */
export function inOrder(names: string[], order: string[]): string[] {
  const place = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length);
  return names.toSorted((one, other) => place(one) - place(other));
}
