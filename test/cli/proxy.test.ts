import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, suite, test } from 'node:test';
import { completedTask, smallWorld } from '../../src/simulator/scenarios/causes/smallWorld.ts';
import { failed } from '../../src/simulator/scenarios/runs.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import type { Simulator } from '../../src/simulator/simulatorOptions.ts';
import { batchHost, proxiedHosts, StrictProxy, storedBlob } from '../fakes/strictProxy.ts';
import { temporaryFolder } from '../fakes/temporaryFolder.ts';
import { runCli } from './runCli.ts';

const scenario = smallWorld('proxied', 'A task uploaded its logs, and its node has left the pool.', {
  job: {
    tasks: [
      completedTask('t', failed(1, 4000, { stderr: 'lost with the node\n' }), {
        nodeGone: true,
        body: {
          commandLine: 'python3 load.py',
          outputFiles: [
            {
              filePattern: '../std*.txt',
              destination: {
                container: { containerUrl: `https://${storedBlob.host}/c?sv=2024-11-04&sr=c&sp=r&sig=x` },
              },
              uploadOptions: { uploadCondition: 'taskcompletion' },
            },
          ],
        },
      }),
    ],
  },
});

/** The command line behind a proxy that requires a password and decrypts traffic. */
suite('a proxy in the environment', { concurrency: 4 }, () => {
  const home = temporaryFolder('cli');
  let simulator: Simulator;
  let proxy: StrictProxy;
  let identity: Readonly<Record<string, string>>;

  before(async () => {
    const account = { name: 'proxied', resourceGroup: 'rg', location: 'westeurope', accountEndpoint: batchHost };
    const subscription = { subscriptionId: 'sub', displayName: 'Behind the proxy', accounts: [account] };
    simulator = await startSimulator({ scenario, directory: { subscriptions: [subscription] } });
    proxy = new StrictProxy(simulator);
    await proxy.listen();
    const authority = path.join(home.path, 'ca.pem');
    writeFileSync(authority, proxy.authority.certificate);
    const [, tenant = ''] = /\/([0-9a-f-]{36})\//.exec(simulator.tokenUrl) ?? [];
    identity = {
      NODE_EXTRA_CA_CERTS: authority,
      AZURE_TENANT_ID: tenant,
      AZURE_CLIENT_ID: 'client',
      AZURE_CLIENT_SECRET: simulator.accountKey,
    };
  });

  after(async () => {
    proxy.close();
    await simulator.close();
    home[Symbol.dispose]();
  });

  const ask = (args: readonly string[], env: Readonly<Record<string, string>>) =>
    runCli(home.path, [...args, '--account-url', `https://${batchHost}`, '--sign-in', 'environment'], { env });

  test('sign-in, the account, Resource Manager, and storage are reached through the proxy', async () => {
    const env = { ...identity, HTTPS_PROXY: proxy.toUrl() };
    const task = `https://${batchHost}/jobs/job/tasks/t`;
    const [logs, failures] = await Promise.all([
      ask(['logs', task, '--storage-host', storedBlob.host], env),
      ask(['failures'], env),
    ]);
    assert.match(logs.stdout, /read through the proxy/, logs.stderr);
    assert.equal(failures.code, 1, failures.stderr);
    assert.deepEqual([...proxy.reached].sort(), [...proxiedHosts, storedBlob.host].toSorted());
  });

  test('a wrong password is reported with the variable, without the password', async () => {
    const { code, stderr } = await ask(['failures'], { ...identity, HTTPS_PROXY: proxy.toUrl('wr0ng') });
    assert.equal(code, 3);
    assert.match(stderr, /The proxy 127\.0\.0\.1:\d+ requires a user name and password.* Set HTTPS_PROXY to/);
    assert.doesNotMatch(stderr, /wr0ng/);
  });

  test('an untrusted authority is reported with the variable for its certificate', async () => {
    const { NODE_EXTRA_CA_CERTS: _, ...others } = identity;
    const { code, stderr } = await ask(['failures'], { ...others, HTTPS_PROXY: proxy.toUrl() });
    assert.equal(code, 3);
    assert.match(stderr, /NODE_EXTRA_CA_CERTS/);
  });

  test('a proxy that is not responding is named, and hosts in NO_PROXY are reached directly', async () => {
    const env = { ...identity, HTTPS_PROXY: 'http://ada:p4ss@127.0.0.1:1' };
    const [through, direct] = await Promise.all([
      ask(['failures'], env),
      ask(['failures'], { ...env, NO_PROXY: '.azure.com,.microsoftonline.com' }),
    ]);
    assert.match(through.stderr, /127\.0\.0\.1:1 \(HTTPS_PROXY\)/);
    assert.doesNotMatch(through.stderr, /p4ss/);
    assert.doesNotMatch(direct.stderr, /127\.0\.0\.1:1/);
  });

  test('a proxy that is not an HTTP proxy is refused before anything is sent', async () => {
    for (const address of ['socks5://ada:p4ss@127.0.0.1:1080', 'not-a-url', 'ada:p4ss@proxy:8080']) {
      const { code, stderr } = await ask(['failures'], { ...identity, HTTPS_PROXY: address });
      assert.equal(code, 2);
      assert.match(stderr, /HTTPS_PROXY must be the URL of an HTTP proxy/);
      assert.doesNotMatch(stderr, /p4ss/);
    }
  });

  const askWithKey = (env: Readonly<Record<string, string>>) => {
    const ofAccount = { AZURE_BATCH_ENDPOINT: `https://${batchHost}`, AZURE_BATCH_ACCESS_KEY: simulator.accountKey };
    return runCli(home.path, ['failures'], { env: { ...ofAccount, ...env } });
  };

  test('a refusal by the proxy is not mistaken for a response of the host', async (context) => {
    const strict = new StrictProxy(simulator);
    await strict.listen();
    context.after(() => strict.close());
    for (const status of ['403 Forbidden', '502 Bad Gateway']) {
      strict.status = status;
      const env = { HTTPS_PROXY: strict.toUrl() };
      const [withKey, signedIn] = await Promise.all([askWithKey(env), ask(['failures'], { ...identity, ...env })]);
      for (const [host, { code, stderr }] of [
        [batchHost, withKey],
        ['login.microsoftonline.com', signedIn],
      ] as const) {
        assert.equal(code, 3);
        const said = `^The proxy 127\\.0\\.0\\.1:\\d+ refused the connection to ${host} \\(HTTP ${status.slice(0, 3)}\\)\\. .*NO_PROXY`;
        assert.match(stderr, new RegExp(said));
        assert.doesNotMatch(stderr, /p4ss|Something responds|goes through/);
      }
    }
  });

  test('a proxy whose name is unknown is named as such', async () => {
    const env = { HTTPS_PROXY: 'http://ada:p4ss@nosuch.invalid:8080' };
    for (const { code, stderr } of [await askWithKey(env), await ask(['failures'], { ...identity, ...env })]) {
      assert.equal(code, 3);
      assert.match(
        stderr,
        /^The proxy nosuch\.invalid:8080 was not found: there is no host with this name\. Correct HTTPS_PROXY\.\n$/,
      );
    }
  });
});
