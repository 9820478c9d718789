import { createContext, useContext, useEffect, useEffectEvent, useSyncExternalStore } from 'react';
import type { LiveState } from './live';
import type { TalkLive } from './talk-live';
import { nobodyAround, type Around, type TalkEvent } from './talk-rules';

/** The page's wire for conversations; null for people who have none, and in tests. */
export const TalkContext = createContext<TalkLive | null>(null);

const never = () => () => undefined;

export function useTalkState(): LiveState {
  const live = useContext(TalkContext);
  return useSyncExternalStore(live?.subscribe ?? never, () => live?.state() ?? 'open');
}

/** Who else looks at the conversation that is open here, and whether its customer is writing. */
export function useAround(): Around {
  const live = useContext(TalkContext);
  return useSyncExternalStore(live?.subscribe ?? never, () => live?.around() ?? nobodyAround);
}

/** Tells colleagues that the conversation is open here for as long as it is shown; the function tells of writing. */
export function useTalkWatching(conversation: string): (typing: boolean) => void {
  const live = useContext(TalkContext);
  useEffect(() => {
    live?.watch(conversation);
    return () => live?.unwatch();
  }, [live, conversation]);
  return (typing) => live?.watch(conversation, typing);
}

export function useTalkEvents(hear: (event: TalkEvent) => void): void {
  const live = useContext(TalkContext);
  const heard = useEffectEvent(hear);
  useEffect(() => live?.hear((event) => heard(event)), [live]);
}
