import { api } from '@/api/client';

/** The people who can be called by an @. */
export function useColleagues(): { id: string; name: string }[] {
  return api.useQuery('get', '/api/v1/people', { params: { query: { limit: 200 } } }, { staleTime: 300_000 }).data?.items ?? [];
}

/** The colleagues whose names stand after an @ in a note; the longest name wins where one begins another. */
export function mentionedIn(body: string, people: { id: string; name: string }[]): string[] {
  const byLength = people.toSorted((a, b) => b.name.length - a.name.length);
  const ids = new Set<string>();
  for (const part of body.split('@').slice(1)) {
    const who = byLength.find(({ name }) => part.startsWith(name));
    if (who) ids.add(who.id);
  }
  return [...ids];
}
