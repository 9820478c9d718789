import { useSyncExternalStore } from 'react';

export type Theme = 'light' | 'dark' | 'system';
export type Density = 'compact' | 'comfortable';
export type Prefs = {
  theme: Theme;
  density: Density;
  navFolded: boolean;
  shortcutsOn: boolean;
  keys: Record<string, string>;
  /** Widths of panes in pixels, by person and pane. */
  panes: Record<string, number>;
  /** Whether the list stands beside an open case. */
  queueShown: boolean;
  /** What sends a message to a customer: Enter alone, or with Ctrl. */
  sendKey: 'enter' | 'ctrl+enter';
  /** Sorts of sounds that are off. */
  muted: string[];
  /** Whether the browser is to tell of what comes while another window is looked at. */
  desktopNotices: boolean;
  /** Panes of the workspace that are folded away. */
  folded: string[];
};

const place = 'hearth.prefs';
const initial: Prefs = { theme: 'system', density: 'compact', navFolded: false, shortcutsOn: true, keys: {}, panes: {}, queueShown: false, sendKey: 'enter', muted: [], desktopNotices: false, folded: [] };
const listeners = new Set<() => void>();

function read(): Prefs {
  try {
    return { ...initial, ...(JSON.parse(globalThis.localStorage.getItem(place) ?? '{}') as Partial<Prefs>) };
  } catch {
    return initial;
  }
}

let prefs = read();

export function getPrefs(): Prefs {
  return prefs;
}

export function setPrefs(patch: Partial<Prefs>): void {
  prefs = { ...prefs, ...patch };
  globalThis.localStorage.setItem(place, JSON.stringify(prefs));
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What this person chose on this computer; nothing here concerns the server. */
export function usePrefs(): Prefs {
  return useSyncExternalStore(subscribe, getPrefs);
}

function onMedia(query: string) {
  return (listener: () => void) => {
    const media = globalThis.matchMedia(query);
    media.addEventListener('change', listener);
    return () => media.removeEventListener('change', listener);
  };
}

const dark = '(prefers-color-scheme: dark)';
const narrow = '(max-width: 767px)';
const still = '(prefers-reduced-motion: reduce)';
const onDark = onMedia(dark);
const onNarrow = onMedia(narrow);
const onStill = onMedia(still);

export function useDark(): boolean {
  const { theme } = usePrefs();
  const system = useSyncExternalStore(onDark, () => globalThis.matchMedia(dark).matches);
  return theme === 'system' ? system : theme === 'dark';
}

/** Nothing is to move. */
export function useStill(): boolean {
  return useSyncExternalStore(onStill, () => globalThis.matchMedia(still).matches);
}

/** A phone: pages become a stack with the bottom bar. */
export function useNarrow(): boolean {
  return useSyncExternalStore(onNarrow, () => globalThis.matchMedia(narrow).matches);
}
