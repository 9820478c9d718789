import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { useSession } from '@/api/session';
import type { Schemas } from '@/api/types';
import { wordIn, type Entry } from './book';

/** What a policy in force says, as its own file does; undefined until it is there, or while there is none. */
export function usePolicy<T>(kind: Schemas['Kind']): T | undefined {
  const query = { scope: useSession().scope };
  const found = api.useQuery('get', '/api/v1/policies/{kind}', { params: { path: { kind }, query } }, { staleTime: 600_000, retry: false });
  return found.data?.body as T | undefined;
}

/** What the policy of conversations says, as far as screens need it. */
export type Conversations = { outcomes: (Entry & { summary?: string })[]; longest_summary?: number; undo_send: string };

/** How a conversation can end, and whether whoever ends it so has to write a summary. */
export function useEndings(): { value: string; label: string; needsSummary: boolean }[] {
  const { i18n } = useTranslation();
  const outcomes = usePolicy<Conversations>('conversations')?.outcomes ?? [];
  return outcomes.map(({ id, summary }) => ({ value: id, label: wordIn(outcomes, id, i18n.language), needsSummary: summary === 'required' }));
}

type Routing = { queues: Entry[] };
type Channels = { channels: Entry[] };

/** The words for queues and channels, and the queues to choose from. */
export function useQueues() {
  const { i18n } = useTranslation();
  const queues = usePolicy<Routing>('routing')?.queues ?? [];
  const channels = usePolicy<Channels>('channels')?.channels ?? [];
  const say = (entries: Entry[]) => (id: string | null | undefined) => wordIn(entries, id, i18n.language);
  return { sayQueue: say(queues), sayChannel: say(channels), queues: queues.map(({ id }) => ({ value: id, label: say(queues)(id) })), channels: channels.map(({ id }) => ({ value: id, label: say(channels)(id) })) };
}
