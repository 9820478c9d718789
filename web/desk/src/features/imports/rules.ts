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
