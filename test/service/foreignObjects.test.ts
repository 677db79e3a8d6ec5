import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { findFailing } from '../../src/app/causes/failing.ts';
import { renderDamaged } from '../../src/app/documents/damagedDocument.ts';
import { renderJson } from '../../src/app/documents/jsonDocument.ts';
import { toChildren } from '../../src/app/rows/explorer/children.ts';
import { toRow } from '../../src/app/rows/explorer/toRow.ts';
import type { ExplorerPlace } from '../../src/app/rows/explorer/treeNode.ts';
import { toCauseRow } from '../../src/app/rows/failures/causeRows.ts';
import { findOwnWords } from '../../src/app/rows/failures/failureNodes.ts';
import { toFailureRow } from '../../src/app/rows/failures/failureRows.ts';
import type { Row, Viewer } from '../../src/app/rows/row.ts';
import { jobLife } from '../../src/core/changes/jobLife.ts';
import { planTransition } from '../../src/core/changes/life.ts';
import { planRemove } from '../../src/core/changes/nodeRemoval.ts';
import { planReboot } from '../../src/core/changes/nodeRestart.ts';
import { listTaskChoices } from '../../src/core/changes/taskChoices.ts';
import { planRequeue, planRetry } from '../../src/core/changes/taskPlans.ts';
import { CauseExplainer } from '../../src/core/diagnosis/account/causeExplainer.ts';
import { explainJob } from '../../src/core/diagnosis/explainJob.ts';
import { explainNode } from '../../src/core/diagnosis/explainNode.ts';
import { explainPool } from '../../src/core/diagnosis/explainPool.ts';
import { explainTask } from '../../src/core/diagnosis/explainTask.ts';
import { buildTimeline } from '../../src/core/diagnosis/report/timeline.ts';
import { compareTasks } from '../../src/core/diagnosis/task/compareTasks.ts';
import { systemClock } from '../../src/service/clock.ts';
import type { BatchService, Pages } from '../../src/service/ports.ts';
import type { AccountSnapshot, Scope } from '../../src/service/store/accountStore.ts';
import { LiveAccountStore } from '../../src/service/store/liveAccountStore.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import { damage, damages } from '../builders/damagedJson.ts';
import { logsAreGone } from '../builders/logsAreGone.ts';
import { runs } from '../builders/nightly.ts';
import { renderExplanation } from '../builders/renderExplanation.ts';
import { renderAttempts } from '../builders/renderSaved.ts';
import { BatchServer, json } from '../fakes/batchServer.ts';
import { connectTo, toAccount } from '../fakes/connect.ts';

/** Lists of the service by name, unchanged or with changes. */
interface World {
  readonly pools: readonly object[];
  readonly nodes: readonly object[];
  readonly jobs: readonly object[];
  readonly schedules: readonly object[];
  readonly tasks: readonly object[];
  readonly preparation: readonly object[];
  readonly files: readonly object[];
  readonly nodeCounts: readonly object[];
  readonly taskCounts: object;
}

/** Number of damaged worlds; more in nightly runs. */
const worlds = runs(120);
const reader: Viewer = { now: new Date('2026-11-20T09:00:00Z'), timeZone: 'UTC' };
/** ID of an untouched object in each list, next to the damaged ones. */
const good = 'untouched';

/** Returns the sample account's answers, with a few items of each list. */
async function readWorld(): Promise<World> {
  await using stack = new AsyncDisposableStack();
  const simulator = await startSimulator({ scenario: 'sample' });
  stack.defer(() => simulator.close());
  const { service } = connectTo(simulator.url, {
    account: { ...toAccount(simulator.url), name: simulator.accountName },
    credential: { kind: 'sharedKey', accountName: simulator.accountName, key: simulator.accountKey },
    clock: systemClock,
  });
  stack.defer(() => service.dispose());
  const first = async <T extends object>(pages: Pages<T>, count: number): Promise<readonly T[]> =>
    (await Array.fromAsync(pages)).flat().slice(0, count);
  const pools = await first(service.pools.listPools(), 6);
  const jobs = await first(service.jobs.listJobs(), 6);
  const ofPools = pools.map(({ id }) => first(service.nodes.listNodes(id), 2));
  const ofJobs = jobs.map(({ id }) => first(service.tasks.listTasks(id), 2));
  const prepared = jobs.map(({ id }) => first(service.jobs.listPreparationAndReleaseStatus(id), 2));
  const nodes = (await Promise.all(ofPools)).flat();
  const tasks = (await Promise.all(ofJobs)).flat();
  const owner = { jobId: jobs[0]?.id ?? '', taskId: tasks.find(({ nodeInfo }) => nodeInfo !== undefined)?.id ?? '' };
  return {
    pools,
    jobs,
    schedules: await first(service.jobSchedules.listJobSchedules(), 2),
    nodes,
    tasks,
    preparation: (await Promise.all(prepared)).flat(),
    files: [
      {
        name: 'stderr.txt',
        isDirectory: false,
        properties: { contentLength: '12', lastModified: '2026-11-20T08:00:00Z' },
      },
      { name: 'wd', isDirectory: true, url: `${simulator.url}/jobs/${owner.jobId}/tasks/${owner.taskId}/files/wd/` },
    ],
    nodeCounts: await first(service.pools.listNodeCounts(), 6),
    taskCounts: { taskCounts: await service.jobs.getTaskCounts(owner.jobId) },
  };
}

