/** A signed-in client of the API, for preparing what a journey needs. */
export class Api {
  private readonly address: string;
  private cookie = '';
  private csrf = '';

  constructor(address: string) {
    this.address = `${address}/api/v1`;
  }

  async signIn(login: string, password: string): Promise<void> {
    const answer = await this.call('POST', '/session', { login, password });
    this.cookie = answer.headers.getSetCookie().map((it) => it.split(';')[0]).join('; ');
    this.csrf = (await this.get<{ csrf: string }>('/session')).csrf;
  }

  async get<T>(path: string): Promise<T> {
    return (await (await this.call('GET', path)).json()) as T;
  }

  async post<T>(path: string, body: unknown): Promise<T> {
    const answer = await this.call('POST', path, body);
    return (answer.status === 204 ? undefined : await answer.json()) as T;
  }

  async patch<T>(path: string, body: unknown): Promise<T> {
    return (await (await this.call('PATCH', path, body)).json()) as T;
  }

  async put<T>(path: string, body: unknown): Promise<T> {
    return (await (await this.call('PUT', path, body)).json()) as T;
  }

  private async call(method: string, path: string, body?: unknown): Promise<Response> {
    const headers: Record<string, string> = { cookie: this.cookie, 'x-csrf-token': this.csrf };
    if (body !== undefined) headers['content-type'] = 'application/json';
    if (method === 'POST') headers['idempotency-key'] = crypto.randomUUID();
    const init = body === undefined ? { method, headers } : { method, headers, body: JSON.stringify(body) };
    const answer = await fetch(this.address + path, init);
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer;
  }
}
