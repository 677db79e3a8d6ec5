import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { apiVersions } from '../../src/simulator/apiVersion.ts';
import type { DiskChange } from '../../src/simulator/executors/diskChanges.ts';
import { readJournal } from '../../src/simulator/saved/journal.ts';
import { SavedWorld } from '../../src/simulator/saved/savedWorld.ts';
import type { Scenario } from '../../src/simulator/scenarios/scenario.ts';
import { type Held, startHeld } from './heldSimulator.ts';
import { poolBody, type RawBody, type RawOptions, type RawReply } from './rawClient.ts';
import { type Answer, type ModelJob, type ModelTask, ReferenceModel, type TaskKind } from './referenceModel.ts';

const secondMs = 1000;
const yearMs = 365 * 24 * 3600 * secondMs;
/** Long enough that everything that can end has ended. */
const settlingMs = 60 * secondMs;
/** Number of steps in each API version; `npm run soak -- random` takes more. */
const steps = Number(process.env['RANDOM_STEPS'] ?? 500);
const seed = Number(process.env['RANDOM_SEED'] ?? Date.now() % 1_000_000);
/** Milliseconds that a step may take on a busy machine. */
const mostStepMs = 120;
const mostNodes = 4;
const jobIds = ['j0', 'j1', 'j2'] as const;
const taskIds = ['t0', 't1', 't2', 't3', 't4'] as const;

const world: Scenario = {
  name: 'random',
  description: 'An empty account in which command lines are kinds of tasks.',
  pools: [],
  jobs: [],
  rules: [
    { commandLineIncludes: 'quick', outcomes: [{ durationMs: secondMs, exitCode: 0 }] },
    { commandLineIncludes: 'fails', outcomes: [{ durationMs: secondMs, exitCode: 3 }] },
    { commandLineIncludes: 'long', outcomes: [{ durationMs: yearMs, exitCode: 0 }] },
  ],
};

