import type { Schemas } from '@/api/types';
import { isRecord, type Value } from './rules';

export type Field = Schemas['FormField'];
export type Problem = Schemas['PolicyProblem'];
export type Edit = Schemas['PolicyEdit'];
export type Said = Schemas['Text'];

/** `limits[3].within` as its steps: "limits", 3, "within". */
export function stepsOf(path: string): (string | number)[] {
  return path.split('.').flatMap((part) => {
    const [key = '', ...places] = part.split('[');
    return [key, ...places.map((place) => Number(place.replace(']', '')))];
  });
}

/** What stands in a place of a document; undefined where there is nothing. */
export function valueAt(body: Value, path: string): Value {
  return stepsOf(path).reduce<Value>((at, step) => {
    if (Array.isArray(at) && typeof step === 'number') return at[step];
    return isRecord(at) && typeof step === 'string' ? at[step] : undefined;
  }, body);
}

const empty: Partial<Record<Field['is'], Value>> = {
  said: { zh: '', en: '' }, number: 0, share: 0, money: 0, length: '1h', keep: '1y', yes_no: false, several: [], rows: [], named: {}, text: '',
};

/** What a new entry begins with: everything it has to have, still empty, so that the text can be read from the start. */
export function blank(fields: Field[], today: string): Record<string, Value> {
  return Object.fromEntries(fields.filter(({ required }) => required).map((field) => [field.name, blankOf(field, today)]));
}

export function blankOf(field: Field, today: string): Value {
  if (field.is === 'group') return blank(field.fields, today);
  if (field.is === 'choice') return field.choices[0]?.value ?? '';
  if (field.is === 'day') return today;
  return empty[field.is] ?? '';
}

/** The problems of one place. A list of plain values also answers for each of them. */
export function problemsOf(problems: Problem[], path: string, each = false): Problem[] {
  return problems.filter(({ field }) => field === path || (each && field.startsWith(`${path}[`)));
}

/** How many problems lie in a place and below it. */
export function problemsWithin(problems: Problem[], path: string): number {
  return problems.filter(({ field }) => field === path || field.startsWith(`${path}.`) || field.startsWith(`${path}[`)).length;
}

export type Length = { count: number; unit: string };

/** "2wd" as its number and unit; undefined for what has several, such as "1h30m". */
export function simpleLength(text: Value): Length | undefined {
  const found = typeof text === 'string' ? /^(\d+)(s|m|h|d|wd|mo|y)$/.exec(text) : null;
  return found?.[1] && found[2] ? { count: Number(found[1]), unit: found[2] } : undefined;
}

export const lengthUnits = ['s', 'm', 'h', 'd', 'wd'];
export const keepUnits = ['d', 'mo', 'y'];

/** What an entry of a list is called: by its name, else by its id, else by its number. */
export function entryName(entry: Value, at: number, say: (said: Said) => string): string {
  if (!isRecord(entry)) return String(at + 1);
  const name = entry['name'] ?? entry['moment'] ?? entry['region'];
  if (isRecord(name) && typeof name['zh'] === 'string' && typeof name['en'] === 'string') {
    const said = say({ zh: name['zh'], en: name['en'] });
    if (said.trim() !== '') return said;
  }
  for (const key of ['id', 'field', 'from']) {
    const word = entry[key];
    if (typeof word === 'string' && word !== '') return word;
  }
  return String(at + 1);
}

/** The entries of a list of the same document, as choices. */
export function ownChoices(body: Value, refers: string, path: string): { value: string; label: Said }[] {
  // The parts of a tree refer to each other within their own tree.
  const list = refers === 'trees.parts' ? path.replace(/\[\d+\]\.[^.[]+$/, '') : refers;
  const found = valueAt(body, list);
  const entries: [string, Value][] = Array.isArray(found)
    ? found.flatMap((one) => (isRecord(one) && typeof one['id'] === 'string' ? [[one['id'], one] as [string, Value]] : []))
    : Object.entries(isRecord(found) ? found : {});
  return entries.map(([id, one]) => {
    const name = isRecord(one) ? one['name'] : undefined;
    const said = isRecord(name) && typeof name['zh'] === 'string' && typeof name['en'] === 'string' ? { zh: name['zh'], en: name['en'] } : { zh: id, en: id };
    return { value: id, label: said };
  });
}

/** A free name for an entry kept by name: "entry", "entry-2" … */
export function freeName(taken: string[]): string {
  for (let at = 1; ; at += 1) {
    const name = at === 1 ? 'new' : `new-${at}`;
    if (!taken.includes(name)) return name;
  }
}

/** A place in words: "Time limits › resolution_complaint › Within"; what the form does not know stays as it is written. */
export function placeName(fields: Field[], body: Value, path: string, say: (said: Said) => string): string {
  const names: string[] = [];
  const steps = stepsOf(path);
  let [level, at, place]: [Field[], number, string] = [fields, 0, ''];
  if (steps[0] === 'policy') [at, place] = [1, 'policy'];
  for (; at < steps.length; at += 1) {
    const step = steps[at];
    place = typeof step === 'number' ? `${place}[${step}]` : place === '' ? String(step) : `${place}.${step}`;
    if (typeof step === 'number') {
      names.push(entryName(valueAt(body, place), step, say));
      continue;
    }
    const field = level.find(({ name }) => name === (steps[0] === 'policy' && at === 1 ? `policy.${step}` : step));
    names.push(field ? say(field.label) : entryName(valueAt(body, place), 0, say) === '1' ? String(step) : entryName(valueAt(body, place), 0, say));
    level = field?.fields ?? level;
  }
  return names.join(' › ');
}

/** An entry without a name in short: its first values in words, such as "50% · Handler". */
export function gist(entry: Value, fields: Field[], say: (said: Said) => string, most = 3): string {
  if (!isRecord(entry)) return '';
  const word = (field: Field, value: Value) => {
    const known = field.choices.find((one) => one.value === value);
    if (known) return say(known.label);
    if (field.is === 'share' && typeof value === 'number') return `${value / 10}%`;
    return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  };
  const told = fields.filter(({ name }) => name !== 'id' && name !== 'name' && name !== 'source' && name !== 'certainty').map((field) => {
    const value = entry[field.name];
    return Array.isArray(value) ? value.map((one) => word(field, one)).filter(Boolean).join(', ') : word(field, value);
  });
  return told.filter(Boolean).slice(0, most).join(' · ');
}
