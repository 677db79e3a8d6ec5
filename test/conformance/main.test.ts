import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { type RequestOptions, request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { type TestContext, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { RealClock } from '../../src/simulator/clock.ts';
import { SimulatorControl } from '../../src/simulator/control/simulatorControl.ts';
import { wellKnownKey } from '../../src/simulator/http/exposure.ts';
import { root, runsSource } from '../workbench/places.ts';
import { poolBody, RawClient } from './rawClient.ts';

const main = path.join(root, 'src/simulator/main.ts');

/** Starts the simulator, which does not outlive the test. */
function start(context: TestContext, ...args: readonly string[]) {
  return startIn(context, tmpdir(), ...args);
}

/** Starts the simulator with a different folder for temporary files. */
function startIn(context: TestContext, folder: string, ...args: readonly string[]) {
  const env = { ...process.env, TMPDIR: folder };
  const child = spawn(process.execPath, [runsSource, main, ...args], { stdio: ['ignore', 'pipe', 'pipe'], env });
  context.after(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const closed = once(child, 'close');
    child.kill('SIGTERM');
    await closed;
  });
  return child;
}

async function textOf(stream: NodeJS.ReadableStream): Promise<string> {
  let text = '';
  for await (const chunk of stream) text += String(chunk);
  return text;
}

/** Repeats `look` until it returns a value other than undefined, or the test is over. */
async function until<T>({ signal }: TestContext, look: () => Promise<T | undefined>): Promise<T> {
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    await setTimeout(50, undefined, { signal });
  }
}

/** A process that has ended but isn't reaped doesn't count as alive. */
async function isAlive(pid: number): Promise<boolean> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => 'State:\tX');
  return !/^State:\s+[ZX]/m.test(status);
}

test('the first line that the simulator prints is its address, and SIGTERM ends the simulator with its programs', async (context) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'azure-batch-simulator-'));
  context.after(() => rm(folder, { recursive: true, force: true }));
  const child = startIn(context, folder, '--port', '0', '--speed', '10');
  const [line] = await once(createInterface(child.stdout), 'line');
  const told = JSON.parse(String(line)) as { url: string; accountName: string; accountKey: string };
  assert.deepEqual(Object.keys(told), ['url', 'accountName', 'accountKey']);
  const client = new RawClient(told, new RealClock());
  await client.send('POST /pools', { body: poolBody('p', 1) });
  await client.send('POST /pools', { body: poolBody('many', 200) });
  await client.send('POST /jobs', { body: { id: 'j', poolInfo: { poolId: 'p' } } });
  const commandLine = '/bin/sh -c "echo $$; exec sleep 600"';
  await client.send('POST /jobs/j/tasks', { body: { id: 't', commandLine } });
  const pid = await until(context, async () => {
    const reply = await client.send('GET /jobs/j/tasks/t/files/stdout.txt');
    return reply.status === 200 && /^\d+\n$/.test(reply.text) ? Number(reply.text) : undefined;
  });
  assert.equal(await isAlive(pid), true);
  assert.equal((await readdir(folder)).length, 1);
  const closed = once(child, 'close');
  child.kill('SIGTERM');
  // Ctrl+C arrives from the terminal and again from the parent; the second must not interrupt the cleanup of the first.
  const again = setInterval(() => child.kill('SIGTERM'), 10);
  const ended = await closed;
  clearInterval(again);
  assert.deepEqual(ended, [0, null]);
  assert.equal(await isAlive(pid), false);
  assert.deepEqual(await readdir(folder), []);
});

