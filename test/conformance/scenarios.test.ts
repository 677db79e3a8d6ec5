import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { BatchServiceClient } from '@azure/batch';
import { SteppedClock } from '../../src/simulator/clock.ts';
import { findScenario, scenarioNames } from '../../src/simulator/scenarios/catalogue.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import type { Simulator } from '../../src/simulator/simulatorOptions.ts';
import { SteppedCredentials } from '../service/simulated.ts';

interface World {
  readonly client: BatchServiceClient;
  readonly clock: SteppedClock;
}

const simulators: Simulator[] = [];
after(() => Promise.all(simulators.map((simulator) => simulator.close())));

async function start(scenario: string): Promise<World> {
  const clock = new SteppedClock();
  const simulator = await startSimulator({ scenario, clock });
  simulators.push(simulator);
  // The service refuses requests whose date is far from its own clock.
  const credentials = new SteppedCredentials(simulator.accountName, simulator.accountKey, clock);
  return { client: new BatchServiceClient(credentials, simulator.url, { noRetryPolicy: true }), clock };
}

async function statusOf(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => 'ok',
    (error: { statusCode?: number; code?: string }) => error.statusCode ?? error.code,
  );
}

async function failureCodes(client: BatchServiceClient, jobId = 'job'): Promise<Record<string, string>> {
  const codes: Record<string, string> = {};
  for (const task of await client.task.list(jobId)) {
    codes[task.id ?? ''] = task.executionInfo?.failureInfo?.code ?? task.state ?? '';
  }
  return codes;
}

async function nodeStates(client: BatchServiceClient): Promise<string[]> {
  return (await client.computeNode.list('pool')).map((node) => node.state ?? '').sort();
}

