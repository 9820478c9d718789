import type { Case } from '@/api/types';
import { useBook } from '@/kit/book';
import { TagsField } from '@/kit/tag-pick';
import { useCommandsOn } from '../hooks';

/** The tags of a case in its header, and the way to change them. */
export function CaseTags({ it }: { it: Case }) {
  const { tags: policy } = useBook();
  const commands = useCommandsOn(it);
  return <TagsField ids={it.tags} most={policy.at_most} onChange={commands.tag} />;
}
