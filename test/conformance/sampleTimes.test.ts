import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { ComputeNode } from '../../src/core/model/computeNode.ts';
import type { Task } from '../../src/core/model/task.ts';
import type { Pages } from '../../src/service/ports.ts';
import { SteppedClock } from '../../src/simulator/clock.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import { connectTo } from '../fakes/connect.ts';

/** States in which a node runs no task. */
const withoutTasks: readonly unknown[] = ['offline', 'unusable', 'preempted', 'starttaskfailed', 'unknown'];

async function readAll<T>(pages: Pages<T>): Promise<readonly T[]> {
  const items: T[] = [];
  for await (const page of pages) items.push(...page);
  return items;
}

type Time = readonly [name: string, at: string | undefined];

/** Where one of these times is before one that has to come first. What has no time is left out. */
function findDisorder(what: string, ...times: readonly Time[]): readonly string[] {
  const known = times.filter(([, at]) => at !== undefined);
  return known.flatMap(([name, at = ''], index) => {
    const [before, earlier = ''] = known[index - 1] ?? [];
    return Date.parse(at) < Date.parse(earlier) ? [`${what}: ${name} at ${at}, ${before} at ${earlier}`] : [];
  });
}

function checkNode(poolCreation: string | undefined, node: ComputeNode): readonly string[] {
  const { id, allocationTime, lastBootTime, startTaskInfo: start, stateTransitionTime } = node;
  return findDisorder(
    `node ${id}`,
    ['pool added', poolCreation],
    ['allocated', allocationTime],
    ['booted', lastBootTime],
    ['start task began', start?.startTime],
    ['start task ended', start?.endTime],
    ['its state', stateTransitionTime],
  );
}

function checkTask(jobId: string, task: Task, node: ComputeNode | undefined, until: string): readonly string[] {
  const { startTime, endTime } = task.executionInfo ?? {};
  const what = `${jobId}/${task.id} on ${node?.id} (${node?.state})`;
  const isIdle = withoutTasks.includes(node?.state);
  return [
    ...findDisorder(what, ['task added', task.creationTime], ['began', startTime], ['ended', endTime], ['now', until]),
    ...findDisorder(
      what,
      ['node ready', node?.startTaskInfo?.endTime ?? node?.lastBootTime],
      ['task began', startTime],
    ),
    ...(isIdle ? findDisorder(what, ['task ended', endTime ?? until], ['node out', node?.stateTransitionTime]) : []),
  ];
}

test('nothing in the sample account happens before what it needs, or where it cannot happen', async () => {
  const clock = new SteppedClock(Date.parse('2026-11-20T09:00:00Z'));
  const simulator = await startSimulator({ scenario: 'sample', clock });
  after(() => simulator.close());
  const credential = { kind: 'sharedKey', accountName: simulator.accountName, key: simulator.accountKey } as const;
  const { service } = connectTo(simulator.url, { credential });
  const now = new Date(clock.now()).toISOString();
  const wrong: string[] = [];
  const nodes = new Map<string, ComputeNode>();
  const pools = await readAll(service.pools.listPools());
  for (const { id, creationTime } of pools) {
    for (const node of await readAll(service.nodes.listNodes(id))) {
      nodes.set(`${id}/${node.id}`, node);
      wrong.push(...checkNode(creationTime, node));
    }
  }
  let ended = 0;
  for (const listed of await readAll(service.jobs.listJobs())) {
    const job = await service.jobs.getJob(listed.id);
    const poolId = job.poolInfo?.poolId ?? '';
    const pool = pools.find(({ id }) => id === poolId);
    const jobEnd = job.executionInfo?.endTime ?? now;
    wrong.push(...findDisorder(job.id, ['pool added', pool?.creationTime], ['job added', job.creationTime]));
    for (const { id } of await readAll(service.tasks.listTasks(job.id))) {
      const task = await service.tasks.getTask(job.id, id);
      const { nodeInfo, executionInfo, creationTime } = task;
      if (executionInfo?.endTime !== undefined) ended += 1;
      wrong.push(
        ...findDisorder(`${job.id}/${id}`, ['job added', job.creationTime], ['task added', creationTime]),
        ...findDisorder(`${job.id}/${id}`, ['task ended', executionInfo?.endTime], ['job ended', jobEnd]),
        ...checkTask(job.id, task, nodes.get(`${nodeInfo?.poolId}/${nodeInfo?.nodeId}`), now),
      );
    }
  }
  assert.ok(ended > 500, `${ended} tasks have ended`);
  assert.deepEqual(wrong, []);
});
