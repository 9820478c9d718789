import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, http } from '@/api/client';
import type { Schemas } from '@/api/types';
import { saveFile } from '@/kit/save-file';
import { renewCase, useAct } from './act-hooks';
import { itemOf, itemOfPolicy, type Item, type ServicesPolicy } from './application-rules';
import { usePolicy } from '@/kit/policy';

export type Question = Schemas['WindowQuestion'];
export const questionTrays = ['mine', 'asked'] as const;
export type QuestionTray = (typeof questionTrays)[number];

/** The service item that cases of a kind and class are, by the policy of now. */
export function useItem(kind: unknown, className: unknown): Item | undefined {
  const { t, i18n } = useTranslation('cases');
  const found = itemOf(usePolicy<ServicesPolicy>('services'), kind, className);
  return found && itemOfPolicy(found, i18n.language, (key, values) => t(key, { ...values }));
}

export function useApplication(id: string) {
  return api.useQuery('get', '/api/v1/cases/{id}/application', { params: { path: { id } } });
}

export function useQuestions(tray: QuestionTray) {
  return api.useInfiniteQuery('get', '/api/v1/questions', { params: { query: { tray, limit: 30 } } }, {
    pageParamName: 'after',
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  });
}

/** What can be done about an application; everything that shows the case is read anew. */
export function useApplicationCommands(id: string) {
  const params = { path: { id } };
  const act = useAct();
  return {
    check: (body: Schemas['MaterialsCheck']) => act(http.POST('/api/v1/cases/{id}/application/check', { params, body })),
    refuse: (body: Schemas['NewRefusal']) => act(http.POST('/api/v1/cases/{id}/application/refuse', { params, body })),
    ask: (text: string) => act(http.POST('/api/v1/cases/{id}/application/questions', { params, body: { text } })),
    answer: (qid: string, answer: string) => act(http.POST('/api/v1/cases/{id}/application/questions/{qid}/answer', { params: { path: { id, qid } }, body: { answer } })),
    told: (pid: string, body: Schemas['ToldOf']) => act(http.POST('/api/v1/cases/{id}/papers/{pid}/told', { params: { path: { id, pid } }, body })),
  };
}

/** Papers as PDF files; that they were printed stands on the timeline. */
export function usePrinting(id: string) {
  const cache = useQueryClient();
  const save = async ({ data, error, response }: { data?: unknown; error?: unknown; response: Response }) => {
    if (error !== undefined) throw error;
    saveFile(nameOf(response.headers.get('content-disposition')), data as Blob);
    await renewCase(cache);
  };
  return {
    paper: async (pid: string) => save(await http.POST('/api/v1/cases/{id}/papers/{pid}/print', { params: { path: { id, pid } }, body: {}, parseAs: 'blob' })),
    file: async () => save(await http.POST('/api/v1/cases/{id}/print', { params: { path: { id } }, body: {}, parseAs: 'blob' })),
  };
}

/** The name that the server gives a file. */
function nameOf(disposition: string | null): string {
  const named = /filename\*=UTF-8''([^;]+)/.exec(disposition ?? '')?.[1];
  return named ? decodeURIComponent(named) : 'paper.pdf';
}
