import { TagsOfMany } from '@/kit/tag-pick';
import type { Begin } from './bulk-bar';

/** Puts tags on the chosen cases, or takes them off. */
export function BulkTags({ begin }: { begin: Begin }) {
  return <TagsOfMany run={(change) => begin({ act: 'tag', ...change })} />;
}
