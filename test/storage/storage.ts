import { writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { request as requestOverTls } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { AccessToken, TokenSource } from '../../src/service/auth/tokenSource.ts';
import { makeIdentity } from '../../src/simulator/tls/certificate.ts';
import { temporaryFolder } from '../fakes/temporaryFolder.ts';
import { type Azurite, startProcess, useAccount } from './azurite.ts';

/** A request of the product to storage. */
interface StorageRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** Credential: the user's token, a signature in the URL, or none. */
  readonly by: 'token' | 'signature' | 'nothing';
}

/** Permissions for blobs by a user's roles. */
export type BlobRole = 'none' | 'reader' | 'contributor';

/** Returns an answer that replaces that of storage, or undefined to let storage answer. */
export type InPlaceOfStorage = (asked: StorageRequest) => StorageAnswer | undefined;

export interface StorageAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Storage extends Azurite {
  /** Requests, except those that the test itself sends with the account's key. */
  readonly asked: readonly StorageRequest[];
  /** Role of clients with a token; Azurite does not check roles. */
  role: BlobRole;
  answer: InPlaceOfStorage | undefined;
}

/** Returns a refusal of storage, with its code in a header, which HEAD responses also have. */
export function refuse(status: number, code: string): StorageAnswer {
  return { status, headers: { 'x-ms-error-code': code } };
}

/**
 * Starts a blob service on loopback that acts like Azure: Azurite, which checks signatures and accepts tokens only over
 * TLS, behind a proxy that checks roles and refuses requests as a test requires.
 */
export async function startStorage(): Promise<Storage> {
  const folder = temporaryFolder('storage');
  const { certificate, key: tlsKey } = makeIdentity(Date.now());
  const files = { '--cert': join(folder.path, 'cert.pem'), '--key': join(folder.path, 'key.pem') };
  writeFileSync(files['--cert'], certificate);
  writeFileSync(files['--key'], tlsKey);
  const azurite = await startProcess(['--oauth', 'basic', ...Object.entries(files).flat()]);
  const asked: StorageRequest[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const authorization = request.headers.authorization ?? '';
    const one: StorageRequest = {
      method: request.method ?? '',
      path: url.pathname,
      query: url.searchParams,
      by: authorization.startsWith('Bearer ') ? 'token' : url.searchParams.has('sig') ? 'signature' : 'nothing',
    };
    const isOwn = authorization.startsWith('SharedKey ');
    if (!isOwn) asked.push(one);
    const answer = isOwn ? undefined : (storage.answer?.(one) ?? refuseByRole(one, storage.role));
    if (answer === undefined) return pass(request, response, { port: azurite.port, ca: certificate });
    request.resume();
    response.writeHead(answer.status, answer.headers).end(one.method === 'HEAD' ? undefined : answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const account = { name: azurite.name, key: azurite.key, url: `http://127.0.0.1:${port}/${azurite.name}` };
  const storage: Storage = {
    ...useAccount(account),
    asked,
    role: 'reader',
    answer: undefined,
    async close() {
      server.closeAllConnections();
      server.close();
      await azurite.close();
      folder[Symbol.dispose]();
    },
  };
  return storage;
}

/**
 * Refuses a request that the role does not allow. Storage documentation: "Authorize access to blobs using Microsoft
 * Entra ID".
 */
function refuseByRole({ by, method, query }: StorageRequest, role: BlobRole): StorageAnswer | undefined {
  const isReading = method === 'GET' || method === 'HEAD' || query.get('comp') === 'userdelegationkey';
  if (by !== 'token' || role === 'contributor' || (role === 'reader' && isReading)) return undefined;
  return refuse(403, 'AuthorizationPermissionMismatch');
}

function pass(
  request: IncomingMessage,
  response: ServerResponse,
  { port, ca }: { readonly port: number; readonly ca: string },
): void {
  const { method, url: path, headers } = request;
  const outgoing = requestOverTls({ host: '127.0.0.1', port, ca, method, path, headers, agent: false }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  outgoing.on('error', () => response.destroy());
  request.pipe(outgoing);
}

/** Returns a user's token for storage that Azurite accepts: it checks issuer, audience and expiry. */
function toStorageToken(nowMs = Date.now()): AccessToken {
  const seconds = Math.floor(nowMs / 1000);
  const tenant = '00000000-0000-0000-0000-00000000000a';
  const claims = {
    iss: `https://sts.windows.net/${tenant}/`,
    aud: 'https://storage.azure.com',
    oid: '00000000-0000-0000-0000-00000000000b',
    tid: tenant,
    iat: seconds - 60,
    nbf: seconds - 60,
    exp: seconds + 3600,
  };
  const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');
  return { token: `${encode({ alg: 'none', typ: 'JWT' })}.${encode(claims)}.c2ln`, expiresOnMs: nowMs + 3_600_000 };
}

/** Returns a source of tokens for storage, which gets all other tokens from `source`. */
export function withStorageTokens(source: TokenSource): TokenSource {
  return {
    getToken: async (scopes, request) =>
      scopes.some((scope) => scope.includes('storage')) ? toStorageToken() : source.getToken(scopes, request),
  };
}
