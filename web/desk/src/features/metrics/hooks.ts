import { useQueries } from '@tanstack/react-query';
import { api } from '@/api/client';
import { asQuery, before, next, type Question } from './rules';

export function useCatalogue() {
  return api.useQuery('get', '/api/v1/metrics', undefined, { staleTime: 600_000 });
}

export function useReport(id: string, question: Question) {
  return api.useQuery('get', '/api/v1/metrics/{id}', { params: { path: { id }, query: asQuery(question) } }, { placeholderData: (old) => old });
}

/** The course of the period before; the comparison itself comes with the report. */
export function useBefore(id: string, question: Question, wanted: boolean) {
  const { from, to } = before(question);
  const query = { ...asQuery(question), from, to: next(to) };
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
  const conditions = [where, drill?.includes(':') ? drill : undefined].filter(Boolean).join(',');
  const query = { from: question.from, to: next(question.to), grain: question.grain, limit: 50, ...(conditions ? { where: conditions } : {}) };
  return api.useInfiniteQuery('get', '/api/v1/metrics/{id}/cases', { params: { path: { id }, query } }, {
    enabled: drill !== undefined,
    pageParamName: 'after', initialPageParam: null as string | null, getNextPageParam: (last) => last.next,
  });
}