const listOfSegment: Readonly<Record<string, Exclude<keyof World, 'taskCounts'>>> = {
  pools: 'pools',
  nodes: 'nodes',
  jobs: 'jobs',
  jobschedules: 'schedules',
  tasks: 'tasks',
  files: 'files',
  nodecounts: 'nodeCounts',
  jobpreparationandreleasetaskstatus: 'preparation',
};

/** Answers requests for lists of the account by their last segment, and requests for single objects by their list. */
function answerWith(world: World): ReturnType<typeof json> {
  return (response, request) => {
    const segments = new URL(request.url, 'http://a').pathname.split('/').slice(1);
    const own = listOfSegment[segments.at(-1) ?? ''];
    const answer = segments.at(-1) === 'taskcounts' ? world.taskCounts : own && { value: world[own] };
    json(answer ?? findObject(world, segments))(response, request);
  };
}

/** Finds an object by its place, not by its ID, because IDs are damaged, too: `/jobs/3` is the fourth job. */
function findObject(world: World, segments: readonly string[]): unknown {
  const list = listOfSegment[segments.at(-2) ?? ''];
  return list === undefined ? {} : (world[list][Number(segments.at(-1))] ?? {});
}

/** Returns the world with an untouched object at the end of each list. */
function withUntouched(world: World): World {
  const pools = [...world.pools, { id: good, state: 'active', allocationState: 'steady' }];
  return {
    ...world,
    pools,
    jobs: [...world.jobs, { id: good, state: 'active', jobPreparationTask: { commandLine: 'prepare' } }],
    schedules: [...world.schedules, { id: good, state: 'active', executionInfo: { recentJob: { id: good } } }],
    nodes: [...world.nodes, { id: good, state: 'idle' }],
    tasks: [...world.tasks, { id: good, state: 'completed', executionInfo: { result: 'failure', exitCode: 1 } }],
    preparation: [...world.preparation, { poolId: good, nodeId: good }],
    files: [...world.files, { name: good, isDirectory: false }],
  };
}

const scopes: readonly Scope[] = [
  { kind: 'pools' },
  { kind: 'jobs' },
  { kind: 'jobSchedules' },
  { kind: 'scheduleJobs', scheduleId: good },
  { kind: 'nodes', poolId: good },
  { kind: 'tasks', jobId: good, group: 'failed' },
  { kind: 'failures', jobId: good },
  { kind: 'preparation', jobId: good },
  { kind: 'taskFiles', jobId: good, taskId: good, path: '' },
  { kind: 'nodeFiles', poolId: good, nodeId: good, path: '' },
];

