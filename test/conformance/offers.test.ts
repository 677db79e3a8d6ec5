import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { explainJob } from '../../src/core/diagnosis/explainJob.ts';
import { explainNode } from '../../src/core/diagnosis/explainNode.ts';
import { explainPool } from '../../src/core/diagnosis/explainPool.ts';
import { explainTask } from '../../src/core/diagnosis/explainTask.ts';
import type { RemedyId } from '../../src/core/diagnosis/explanation/explanation.ts';
import type { ComputeNode } from '../../src/core/model/computeNode.ts';
import type { Task } from '../../src/core/model/task.ts';
import type { BatchService, Pages } from '../../src/service/ports.ts';
import { SteppedClock } from '../../src/simulator/clock.ts';
import { seededIds } from '../../src/simulator/ids.ts';
import { scenarioNames } from '../../src/simulator/scenarios/catalogue.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import type { Simulator } from '../../src/simulator/simulatorOptions.ts';
import { connectTo } from '../fakes/connect.ts';

/**
 * Carries out the offers in explanations of broken worlds, each in a separate world: the service refuses none of them,
 * which proves the assumptions of `core/changes`.
 */

/** Worlds in which the service fails at random, and large ones, are left out. */
const left = ['sample', 'million', 'network-failure', 'server-errors', 'throttling', 'moving-files'];
const scenarios = scenarioNames().filter((name) => !left.includes(name));
/** Shortly after its start, a world still changes; later, its initial tasks have ended. */
const agesMs = [2_000, 60_000];

const simulators: Simulator[] = [];
after(() => Promise.all(simulators.map((simulator) => simulator.close())));

interface World {
  readonly service: BatchService;
  readonly clock: SteppedClock;
}

async function open(scenario: string, ageMs: number): Promise<World> {
  const clock = new SteppedClock(Date.parse('2026-11-20T09:00:00Z'));
  const simulator = await startSimulator({ scenario, clock, ids: seededIds('1') });
  simulators.push(simulator);
  const { service } = connectTo(simulator.url, {
    credential: { kind: 'sharedKey', accountName: simulator.accountName, key: simulator.accountKey },
  });
  await clock.advance(ageMs);
  return { service, clock };
}

async function readAll<T>(pages: Pages<T>): Promise<readonly T[]> {
  const items: T[] = [];
  for await (const page of pages) items.push(...page);
  return items;
}

/** An item of a world that can be explained. */
type Subject =
  | { readonly kind: 'task'; readonly jobId: string; readonly taskId: string }
  | { readonly kind: 'job'; readonly jobId: string }
  | { readonly kind: 'pool'; readonly poolId: string }
  | { readonly kind: 'node'; readonly poolId: string; readonly nodeId: string };

async function listSubjects({ service }: World): Promise<readonly Subject[]> {
  const subjects: Subject[] = [];
  for (const { id: poolId } of await readAll(service.pools.listPools())) {
    subjects.push({ kind: 'pool', poolId });
    for (const { id } of await readAll(service.nodes.listNodes(poolId)))
      subjects.push({ kind: 'node', poolId, nodeId: id });
  }
  for (const { id: jobId } of await readAll(service.jobs.listJobs())) {
    subjects.push({ kind: 'job', jobId });
    for (const { id } of await readAll(service.tasks.listTasks(jobId)))
      subjects.push({ kind: 'task', jobId, taskId: id });
  }
  return subjects;
}

/** Currently offered remedies, and their pool and node if they have any. */
interface Offer {
  readonly remedies: readonly RemedyId[];
  readonly poolId?: string | undefined;
  readonly nodeId?: string | undefined;
  /** ID of a job's example task. */
  readonly taskId?: string | undefined;
}

async function offerFor(world: World, subject: Subject): Promise<Offer> {
  const { service, clock } = world;
  const now = new Date(clock.now());
  switch (subject.kind) {
    case 'pool': {
      const pool = await service.pools.getPool(subject.poolId);
      return { remedies: explainPool({ pool }).remedies, poolId: subject.poolId };
    }
    case 'node': {
      const { poolId, nodeId } = subject;
      const pool = await service.pools.getPool(poolId);
      const node = await service.nodes.getNode(poolId, nodeId);
      return { remedies: explainNode({ node, pool, now }).remedies, poolId, nodeId };
    }
    case 'job': {
      const job = await service.jobs.getJob(subject.jobId);
      const tasks = await readAll(service.tasks.listTasks(job.id));
      const poolId = job.executionInfo?.poolId ?? job.poolInfo?.poolId;
      const [pool, nodes] = await readPool(world, poolId);
      const { remedies, wait } = explainJob({ job, tasks, pool, nodes, now });
      return { remedies, poolId, taskId: wait?.taskId };
    }
    case 'task': {
      const job = await service.jobs.getJob(subject.jobId);
      const siblings = await readAll(service.tasks.listTasks(job.id));
      const task = siblings.find(({ id }) => id === subject.taskId);
      assert.ok(task !== undefined);
      const poolId = task.nodeInfo?.poolId ?? job.poolInfo?.poolId;
      const [pool, nodes = []] = await readPool(world, poolId);
      const node = nodes.find(({ id }) => id === task.nodeInfo?.nodeId);
      const logs = await readLogs(world, job.id, task);
      const evidence = { task, job, pool, nodes, node, siblings, now, ...logs };
      return { remedies: explainTask(evidence).remedies, poolId, nodeId: node?.id };
    }
  }
}

async function readPool({ service }: World, poolId: string | undefined) {
  if (poolId === undefined) return [undefined, undefined] as const;
  const pool = await service.pools.getPool(poolId).catch(() => undefined);
  const nodes: readonly ComputeNode[] | undefined =
    pool === undefined ? undefined : await readAll(service.nodes.listNodes(poolId));
  return [pool, nodes] as const;
}

