import assert from 'node:assert/strict';
import { after, before, suite, type TestContext, test } from 'node:test';
import { run as uploadLogs } from '../../src/app/actions/node/uploadLogs.ts';
import { readAllPages } from '../../src/app/evidence/readPages.ts';
import { SteppedClock } from '../../src/simulator/clock.ts';
import type { Simulator } from '../../src/simulator/simulatorOptions.ts';
import { HastyClock } from '../fakes/hastyClock.ts';
import { toSource } from '../service/simulatedTokens.ts';
import { sasUrl } from '../storage/sas.ts';
import { type BlobRole, type Storage, startStorage, withStorageTokens } from '../storage/storage.ts';
import { startCold } from './support/coldApp.ts';

const soon = new Date(Date.now() + 3_600_000);
const refusal = 'Error: connect ECONNREFUSED 10.1.0.4:443';

suite('the logs of the agent of a node', () => {
  let storage: Storage;
  before(async () => {
    storage = await startStorage();
    await storage.createContainer('own');
  });
  after(() => storage.close());

  const start = async (context: TestContext, role: BlobRole = 'contributor', byKey = false) => {
    const scenario = {
      name: 'agent',
      description: 'A node is broken.',
      pools: [{ body: pool, nodes: [{ state: 'unusable', errors: [{ code: 'Unreachable', message: refusal }] }] }],
      jobs: [],
    } as const;
    Object.assign(storage, { role, answer: undefined });
    const autoStorage = { name: 'testaccount', blobEndpoint: storage.account.url };
    const cold = await startCold(
      context,
      scenario,
      // The storage uses the computer's time, and so does everything else here.
      new SteppedClock(Date.now()),
      (simulator) => ({
        ...(byKey ? {} : toSignIn(simulator)),
        agentLogs: () => cold.app.state.get('azureBatch.agentLogs'),
      }),
      { directory: { autoStorage } },
    );
    const [node] = await readAllPages(cold.store.service.nodes.listNodes('pool'));
    const resource = {
      kind: 'node',
      accountId: cold.store.account.id,
      poolId: 'pool',
      nodeId: node?.id ?? '',
    } as const;
    const from = storage.asked.length;
    return {
      ...cold,
      resource,
      asked: () => storage.asked.slice(from),
      upload: (choice: string, type?: () => string) =>
        cold.ui.listen(() => uploadLogs({ ...cold.app, clock: new HastyClock(Date.now()) }, [resource]), {
          rows: (label: string) => label === choice || label === 'Last hour',
          ...(type === undefined ? {} : { type }),
        }),
      explain: () => cold.explain({ resource, document: 'explanation' }),
    };
  };

  test('agent logs are uploaded to auto-storage with a write-only signature, awaited, opened, and shown on the page of the node', async (context) => {
    const cold = await start(context);
    const { opened, status } = await cold.upload('Auto-Storage Account');
    const paths = opened.map(({ target: { resource } }) => ('path' in resource ? resource.path : ''));
    assert.ok(paths[0]?.endsWith('/agent-warn.log'), paths.join());
    assert.match(status.join(), /is uploading 4 log files/);
    const signed = cold.asked().filter(({ by }) => by === 'signature');
    assert.ok(
      signed.length >= 4 &&
        signed.every(({ method, query }) => method === 'PUT' && query.get('sp') === 'w' && query.get('sr') === 'c'),
    );
    const hours = (Date.parse(signed[0]?.query.get('se') ?? '') - Date.now()) / 3_600_000;
    assert.ok(hours > 1.9 && hours <= 2, `${hours} hours`);
    const { text } = await cold.explain();
    assert.match(text, /The node agent's log says: “.*ECONNREFUSED/);
    assert.match(text, /\$AgentLogs\/.+\/agent-warn\.log/);
    const top = await readAllPages(cold.store.service.nodeFiles.listFiles(cold.resource));
    assert.ok(top.some(({ name, isDirectory }) => name === '$AgentLogs' && isDirectory));
    assert.ok(!JSON.stringify(cold.app.state.get('azureBatch.agentLogs')).includes('sig='), 'no signature is kept');
  });

  for (const role of ['reader', 'none'] as const) {
    test(`without the right to write blobs, the required role is named: ${role}`, async (context) => {
      const cold = await start(context, role);
      await assert.rejects(cold.upload('Auto-Storage Account'), /the Storage Blob Data Contributor role/);
      assert.ok(!cold.simulator.requests.some(({ path }) => path.includes('uploadbatchservicelogs')));
    });
  }

  test('a signature can be entered instead, which opens the logs if it allows reading, and is not saved', async (context) => {
    const cold = await start(context, 'none');
    const url = sasUrl(storage.account, { container: 'own', permissions: 'rwl', expiresOn: soon });
    const { opened } = await cold.upload('Another Container…', () => url);
    assert.ok(opened.length > 0);
    assert.ok(cold.asked().every(({ by }) => by === 'signature'));
    assert.equal(cold.app.state.get('azureBatch.agentLogs'), undefined);
  });

  test('with a write-only signature, only the location of the logs is shown', async (context) => {
    const cold = await start(context, 'none', true);
    const url = sasUrl(storage.account, { container: 'own', permissions: 'w', expiresOn: soon });
    const { opened, informations } = await cold.upload('', () => url);
    assert.deepEqual(opened, []);
    assert.match(informations.join(), /is uploading 4 log files to the folder/);
  });
});

const pool = {
  id: 'pool',
  vmSize: 'standard_d2s_v3',
  targetDedicatedNodes: 1,
  virtualMachineConfiguration: {
    imageReference: {
      publisher: 'canonical',
      offer: '0001-com-ubuntu-server-jammy',
      sku: '22_04-lts',
      version: 'latest',
    },
    nodeAgentSKUId: 'batch.node.ubuntu 22.04',
  },
};

function toSignIn(simulator: Simulator) {
  const source = withStorageTokens(toSource(simulator));
  const { armUrl: endpoint, ca } = simulator;
  return {
    credential: { kind: 'token', source },
    resourceManager: { endpoint, scope: 'https://management.azure.com/.default', source, ca },
  } as const;
}
