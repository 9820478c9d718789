import { useQueries } from '@tanstack/react-query';
import { api } from '@/api/client';
import { asQuery, before, type Question } from './rules';

export function useCatalogue() {
  return api.useQuery('get', '/api/v1/metrics', undefined, { staleTime: 600_000 });
}

export function useReport(id: string, question: Question) {
  return api.useQuery('get', '/api/v1/metrics/{id}', { params: { path: { id }, query: asQuery(question) } }, { placeholderData: (old) => old });
}

/** The same question about the period before; only when wanted. */
export function useBefore(id: string, question: Question, wanted: boolean) {
  const query = { ...asQuery(question), ...before(question) };
  return api.useQuery('get', '/api/v1/metrics/{id}', { params: { path: { id }, query } }, { enabled: wanted });
}

/** One report for each group of a dimension, for small multiples. */
export function useEach(id: string, question: Question, keys: string[]) {
  const { by: _, where: __, ...rest } = question;
  return useQueries({
    queries: keys.map((key) =>
      api.queryOptions('get', '/api/v1/metrics/{id}', { params: { path: { id }, query: asQuery({ ...rest, where: `${question.by}:${key}` }) } }),
    ),
  });
}

/** The cases behind a figure. */
export function useDrill(id: string, question: Question) {
  const { drill, where } = question;
  const conditions = [where, drill?.includes(':') ? drill : undefined].filter((one) => one !== undefined);
  const query = { from: question.from, to: question.to, limit: 50, ...(conditions.length > 0 ? { where: conditions } : {}) };
  return api.useInfiniteQuery('get', '/api/v1/metrics/{id}/cases', { params: { path: { id }, query } }, {
    enabled: drill !== undefined,
    pageParamName: 'after', initialPageParam: undefined as string | undefined, getNextPageParam: (last) => last.next ?? undefined,
  });
}
