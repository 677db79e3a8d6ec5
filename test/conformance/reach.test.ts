import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { get } from 'node:http';
import { networkInterfaces } from 'node:os';
import { text } from 'node:stream/consumers';
import { type TestContext, test } from 'node:test';
import { SteppedClock } from '../../src/simulator/clock.ts';
import { createProcessExecutor } from '../../src/simulator/executors/process/processExecutor.ts';
import { wellKnownKey } from '../../src/simulator/http/exposure.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import type { Simulator, SimulatorOptions } from '../../src/simulator/simulatorOptions.ts';
import { poolBody, RawClient } from './rawClient.ts';

/** A separate key for this account. */
const accountKey = Buffer.from('a key that is known here alone').toString('base64');
const clock = new SteppedClock();

async function start(context: TestContext, options: SimulatorOptions = {}): Promise<Simulator> {
  const simulator = await startSimulator({ clock, accountKey, ...options });
  context.after(() => simulator.close());
  return simulator;
}

interface Answer {
  readonly status: number | undefined;
  readonly text: string;
}

/** Sends a request with these headers, unsigned. */
function ask(url: string, headers: Readonly<Record<string, string>>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    get(url, { headers, agent: false }, (response) => {
      text(response).then((body) => resolve({ status: response.statusCode, text: body }), reject);
    }).on('error', reject);
  });
}

/** Checks whether the host check accepts the request: then only a signature is missing. */
async function isServed(url: string, headers: Readonly<Record<string, string>>): Promise<boolean> {
  const answer = await ask(`${url}/pools?api-version=2025-06-01`, headers);
  if (answer.status === 400) assert.match(answer.text, /MissingRequiredHeader/);
  else assert.deepEqual([answer.status, JSON.parse(answer.text).code], [403, 'Forbidden']);
  return answer.status === 400;
}

test('loopback names and configured names are accepted, and other names are refused with a reason', async (context) => {
  const options = { externalUrl: 'http://batch:9090', allowedHosts: ['host.docker.internal', 'Alias'] };
  const { port } = new URL((await start(context)).url);
  const plain = `http://127.0.0.1:${port}`;
  for (const host of [`127.0.0.1:${port}`, `LOCALHOST:${port}`, `[::1]:${port}`]) {
    assert.equal(await isServed(plain, { host }), true, host);
  }
  for (const host of ['127.0.0.1', 'localhost:1', `evil.example:${port}`, 'batch:9090']) {
    assert.equal(await isServed(plain, { host }), false, host);
  }
  assert.equal(await isServed(plain, { origin: plain }), false);
  const refused = await ask(plain, { host: 'batch:9090' });
  assert.match(
    refused.text,
    /The Host header is \\"batch:9090\\", and this simulator serves 127\.0\.0\.1:\d+, localhost/,
  );
  assert.match(refused.text, /--external-url or --allowed-hosts/);
  assert.match((await ask(plain, { origin: 'https://evil.example' })).text, /web page/);

  const named = await start(context, { ...options, port: 0 });
  assert.equal(named.url, 'http://batch:9090');
  const [, armPort] = /:(\d+)$/.exec(named.armUrl) ?? [];
  assert.equal(named.armUrl, `https://batch:${armPort}`);
});

test('answers contain the configured external URL, whose name is accepted', async (context) => {
  const port = await findFreePort(context);
  const simulator = await start(context, { port, externalUrl: 'http://batch:9090/', allowedHosts: ['alias'] });
  const at = `http://127.0.0.1:${port}`;
  for (const host of ['batch:9090', 'BATCH:9090', 'alias', 'alias:1234', `localhost:${port}`]) {
    assert.equal(await isServed(at, { host }), true, host);
  }
  for (const host of ['batch', 'batch:9091', 'alias.example']) assert.equal(await isServed(at, { host }), false, host);
  const client = new RawClient({ ...simulator, url: at }, clock);
  const headers = { host: 'batch:9090' };
  await client.send('POST /pools', { body: poolBody('a'), headers });
  await client.send('POST /pools', { body: poolBody('b'), headers });
  const page = await client.send('GET /pools', { query: { maxresults: '1' }, headers });
  assert.equal(page.body.value?.[0]?.['url'], 'http://batch:9090/pools/a');
  assert.match(String(page.body['odata.nextLink']), /^http:\/\/batch:9090\/pools\?/);
});

/** Returns a port that was free a moment ago. */
async function findFreePort(context: TestContext): Promise<number> {
  const simulator = await start(context);
  await simulator.close();
  return Number(new URL(simulator.url).port);
}

test('health requests are answered without a signature, by any name, and are not counted', async (context) => {
  const simulator = await start(context);
  for (const host of ['10.1.2.3:8080', 'localhost']) {
    assert.deepEqual(await ask(`${simulator.url}/health`, { host }), { status: 200, text: '{"status":"ready"}' });
  }
  assert.deepEqual(simulator.requests, []);
});

test('a simulator that other computers can reach needs its own key, TLS or an explicit opt-out, and runs no programs', async (context) => {
  const executor = createProcessExecutor();
  context.after(() => executor.dispose());
  for (const [options, words] of [
    [{ accountKey: undefined }, /a key of its own/],
    [{ accountKey: wellKnownKey, isTls: true }, /a key of its own/],
    [{}, /serve with TLS/],
    [{ isTls: true, executor }, /run programs/],
  ] as const) {
    await assert.rejects(startSimulator({ accountKey, host: '0.0.0.0', ...options }), words);
  }
  await assert.rejects(startSimulator({ externalUrl: 'http://batch:9090/some/path' }), /http:\/\/batch:8080/);
});

test('a simulator on all addresses can be reached at those of this computer, and its certificate has its names', async (context) => {
  const allowedHosts = ['batch', '10.11.12.13', 'fd00::17'];
  const simulator = await start(context, { host: '0.0.0.0', allowPlainHttp: true, allowedHosts });
  const { port } = new URL(simulator.url);
  assert.equal(simulator.url, `http://127.0.0.1:${port}`);
  const own = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  for (const { address } of own.filter(({ family }) => family === 'IPv4')) {
    assert.equal(await isServed(`http://${address}:${port}`, {}), true, address);
  }
  const certificate = new X509Certificate(simulator.ca);
  for (const ip of ['127.0.0.1', '::1', '10.11.12.13', 'fd00::17']) assert.notEqual(certificate.checkIP(ip), undefined);
  assert.equal(certificate.checkHost('batch'), 'batch');
});
