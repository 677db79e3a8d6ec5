import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ComputeNode } from '../../src/core/model/computeNode.ts';
import type { Task } from '../../src/core/model/task.ts';
import type { Pages } from '../../src/service/ports.ts';
import { SteppedClock } from '../../src/simulator/clock.ts';
import { makers } from '../../src/simulator/scenarios/allScenarios.ts';
import type { Scenario } from '../../src/simulator/scenarios/scenario.ts';
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

/** Lists times that are earlier than ones that must precede them; skips missing times. */
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

/** Checks that tasks on a node never used more slots than it has. */
function checkSlots(what: string, tasks: readonly Task[], slots: number, until: string): readonly string[] {
  const moments = tasks.flatMap(({ requiredSlots = 1, executionInfo: { startTime, endTime = until } = {} }) =>
    startTime === undefined
      ? []
      : [
          { atMs: Date.parse(startTime), slots: requiredSlots },
          { atMs: Date.parse(endTime), slots: -requiredSlots },
        ],
  );
  let taken = 0;
  // An end frees its slots before a start at the same time.
  const all = moments.toSorted((one, other) => one.atMs - other.atMs || one.slots - other.slots);
  for (const moment of all) {
    taken += moment.slots;
    if (taken > slots) return [`${what}: ${taken} of ${slots} slots taken at ${new Date(moment.atMs).toISOString()}`];
  }
  return [];
}

/** Checks that a node's data about its tasks match the tasks. `ran` are the tasks that ran on it, by job and ID. */
function checkMemory(what: string, node: ComputeNode, ran: ReadonlyMap<string, Task>): readonly string[] {
  const tasks = [...ran.values()];
  const isOf = (wanted: string) => (task: Task) => task.state === wanted;
  const ends = tasks
    .flatMap(({ executionInfo }) => executionInfo?.endTime ?? [])
    .toSorted((one, other) => Date.parse(other) - Date.parse(one));
  const recent = node.recentTasks ?? [];
  const counts = {
    totalTasksRun: [node.totalTasksRun ?? 0, tasks.filter(isOf('completed')).length],
    runningTasksCount: [node.runningTasksCount ?? 0, tasks.filter(isOf('running')).length],
    recentTasks: [
      recent.length,
      Math.max(Math.min(10, tasks.length), tasks.filter(({ state }) => state === 'running').length),
    ],
  };
  return [
    ...Object.entries(counts).flatMap(([name, [said, known]]) =>
      said === known ? [] : [`${what}: ${name} is ${said}, not ${known}`],
    ),
    ...recent.flatMap(({ jobId, taskId, taskState, executionInfo }) => {
      const task = ran.get(`${jobId}/${taskId}`);
      if (task === undefined) return [`${what}: ${jobId}/${taskId} did not run here`];
      const toFacts = (info: Task['executionInfo']): unknown => [info?.startTime, info?.endTime, info?.exitCode];
      const facts = JSON.stringify([task.state, toFacts(task.executionInfo)]);
      const said = JSON.stringify([taskState, toFacts(executionInfo)]);
      return facts === said ? [] : [`${what}: ${jobId}/${taskId} was ${facts}, the node says ${said}`];
    }),
    ...(node.state === 'idle'
      ? findDisorder(what, ['last task ended', ends[0]], ['idle', node.stateTransitionTime])
      : []),
    ...findDisorder(
      `${what}: recent tasks`,
      ...recent
        .flatMap(({ executionInfo }) => executionInfo?.endTime ?? [])
        .toReversed()
        .map((end): Time => ['ended', end]),
    ),
    ...(recent.some(({ executionInfo }) => executionInfo?.endTime !== undefined) &&
    !recent.some(({ executionInfo }) => executionInfo?.endTime === ends[0])
      ? [`${what}: the task that ended last is not among its recent ones`]
      : []),
  ];
}

/** Lists events in the wrong order or at an impossible place, and counts the ended tasks. */
async function checkWorld(scenario: Scenario): Promise<{ readonly wrong: readonly string[]; readonly ended: number }> {
  const clock = new SteppedClock(Date.parse('2026-11-20T09:00:00Z'));
  const { faults: _faults, ...calm } = scenario;
  const simulator = await startSimulator({ scenario: calm, clock });
  try {
    const credential = { kind: 'sharedKey', accountName: simulator.accountName, key: simulator.accountKey } as const;
    const { service } = connectTo(simulator.url, { credential });
    const now = new Date(clock.now()).toISOString();
    const wrong: string[] = [];
    const nodes = new Map<string, ComputeNode>();
    const ran = new Map<string, Map<string, Task>>();
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
        const place = `${nodeInfo?.poolId}/${nodeInfo?.nodeId}`;
        const node = nodes.get(place);
        if (nodeInfo !== undefined) ran.set(place, (ran.get(place) ?? new Map()).set(`${job.id}/${id}`, task));
        wrong.push(
          ...findDisorder(`${job.id}/${id}`, ['job added', job.creationTime], ['task added', creationTime]),
          ...findDisorder(`${job.id}/${id}`, ['task ended', executionInfo?.endTime], ['job ended', jobEnd]),
          ...checkTask(job.id, task, node, now),
        );
        // The node has been removed since, so the pool was resized.
        if (nodeInfo !== undefined && node === undefined)
          wrong.push(
            ...findDisorder(
              `${job.id}/${id} of ${poolId}`,
              ['task ended', executionInfo?.endTime],
              ['resized', pool?.allocationStateTransitionTime],
            ),
          );
      }
    }
    for (const [place, tasks] of ran) {
      const node = nodes.get(place);
      const pool = pools.find(({ id }) => place.startsWith(`${id}/`));
      wrong.push(...checkSlots(place, [...tasks.values()], pool?.taskSlotsPerNode ?? 1, now));
      if (node !== undefined) wrong.push(...checkMemory(place, node, tasks));
    }
    return { wrong, ended };
  } finally {
    await simulator.close();
  }
}

for (const [name, make] of makers) {
  const scenario = make();
  // Too many tasks to read one by one; they are created when a client requests them.
  if (scenario.jobs.some(({ tasks }) => 'count' in tasks)) continue;
  test(`nothing in ${name} happens before its prerequisites, or at an impossible place`, async () => {
    const { wrong, ended } = await checkWorld(scenario);
    if (name === 'sample') assert.ok(ended > 500, `${ended} tasks have ended`);
    assert.deepEqual(wrong, []);
  });
}
