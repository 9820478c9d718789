import { useQueryClient } from '@tanstack/react-query';
import { api, http } from '@/api/client';
import type { Schemas } from '@/api/types';
import { taken } from './hooks';

export type Template = Schemas['CaseTemplate'];
export type Filled = Schemas['FilledTemplate'];
export type TemplateSort = 'case' | 'answer';

/** The templates this person sees, those used most first. */
export function useTemplates(sort: TemplateSort) {
  return api.useQuery('get', '/api/v1/cases/templates', { params: { query: { sort } } }, { staleTime: 60_000 });
}

/** A template filled for a case; `used` counts it. */
export function fillTemplate(id: string, body: { case_id?: string; used?: boolean }): Promise<Filled> {
  return taken(http.POST('/api/v1/cases/templates/{id}/fill', { params: { path: { id } }, body }));
}

export function useTemplateCommands() {
  const cache = useQueryClient();
  const onSuccess = () => cache.invalidateQueries({ queryKey: ['get', '/api/v1/cases/templates'] });
  return {
    save: api.useMutation('post', '/api/v1/cases/templates', { onSuccess }),
    edit: api.useMutation('put', '/api/v1/cases/templates/{id}', { onSuccess }),
    remove: api.useMutation('delete', '/api/v1/cases/templates/{id}', { onSuccess }),
  };
}
