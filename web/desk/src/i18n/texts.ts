type Tree = { [key: string]: string | Tree };
export type Texts = Record<string, Tree>;

/** `../features/cases/locale/en.json` belongs to the namespace `cases`; `../kit/locale/en.json` to `kit`. */
export function namespaces(files: Record<string, unknown>): Texts {
  const texts: Texts = {};
  for (const [path, tree] of Object.entries(files)) {
    const name = /([^/]+)\/locale\/[^/]+\.json$/.exec(path)?.[1];
    if (name) texts[name] = tree as Tree;
  }
  return texts;
}
