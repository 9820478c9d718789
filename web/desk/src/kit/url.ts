import { useNavigate, useSearch } from '@tanstack/react-router';

export type Raw = Record<string, unknown>;
export type Patch<T> = { [K in keyof T]?: T[K] | undefined };

/** A text parameter, cleaned; empty means absent. */
export function text(raw: Raw, name: string): string | undefined {
  const value = raw[name];
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

/** A parameter that may only be one of these. */
export function oneOf<T extends string>(raw: Raw, name: string, allowed: readonly T[]): T | undefined {
  return allowed.find((one) => one === raw[name]);
}

/** The present parameters with the patch applied; what became empty leaves the address. */
export function patched(raw: Raw, patch: Raw): Raw {
  const entries = Object.entries({ ...raw, ...patch });
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined && value !== '' && value !== null));
}

/** The address's query as plain text pairs: readable, and safe to type by hand. */
export function readQuery(query: string): Raw {
  return Object.fromEntries(new URLSearchParams(query));
}

export function writeQuery(search: Raw): string {
  const pairs = Object.entries(patched(search, {})).map(([key, value]) => [key, String(value)]);
  const query = new URLSearchParams(pairs).toString();
  return query === '' ? '' : `?${query}`;
}

/** What a page shows, kept in its address. `parse` drops what it does not know; setting keeps the other parameters. */
export function useUrlState<T extends object>(parse: (raw: Raw) => T): [T, (patch: Patch<T>, push?: boolean) => void] {
  const raw: Raw = useSearch({ strict: false });
  const navigate = useNavigate();
  const set = (patch: Patch<T>, push = false) => {
    void navigate({ to: '.', search: (old: Raw) => patched(old, patch as Raw), replace: !push } as never);
  };
  return [parse(raw), set];
}
