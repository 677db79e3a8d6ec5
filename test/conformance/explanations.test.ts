import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { gatherNamedQuotas } from '../../src/app/evidence/quotaEvidence.ts';
import { explainJob } from '../../src/core/diagnosis/explainJob.ts';
import { explainNode } from '../../src/core/diagnosis/explainNode.ts';
import { explainPool } from '../../src/core/diagnosis/explainPool.ts';
import { explainTask } from '../../src/core/diagnosis/explainTask.ts';
import type { Explanation } from '../../src/core/diagnosis/explanation/explanation.ts';
import type { ReportContext } from '../../src/core/diagnosis/report/reportFacts.ts';
import type { ComputeNode } from '../../src/core/model/computeNode.ts';
import type { Job } from '../../src/core/model/job.ts';
import type { Pool } from '../../src/core/model/pool.ts';
import { isFailed, toTaskGroup } from '../../src/core/model/task.ts';
import type { BatchService, Pages } from '../../src/service/ports.ts';
import { SteppedClock } from '../../src/simulator/clock.ts';
import { scenarioNames } from '../../src/simulator/scenarios/catalogue.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import type { Simulator } from '../../src/simulator/simulatorOptions.ts';
import { renderExplanation } from '../builders/renderExplanation.ts';
import { connectTo } from '../fakes/connect.ts';
import { inEachLanguage } from '../golden/explain/inEachLanguage.ts';
import { toSource } from '../service/simulatedTokens.ts';
import { readLog } from './readLog.ts';

/**
 * Explains every broken world: the problems of its pools, nodes, jobs, and tasks, once per cause, with the service's
 * evidence.
 */
/** Time for the seeded running tasks to end. */
const settleMs = 60_000;
const maxTasks = 1000;

const simulators: Simulator[] = [];
after(() => Promise.all(simulators.map((simulator) => simulator.close())));

async function readAll<T>(pages: Pages<T>, most = maxTasks): Promise<readonly T[]> {
  const items: T[] = [];
  for await (const page of pages) {
    items.push(...page);
    if (items.length >= most) break;
  }
  return items.slice(0, most);
}

/** Repeats a call that is affected by the scenario's own faults. */
async function insist<T>(call: () => Promise<T>, times = 8): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await call();
    } catch (error) {
      if (attempt >= times) throw error;
    }
  }
}

/** One document per cause; skips items without problems. */
class Documents {
  readonly #seen = new Set<string>();
  readonly texts: string[] = [];

  add(explanation: Explanation, context: ReportContext): void {
    const isInOrder = explanation.category === 'other' && explanation.confidence === 'certain';
    if (isInOrder || this.#seen.has(explanation.fingerprint)) return;
    this.#seen.add(explanation.fingerprint);
    const text = renderExplanation(explanation, { ...context, timeZone: 'UTC' });
    this.texts.push(`<!-- ${explanation.category} -->\n${text}`);
  }
}

async function explainPools(service: BatchService, documents: Documents): Promise<Omit<Surroundings, 'now'>> {
  const pools = await insist(() => readAll(service.pools.listPools()));
  const nodes = new Map<string, readonly ComputeNode[]>();
  for (const pool of pools) {
    const quotas = await gatherNamedQuotas(service, ...(pool.resizeErrors ?? []));
    documents.add(explainPool({ pool, quotas }), { pool });
    const ofPool = await insist(() => readAll(service.nodes.listNodes(pool.id)));
    for (const node of ofPool) documents.add(explainNode({ node, pool }), { node, pool });
    nodes.set(pool.id, ofPool);
  }
  return { pools, nodes };
}

interface Surroundings {
  readonly pools: readonly Pool[];
  readonly nodes: ReadonlyMap<string, readonly ComputeNode[]>;
  readonly now: Date;
}

async function explainTasks(
  service: BatchService,
  job: Job,
  around: Surroundings,
  documents: Documents,
): Promise<void> {
  const tasks = await insist(() => readAll(service.tasks.listTasks(job.id)));
  const preparation =
    job.jobPreparationTask === undefined
      ? []
      : await insist(() => readAll(service.jobs.listPreparationAndReleaseStatus(job.id)));
  for (const task of tasks.filter((candidate) => toTaskGroup(candidate) !== 'succeeded')) {
    const pool = around.pools.find(({ id }) => id === (task.nodeInfo?.poolId ?? job.poolInfo?.poolId));
    const nodes = around.nodes.get(pool?.id ?? '') ?? [];
    const node = nodes.find(({ id }) => id === task.nodeInfo?.nodeId);
    const stdout = isFailed(task) ? await readLog(service, job.id, task.id, 'stdout.txt') : undefined;
    const stderr = isFailed(task) ? await readLog(service, job.id, task.id, 'stderr.txt') : undefined;
    const evidence = { task, job, pool, node, nodes, preparation, stdout, stderr, siblings: tasks, now: around.now };
    documents.add(explainTask(evidence), { task, job, pool, node });
  }
  const pool = around.pools.find(({ id }) => id === job.poolInfo?.poolId);
  const nodes = around.nodes.get(pool?.id ?? '');
  documents.add(explainJob({ job, tasks, preparation, pool, nodes, now: around.now }), { job });
}

/** Opens a scenario with the product's client after the seeded tasks have ended. */
async function open(scenario: string): Promise<{ readonly service: BatchService; readonly now: Date }> {
  const clock = new SteppedClock(Date.parse('2026-11-20T09:00:00Z'));
  let serial = 0;
  const simulator = await startSimulator({
    scenario,
    clock,
    ids: {
      guid: () => `00000000-0000-4000-8000-${String(serial++).padStart(12, '0')}`,
      hex: (length) => (serial++).toString(16).padStart(length, '0').slice(-length),
    },
  });
  simulators.push(simulator);
  const { service } = connectTo(simulator.url, {
    credential: { kind: 'sharedKey', accountName: simulator.accountName, key: simulator.accountKey },
    resourceManager: {
      endpoint: simulator.armUrl,
      scope: 'https://management.azure.com/.default',
      source: toSource(simulator),
      ca: simulator.ca,
    },
  });
  await clock.advance(settleMs);
  return { service, now: new Date(clock.now()) };
}

async function explainAll(scenario: string): Promise<Documents> {
  const { service, now } = await open(scenario);
  const documents = new Documents();
  const around = { ...(await explainPools(service, documents)), now };
  for (const job of await insist(() => readAll(service.jobs.listJobs()))) {
    await explainTasks(service, job, around, documents);
  }
  return documents;
}

/** Worlds with one kind of problem each; the texts of the sample account change too often to be reviewed here. */
const scenarios = scenarioNames().filter((name) => !['sample', 'million'].includes(name));

inEachLanguage('scenarios', scenarios, async (scenario) => (await explainAll(scenario)).texts.join('\n---\n\n'));

test('most causes of the sample account are named, and none twice', async () => {
  const { texts } = await explainAll('sample');
  assert.ok(texts.length > 25, `${texts.length} causes`);
  const vague = texts.filter((text) => text.startsWith('<!-- other -->'));
  assert.ok(
    vague.length * 4 < texts.length,
    `${vague.length} of ${texts.length} causes are not named:\n${vague.join('\n')}`,
  );
});