function requireTexts(row: Row, place: unknown): void {
  const { label, description = '', spoken = '', facts = () => [] } = row;
  const texts = [label, description, spoken, ...facts().flatMap(({ name, value }) => [name, value])];
  for (const text of texts) assert.equal(typeof text, 'string', `${JSON.stringify(place)}: ${JSON.stringify(row)}`);
  assert.doesNotMatch(texts.join('\n').slice(0, 100_000), /\bundefined\b|\[object /, JSON.stringify(place));
}

/** Lists all rows below `place`, and checks their texts. */
function* walk(place: ExplorerPlace, snapshot: AccountSnapshot, depth = 0): Generator<ExplorerPlace> {
  yield place;
  requireTexts(toRow(place, snapshot, reader), place);
  if (depth > 8) return;
  for (const child of toChildren(place, snapshot)) yield* walk(child, snapshot, depth + 1);
}

function requireSiblings(places: readonly ExplorerPlace[]): void {
  const shown: readonly ExplorerPlace[] = [
    { kind: 'pool', poolId: good },
    { kind: 'job', jobId: good },
    { kind: 'jobSchedule', scheduleId: good },
    { kind: 'node', poolId: good, nodeId: good },
    { kind: 'task', jobId: good, taskId: good, group: 'failed' },
    { kind: 'preparationNode', jobId: good, poolId: good, nodeId: good },
    { kind: 'taskFile', jobId: good, taskId: good, path: good, isDirectory: false },
    { kind: 'nodeFile', poolId: good, nodeId: good, path: good, isDirectory: false },
  ];
  const keys = new Set(places.map((place) => JSON.stringify(place)));
  for (const place of shown) assert.ok(keys.has(JSON.stringify(place)), `${JSON.stringify(place)} is missing`);
}

/** Asserts that every list of the explorer with damaged items has a row that reports them. */
function requireTold(places: readonly ExplorerPlace[], snapshot: AccountSnapshot): void {
  const shown = scopes.filter(({ kind }) => kind !== 'failures');
  for (const scope of shown.filter((each) => snapshot.slice(each).damaged !== undefined)) {
    const key = JSON.stringify({ kind: 'damaged', scope });
    assert.ok(
      places.some((place) => JSON.stringify(place) === key),
      `${key} is missing`,
    );
  }
}

/** Describes everything in the snapshot. */
function tellAll(snapshot: AccountSnapshot): void {
  const pools = snapshot.slice({ kind: 'pools' }).items;
  const jobs = snapshot.slice({ kind: 'jobs' }).items;
  const nodes = snapshot.slice({ kind: 'nodes', poolId: good }).items;
  const tasks = snapshot.slice({ kind: 'tasks', jobId: good, group: 'failed' }).items;
  const preparation = snapshot.slice({ kind: 'preparation', jobId: good }).items;
  const [job = { id: '' }] = jobs;
  const explained = [
    ...pools.map((pool) => explainPool({ pool })),
    ...jobs.map((each) => explainJob({ job: each, tasks, preparation, nodes, now: reader.now })),
    ...nodes.map((node) => explainNode({ node, pool: pools[0], now: reader.now })),
    ...tasks.map((task) => explainTask({ task, job, nodes, preparation, siblings: tasks, now: reader.now })),
  ];
  const timeline = buildTimeline({ tasks, nodes, job, preparation, ...(pools[0] && { pool: pools[0] }) });
  for (const explanation of explained) assert.equal(typeof renderExplanation(explanation, { timeline }), 'string');
  const [one, other] = [tasks[0], tasks.at(-1)];
  if (one !== undefined && other !== undefined) compareTasks({ task: one }, { task: other });
  const savedAt = '2026-11-20T09:00:00Z';
  renderAttempts(
    { kind: 'task', accountId: good, jobId: good, taskId: good },
    tasks.map((task) => ({ savedAt, action: 'retry' as const, task, logs: [] })),
  );
  for (const task of tasks) [planRetry(task, job), planRequeue(task, job)].forEach(Object);
  for (const each of jobs) planTransition(jobLife.disable, each);
  for (const node of nodes) [planReboot(node), planRemove(node, pools[0] ?? {})].forEach(Object);
  listTaskChoices(nodes, reader.now.getTime());
  explainCauses(snapshot);
}

function explainCauses(snapshot: AccountSnapshot): void {
  const telling = new CauseExplainer(logsAreGone).explain(findFailing(snapshot));
  let step = telling.next();
  while (!step.done) step = telling.next();
  for (const cause of step.value.causes) {
    requireTexts(toCauseRow(cause, reader), 'cause');
    findOwnWords(cause.failures);
    const surroundings = { cause, findNodes: () => ({ items: [], hasMore: false }) };
    for (const failure of cause.failures) requireTexts(toFailureRow(failure, surroundings, reader), 'failure');
  }
}

/**
 * Opens the documents of one item of each kind; only an item without identity may fail, with an error that names the
 * reason.
 */
async function openDocuments(service: BatchService, id: string): Promise<void> {
  const accountId = 'a';
  const resources = [
    { kind: 'pool', accountId, poolId: id },
    { kind: 'job', accountId, jobId: id },
    { kind: 'node', accountId, poolId: good, nodeId: id },
    { kind: 'task', accountId, jobId: good, taskId: id },
  ] as const;
  for (const resource of resources) {
    const text = await renderJson(service, resource).catch((error: unknown) => {
      assert.equal(Object(error).code, 'MalformedResponse', error instanceof Error ? error.stack : String(error));
      return '{"id":"malformed"}';
    });
    assert.equal(typeof JSON.parse(text).id, 'string');
  }
}

test('A9-16 whatever objects the service returns, nothing throws, every label is text, and no other item is hidden', async () => {
  const world = await readWorld();
  await using server = await BatchServer.start(json({}));
  await fc.assert(
    fc.asyncProperty(damages(world, 12), fc.nat(5), async (changes, index) => {
      server.answer(answerWith(withUntouched(damage(world, changes))));
      const { service, clock } = connectTo(server.url);
      const store = new LiveAccountStore(toAccount(server.url), service, clock);
      try {
        for (const scope of scopes) await store.load(scope);
        await store.loadTaskCounts([good]);
        const { snapshot } = store;
        for (const scope of scopes) assert.equal(snapshot.slice(scope).error, undefined);
        const places = [...walk({ kind: 'account' }, snapshot)];
        requireSiblings(places);
        requireTold(places, snapshot);
        for (const scope of scopes) await renderDamaged(store, JSON.stringify(scope));
        tellAll(snapshot);
        await openDocuments(service, String(index));
      } finally {
        store.dispose();
      }
    }),
    { numRuns: worlds },
  );
});
