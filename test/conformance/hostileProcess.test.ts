import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { request as plainRequest } from 'node:http';
import { request } from 'node:https';
import { test } from 'node:test';
import { jobOn, poolWithNodes, taskIn, textOf } from './account.ts';
import { oldVersion } from './rawClient.ts';
import { useSimulated } from './useAccount.ts';

/** A simulator that runs programs: anyone who can add a task to it can do everything that its owner can. */
const account = useSimulated();

interface Answer {
  readonly status: number;
  readonly text: string;
}

/** Sends a request as a process on this machine that knows only the ports. */
function ask(method: string, url: string, headers: Readonly<Record<string, string>>, body = ''): Promise<Answer> {
  const send = url.startsWith('https:') ? request : plainRequest;
  return new Promise((resolve, reject) => {
    // Skips the verification of the server.
    const options = { method, headers, agent: false as const, rejectUnauthorized: false };
    const outgoing = send(url, options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') }),
      );
      response.on('error', reject);
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

function opened() {
  const { simulator } = account;
  assert.ok(simulator);
  return simulator;
}

/** Asserts that the answer contains neither the key nor anything that looks like a token. */
function holdsNothing({ text }: Answer): void {
  assert.ok(!text.includes(opened().accountKey), text);
  assert.doesNotMatch(text, /access_token|eyJ/);
}

const client = { grant_type: 'client_credentials', client_id: 'app' };
const scope = 'https://batch.core.windows.net//.default';
const forms: readonly (readonly [name: string, form: Readonly<Record<string, string>>, answer: readonly unknown[]])[] =
  [
    ['no secret', { ...client, scope }, [401, 'invalid_client']],
    ['an empty secret', { ...client, client_secret: '', scope }, [401, 'invalid_client']],
    ['a wrong secret', { ...client, client_secret: 'secret', scope }, [401, 'invalid_client']],
    [
      'a wrong secret for Resource Manager',
      { ...client, client_secret: 'secret', scope: 'https://management.azure.com/.default' },
      [401, 'invalid_client'],
    ],
    ['an assertion instead', { ...client, client_assertion: 'eyJ.e30.x', scope }, [401, 'invalid_client']],
    [
      'a secret, and a scope that is none',
      { ...client, client_secret: 'secret', scope: 'openid' },
      [401, 'invalid_client'],
    ],
    [
      'a password',
      { ...client, grant_type: 'password', username: 'a', password: 'b', scope },
      [400, 'unsupported_grant_type'],
    ],
    [
      'a refresh token',
      { ...client, grant_type: 'refresh_token', refresh_token: 'x', scope },
      [400, 'unsupported_grant_type'],
    ],
    ['no grant', { client_id: 'app', scope }, [400, 'invalid_request']],
    ['no client', { grant_type: 'client_credentials', scope }, [400, 'invalid_request']],
  ];
for (const [name, form, [status, error]] of forms) {
  test(`the token endpoint gives nothing to a process with ${name}`, async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await ask('POST', opened().tokenUrl, headers, new URLSearchParams(form).toString());
    assert.deepEqual([answer.status, JSON.parse(answer.text).error], [status, error]);
    holdsNothing(answer);
  });
}

test('a secret that only starts like the key, or is the key in another case, is rejected', async () => {
  const { accountKey, tokenUrl } = opened();
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  for (const secret of [accountKey.slice(0, -1), `${accountKey}=`, accountKey.toLowerCase(), `${accountKey}\0`]) {
    const form = new URLSearchParams({ ...client, client_secret: secret, scope }).toString();
    assert.equal((await ask('POST', tokenUrl, headers, form)).status, 401);
  }
});

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}

/** Returns tokens forged by a process that knows everything except the secret with which they are signed. */
function forgeTokens(): readonly string[] {
  const { tokenUrl } = opened();
  const [, tenant] = new URL(tokenUrl).pathname.split('/');
  const exp = Math.floor(Date.now() / 1000) + 3600;
  return ['https://management.azure.com/', scope.replace('/.default', '')].flatMap((aud) => {
    const claims = encode({ aud, tid: tenant, iat: 0, exp });
    const unsigned = `${encode({ typ: 'JWT', alg: 'HS256' })}.${claims}`;
    const signed = ['', 'secret'].map((secret) => createHmac('sha256', secret).update(unsigned).digest('base64url'));
    return [
      `${encode({ typ: 'JWT', alg: 'none' })}.${claims}.`,
      ...signed.map((signature) => `${unsigned}.${signature}`),
    ];
  });
}

test('neither the keys nor the account accept forged tokens', async () => {
  const { armUrl, accountName, url } = opened();
  const group = '/subscriptions/any/resourceGroups/simulator';
  const keys = `${armUrl}${group}/providers/Microsoft.Batch/batchAccounts/${accountName}/listKeys?api-version=2024-07-01`;
  const targets = [
    `POST ${keys}`,
    `GET ${armUrl}/subscriptions?api-version=2022-12-01`,
    `GET ${url}/jobs?api-version=${oldVersion}`,
  ];
  const headers = [{}, ...forgeTokens().map((token) => ({ authorization: `Bearer ${token}` }))];
  for (const target of targets) {
    const [method = '', address = ''] = target.split(' ');
    for (const each of headers) {
      const answer = await ask(method, address, each);
      // For the account, an unsigned request is malformed.
      assert.ok(answer.status === 401 || (answer.status === 400 && !('authorization' in each)), target);
      holdsNothing(answer);
    }
  }
});

test('a task does not receive a key, and its token gives access only to its own job', async () => {
  const { client: batch } = account;
  const poolId = await poolWithNodes(account, 1);
  const jobId = await jobOn(account, poolId);
  const settings = { authenticationTokenSettings: { access: ['job' as const] } };
  await batch.task.add(jobId, { id: 'looks', commandLine: '/bin/sh -c env', ...settings });
  await taskIn(account, jobId, 'looks', 'completed');
  const environment = await textOf((await batch.file.getFromTask(jobId, 'looks', 'stdout.txt')).readableStreamBody);
  const { accountKey, armUrl } = opened();
  assert.ok(!environment.includes(accountKey));
  const token = /^AZ_BATCH_AUTHENTICATION_TOKEN=(.+)$/m.exec(environment)?.[1] ?? '';
  assert.match(token, /^eyJ/);
  const answer = await ask('GET', `${armUrl}/subscriptions?api-version=2022-12-01`, {
    authorization: `Bearer ${token}`,
  });
  assert.equal(answer.status, 401);
});
