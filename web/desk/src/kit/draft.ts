const place = (name: string) => `hearth.draft.${name}`;

/** Drafts live as long as the browser's tab, on this computer alone; they may hold personal data. */
export function readDraft(name: string): Record<string, unknown> {
  try {
    return JSON.parse(globalThis.sessionStorage.getItem(place(name)) ?? '{}') as Record<string, unknown>;
  } catch {
    return {};
  }
}

export function keepDraft(name: string, values: object): void {
  globalThis.sessionStorage.setItem(place(name), JSON.stringify(values));
}

export function dropDraft(name: string): void {
  globalThis.sessionStorage.removeItem(place(name));
}

/** On signing out nothing of one person stays for the next. */
export function dropAllDrafts(): void {
  for (const key of Object.keys(globalThis.sessionStorage)) {
    if (key.startsWith(place(''))) globalThis.sessionStorage.removeItem(key);
  }
}
