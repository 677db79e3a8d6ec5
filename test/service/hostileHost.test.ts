import assert from 'node:assert/strict';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { type TestContext, test } from 'node:test';
import tls from 'node:tls';
import type { TokenSource } from '../../src/service/auth/tokenSource.ts';
import { createAzureService } from '../../src/service/azure/azureService.ts';
import type { ConnectOptions } from '../../src/service/connectOptions.ts';
import { makeIdentity } from '../../src/simulator/tls/certificate.ts';

const hostName = 'contoso.westeurope.batch.azure.com.attacker.io';
const key = Buffer.from('no key of anybody').toString('base64');

interface HostileHost {
  /** Host with port, as an account's endpoint names it. */
  readonly host: string;
  /** Received credentials, one for each request. */
  readonly received: (string | undefined)[];
}

/** Starts a server with a name that looks like Azure's, and with a certificate that this machine trusts. */
async function startHostileHost(context: TestContext): Promise<HostileHost> {
  const { certificate, key: privateKey } = makeIdentity(Date.now());
  const received: (string | undefined)[] = [];
  const server = createServer({ cert: certificate, key: privateKey }, (request, response) => {
    received.push(request.headers.authorization);
    response.writeHead(200, { 'content-type': 'application/json', 'request-id': 'r' }).end('{"value": []}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { connect } = tls;
  const trusted = { host: '127.0.0.1', ca: certificate, checkServerIdentity: () => undefined };
  context.mock.method(tls, 'connect', (options: tls.ConnectionOptions) => connect({ ...options, ...trusted }));
  context.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return { host: `${hostName}:${(server.address() as AddressInfo).port}`, received };
}

/** Creates a source of a secret token, which records the requested audiences. */
function createSource(): { readonly source: TokenSource; readonly asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    source: {
      async getToken(scopes) {
        asked.push(...scopes);
        return { token: 'of-somebody', expiresOnMs: Number.MAX_SAFE_INTEGER };
      },
    },
  };
}

function toOptions(host: string, credential: ConnectOptions['credential']): ConnectOptions {
  const account = { id: host, name: 'contoso', endpoint: `https://${host}`, authentication: 'microsoft' } as const;
  return { account, credential, random: () => 0.5 };
}

test('A9-25 an unconfirmed host gets no token, and none is requested', async (context) => {
  const { host, received } = await startHostileHost(context);
  const { source, asked } = createSource();
  const options = toOptions(host, { kind: 'token', source });
  for (const confirmedHost of [undefined, hostName, 'contoso.westeurope.batch.azure.com', `x${host}`]) {
    assert.throws(() => createAzureService({ ...options, confirmedHost }), { code: 'UnconfirmedHost' });
  }
  assert.deepEqual({ received, asked }, { received: [], asked: [] });

  const confirmed = createAzureService({ ...options, confirmedHost: host });
  context.after(() => confirmed.dispose());
  await confirmed.verify();
  assert.deepEqual(received, ['Bearer of-somebody']);
});

test('A9-25 an unconfirmed host gets no signature by a key', async (context) => {
  const { host, received } = await startHostileHost(context);
  const options = toOptions(host, { kind: 'sharedKey', accountName: 'contoso', key });
  assert.throws(() => createAzureService(options), { code: 'UnconfirmedHost' });
  assert.deepEqual(received, []);

  const confirmed = createAzureService({ ...options, confirmedHost: host });
  context.after(() => confirmed.dispose());
  await confirmed.verify();
  assert.match(received[0] ?? '', /^SharedKey contoso:/);
});
