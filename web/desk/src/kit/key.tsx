import css from './kit.module.css';
import { keyOf, type ShortcutId } from './keys';
import { usePrefs } from './prefs';

const faces: Record<string, string> = { ctrl: 'Ctrl', alt: 'Alt', shift: 'Shift', enter: 'Enter', escape: 'Esc' };

/** "ctrl+k" as it is printed on keys: "Ctrl K". */
export function keyFace(key: string): string {
  return key
    .split(/[ +]/)
    .filter(Boolean)
    .map((part) => faces[part] ?? part.toUpperCase())
    .join(' ');
}

/** A shortcut's present key; nothing where shortcuts are off. */
export function Key({ id }: { id: ShortcutId }) {
  const { shortcutsOn } = usePrefs();
  return shortcutsOn ? <kbd className={css.kbd}>{keyFace(keyOf(id))}</kbd> : null;
}