async function readLogs({ service }: World, jobId: string, { id: taskId }: Task) {
  const read = async (path: string) => {
    const file = await service.taskFiles.readFile({ jobId, taskId }, path).catch(() => undefined);
    return file === undefined ? undefined : new TextDecoder().decode(file);
  };
  const [stdout, stderr] = [await read('stdout.txt'), await read('stderr.txt')];
  const gone = { kind: 'gone', why: 'It is gone.' } as const;
  const unread = {
    ...(stdout === undefined ? { 'stdout.txt': gone } : {}),
    ...(stderr === undefined ? { 'stderr.txt': gone } : {}),
  };
  return { stdout, stderr, unread };
}

/** A remedy, as the requests that its command sends. */
type Act = (
  world: World,
  subject: Subject & { readonly [key in 'jobId' | 'taskId']: string },
  offer: Place,
) => Promise<unknown>;

interface Place {
  readonly poolId: string;
  readonly nodeId: string;
}

const acts: Readonly<Partial<Record<RemedyId, Act>>> = {
  'task.retry': ({ service }, { jobId, taskId }) => service.tasks.reactivateTask(jobId, taskId),
  'task.resubmit': async ({ service }, { kind, jobId, taskId }) => {
    const { poolInfo } = await service.jobs.getJob(jobId);
    const id = `${taskId}-again-${kind}`;
    await service.jobs.addJob({ id, ...(poolInfo && { poolInfo }) });
    await service.tasks.addTasks(id, [{ id: taskId, commandLine: '/bin/true' }]);
  },
  'task.requeue': async ({ service }, { jobId, taskId }) => {
    await service.tasks.terminateTask(jobId, taskId);
    await service.tasks.reactivateTask(jobId, taskId);
  },
  'task.changeLimit': ({ service }, { jobId, taskId }) =>
    service.tasks.changeConstraints(jobId, taskId, { maxWallClockTime: 'PT8H' }),
  'task.terminate': ({ service }, { jobId, taskId }) => service.tasks.terminateTask(jobId, taskId),
  'task.openStdout': ({ service }, { jobId, taskId }) => service.taskFiles.readFile({ jobId, taskId }, 'stdout.txt'),
  'task.openStderr': ({ service }, { jobId, taskId }) => service.taskFiles.readFile({ jobId, taskId }, 'stderr.txt'),
  'job.enable': ({ service }, { jobId }) => service.jobs.enableJob(jobId),
  'job.terminate': ({ service }, { jobId }) => service.jobs.terminateJob(jobId),
  'node.reboot': ({ service }, _subject, { poolId, nodeId }) => service.nodes.rebootNode(poolId, nodeId, 'requeue'),
  'node.reimage': ({ service }, _subject, { poolId, nodeId }) => service.nodes.reimageNode(poolId, nodeId, 'requeue'),
  'node.remove': ({ service }, _subject, { poolId, nodeId }) => service.pools.removeNodes(poolId, [nodeId], 'requeue'),
  'node.disableScheduling': ({ service }, _subject, { poolId, nodeId }) =>
    service.nodes.disableScheduling(poolId, nodeId, 'requeue'),
  'node.enableScheduling': ({ service }, _subject, { poolId, nodeId }) =>
    service.nodes.enableScheduling(poolId, nodeId),
  'node.connectSsh': ({ service }, _subject, { poolId, nodeId }) =>
    service.nodes.getRemoteLoginSettings(poolId, nodeId),
  'pool.resize': ({ service }, _subject, { poolId }) =>
    service.pools.resizePool(poolId, { targetDedicatedNodes: 1, targetLowPriorityNodes: 0 }),
  'pool.stopResize': ({ service }, _subject, { poolId }) => service.pools.stopResizePool(poolId),
  'pool.evaluateAutoscale': ({ service }, _subject, { poolId }) =>
    service.pools.evaluateAutoscale(poolId, '$TargetDedicatedNodes = 1;'),
};

const done = new Set<RemedyId>();

for (const scenario of scenarios) {
  test(`the service accepts the offered remedies in the scenario ${scenario}`, async () => {
    for (const ageMs of agesMs) {
      const first = await open(scenario, ageMs);
      const offered = new Map<RemedyId, Set<string>>();
      for (const subject of await listSubjects(first))
        for (const remedy of (await offerFor(first, subject)).remedies)
          offered.set(remedy, (offered.get(remedy) ?? new Set()).add(JSON.stringify(subject)));
      for (const [remedy, subjects] of offered) {
        const act = acts[remedy];
        if (act !== undefined) await doAll(await open(scenario, ageMs), remedy, act, subjects);
      }
    }
  });
}

/** Carries out the remedy for each of `subjects` to which it is still offered. */
async function doAll(world: World, remedy: RemedyId, act: Act, subjects: ReadonlySet<string>): Promise<void> {
  for (const subject of await listSubjects(world)) {
    if (!subjects.has(JSON.stringify(subject))) continue;
    const offer = await offerFor(world, subject);
    if (!offer.remedies.includes(remedy)) continue;
    const { poolId = '', nodeId = '', taskId = '' } = offer;
    const ids = { jobId: '', taskId, ...subject };
    await act(world, ids as Parameters<Act>[1], { poolId, nodeId }).catch((error: unknown) => {
      assert.fail(`${remedy} of ${JSON.stringify(subject)} is offered and refused: ${String(error)}`);
    });
    done.add(remedy);
  }
}

test('most remedies were offered and carried out', () => {
  assert.ok(done.size >= 12, [...done].join(', '));
});
