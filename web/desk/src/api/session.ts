import type { QueryClient } from '@tanstack/react-query';
import { api, http, setCsrf } from './client';
import type { Right, Session } from './types';

export const sessionQuery = api.queryOptions('get', '/api/v1/session', {}, { staleTime: 300_000, retry: false });

/** The signed-in person's session; asking for it also arms the client with the token for changes. */
export async function loadSession(cache: QueryClient): Promise<Session> {
  const session = await cache.ensureQueryData(sessionQuery);
  setCsrf(session.csrf);
  return session;
}

/**
 * Before a door: whoever still has a session in this browser sends its token along. Asked beside the cache, for which
 * nobody being signed in is a reason to leave the page.
 */
export async function armIfSignedIn(): Promise<void> {
  const { data } = await http.GET('/api/v1/session').catch(() => ({ data: undefined }));
  if (data) setCsrf(data.csrf);
}

export function keepSession(cache: QueryClient, session: Session): void {
  setCsrf(session.csrf);
  cache.setQueryData(sessionQuery.queryKey, session);
}

/** Only inside the shell, where the session is always there. */
export function useSession(): Session {
  const { data } = api.useSuspenseQuery('get', '/api/v1/session', {}, { staleTime: 300_000, retry: false });
  return data;
}

/** May this person do that? Rights are named by the server. */
export function useMay(): (right: Right) => boolean {
  const { rights } = useSession();
  return (right) => rights.includes(right);
}
