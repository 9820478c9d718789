import { api, http } from '@/api/client';
import { taken } from '@/api/taken';
import type { Schemas } from '@/api/types';

export type Template = Schemas['CaseTemplate'];
export type TemplateSort = 'case' | 'answer';

/** What happens to a conversation once an answer was sent: the tags it gets, and what becomes of it. */
export type After = { tags: string[]; act?: Schemas['TemplateAfterwards'] | undefined };

/** The same of a template; nothing where it says nothing of it. */
export function afterOf({ tags = [], afterwards }: Schemas['TemplateSays']): After | undefined {
  return tags.length > 0 || afterwards ? { tags, act: afterwards ?? undefined } : undefined;
}

/** The templates this person sees, those used most first. */
export function useTemplates(sort: TemplateSort) {
  return api.useQuery('get', '/api/v1/cases/templates', { params: { query: { sort } } }, { staleTime: 60_000 });
}

/** A template filled for a case; `used` counts it. */
export function fillTemplate(id: string, body: Schemas['FillTemplate']): Promise<Schemas['FilledTemplate']> {
  return taken(http.POST('/api/v1/cases/templates/{id}/fill', { params: { path: { id } }, body }));
}

type Named = { name: string; says: { shortcut?: string | null; kind?: string | null } };

/** The answers that fit what was typed after "/": by shortcut or name; `kind` is that of the case, where there is one. */
export function matching<T extends Named>(templates: T[], typed: string, kind: string | undefined): T[] {
  const words = typed.trim().toLowerCase();
  const fits = ({ name, says }: T) => says.shortcut?.toLowerCase().startsWith(words) || name.toLowerCase().includes(words);
  return templates.filter((one) => (!one.says.kind || one.says.kind === kind) && (words === '' || fits(one)));
}
