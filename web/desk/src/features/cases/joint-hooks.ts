import { type QueryClient } from '@tanstack/react-query';
import { api, http } from '@/api/client';
import type { Case, Schemas } from '@/api/types';
import { renewCase, useAct } from './act-hooks';
import { settle, taken } from './hooks';

export type Joint = Schemas['JointView'];
export const jointViews = ['asked', 'waiting', 'accepted', 'overdue', 'ours'] as const;
export type JointView = (typeof jointViews)[number];
/** What ends a part, by the last word of its address. */
export type JointEnd = 'return' | 'deliver' | 'withdraw' | 'waive';

export function useJointOf(id: string) {
  return api.useQuery('get', '/api/v1/cases/{id}/joint', { params: { path: { id } } });
}

export function useUrgingsOf(id: string, enabled: boolean) {
  return api.useQuery('get', '/api/v1/cases/{id}/urgings', { params: { path: { id } } }, { enabled });
}

export function useJointList(view: JointView) {
  return api.useInfiniteQuery('get', '/api/v1/joint', { params: { query: { view, limit: 50 } } }, {
    pageParamName: 'after',
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  });
}

/** What can be done about the parts that departments are asked for. */
export function useJointCommands(id: string) {
  const act = useAct();
  return {
    accept: (jid: string) => act(http.POST('/api/v1/cases/{id}/joint/{jid}/accept', { params: { path: { id, jid } }, body: {} })),
    end: (jid: string, how: JointEnd, text: string) => {
      const request = { params: { path: { id, jid } }, body: { text } };
      const ends = {
        return: () => act(http.POST('/api/v1/cases/{id}/joint/{jid}/return', request)),
        deliver: () => act(http.POST('/api/v1/cases/{id}/joint/{jid}/deliver', request)),
        withdraw: () => act(http.POST('/api/v1/cases/{id}/joint/{jid}/withdraw', request)),
        waive: () => act(http.POST('/api/v1/cases/{id}/joint/{jid}/waive', request)),
      };
      return ends[how]();
    },
  };
}

/** Commands that answer with a part of the case; the case itself is read anew after them. */
export function togetherOn(cache: QueryClient, id: string) {
  const params = { path: { id } };
  const act = async (answer: Promise<{ data?: unknown; error?: unknown }>): Promise<Case> => {
    await taken(answer);
    const fresh = await taken(http.GET('/api/v1/cases/{id}', { params }));
    settle(cache, fresh);
    await renewCase(cache);
    return fresh;
  };
  return {
    joint: (body: Schemas['NewJoint']) => act(http.POST('/api/v1/cases/{id}/joint', { params, body })),
    urge: (body: Schemas['NewUrging']) => act(http.POST('/api/v1/cases/{id}/urgings', { params, body })),
  };
}