test('a simulator that is killed leaves neither programs nor files behind', async (context) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'azure-batch-simulator-'));
  context.after(() => rm(folder, { recursive: true, force: true }));
  const child = startIn(context, folder, '--speed', '10');
  const [line] = await once(createInterface(child.stdout), 'line');
  const client = new RawClient(JSON.parse(String(line)), new RealClock());
  await client.send('POST /pools', { body: poolBody('p', 1) });
  await client.send('POST /jobs', { body: { id: 'j', poolInfo: { poolId: 'p' } } });
  const commandLine = '/bin/sh -c "env -i setsid sleep 600 & echo $!; wait"';
  await client.send('POST /jobs/j/tasks', { body: { id: 't', commandLine } });
  const pid = await until(context, async () => {
    const { status, text } = await client.send('GET /jobs/j/tasks/t/files/stdout.txt');
    return status === 200 && /^\d+\n$/.test(text) ? Number(text) : undefined;
  });
  assert.ok(await isAlive(pid));
  child.kill('SIGKILL');
  await until(context, async () => ((await isAlive(pid)) ? undefined : true));
  await until(context, async () => ((await readdir(folder)).length === 0 ? true : undefined));
});

test('resource files come from the configured auto-storage', async (context) => {
  const list = '<EnumerationResults><Blobs><Blob><Name>a.txt</Name></Blob></Blobs><NextMarker/></EnumerationResults>';
  const answers = new Map([
    ['/acct/inputs?restype=container', list],
    ['/acct/inputs/a.txt?', 'text of a'],
  ]);
  const storage = createServer(({ url = '' }, response) => {
    const { pathname, searchParams } = new URL(url, 'http://storage');
    const type = searchParams.has('restype') ? 'restype=container' : '';
    const text = searchParams.get('sig') === 'signed' ? answers.get(`${pathname}?${type}`) : undefined;
    response.writeHead(text === undefined ? 403 : 200).end(text);
  });
  await new Promise<void>((resolve) => storage.listen(0, '127.0.0.1', resolve));
  const { port } = storage.address() as AddressInfo;
  const child = start(
    context,
    '--port',
    '0',
    '--speed',
    '10',
    `--auto-storage=http://127.0.0.1:${port}/acct?sig=signed`,
  );
  context.after(() => {
    storage.closeAllConnections();
    storage.close();
  });
  const [line] = await once(createInterface(child.stdout), 'line');
  const client = new RawClient(JSON.parse(String(line)), new RealClock());
  await client.send('POST /pools', { body: poolBody('p', 1) });
  await client.send('POST /jobs', { body: { id: 'j', poolInfo: { poolId: 'p' } } });
  const resourceFiles = [{ autoStorageContainerName: 'inputs' }];
  await client.send('POST /jobs/j/tasks', { body: { id: 't', commandLine: 'cat a.txt', resourceFiles } });
  const stdout = await until(context, async () => {
    const reply = await client.send('GET /jobs/j/tasks/t/files/stdout.txt');
    return reply.status === 200 && reply.text !== '' ? reply.text : undefined;
  });
  assert.equal(stdout, 'text of a');
});

test('name, key, ready file and log are as configured', async (context) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'azure-batch-simulator-'));
  context.after(() => rm(folder, { recursive: true, force: true }));
  const readyFile = path.join(folder, 'ready.json');
  const asked = [
    '--account',
    'mine',
    '--key',
    'well-known',
    '--ready-file',
    readyFile,
    '--log',
    '--lenient',
    '--scenario',
    'reboot',
  ];
  const child = startIn(context, folder, ...asked);
  const stderr = textOf(child.stderr);
  const [line] = await once(createInterface(child.stdout), 'line');
  assert.equal(await readFile(readyFile, 'utf8'), `${line}\n`);
  assert.equal((await stat(readyFile)).mode & 0o777, 0o600);
  const told = JSON.parse(String(line)) as { url: string; accountName: string; accountKey: string };
  assert.deepEqual([told.accountName, told.accountKey], ['mine', wellKnownKey]);
  const client = new RawClient(told, new RealClock());
  const reply = await client.send('GET /jobs', { query: { maxresults: '1' } });
  assert.equal(reply.status, 200);
  for (const id of ['one', 'two']) {
    const body = { ...poolBody(id), upgradePolicy: {} };
    assert.equal((await client.send('POST /pools', { version: '2024-02-01.19.0', body })).status, 201);
  }
  const closed = once(child, 'close');
  child.kill('SIGINT');
  assert.deepEqual(await closed, [0, null]);
  assert.deepEqual(await readdir(folder), []);
  const [banner, logged, ...rest] = (await stderr).trimEnd().split('\n');
  assert.match(
    banner ?? '',
    /^Serving the scenario reboot at http:\/\/127\.0\.0\.1:\d+ as REST 2022-10-01\.16\.0 and 2025-06-01/,
  );
  const id = String(reply.headers['request-id']);
  assert.match(logged ?? '', new RegExp(`^GET /jobs\\?\\S+maxresults=1 200 \\d+ ms ${id}$`));
  const [served, ignored, ...requests] = rest;
  assert.equal(served, 'REST 2024-02-01.19.0 is served as 2022-10-01.16.0 (docs/simulator.md).');
  assert.equal(
    ignored,
    'Pool_Add in REST 2024-02-01.19.0: upgradePolicy is ignored; 2022-10-01.16.0 has no such property.',
  );
  assert.equal(requests.length, 2);
  for (const each of requests) {
    assert.match(each, /^POST \/pools\?\S+ 201 \d+ ms \S+ as 2022-10-01\.16\.0, ignored upgradePolicy$/);
  }
});

