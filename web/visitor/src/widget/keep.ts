/** What is kept between pages. Where the browser refuses, it is kept within the page. */

export interface Keep {
  get(name: string): string | null;
  set(name: string, value: string | null): void;
  /** Calls back when another tab changed a value. */
  watch(changed: (name: string) => void): void;
}

/** The keep of an entrance; other entrances of the same shop do not see it. */
export function keepOf(entrance: string, storage: () => Storage = () => window.localStorage): Keep {
  const memory = new Map<string, string>();
  const key = (name: string) => `hearth:${entrance}:${name}`;
  const real = (): Storage | null => {
    try {
      return storage();
    } catch {
      return null;
    }
  };
  return {
    get(name) {
      try {
        const kept = real()?.getItem(key(name));
        if (kept !== null && kept !== undefined) return kept;
      } catch {
        // Refused: what the page itself remembers counts.
      }
      return memory.get(name) ?? null;
    },
    set(name, value) {
      if (value === null) memory.delete(name);
      else memory.set(name, value);
      try {
        if (value === null) real()?.removeItem(key(name));
        else real()?.setItem(key(name), value);
      } catch {
        // Refused or full: it is kept within the page.
      }
    },
    watch(changed) {
      window.addEventListener('storage', (event) => {
        const prefix = key('');
        if (!event.key?.startsWith(prefix)) return;
        const name = event.key.slice(prefix.length);
        // Another tab's word counts, also where it took something away.
        if (event.newValue === null) memory.delete(name);
        else memory.set(name, event.newValue);
        changed(name);
      });
    },
  };
}
