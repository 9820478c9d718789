/**
 * An identifier: the time in milliseconds and 80 random bits, so that those of one moment lie together where they are kept.
 * `crypto.randomUUID` is missing where the page came over plain http.
 */
export function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(10));
  return Date.now().toString(16).padStart(12, '0') + Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * The key of each command that was sent and not yet answered for certain. Sending the same command again after a lost
 * answer must carry the same key, so that the server recognises it; after a certain answer the next one is a new act.
 */
export class KeyRing {
  readonly #open = new Map<string, string>();
  readonly #make: () => string;

  constructor(make: () => string = randomId) {
    this.#make = make;
  }

  keyFor(command: string): string {
    const key = this.#open.get(command) ?? this.#make();
    this.#open.set(command, key);
    return key;
  }

  /** `status` 0 means no answer came. */
  answered(command: string, status: number): void {
    const uncertain = status === 0 || status >= 500;
    if (!uncertain) this.#open.delete(command);
  }
}