test('a failed start is reported with a fix, and leaves no files behind', async (context) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'azure-batch-simulator-'));
  context.after(() => rm(folder, { recursive: true, force: true }));
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  context.after(() => taken.close());
  const { port } = taken.address() as AddressInfo;
  const readyFile = path.join(folder, 'no/such/ready.json');
  for (const [args, words] of [
    [['--port', `${port}`], `Port ${port} is already in use. Choose another with --port, or 0 for a free one.\n`],
    [['--ready-file', readyFile], `The ready file ${readyFile} cannot be written (ENOENT).\n`],
  ] as const) {
    const child = startIn(context, folder, '--tls', ...args);
    const [text, [exitCode]] = await Promise.all([textOf(child.stderr), once(child, 'close')]);
    assert.deepEqual([text, exitCode, await readdir(folder)], [words, 1, []]);
  }
});

test('a simulator continues if its output is closed, and does not delete the ready file of another one', async (context) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'azure-batch-simulator-'));
  context.after(() => rm(folder, { recursive: true, force: true }));
  const readyFile = path.join(folder, 'ready.json');
  const child = startIn(context, folder, '--scenario', 'reboot', '--log', '--ready-file', readyFile);
  child.stderr.destroy();
  const [line] = await once(createInterface(child.stdout), 'line');
  child.stdout.destroy();
  const client = new RawClient(JSON.parse(String(line)), new RealClock());
  for (let asked = 0; asked < 3; asked += 1) assert.equal((await client.send('GET /pools')).status, 200);
  await writeFile(readyFile, 'that of another');
  const closed = once(child, 'close');
  child.kill('SIGTERM');
  assert.deepEqual(await closed, [0, null]);
  assert.equal(await readFile(readyFile, 'utf8'), 'that of another');
});

test('in quiet mode the simulator prints only its first line, and with --version or --help it only prints these and exits', async (context) => {
  const child = start(context, '--quiet', '--scenario', 'reboot');
  const stderr = textOf(child.stderr);
  await once(createInterface(child.stdout), 'line');
  child.kill('SIGTERM');
  assert.equal(await stderr, '');
  for (const [option, words] of [
    ['--version', /^\d+\.\d+\.\d+, Batch REST 2022-10-01\.16\.0, 2025-06-01$/m],
    ['--help', /--ready-file FILE/],
  ] as const) {
    const asked = start(context, option);
    const [text, [exitCode]] = await Promise.all([textOf(asked.stdout), once(asked, 'close')]);
    assert.equal(exitCode, 0);
    assert.match(text, words);
  }
});

