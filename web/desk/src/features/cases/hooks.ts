import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useChangesSince } from '@/api/changes';
import { api, http } from '@/api/client';
import { taken } from '@/api/taken';
import type { Case, Schemas } from '@/api/types';
import type { Query } from './rules';

const page = 50;

const casesInit = (query: Query) => ({ params: { query: { ...query, limit: page } } });

/** The key of a list, also for asking what happened since it was read. */
function casesKey(query: Query) {
  return ['get', '/api/v1/cases', casesInit(query)] as const;
}

export function useCases(query: Query) {
  return api.useInfiniteQuery('get', '/api/v1/cases', casesInit(query), {
    pageParamName: 'after',
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  });
}

export function useCounts() {
  return api.useQuery('get', '/api/v1/cases/counts', undefined, { staleTime: Infinity });
}

export function useCase(id: string) {
  return api.useQuery('get', '/api/v1/cases/{id}', { params: { path: { id } } });
}

export function useTimeline(id: string) {
  return api.useInfiniteQuery('get', '/api/v1/cases/{id}/timeline', { params: { path: { id }, query: { limit: 200 } } }, {
    pageParamName: 'after',
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  });
}

/** How many cases others changed since the list was asked for. */
export function useNews(query: Query): number {
  return useChangesSince(casesKey(query));
}

export { taken };

type Answer<T> = { data?: T; error?: unknown };

const pageOf = (id: string) => api.queryOptions('get', '/api/v1/cases/{id}', { params: { path: { id } } }).queryKey;

/** A case has changed by our own doing: what is on the screen is put right at once. */
export function settle(cache: QueryClient, fresh: Case): void {
  cache.setQueryData(pageOf(fresh.id), fresh);
  for (const path of ['/api/v1/cases', '/api/v1/cases/{id}/timeline']) void cache.invalidateQueries({ queryKey: ['get', path] });
}

type Body<K extends keyof Schemas> = Omit<Schemas[K], 'version'>;

/** Every command on one case. They carry the version that was read, so that a stale one is refused. */
export function useCommandsOn(it: Known): CommandsOn {
  return commandsOn(useQueryClient(), it);
}

type Known = { id: string; version: number };

/** The same outside of a component, for what is done later. */
export function commandsOn(cache: QueryClient, { id, version }: Known) {
  const params = { path: { id } };
  const act = async (answer: Promise<Answer<Case>>) => {
    const fresh = await taken(answer);
    settle(cache, fresh);
    return fresh;
  };
  return {
    step: (body: Body<'StepTo'>) => act(http.POST('/api/v1/cases/{id}/steps', { params, body: { ...body, version } })),
    assign: (body: Body<'AssignTo'>) => act(http.POST('/api/v1/cases/{id}/assign', { params, body: { ...body, version } })),
    transfer: (body: Body<'TransferTo'>) => act(http.POST('/api/v1/cases/{id}/transfer', { params, body: { ...body, version } })),
    accept: () => act(http.POST('/api/v1/cases/{id}/accept', { params, body: { version } })),
    giveBack: (body: Body<'GiveBack'>) => act(http.POST('/api/v1/cases/{id}/return', { params, body: { ...body, version } })),
    takeBack: (body: Body<'GiveBack'>) => act(http.POST('/api/v1/cases/{id}/take-back', { params, body: { ...body, version } })),
    entrust: (body: Body<'EntrustTo'>) => act(http.POST('/api/v1/cases/{id}/entrust', { params, body: { ...body, version } })),
    // Words are added, nothing is overwritten: they need no version.
    note: async (body: Body<'NewNote'>) => {
      await taken(http.POST('/api/v1/cases/{id}/notes', { params, body }));
      // The answer names the note only: who takes part now, and what was said, is asked for.
      for (const queryKey of [pageOf(id), ['get', '/api/v1/cases/{id}/timeline']]) void cache.invalidateQueries({ queryKey });
    },
    reply: (body: Body<'NewReply'>) => act(http.POST('/api/v1/cases/{id}/reply', { params, body })),
    promise: (body: Body<'NewPromise'>) => act(http.POST('/api/v1/cases/{id}/promise', { params, body: { ...body, version } })),
    keep: (pid: string, body: Body<'KeepPromise'>) =>
      act(http.POST('/api/v1/cases/{id}/promises/{pid}/keep', { params: { path: { id, pid } }, body: { ...body, version } })),
    pause: (body: Body<'Pause'>) => act(http.POST('/api/v1/cases/{id}/pause', { params, body: { ...body, version } })),
    resume: () => act(http.POST('/api/v1/cases/{id}/resume', { params, body: { version } })),
    extend: (body: Body<'Extend'>) => act(http.POST('/api/v1/cases/{id}/extend', { params, body: { ...body, version } })),
    confirm: (body: Body<'Confirm'>) => act(http.POST('/api/v1/cases/{id}/confirm', { params, body: { ...body, version } })),
    close: (body: Body<'Close'>) => act(http.POST('/api/v1/cases/{id}/close', { params, body: { ...body, version } })),
    reopen: (body: Body<'Reopen'>) => act(http.POST('/api/v1/cases/{id}/reopen', { params, body: { ...body, version } })),
    link: (body: Body<'NewLink'>) => act(http.POST('/api/v1/cases/{id}/links', { params, body: { ...body, version } })),
    tag: (body: Body<'PutTags'>) => act(http.POST('/api/v1/cases/{id}/tags', { params, body })),
    edit: (body: Body<'CaseEdit'>) => act(http.PATCH('/api/v1/cases/{id}', { params, body: { ...body, version } })),
  };
}

export type CommandsOn = ReturnType<typeof commandsOn>;
