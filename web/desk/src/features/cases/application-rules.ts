import type { Schemas } from '@/api/types';
import { wordIn, type Entry } from '@/kit/book';

export type Application = Schemas['Application'];
export type Check = Schemas['MaterialsCheck'];
export type Paper = Schemas['PaperView'];

type Text = { zh: string; en: string };
type MaterialPolicy = Entry & { original?: boolean; copies?: number; form?: Text; sample?: Text; basis?: Text; applicants?: string[]; only_when?: string[] };
export type ItemPolicy = Entry & { kind: string; class: string; applicants?: Entry[]; conditions?: Entry[]; materials?: MaterialPolicy[]; fee?: Text };
export type ServicesPolicy = { items?: ItemPolicy[] };

/** A material as a checklist shows it. */
export type Wanted = Pick<Schemas['MaterialView'], 'id' | 'name' | 'asks' | 'sample' | 'basis' | 'applicants' | 'only_when'>;
export type Choice = { value: string; label: string };
export type Item = { applicants: Choice[]; conditions: Choice[]; materials: Wanted[] };

type Translate = (key: string, values?: object) => string;

/** The item that a kind and class of case is, if it is one. */
export function itemOf(policy: ServicesPolicy | undefined, kind: unknown, className: unknown): ItemPolicy | undefined {
  return policy?.items?.find((one) => one.kind === kind && one.class === className);
}

/** An item of policy as a checklist takes it. */
export function itemOfPolicy(item: ItemPolicy, language: string, t: Translate): Item {
  const said = (text: Text | undefined) => (text ? (language.startsWith('zh') ? text.zh : text.en) : null);
  const choices = (list: Entry[] | undefined): Choice[] => (list ?? []).map(({ id }) => ({ value: id, label: wordIn(list ?? [], id, language) }));
  const asks = (one: MaterialPolicy) => [one.original && t('application.original'), one.copies && t('application.copies', { count: one.copies }), said(one.form)].filter(Boolean).join(t('application.comma'));
  const materials = (item.materials ?? []).map((one) => ({
    id: one.id, name: wordIn(item.materials ?? [], one.id, language), asks: asks(one), sample: said(one.sample), basis: said(one.basis), applicants: one.applicants ?? [], only_when: one.only_when ?? [],
  }));
  return { applicants: choices(item.applicants), conditions: choices(item.conditions), materials };
}

/** An application as a checklist takes it. */
export function itemOfCase(it: Application): Item {
  return { applicants: it.applicants.map(choiceOf), conditions: it.conditions.map(choiceOf), materials: it.materials };
}

function choiceOf({ id, name }: { id: string; name: string }): Choice {
  return { value: id, label: name };
}

/** What was written down of an application, for changing it. */
export function checkOf(it: Application): Check {
  const noted = it.materials.filter(({ at }) => at !== null).map(({ id, state, note }) => [id, { state, note }] as const);
  return { applicant: it.applicant, conditions: it.conditions.filter(({ holds }) => holds).map(({ id }) => id), materials: Object.fromEntries(noted), notify: false };
}

/** What is wanted of this applicant under these conditions; the server has the last word. */
export function wantedOf(item: Item, check: Check): Wanted[] {
  const held = check.conditions ?? [];
  return item.materials.filter(({ applicants, only_when: when }) =>
    (applicants.length === 0 || applicants.includes(check.applicant ?? '')) && (when.length === 0 || when.some((one) => held.includes(one))));
}

/** What of that is not there. */
export function missingOf(item: Item, check: Check): Wanted[] {
  return wantedOf(item, check).filter(({ id }) => (check.materials?.[id]?.state ?? 'missing') === 'missing');
}
