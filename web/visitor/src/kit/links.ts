/** Finds the web addresses in a text. Everything else stays text; nothing becomes a page. */

export interface Part {
  text: string;
  href?: string;
}

const ADDRESS = /https?:\/\/[^\s<>"'，。；！？、（）《》【】“”]+/gi;

/** The parts of a text in order; only addresses of http and https are links. */
export function parts(text: string): Part[] {
  const found: Part[] = [];
  let from = 0;
  for (const match of text.matchAll(ADDRESS)) {
    // What ends a sentence does not belong to the address.
    const address = match[0].replace(/[.,;:!?)\]]+$/, '');
    const href = safe(address);
    if (!href) continue;
    if (match.index > from) found.push({ text: text.slice(from, match.index) });
    found.push({ text: address, href });
    from = match.index + address.length;
  }
  if (from < text.length) found.push({ text: text.slice(from) });
  return found;
}

function safe(address: string): string | null {
  try {
    const url = new URL(address);
    const web = url.protocol === 'http:' || url.protocol === 'https:';
    return web && !url.username && !url.password ? url.href : null;
  } catch {
    return null;
  }
}