/** Checks for the features of each scenario, through the API. */
const shows: Readonly<Record<string, (world: World) => Promise<void>>> = {
  async sample({ client }) {
    const jobs = await client.job.list();
    const counts = await Promise.all(jobs.map((job) => client.job.getTaskCounts(job.id ?? '')));
    const failed = counts.reduce((sum, { taskCounts }) => sum + taskCounts.failed, 0);
    const succeeded = counts.reduce((sum, { taskCounts }) => sum + taskCounts.succeeded, 0);
    assert.ok(failed > 50 && succeeded > 500, `${failed} failed, ${succeeded} succeeded`);
    const [schedule] = await client.jobSchedule.list();
    assert.deepEqual([schedule?.id, schedule?.state], ['weekly-archive', 'active']);
  },
  async million({ client, clock }) {
    const counts = (await client.job.getTaskCounts('batch-0000')).taskCounts;
    assert.deepEqual([counts.completed, counts.failed], [200_000, 2000]);
    const filter = "state eq 'completed' and executionInfo/result eq 'failure'";
    const failures = await client.task.list('batch-0000', { taskListOptions: { filter, maxResults: 1000 } });
    assert.equal(failures.length, 1000);
    assert.equal(failures[999]?.id, 'task-099937');
    const [, , third] = await client.task.list('batch-0999', { taskListOptions: { filter } });
    const name = (third?.executionInfo?.exitCode ?? 0) > 0 ? 'stderr.txt' : 'wd';
    const files = await client.file.listFromTask('batch-0999', third?.id ?? '');
    assert.ok(files.some((file) => file.name === name));
    await client.task.reactivate('batch-0000', 'task-000037');
    await clock.advance(60_000);
    await client.task.deleteMethod('batch-0000', 'task-000137');
    const after = (await client.job.getTaskCounts('batch-0000')).taskCounts;
    assert.deepEqual([after.completed, after.failed], [199_999, 1999]);
    const [first, second] = await client.task.list('batch-0000', { taskListOptions: { filter } });
    assert.deepEqual([first?.id, second?.id], ['task-000037', 'task-000237']);
  },
  async 'network-failure'({ client, clock }) {
    assert.notEqual(await statusOf(client.pool.list()), 'ok');
    assert.equal(await statusOf(client.pool.list()), 'ok');
    assert.notEqual(await statusOf(client.task.reactivate('job', 'fails-once')), 'ok');
    await clock.advance(10_000);
    assert.equal((await client.task.get('job', 'fails-once')).executionInfo?.exitCode, 0);
  },
  async 'server-errors'({ client }) {
    assert.deepEqual([await statusOf(client.job.list()), await statusOf(client.job.list())], [503, 503]);
    assert.equal(await statusOf(client.job.list()), 'ok');
    assert.equal(await statusOf(client.task.list('job')), 500);
    assert.equal(await statusOf(client.computeNode.list('pool')), 502);
  },
  async throttling({ client }) {
    for (const list of [
      () => client.job.list(),
      () => client.pool.list(),
      () => client.task.reactivate('job', 'fails'),
    ]) {
      assert.deepEqual([await statusOf(list()), await statusOf(list())], [429, 'ok']);
    }
  },
  async 'state-conflict'({ client, clock }) {
    await clock.advance(1000);
    assert.equal(await statusOf(client.task.reactivate('over', 'failed')), 409);
    assert.equal(await statusOf(client.task.reactivate('job', 'succeeded')), 409);
    assert.equal(await statusOf(client.task.reactivate('job', 'running')), 409);
    assert.equal((await client.job.get('paused')).state, 'disabled');
    const nodes = await client.computeNode.list('pool');
    const offline = nodes.find((node) => node.state === 'offline')?.id ?? '';
    assert.equal(await statusOf(client.computeNode.disableScheduling('pool', offline)), 409);
    assert.equal(await statusOf(client.computeNode.addUser('pool', offline, { name: 'ada', password: 'x' })), 409);
  },
  async 'pre-processing'({ client }) {
    assert.deepEqual(await failureCodes(client), {
      'blob-missing': 'BlobNotFound',
      'container-denied': 'ResourceContainerAccessDenied',
      'download-odd': 'BlobDownloadMiscError',
      'download-slow': 'BlobDownloadTimedOut',
      'no-room': 'DiskFull',
      'program-missing': 'CommandProgramNotFound',
      'sas-expired': 'BlobAccessDenied',
    });
    const tasks = await client.task.list('job');
    assert.ok(tasks.every((task) => task.executionInfo?.exitCode === undefined));
  },
  async upload({ client }) {
    assert.deepEqual(await failureCodes(client), {
      conflict: 'FileUploadConflict',
      'container-missing': 'FileUploadContainerNotFound',
      odd: 'FileUploadMiscError',
      'sas-expired': 'FileUploadAccessDenied',
      slow: 'FileUploadTimedOut',
    });
    const names = (await client.file.listFromTask('job', 'odd')).map((file) => file.name);
    assert.ok(names.includes('fileuploaderr.txt'));
    const { executionInfo } = await client.task.get('job', 'odd');
    assert.deepEqual([executionInfo?.exitCode, executionInfo?.result], [0, 'failure']);
    await assert.rejects(client.task.reactivate('job', 'odd'), { statusCode: 409, code: 'TaskSucceeded' });
  },
  async application({ client }) {
    const { executionInfo } = await client.task.get('job', 'fails');
    assert.deepEqual([executionInfo?.exitCode, executionInfo?.failureInfo?.code], [1, 'FailureExitCode']);
  },
  async constraint({ client, clock }) {
    await clock.advance(1000);
    assert.equal((await client.task.get('job', 'too-slow')).executionInfo?.failureInfo?.code, 'TaskEnded');
    assert.equal((await client.task.get('job', 'retries-used')).executionInfo?.retryCount, 2);
    assert.equal((await client.task.get('job', 'will-be-too-slow')).state, 'running');
  },
  async 'exit-codes'({ client }) {
    const codes = (await client.task.list('job')).map((task) => task.executionInfo?.exitCode);
    assert.deepEqual(new Set(codes), new Set([1, 2, 126, 127, 134, 137, 139, 143, 255, -9]));
  },
  async reboot({ client, clock }) {
    await clock.advance(5000);
    assert.ok((await nodeStates(client)).includes('rebooting'));
    await clock.advance(10_000);
    assert.deepEqual(await nodeStates(client), ['running', 'running']);
    assert.equal((await client.task.get('job', 'was-requeued')).executionInfo?.requeueCount, 1);
  },
  async resize({ client }) {
    assert.equal((await client.task.get('job', 'ended')).executionInfo?.failureInfo?.code, 'TaskEnded');
    assert.equal(await statusOf(client.file.listFromTask('job', 'ended')), 404);
  },
  async preemption({ client, clock }) {
    await clock.advance(6000);
    assert.equal((await nodeStates(client)).filter((state) => state === 'preempted').length, 2);
    await clock.advance(70_000);
    assert.equal((await nodeStates(client)).filter((state) => state === 'preempted').length, 1);
  },
  async 'start-task'({ client, clock }) {
    await clock.advance(5000);
    assert.deepEqual(await nodeStates(client), ['idle', 'starttaskfailed', 'waitingforstarttask']);
    const failed = (await client.computeNode.list('pool')).find((node) => node.state === 'starttaskfailed');
    assert.equal(failed?.startTaskInfo?.exitCode, 127);
    await client.computeNode.reboot('pool', failed?.id ?? '');
    await clock.advance(30_000);
    assert.deepEqual(await nodeStates(client), ['idle', 'idle', 'waitingforstarttask']);
  },
  async 'unusable-node'({ client }) {
    assert.deepEqual(await nodeStates(client), ['unknown', 'unusable', 'unusable', 'unusable']);
    assert.equal((await client.task.get('job', 'waits')).state, 'active');
  },
  async quota({ client, clock }) {
    const codes = ['AccountCoreQuotaReached', 'AccountVMSeriesCoreQuotaReached', 'AccountLowPriorityCoreQuotaReached'];
    const ids = ['pool', 'gpu', 'spot'];
    const findCodes = async () =>
      Promise.all(ids.map(async (id) => (await client.pool.get(id)).resizeErrors?.map(({ code }) => code)));
    assert.deepEqual(
      await findCodes(),
      codes.map((code) => [code]),
    );
    const { virtualMachineConfiguration, vmSize = '' } = await client.pool.get('pool');
    const second = { id: 'second', vmSize, ...(virtualMachineConfiguration && { virtualMachineConfiguration }) };
    assert.equal(await statusOf(client.pool.add(second)), 409);
    // Another resize leads to the same errors, so the pools' initial state matches the quotas.
    await client.pool.resize('pool', { targetDedicatedNodes: 9 });
    await client.pool.resize('gpu', { targetDedicatedNodes: 1 });
    await client.pool.resize('spot', { targetLowPriorityNodes: 1 });
    await clock.advance(30_000);
    assert.deepEqual(
      await findCodes(),
      codes.map((code) => [code]),
    );
    assert.equal((await client.pool.get('pool')).currentDedicatedNodes, 8);
  },
  async allocation({ client }) {
    const codes = (await client.pool.list()).map((pool) => pool.resizeErrors?.[0]?.code);
    assert.deepEqual(codes.sort(), ['AllocationFailed', 'AllocationFailed', 'AllocationTimedOut']);
  },
  async 'stale-resize-error'({ client }) {
    const pool = await client.pool.get('pool');
    assert.equal(pool.currentDedicatedNodes, pool.targetDedicatedNodes);
    assert.equal(pool.resizeErrors?.[0]?.code, 'AllocationFailed');
  },
  async 'autoscale-error'({ client }) {
    const { autoScaleRun } = await client.pool.get('pool');
    assert.equal(autoScaleRun?.error?.code, 'AutoScalingFormulaEvaluationError');
  },
  async 'job-preparation'({ client, clock }) {
    // The tasks have been waiting for this failure since before the simulator started.
    for (const waitMs of [0, 10_000]) {
      await clock.advance(waitMs);
      assert.ok(
        (await client.task.list('job')).every((task) => task.state === 'active' && task.previousState === 'preparing'),
      );
      const statuses = await client.job.listPreparationAndReleaseTaskStatus('job');
      assert.equal(statuses.length, (await client.computeNode.list('pool')).length);
      for (const { jobPreparationTaskExecutionInfo: run } of statuses) assert.equal(run?.exitCode, 2);
    }
  },
  async 'false-success'({ client }) {
    const { taskCounts } = await client.job.getTaskCounts('job');
    assert.deepEqual([taskCounts.succeeded, taskCounts.failed], [10, 0]);
    const [nextflow = ''] = (await client.task.list('job')).flatMap(({ id = '' }) =>
      id.startsWith('nf-3') ? [id] : [],
    );
    const { contentLength } = await client.file.getPropertiesFromTask('job', nextflow, 'wd/.exitcode');
    assert.equal(contentLength, 1);
  },
  async 'moving-files'({ client, clock }) {
    const sizeOf = async (task: string): Promise<number> =>
      (await client.file.getPropertiesFromTask('job', task, 'stdout.txt')).contentLength ?? 0;
    await clock.advance(10_000);
    const early = await sizeOf('grows');
    await clock.advance(10_000);
    assert.ok((await sizeOf('grows')) > early);
    const nodeOf = async (task: string): Promise<string | undefined> =>
      (await client.task.get('job', task)).nodeInfo?.nodeId;
    const before = [await nodeOf('grows'), await nodeOf('rotates')];
    await clock.advance(20_000);
    assert.ok((await nodeStates(client)).includes('preempted'));
    assert.notDeepEqual([await nodeOf('grows'), await nodeOf('rotates')], before);
    await clock.advance(55_000);
    // More than sixty lines have been written by now, each of about twenty bytes.
    assert.ok((await sizeOf('rotates')) < 900);
  },
  async 'stuck-job'({ client, clock }) {
    await clock.advance(10_000);
    const stuck = [
      ['dependent', 'second'],
      ['one-at-a-time', 'b-waits'],
      ['disabled', 'waits'],
      ['ended', 'never-ran'],
      ['too-wide', 'wide'],
    ] as const;
    for (const [job, task] of stuck) assert.equal((await client.task.get(job, task)).state, 'active', `${job}/${task}`);
    assert.equal((await client.task.get('one-at-a-time', 'a-long')).state, 'running');
  },
};

describe('scenarios', () => {
  for (const name of scenarioNames()) {
    test(`the scenario ${name} shows the problem that it describes`, async () => {
      const scenario = findScenario(name);
      assert.equal(scenario?.name, name);
      assert.ok(scenario.description.length > 80, 'a paragraph is wanted');
      const show = shows[name];
      assert.ok(show, 'a scenario needs a check here');
      await show(await start(name));
    });
  }

  test('the name of an unknown scenario is refused', async () => {
    assert.equal(findScenario('nonsense'), undefined);
    await assert.rejects(startSimulator({ scenario: 'nonsense' }), /no scenario named nonsense/);
  });
});
