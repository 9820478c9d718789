import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';

/** Who signs in there: their fixed name, and what is said of them. */
export type Account = { sub: string; staff_no: string; amr?: string[] };

/** A real identity provider on this machine, with its own sign-in page. */
export type IdentityProvider = { issuer: string; client: string; secret: string; stop: () => Promise<void> };

/** Starts it for one desk. Whoever types one of these names on its page is that account. */
export async function startIdentityProvider(desk: string, accounts: Account[]): Promise<IdentityProvider> {
  const port = await freePort();
  const [issuer, client, secret] = [`http://127.0.0.1:${port}`, 'hearth', crypto.randomUUID()];
  const provider = new Provider(issuer, {
    clients: [{ client_id: client, client_secret: secret, redirect_uris: [`${desk}/sign-in/return`], grant_types: ['authorization_code'], response_types: ['code'] }],
    claims: { openid: ['sub'], profile: ['staff_no'], email: [] },
    // What is said of a person is said when asked, not in the token: the provider's own default.
    findAccount: (_: unknown, id: string) => {
      const account = accounts.find(({ sub }) => sub === id);
      return account && { accountId: id, claims: async () => account };
    },
    ttl: { Interaction: 600, Session: 600, Grant: 600, AccessToken: 600, IdToken: 600 },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: true } },
    cookies: { keys: [crypto.randomUUID()] },
  });
  const server = await new Promise<ReturnType<typeof provider.listen>>((resolve) => {
    const it = provider.listen(port, '127.0.0.1', () => resolve(it));
  });
  return { issuer, client, secret, stop: () => new Promise((resolve) => { server.closeAllConnections(); server.close(() => resolve()); }) };
}

async function freePort(): Promise<number> {
  const { createServer } = await import('node:net');
  const it = createServer();
  await new Promise<void>((resolve) => it.listen(0, '127.0.0.1', resolve));
  const { port } = it.address() as AddressInfo;
  await new Promise<void>((resolve) => it.close(() => resolve()));
  return port;
}
