import type { Case, Schemas } from '@/api/types';

export type EditValues = Omit<Schemas['CaseEdit'], 'version' | 'fields'> & { fields?: Record<string, unknown> };

/** What the form begins with; personal answers are masked here. */
export function initialEdit(it: Case): EditValues {
  const { subject, description, kind, priority, fields } = it;
  return { subject, description, kind, priority, fields, ...(it.class ? { class: it.class } : {}) };
}

/** Only what was changed, so that a masked answer left alone never replaces the real one. */
export function toEdit(values: EditValues, it: Case): Omit<Schemas['CaseEdit'], 'version'> {
  const { fields = {}, ...own } = values;
  const { fields: oldFields = {}, ...old } = initialEdit(it);
  const changed = differing(own, old);
  const answers = differing(fields, oldFields);
  return { ...changed, ...(Object.keys(answers).length > 0 ? { fields: answers as never } : {}) };
}

function differing<T extends object>(now: T, before: object): Partial<T> {
  const known = before as Record<string, unknown>;
  return Object.fromEntries(Object.entries(now).filter(([name, value]) => value !== undefined && JSON.stringify(value) !== JSON.stringify(known[name]))) as Partial<T>;
}
