import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { BatchServiceClient, BatchSharedKeyCredentials } from '@azure/batch';
import { findScenario, scenarioNames } from '../../src/simulator/scenarios/catalogue.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import type { Simulator } from '../../src/simulator/simulatorOptions.ts';
import { findingsIn } from './answerCheck.ts';
import { startHeld } from './heldSimulator.ts';
import { mapperCheck } from './mapperCheck.ts';
import { newVersion, type RawBody } from './rawClient.ts';

/** Worlds that are too large to be read completely. */
const largeWorlds: readonly string[] = ['million'];
const secondMs = 1000;

/** Reads everything in an account, by address, with the model of the answer. */
async function* walk(
  read: (path: string) => Promise<RawBody>,
): AsyncGenerator<readonly [path: string, model: string, body: RawBody]> {
  const lists: readonly (readonly [path: string, model: string])[] = [
    ['/applications', 'BatchApplicationListResult'],
    ['/supportedimages', 'BatchAccountListSupportedImagesResult'],
    ['/nodecounts', 'BatchPoolNodeCountsListResult'],
    ['/poolusagemetrics', 'BatchPoolListUsageMetricsResult'],
    ['/jobschedules', 'BatchJobScheduleListResult'],
  ];
  for (const [path, model] of lists) yield [path, model, await read(path)];
  const pools = await read('/pools');
  yield ['/pools', 'BatchPoolListResult', pools];
  for (const pool of pools.value ?? []) {
    const path = `/pools/${String(pool['id'])}`;
    yield [path, 'BatchPool', await read(path)];
    yield* walkNodes(path, read);
  }
  const jobs = await read('/jobs');
  yield ['/jobs', 'BatchJobListResult', jobs];
  for (const job of jobs.value ?? []) {
    yield* walkJob(`/jobs/${String(job['id'])}`, read, job['jobPreparationTask'] !== undefined);
  }
}

async function* walkNodes(
  pool: string,
  read: (path: string) => Promise<RawBody>,
): AsyncGenerator<readonly [string, string, RawBody]> {
  const nodes = await read(`${pool}/nodes`);
  yield [`${pool}/nodes`, 'BatchNodeListResult', nodes];
  for (const node of nodes.value ?? []) {
    const path = `${pool}/nodes/${String(node['id'])}`;
    yield [path, 'BatchNode', await read(path)];
    yield [`${path}/extensions`, 'BatchNodeVMExtensionListResult', await read(`${path}/extensions`)];
    if (node['state'] === 'idle' || node['state'] === 'running') {
      yield [`${path}/files`, 'BatchNodeFileListResult', await read(`${path}/files`)];
    }
  }
}

async function* walkJob(
  path: string,
  read: (path: string) => Promise<RawBody>,
  isPrepared: boolean,
): AsyncGenerator<readonly [string, string, RawBody]> {
  yield [path, 'BatchJob', await read(path)];
  yield [`${path}/taskcounts`, 'BatchTaskCountsResult', await read(`${path}/taskcounts`)];
  if (isPrepared) {
    const status = `${path}/jobpreparationandreleasetaskstatus`;
    yield [status, 'BatchJobPreparationAndReleaseTaskStatusListResult', await read(status)];
  }
  const tasks = await read(`${path}/tasks`);
  yield [`${path}/tasks`, 'BatchTaskListResult', tasks];
  const [task] = tasks.value ?? [];
  if (task !== undefined) {
    const one = `${path}/tasks/${String(task['id'])}`;
    yield [one, 'BatchTask', await read(one)];
    yield [`${one}/subtasksinfo`, 'BatchTaskListSubtasksResult', await read(`${one}/subtasksinfo`)];
  }
}

for (const name of scenarioNames().filter((known) => !largeWorlds.includes(known))) {
  test(`the answers for ${name} match the models of ${newVersion}`, async (context) => {
    const { faults: _faults, ...world } = findScenario(name) ?? assert.fail(name);
    const held = await startHeld(world);
    try {
      await held.clock.advance(30 * secondMs);
      const read = async (path: string): Promise<RawBody> => {
        const reply = await held.client.send(`GET ${path}`, { version: newVersion });
        assert.equal(reply.status, 200, `${path}: ${reply.text}`);
        return reply.body;
      };
      const findings: string[] = [];
      let answers = 0;
      for await (const [path, model, body] of walk(read)) {
        answers += 1;
        findings.push(...findingsIn(body, model).map((finding) => `${path}: ${finding}`));
      }
      context.diagnostic(`${answers} answers`);
      assert.deepEqual(findings, []);
    } finally {
      await held.simulator.close();
    }
  });
}

let sample: Simulator;

before(async () => {
  const { faults: _faults, ...world } = findScenario('sample') ?? assert.fail('there is no sample');
  // The client signs with the computer's time.
  sample = await startSimulator({ scenario: world });
});

after(() => sample.close());

test('the official client finds nothing unknown in the sample account', async () => {
  const findings: string[] = [];
  const { accountName, accountKey, url } = sample;
  const client = new BatchServiceClient(new BatchSharedKeyCredentials(accountName, accountKey), url, {
    noRetryPolicy: true,
    requestPolicyFactories: (factories) => [mapperCheck(findings), ...factories],
  });
  for (const pool of await client.pool.list()) {
    await client.pool.get(pool.id ?? '');
    for (const node of await client.computeNode.list(pool.id ?? '')) {
      await client.computeNode.get(pool.id ?? '', node.id ?? '');
    }
  }
  for (const job of await client.job.list()) {
    await client.job.getTaskCounts(job.id ?? '');
    for (const task of await client.task.list(job.id ?? '')) assert.ok(task.id);
  }
  await client.account.listPoolNodeCounts();
  await client.jobSchedule.list();
  assert.deepEqual(findings, []);
});
