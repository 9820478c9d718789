import { useQueryClient } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { Schemas } from '@/api/types';

export type Tag = Schemas['CaseTag'];

/** The colours of tags, told apart by eight names that the theme gives their shades. */
export const tagColours = ['grey', 'red', 'orange', 'gold', 'green', 'teal', 'blue', 'purple'] as const;

/** All tags, and how to find the one that stands for another since they were merged. */
export function useTags() {
  const reading = api.useQuery('get', '/api/v1/tags', undefined, { staleTime: 60_000 });
  const all: Tag[] = reading.data?.items ?? [];
  const byId = new Map(all.map((tag) => [tag.id, tag]));
  const standing = (id: string): Tag | undefined => {
    const tag = byId.get(id);
    return tag?.into ? byId.get(tag.into) : tag;
  };
  return { reading, all, inUse: all.filter(({ retired_at: retired }) => !retired), standing };
}

/** Making, changing and merging tags. */
export function useTagCommands() {
  const cache = useQueryClient();
  const renew = { onSuccess: () => cache.invalidateQueries({ queryKey: ['get', '/api/v1/tags'] }) };
  return {
    make: api.useMutation('post', '/api/v1/tags', renew),
    edit: api.useMutation('patch', '/api/v1/tags/{id}', renew),
    merge: api.useMutation('post', '/api/v1/tags/{id}/merge', renew),
  };
}
