import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { run as changeJobLimit } from '../../src/app/actions/job/changeLimit.ts';
import { run as changeParallelTasks } from '../../src/app/actions/job/changeParallelTasks.ts';
import { run as disableJob } from '../../src/app/actions/job/disable.ts';
import { run as disableScheduling } from '../../src/app/actions/node/disableScheduling.ts';
import { run as reboot } from '../../src/app/actions/node/reboot.ts';
import { run as changeTaskLimit } from '../../src/app/actions/task/changeLimit.ts';
import { run as retry } from '../../src/app/actions/task/retry.ts';
import type { ExplainedResource } from '../../src/app/explain/explainedResource.ts';
import { explainLate } from '../../src/app/explain/explainUnread.ts';
import { readStory } from '../../src/app/explain/story.ts';
import { readTakenOffline } from '../../src/app/explain/takenOffline.ts';
import type { Resource } from '../../src/core/model/resource.ts';
import type { Scenario } from '../../src/simulator/scenarios/scenario.ts';
import { makeSmallWorld } from '../builders/smallWorld.ts';
import { type Simulated, simulate } from './support/simulate.ts';

const small = makeSmallWorld(1, 2, 1);
const failure = { category: 'UserError', code: 'FailureExitCode', message: 'it failed' } as const;
const poolId = 'setup';
/** The small scenario with a node whose start task fails once. */
const scenario: Scenario = {
  ...small,
  pools: [
    ...small.pools,
    {
      body: {
        ...small.pools[0]?.body,
        id: poolId,
        targetDedicatedNodes: 1,
        startTask: { commandLine: 'setup', waitForSuccess: true },
      },
      nodes: [
        {
          state: 'starttaskfailed',
          startTask: [
            { durationMs: 1000, exitCode: 127, failure },
            { durationMs: 1000, exitCode: 0 },
          ],
        },
      ],
    },
  ],
};

const titles: Readonly<Record<string, string>> = { 'azureBatch.node.disableScheduling': 'Take Node Offline…' };

