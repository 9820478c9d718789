import createFetchClient, { type Middleware } from 'openapi-fetch';
import createQueryClient from 'openapi-react-query';
import { currentLanguage } from '@/i18n/language';
import { KeyRing } from './idempotency';
import { problemOf } from './problem';
import type { paths } from './schema';

const keys = new KeyRing();
const commands = new Map<string, string>();
let csrf = '';

/** The token comes with the session and goes with everything that changes something. */
export function setCsrf(token: string): void {
  csrf = token;
}

/** Headers every request of ours carries, also the few that go around the client (uploads). */
export function ourHeaders(): Record<string, string> {
  return { 'accept-language': currentLanguage(), 'x-csrf-token': csrf };
}

const house: Middleware = {
  async onRequest({ request, id }) {
    request.headers.set('accept-language', currentLanguage());
    if (request.method === 'GET') return request;
    request.headers.set('x-csrf-token', csrf);
    if (request.method === 'POST') {
      const command = `${request.url} ${await request.clone().text()}`;
      commands.set(id, command);
      request.headers.set('idempotency-key', keys.keyFor(command));
    }
    return request;
  },
  async onResponse({ response, id }) {
    settle(id, response.status);
    if (response.ok) return response;
    return asProblem(response);
  },
  onError({ id }) {
    settle(id, 0);
  },
};

function settle(id: string, status: number): void {
  const command = commands.get(id);
  if (command === undefined) return;
  commands.delete(id);
  keys.answered(command, status);
}

/** A refusal always reaches the screens as a Problem, whatever stood between us and the server. */
export async function asProblem(response: Response): Promise<Response> {
  const text = await response.text();
  const problem = problemOf(response.status, parsed(text), response.headers.get('x-request-id'));
  const headers = { 'content-type': 'application/problem+json' };
  return new Response(JSON.stringify(problem), { status: response.status, headers });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export const http = createFetchClient<paths>({ baseUrl: globalThis.location.origin, credentials: 'same-origin' });
http.use(house);

/** Typed hooks over the routes: `api.useQuery('get', '/api/v1/cases', …)`. */
export const api = createQueryClient(http);
