import { asProblem, ourHeaders } from './client';
import { toProblem } from './problem';

/** The name a file was sent with. */
function nameOf(disposition: string | null): string {
  const found = /filename\*=UTF-8''([^;]+)/.exec(disposition ?? '');
  return found?.[1] ? decodeURIComponent(found[1]) : 'file';
}

/** Fetches a file as ourselves and gives it to the person; a refusal is thrown as a problem. */
export async function download(url: string, body?: unknown): Promise<void> {
  const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
  const headers = { ...ourHeaders(), 'content-type': 'application/json' };
  const response = await fetch(url, { ...init, headers, credentials: 'same-origin' }).catch((thrown: unknown) => {
    throw toProblem(thrown);
  });
  if (!response.ok) throw (await (await asProblem(response)).json()) as unknown;
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await response.blob());
  link.download = nameOf(response.headers.get('content-disposition'));
  link.click();
  URL.revokeObjectURL(link.href);
}