/** Mulberry32: returns the same numbers for the same seed. */
function randomOf(from: number): (below: number) => number {
  let state = from;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

/** Restarts with each version, so that both get the same requests. */
let random = randomOf(seed);

function pick<T>(choices: readonly [T, ...T[]]): T {
  return choices[random(choices.length)] ?? choices[0];
}

let held: Held;
let model: ReferenceModel;
let version: string;
/** Number of times that each answer occurred. */
let answers: Map<Answer, number>;

async function begin(asked: string, stateFolder: string): Promise<void> {
  random = randomOf(seed);
  version = asked;
  answers = new Map();
  held = await startHeld(world, [], { stateFolder });
  model = new ReferenceModel();
  await send('POST /pools', { body: poolBody('p', 2) });
  await held.clock.advance(settlingMs);
  adoptNodes(await nodes());
}

function send(what: string, options: RawOptions = {}): Promise<RawReply> {
  return held.client.send(what, { version, ...options });
}

/**
 * Answers that must have occurred (in a short run, most of them), because otherwise the operations are not random
 * enough.
 */
const likelyAnswers: readonly Answer[] = [
  'ok',
  'JobNotFound',
  'JobCompleted',
  'JobExists',
  'TaskNotFound',
  'TaskExists',
  'TaskCompleted',
  'TaskNotCompleted',
  'TaskSucceeded',
  'NodeAlreadyInTargetSchedulingState',
];

const longWalk = 5_000;
const mostMissing = steps < longWalk ? 3 : 0;

/** Adopts the IDs of nodes, which the simulator chooses. */
function adoptNodes(seen: readonly RawBody[]): void {
  const ids = seen.map((node) => String(node['id']));
  for (const id of [...model.nodes.keys()].filter((known) => !ids.includes(known))) model.loseNode(id);
  for (const id of ids.filter((given) => !model.nodes.has(given))) model.nodes.set(id, { isEnabled: true });
}

async function nodes(): Promise<readonly RawBody[]> {
  return (await send('GET /pools/p/nodes')).body.value ?? [];
}

/** A random operation: the request, and the model's answer. */
interface Step {
  readonly what: string;
  readonly body?: unknown;
  readonly expected: Answer;
}

function jobStep(): Step {
  const id = pick(jobIds);
  switch (random(6)) {
    case 0: {
      const disableTasks = pick(['requeue', 'terminate', 'wait', 'wait'] as const);
      return { what: `POST /jobs/${id}/disable`, body: { disableTasks }, expected: model.disableJob(id, disableTasks) };
    }
    case 1:
    case 2:
      return { what: `POST /jobs/${id}/enable`, expected: model.enableJob(id) };
    case 3:
      return random(3) === 0
        ? { what: `POST /jobs/${id}/terminate`, expected: model.terminateJob(id) }
        : { what: `POST /jobs/${id}/enable`, expected: model.enableJob(id) };
    case 4:
      return model.jobs.get(id)?.state === 'completed' || random(8) === 0
        ? { what: `DELETE /jobs/${id}`, expected: model.deleteJob(id) }
        : addJob(id);
    default:
      return addJob(id);
  }
}

function addJob(id: string): Step {
  const priority = random(3);
  const maxParallelTasks = pick([-1, -1, 1, 2]);
  const body = { id, priority, maxParallelTasks, poolInfo: { poolId: 'p' } };
  return { what: 'POST /jobs', body, expected: model.addJob(id, priority, maxParallelTasks) };
}

function taskStep(): Step {
  const job = pick(jobIds);
  const id = pick(taskIds);
  const path = `/jobs/${job}/tasks`;
  switch (random(6)) {
    case 0:
      return { what: `POST ${path}/${id}/terminate`, expected: model.terminateTask(job, id) };
    case 1:
      return { what: `POST ${path}/${id}/reactivate`, expected: model.reactivateTask(job, id) };
    case 2:
      return { what: `DELETE ${path}/${id}`, expected: model.deleteTask(job, id) };
    default: {
      const kind = pick<TaskKind>(['quick', 'fails', 'long', 'long']);
      return { what: `POST ${path}`, body: { id, commandLine: kind }, expected: model.addTask(job, id, kind) };
    }
  }
}

function nodeStep(): Step {
  const ids = [...model.nodes.keys()];
  const id = ids[random(ids.length)];
  const path = `POST /pools/p/nodes/${id}`;
  if (id === undefined) return taskStep();
  switch (random(4)) {
    case 0: {
      const option = pick(['requeue', 'terminate', 'taskcompletion'] as const);
      const body = { nodeDisableSchedulingOption: option };
      return { what: `${path}/disablescheduling`, body, expected: model.disableScheduling(id, option) };
    }
    case 1: {
      const option = pick(['requeue', 'terminate'] as const);
      return { what: `${path}/reboot`, body: { nodeRebootOption: option }, expected: model.reboot(id, option) };
    }
    default:
      return { what: `${path}/enablescheduling`, expected: model.enableScheduling(id) };
  }
}

/** Removes one node at a time, because the simulator chooses whose task is requeued first. */
function resizeStep(): Step {
  const fewest = Math.max(0, model.nodes.size - 1);
  const targetDedicatedNodes = fewest + random(mostNodes + 1 - fewest);
  return { what: 'POST /pools/p/resize', body: { targetDedicatedNodes }, expected: 'ok' };
}

function nextStep(): Step {
  const dice = random(20);
  if (dice < 12) return taskStep();
  return dice < 16 ? jobStep() : dice < 19 ? nodeStep() : resizeStep();
}

/** Compares a task's state in the model and in the simulator. */
async function compareJob(id: string, state: unknown): Promise<void> {
  const expected = model.jobs.get(id);
  assert.equal(state, expected?.state, `job ${id}`);
  if (expected === undefined) return;
  const tasks = (await send(`GET /jobs/${id}/tasks`)).body.value ?? [];
  assert.deepEqual(tasks.map(describeTask), [...expected.tasks].sort(byId).map(describeModelTask), `job ${id}`);
  await compareCounts(id, expected);
  for (const task of tasks) adoptPlace(expected.tasks.get(String(task['id'])), task);
}

async function compareCounts(id: string, expected: ModelJob): Promise<void> {
  const counts = (await send(`GET /jobs/${id}/taskcounts`)).body['taskCounts'];
  const count = (state: string): number => [...expected.tasks.values()].filter((task) => task.state === state).length;
  const succeeded = [...expected.tasks.values()].filter((task) => task.outcome === 'success').length;
  const completed = count('completed');
  const active = count('active');
  assert.deepEqual(counts, { active, running: count('running'), completed, succeeded, failed: completed - succeeded });
}

function byId([left]: readonly [string, unknown], [right]: readonly [string, unknown]): number {
  return left < right ? -1 : 1;
}

interface SeenInfo {
  readonly result?: string;
  readonly failureInfo?: { readonly code: string };
  readonly requeueCount: number;
}

function describeTask(task: RawBody): string {
  const { result, failureInfo, requeueCount } = task['executionInfo'] as SeenInfo;
  const outcome = failureInfo?.code ?? result;
  return `${String(task['id'])} ${String(task['state'])} ${outcome} requeued ${requeueCount}`;
}

function describeModelTask([id, task]: readonly [string, ModelTask]): string {
  return `${id} ${task.state} ${task.outcome} requeued ${task.requeues}`;
}

/** Adopts the node on which a task runs, which the simulator chooses among free nodes, but which must accept tasks. */
function adoptPlace(expected: ModelTask | undefined, task: RawBody): void {
  const nodeId = String(Reflect.get(Object(task['nodeInfo']), 'nodeId'));
  if (expected?.nodeId !== '') return;
  assert.equal(model.nodes.get(nodeId)?.isEnabled, true, `task ${String(task['id'])} began on ${nodeId}`);
  assert.equal(model.isBusy(nodeId), false, `node ${nodeId} has one slot`);
  expected.nodeId = nodeId;
}

function compareNodes(seen: readonly RawBody[]): void {
  for (const node of seen) {
    const id = String(node['id']);
    const isEnabled = model.nodes.get(id)?.isEnabled;
    const idle = isEnabled === true ? 'idle' : 'offline';
    assert.equal(node['schedulingState'], isEnabled === true ? 'enabled' : 'disabled');
    assert.equal(node['state'], model.isBusy(id) ? 'running' : idle, `node ${id}`);
  }
}

/** Performs one operation, and compares the state of everything afterward. */
async function take({ what, body, expected }: Step): Promise<void> {
  const reply = await send(what, body === undefined ? {} : { body });
  const answer = reply.status < 300 ? 'ok' : String(reply.body.code);
  assert.equal(answer, expected);
  answers.set(answer, (answers.get(answer) ?? 0) + 1);
  await held.clock.advance(settlingMs);
  const seenNodes = await nodes();
  adoptNodes(seenNodes);
  model.settle();
  const jobs = (await send('GET /jobs')).body.value ?? [];
  for (const id of jobIds) await compareJob(id, jobs.find((job) => job['id'] === id)?.['state']);
  compareNodes(seenNodes);
}

/** Reading the whole journal after each step would take most of the time. */
const stepsBetweenLooks = 20;

/** Checks that the recorded changes add up to the current state. */
async function compareJournal(stateFolder: string, where: string): Promise<void> {
  const written = readJournal(path.join(stateFolder, 'journal.ndjson'))?.saved;
  const { steps } = await held.simulator.controls.takeSnapshot('now');
  const there = new SavedWorld();
  for (const step of steps) there.apply(step);
  assert.deepEqual(toPlain(written), toPlain(there), where);
}

/** Sorts the parts, because the last change was written last. */
function toPlain(saved: SavedWorld | undefined): unknown {
  assert.ok(saved);
  const sorted = <T>(map: ReadonlyMap<string, T>) => [...map].sort(byId);
  return {
    account: saved.account,
    leases: saved.leases,
    schedules: sorted(saved.jobSchedules),
    pools: sorted(saved.pools).map(([id, { pool, nodes }]) => [
      id,
      pool,
      sorted(nodes).map(([key, { node, disk }]) => [key, node, disk.list().map(toPath).sort()]),
    ]),
    jobs: sorted(saved.jobs).map(([id, { job, tasks }]) => [id, job, sorted(tasks)]),
  };
}

function toPath(change: DiskChange): string {
  return change.kind === 'run' ? JSON.stringify(change) : change.kind === 'remove' ? change.path : '';
}

for (const asked of apiVersions) {
  const title = `${steps} random operations of ${asked} leave the simulator as they leave the model (RANDOM_SEED=${seed})`;
  test(title, { timeout: 10 * 60_000 + steps * mostStepMs }, async (context) => {
    const stateFolder = await mkdtemp(path.join(tmpdir(), 'simulator-random-'));
    context.after(() => rm(stateFolder, { recursive: true, force: true }));
    await begin(asked, stateFolder);
    context.after(() => held.simulator.close());
    for (let index = 0; index < steps; index += 1) {
      const step = nextStep();
      await take(step).catch((cause: unknown) => {
        const where = `seed ${seed}, ${asked}, step ${index}: ${step.what} ${JSON.stringify(step.body)}`;
        throw new Error(where, { cause });
      });
      if (index % stepsBetweenLooks === 0) await compareJournal(stateFolder, `seed ${seed}, ${asked}, step ${index}`);
    }
    const seen = Object.fromEntries([...answers].sort(([, left], [, right]) => right - left));
    context.diagnostic(JSON.stringify({ version: asked, seed, steps, answers: seen }));
    const missing = likelyAnswers.filter((answer) => !answers.has(answer));
    assert.ok(missing.length <= mostMissing, `no operation was answered with ${missing.join(', ')}`);
  });
}
