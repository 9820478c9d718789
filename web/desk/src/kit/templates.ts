import { api, http } from '@/api/client';
import { taken } from '@/api/taken';
import type { Schemas } from '@/api/types';

export type Template = Schemas['CaseTemplate'];
export type TemplateSort = 'case' | 'answer';

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
