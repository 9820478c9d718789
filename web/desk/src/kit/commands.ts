import { useEffect, useId, useSyncExternalStore, type ReactNode } from 'react';
import type { ShortcutId } from './keys';

/** One thing the command bar can do; pages add theirs while they are shown. */
export type Command = { id: string; title: string; group: string; run: () => void; icon?: ReactNode; shortcut?: ShortcutId | undefined; disabled?: string | undefined };

const sources = new Map<string, Command[]>();
const listeners = new Set<() => void>();
let all: Command[] = [];

function renew(): void {
  all = [...sources.values()].flat();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useCommandList(): Command[] {
  return useSyncExternalStore(subscribe, () => all);
}

/** Offers these commands in the bar for as long as the component is shown. */
export function useCommands(commands: Command[]): void {
  const source = useId();
  const signature = commands.map(({ id, title, disabled }) => `${id} ${title} ${disabled ?? ''}`).join('\n');
  useEffect(() => {
    sources.set(source, commands);
    renew();
    return () => {
      sources.delete(source);
      renew();
    };
    // The signature says all that is shown; the functions inside act on the address and stay right.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [source, signature]);
}