test('the start time, the IDs, and the outcomes of tasks are as configured, and a token gives control over the simulator', async (context) => {
  const args = ['--quiet', '--executor', 'scripted', '--hold', '--start-time', '2020-02-29T00:00:00Z', '--seed', 'one'];
  const controlToken = 'a-token-for-tests';
  const look = async () => {
    const child = start(context, ...args, '--fail-next', '1:5', '--control-token', controlToken);
    const [line] = await once(createInterface(child.stdout), 'line');
    const { url, accountName, accountKey } = JSON.parse(String(line));
    const client = new RawClient({ url, accountName, accountKey }, new RealClock());
    const control = new SimulatorControl({ url, controlToken });
    await client.send('POST /pools', { body: poolBody('p', 1) });
    await client.send('POST /jobs', { body: { id: 'j', poolInfo: { poolId: 'p' } } });
    await client.send('POST /jobs/j/tasks', { body: { id: 't', commandLine: 'true' } });
    await control.waitUntilIdle();
    return (await client.send('GET /jobs/j/tasks/t')).body;
  };
  const { executionInfo, nodeInfo } = (await look()) as never as {
    readonly executionInfo: { readonly exitCode: number; readonly startTime: string };
    readonly nodeInfo: { readonly nodeId: string };
  };
  assert.equal(executionInfo.exitCode, 5);
  assert.match(executionInfo.startTime, /^2020-02-29T00:00:0/);
  const again = await look();
  assert.deepEqual(again['executionInfo'], executionInfo);
  assert.equal((again['nodeInfo'] as typeof nodeInfo).nodeId, nodeInfo.nodeId);
});

test('the time until nodes start and the faults are as configured', async (context) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'azure-batch-simulator-'));
  context.after(() => rm(folder, { recursive: true, force: true }));
  const faultFile = path.join(folder, 'faults.json');
  await writeFile(faultFile, '[{"operation":"Job_List","status":429,"headers":{"Retry-After":"7"},"times":1}]');
  const child = start(context, '--quiet', '--executor', 'scripted', '--node-arrival', '3600s', '--fault', faultFile);
  const [line] = await once(createInterface(child.stdout), 'line');
  const client = new RawClient(JSON.parse(String(line)), new RealClock());
  const refused = await client.send('GET /jobs');
  assert.deepEqual([refused.status, refused.headers['retry-after']], [429, '7']);
  assert.equal((await client.send('GET /jobs')).status, 200);
  await client.send('POST /pools', { body: poolBody('slow', 2) });
  const pool = await client.send('GET /pools/slow');
  assert.deepEqual([pool.body['allocationState'], pool.body['currentDedicatedNodes']], ['resizing', 0]);
});