suite('the history of an item', () => {
  let world: Simulated;
  let nodeId: string;

  const readPage = (resource: Resource): Promise<string> => world.readPage(resource, titles);
  const readTimeline = async (resource: Resource): Promise<string> =>
    /## What happened when\n([\s\S]*?)(?=\n## |$)/.exec(await readPage(resource))?.[1] ?? '';
  const ofAccount = () => ({ accountId: world.accountId });

  before(async () => {
    world = await simulate(scenario);
    const [first] = await world.client.computeNode.list(poolId);
    nodeId = first?.id ?? '';
    const node = { kind: 'node', ...ofAccount(), poolId, nodeId } as const;
    await world.run(reboot, [node], { rows: 'Requeue' });
    while ((await world.client.computeNode.get(poolId, nodeId)).state !== 'idle');
    await world.run(disableScheduling, [node], { rows: 'Requeue' });
    const task = { kind: 'task', ...ofAccount(), jobId: 'broken', taskId: 'f0' } as const;
    await world.run(retry, [task]);
    while ((await world.client.task.get('broken', 'f0')).state !== 'completed');
  });

  after(() => world.close());

  test('the page of a node shows its failure before the reboot, and the actions from this computer', async () => {
    const timeline = await readTimeline({ kind: 'node', ...ofAccount(), poolId, nodeId });
    assert.match(timeline, /start task on node [\s\S]*failed: exit code 127[\s\S]*was rebooted from this computer/);
    assert.match(timeline, /was rebooted from this computer[\s\S]*was taken offline from this computer/);
  });

  test('a node and its pool show that the node was taken offline from here, and another machine with the same ID does not', async () => {
    const node = { kind: 'node', ...ofAccount(), poolId, nodeId } as const;
    assert.match(await readPage(node), /It was taken offline from this computer on .*\. It stays offline/);
    const store = await world.app.accounts.getStore(world.accountId);
    await store.refresh();
    const pool = await readPage({ kind: 'pool', ...ofAccount(), poolId });
    assert.match(pool, /Bring 1 offline node online: it was taken offline from this computer\./);
    const taken = await readTakenOffline(world.app, node);
    const shown = await store.service.nodes.getNode(poolId, nodeId);
    assert.ok(taken.find(shown) !== undefined);
    assert.equal(taken.find({ ...shown, allocationTime: '2026-01-01T00:00:00Z' }), undefined);
    assert.equal(taken.find({ ...shown, schedulingState: 'enabled' }), undefined);
  });

  test('the history of a pool includes the actions on its nodes', async () => {
    const timeline = await readTimeline({ kind: 'pool', ...ofAccount(), poolId });
    assert.match(timeline, /failed: exit code 127[\s\S]*was rebooted from this computer[\s\S]*was taken offline/);
    assert.doesNotMatch(await readTimeline({ kind: 'pool', ...ofAccount(), poolId: 'idle' }), /from this computer/);
  });

  test('the history of a task and of its job includes the attempt before a retry, once', async () => {
    const task = { kind: 'task', ...ofAccount(), jobId: 'broken', taskId: 'f0' } as const;
    for (const one of [task, { kind: 'job', ...ofAccount(), jobId: 'broken' } as const]) {
      const timeline = await readTimeline(one);
      assert.equal(timeline.match(/Task f0 was retried from this computer/g)?.length, 1, timeline);
      assert.equal(timeline.match(/\*\*Task f0 failed: exit code 4/g)?.length, 2, timeline);
    }
  });

  test('the history of a task and of its job includes changed limits, and no action that did not happen', async () => {
    const job = { kind: 'job', ...ofAccount(), jobId: 'running' } as const;
    const task = { kind: 'task', ...ofAccount(), jobId: 'running', taskId: 'r0' } as const;
    while ((await world.client.task.get('running', 'r0')).state !== 'running');
    const type = (): string => '48';
    await world.run(changeTaskLimit, [task], { rows: 'Another Limit…', type });
    await world.run(changeTaskLimit, [task], { rows: 'Double the Limit' });
    await world.run(changeJobLimit, [job], { rows: 'Another Limit…', type });
    await world.run(changeParallelTasks, [job], { rows: 'Another Number…', type: () => '4' });
    // The task continues, so none of its attempts has ended.
    assert.deepEqual(await world.app.journal.list(task), []);
    const page = await readPage(task);
    assert.match(page, /The time limit for task r0 was changed from this computer: 2 days instead of no limit/);
    assert.match(page, /The time limit for task r0 was changed from this computer: 4 days instead of 2 days/);
    assert.doesNotMatch(page, /deleted|earlier attempts/i);
    const timeline = await readTimeline(job);
    assert.match(timeline, /The time limit for job running was changed from this computer: 2 days instead of no limit/);
    assert.match(timeline, /Job running was changed from this computer: at most 4 tasks at once/);
    assert.match(timeline, /The time limit for task r0 was changed/);
  });

  test('a task does not show the history of an earlier task with the same ID, whenever the job was created', async () => {
    const job = { kind: 'job', ...ofAccount(), jobId: 'broken' } as const;
    const { creationTime } = await world.client.task.get('broken', 'f0');
    const read = (born: Date | undefined): ExplainedResource => ({
      explanation: explainLate(),
      targets: { resource: job },
      logs: [],
      // The job was created before all recorded actions, as after a restart of the simulated account.
      facts: { job: { id: 'broken', creationTime: '2020-01-01T00:00:00Z' } },
      history: { tasks: [{ id: 'f0', ...(born === undefined ? {} : { creationTime: born.toISOString() }) }] },
      tasks: [],
      nodeNames: new Map(),
    });
    const listActions = async (born: Date | undefined) => {
      const { history } = await readStory({ ...world.app, toActionName: (id) => id }, read(born));
      return history.actions?.length;
    };
    assert.equal(await listActions(creationTime), 1);
    assert.equal(await listActions(new Date('2020-01-01T00:01:00Z')), 0);
  });

  test('the history of an item contains no refused actions, and another item with the same ID has its own history', async () => {
    const job = { kind: 'job', ...ofAccount(), jobId: 'running' } as const;
    await world.run(disableJob, [job], { rows: 'Requeue' });
    assert.match(await readTimeline(job), /Job running was disabled from this computer/);
    await world.client.job.terminate('running');
    while ((await world.client.job.get('running')).state !== 'completed');
    await world.run(disableJob, [job], { rows: 'Requeue' });
    assert.equal((await readTimeline(job)).match(/disabled from this computer/g)?.length, 1);
    await world.client.job.deleteMethod('running');
    const isThere = (): Promise<boolean> =>
      world.client.job.get('running').then(
        () => true,
        () => false,
      );
    while (await isThere());
    await world.client.job.add({ id: 'running', poolInfo: { poolId: 'busy' } });
    assert.doesNotMatch(await readPage(job), /from this computer/);
  });
});
