type KeyLike = { key: string; keyCode?: number; isComposing?: boolean; nativeEvent?: { isComposing?: boolean; keyCode?: number } };

/**
 * True while the key belongs to an input method (choosing a Chinese word), not to us. Safari ends the composition before
 * it tells of the Enter that ended it, but still gives the key code 229.
 */
export function isComposing(event: KeyLike): boolean {
  const native = event.nativeEvent;
  const code = native?.keyCode ?? event.keyCode;
  return Boolean(event.isComposing ?? native?.isComposing) || code === 229;
}

/** Enter that means "do it": not composing, no Shift. */
export function isEnter(event: KeyLike & { shiftKey?: boolean }): boolean {
  return event.key === 'Enter' && !event.shiftKey && !isComposing(event);
}

/** Ctrl+Enter or Cmd+Enter: sends a longer text. */
export function isSend(event: KeyLike & { ctrlKey?: boolean; metaKey?: boolean }): boolean {
  return event.key === 'Enter' && Boolean(event.ctrlKey || event.metaKey) && !isComposing(event);
}