test('with TLS the simulator prints its certificate, accepts tokens, and is trusted by its tasks', async (context) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'azure-batch-simulator-'));
  context.after(() => rm(folder, { recursive: true, force: true }));
  const child = startIn(context, folder, '--tls', '--speed', '10');
  const told = createInterface(child.stderr)[Symbol.asyncIterator]();
  const [line] = await once(createInterface(child.stdout), 'line');
  const { url, accountKey } = JSON.parse(String(line)) as { url: string; accountKey: string };
  assert.match(url, /^https:/);
  assert.match((await told.next()).value, /^Serving an empty account at https:/);
  const nextOf = async (name: string): Promise<string> => {
    const { value } = await told.next();
    assert.ok(value.startsWith(`${name}: `), value);
    return value.slice(name.length + 2);
  };
  const ca = await readFile(await nextOf('Certificate to trust'), 'utf8');
  const arm = await nextOf('Resource Manager');
  const tokens = await nextOf('Tokens');
  assert.ok(tokens.startsWith(`${arm}/`));
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: 'somebody',
    client_secret: accountKey,
    scope: 'https://batch.core.windows.net//.default',
  });
  const formType = { 'content-type': 'application/x-www-form-urlencoded' };
  const answered = JSON.parse(await fetchText(ca, tokens, { method: 'POST', headers: formType }, form.toString()));
  const authorization = `Bearer ${String(answered.access_token)}`;
  const type = { 'content-type': 'application/json; odata=minimalmetadata' };
  const ask = (where: string, body?: unknown): Promise<string> => {
    const [method, headers] = body === undefined ? ['GET', { authorization }] : ['POST', { ...type, authorization }];
    const separator = where.includes('?') ? '&' : '?';
    return fetchText(
      ca,
      `${url}${where}${separator}api-version=2025-06-01`,
      { method, headers },
      body === undefined ? '' : JSON.stringify(body),
    );
  };
  await ask('/pools', poolBody('p', 1));
  await ask('/jobs', { id: 'j', poolInfo: { poolId: 'p' } });
  await ask('/jobs', { id: 'k', poolInfo: { poolId: 'p' } });
  const page = JSON.parse(await ask('/jobs?maxresults=1'));
  assert.ok(String(page['odata.nextLink']).startsWith(`${url}/jobs?`), JSON.stringify(page));
  await assert.rejects(fetchText(undefined, `${url}/jobs`, {}), /self-signed certificate/);
  // One task trusts only the certificates configured for Node.js, and the other those for all users of OpenSSL.
  const script = 'fetch(process.env.AZ_BATCH_ACCOUNT_URL).then(r => console.log(r.status), e => console.log(e.cause))';
  for (const [id, option] of [
    ['node', '--use-bundled-ca'],
    ['openssl', '--use-openssl-ca'],
  ]) {
    const commandLine = `/bin/sh -c "'${process.execPath}' ${option} -e '${script}'"`;
    await ask('/jobs/j/tasks', { id, commandLine });
    const stdout = await until(context, async () => {
      const text = await ask(`/jobs/j/tasks/${id}/files/stdout.txt`);
      return text === '' || text.startsWith('{') ? undefined : text;
    });
    assert.match(stdout, /^40\d\n$/);
  }
  const closed = once(child, 'close');
  child.kill('SIGTERM');
  assert.deepEqual(await closed, [0, null]);
  assert.deepEqual(await readdir(folder), []);
});

/** Returns the answer over a connection with this certificate authority. */
function fetchText(ca: string | undefined, url: string, options: RequestOptions, body = ''): Promise<string> {
  return new Promise((resolve, reject) => {
    request(url, { agent: false, ...options, ...(ca === undefined ? {} : { ca }) }, (response) => {
      text(response).then(resolve, reject);
    })
      .on('error', reject)
      .end(body);
  });
}

test('invalid faults are refused with their position', async (context) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'azure-batch-simulator-'));
  context.after(() => rm(folder, { recursive: true, force: true }));
  const faultFile = path.join(folder, 'faults.json');
  await writeFile(faultFile, '[{"operation":"Job_List","status":"429"}]');
  const child = start(context, '--fault', faultFile);
  const [text, [exitCode]] = await Promise.all([textOf(child.stderr), once(child, 'close')]);
  assert.equal(exitCode, 1);
  assert.equal(text, `${faultFile}, fault 1 of 1, status: The value is not an integer.\n`);
});

const mistakes: readonly (readonly [args: readonly string[], code: number, words: RegExp])[] = [
  [['--colour', 'red'], 2, /no option --colour[\s\S]*run azure-batch-simulator --help\./],
  [['exprot'], 2, /no command exprot; export is the only one/],
  [['--port', 'high'], 2, /--port/],
  [['--scenario', 'no/such/world.json'], 1, /no\/such\/world\.json cannot be read \(ENOENT\)/],
  [['--scenario', 'paradise'], 1, /no scenario named paradise[\s\S]*sample/],
];
for (const [args, code, words] of mistakes) {
  test(`${args.join(' ')} is refused with a readable message`, async (context) => {
    const child = start(context, ...args);
    const [text, [exitCode]] = await Promise.all([textOf(child.stderr), once(child, 'close')]);
    assert.equal(exitCode, code);
    assert.match(text, words);
    assert.doesNotMatch(text, /\n\s+at /);
  });
}
