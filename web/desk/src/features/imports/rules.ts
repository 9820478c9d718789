/** The file has come and waits for its mapping. */
export function isWaiting(state: string): boolean {
  return state === 'waiting';
}

/** Rows are being read right now. */
export function isRunning(state: string): boolean {
  return state === 'running';
}

/** How much is done, in whole per cent; a file of unknown length shows nothing done. */
export function percent({ bytes_done: done, bytes_total: total }: { bytes_done: number; bytes_total: number }): number {
  return total > 0 ? Math.min(100, Math.floor((done / total) * 100)) : 0;
}

type Standing = { state: string; dry_run: boolean; rows: number; mine: boolean };

/** What can be done with a file: say what it is, let a run go on that was cut off, take it away. */
export function waysOf({ state, dry_run: trial, rows, mine }: Standing): { map: boolean; goOn: boolean; stop: boolean; discard: boolean } {
  const ended = mine && !isRunning(state);
  const cutOff = state === 'failed' && !trial && rows > 0;
  const open = ended && !cutOff && (trial || state !== 'done');
  return { map: open, goOn: ended && cutOff, stop: mine && isRunning(state), discard: open };
}
