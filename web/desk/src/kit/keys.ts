import { useEffect, useEffectEvent } from 'react';
import { isComposing } from './ime';
import { getPrefs, usePrefs } from './prefs';

/** Every shortcut there is, by id, with its key from the start. "g c" is two keys one after the other. */
export const shortcuts = {
  'bar.open': 'ctrl+k',
  'search.open': '/',
  'help.open': '?',
  undo: 'z',
  'go.day': 'g d',
  'go.cases': 'g c',
  'go.customers': 'g u',
  'go.loop': 'g l',
  'go.metrics': 'g r',
  'go.settings': 'g s',
  'list.next': 'j',
  'list.previous': 'k',
  'list.open': 'o',
  'case.new': 'c',
  'case.primary': 'e',
  'case.reply': 'r',
  'case.note': 'n',
  'case.assign': 'a',
  'case.transfer': 't',
  'case.promise': 'p',
  'case.step': 's',
  'case.queue': '[',
  'case.rail': ']',
  'talk.snooze': 'h',
  'talk.find': 'f',
  'talk.next': 'alt+j',
  'talk.previous': 'alt+k',
  'go.talks': 'g w',
} as const;

export type ShortcutId = keyof typeof shortcuts;

type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** A key press as it is written in the list: "ctrl+k", "alt+j", "?". Shift is only named beside named keys. */
export function nameOf(event: Pressed): string {
  const key = event.key === ' ' ? 'space' : event.key.toLowerCase();
  const names = [event.ctrlKey || event.metaKey ? 'ctrl' : '', event.altKey ? 'alt' : '', event.shiftKey && key.length > 1 ? 'shift' : '', key];
  return names.filter(Boolean).join('+');
}

export function keyOf(id: ShortcutId): string {
  return getPrefs().keys[id] ?? shortcuts[id];
}

/** Another shortcut that already has this key, if any. */
export function clash(id: ShortcutId, key: string, own: Record<string, string>): ShortcutId | undefined {
  const all = Object.keys(shortcuts) as ShortcutId[];
  return all.find((other) => other !== id && (own[other] ?? shortcuts[other]) === key);
}

let pending = '';
let pendingSince = 0;

/** The key with the one pressed within the last second before it, for sequences. */
function sequence(name: string, at: number): string {
  const joined = at - pendingSince < 1000 && pending !== '' ? `${pending} ${name}` : name;
  return joined;
}

function writing(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

/** May this press be a shortcut? Never while composing; inside a field only together with Ctrl or Alt. */
export function mayAct(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || isComposing(event) || !getPrefs().shortcutsOn) return false;
  return !writing(event.target) || event.ctrlKey || event.metaKey || event.altKey;
}

if (typeof document !== 'undefined') {
  // Runs after the handlers of the page, so that a sequence's first key is remembered once.
  globalThis.addEventListener('keydown', (event) => {
    pending = mayAct(event) ? nameOf(event) : '';
    pendingSince = event.timeStamp;
  });
}

/** Runs `act` on the shortcut for as long as the component is shown; undefined switches it off. */
export function useShortcut(id: ShortcutId, act: (() => void) | undefined): void {
  usePrefs();
  const run = useEffectEvent((event: KeyboardEvent) => {
    if (!act || !mayAct(event)) return;
    const name = nameOf(event);
    const wanted = keyOf(id);
    if (wanted !== name && wanted !== sequence(name, event.timeStamp)) return;
    event.preventDefault();
    act();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => run(event);
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);
}
