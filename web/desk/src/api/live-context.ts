import { createContext, useContext, useEffect, useEffectEvent, useSyncExternalStore } from 'react';
import type { Live, LiveState } from './live';
import type { LiveEvent, Watcher } from './live-rules';

/** The page's connection; null where nobody is signed in, and in tests. */
export const LiveContext = createContext<Live | null>(null);

const nobody: Watcher[] = [];
const never = () => () => undefined;

export function useLiveState(): LiveState {
  const live = useContext(LiveContext);
  return useSyncExternalStore(live?.subscribe ?? never, () => live?.state() ?? 'open');
}

/** Who else has this case open. */
export function useWatchers(caseId: string): Watcher[] {
  const live = useContext(LiveContext);
  return useSyncExternalStore(live?.subscribe ?? never, () => live?.watchers().get(caseId) ?? nobody);
}

/** Tells colleagues that this case is open here for as long as the page is shown. */
export function useWatching(caseId: string): (typing: boolean) => void {
  const live = useContext(LiveContext);
  useEffect(() => {
    live?.watch(caseId);
    return () => live?.unwatch();
  }, [live, caseId]);
  return (typing) => live?.watch(caseId, typing);
}

export function useLiveEvents(hear: (event: LiveEvent) => void): void {
  const live = useContext(LiveContext);
  const heard = useEffectEvent(hear);
  useEffect(() => live?.hear((event) => heard(event)), [live]);
}
