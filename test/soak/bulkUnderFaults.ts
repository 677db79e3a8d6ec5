import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, readFileSync, truncateSync } from 'node:fs';
import path from 'node:path';
import { nodeNoun } from '../../src/app/actions/node/nodes.ts';
import type { HeldBulk } from '../../src/app/actions/run/bulkFolder.ts';
import { type ExecuteOptions, executeBulk, settleOpen } from '../../src/app/actions/run/executeBulk.ts';
import { startBulk } from '../../src/app/actions/run/startBulk.ts';
import { taskNoun } from '../../src/app/actions/task/tasks.ts';
import type { VerbServices } from '../../src/app/actions/verb/verb.ts';
import { verbs } from '../../src/app/actions/verb/verbs.ts';
import { AttemptJournal } from '../../src/app/evidence/attemptJournal.ts';
import { type BulkItem, type BulkPlan, countOutcomes, mayBeSent } from '../../src/core/changes/bulk/bulkRecord.ts';
import { waitFor } from '../../src/core/clock.ts';
import type { NodeResource, TaskResource } from '../../src/core/model/resource.ts';
import { parseSavedAttempt } from '../../src/core/model/savedAttempt.ts';
import { NodeFolder } from '../../src/node/nodeFolder.ts';
import { createAzureService } from '../../src/service/azure/azureService.ts';
import { bulkPlan } from '../builders/bulkPlan.ts';
import { toAccount } from '../fakes/connect.ts';
import { fastClock } from '../fakes/fastClock.ts';
import { type FaultRates, FaultyAccount, toTaskFacts } from '../fakes/faultyAccount.ts';
import { temporaryFolder } from '../fakes/temporaryFolder.ts';
import { openBulkFolder } from '../fakes/watchedFolder.ts';
import { drawFrom } from './soakOptions.ts';

/**
 * Shares of requests that are throttled, whose connections are cut before or after the work, and whose token expires.
 */
const rates: FaultRates = { throttled: 1 / 3, resetBefore: 0.03, resetAfter: 0.03, tokenExpires: 0.003 };
/** The service's timeouts stay long compared with the duration of work on this machine. */
const speed = 100;
const concurrency = 4;
const bootedAt = '2026-11-20T08:00:00.000Z';

export interface FaultyRun {
  readonly seed: number;
  readonly tasks: number;
  readonly nodes: number;
  /** Approximate number of interruptions of each bulk action: cancellations, or crashes of its window. */
  readonly interruptions: number;
}

export interface FaultyFigures {
  readonly acted: number;
  readonly told: number;
  readonly doubled: number;
  readonly notNotified: number;
  readonly windows: number;
}

/**
 * Retries tasks and reboots nodes with faults, random cancellations and reloads, until nothing is left. Throws if the
 * reported results differ from the service's actions.
 */
export async function runUnderFaults({ seed, tasks, nodes, interruptions }: FaultyRun): Promise<FaultyFigures> {
  const clock = fastClock(speed);
  const random = drawFrom(seed + 1);
  await using account = await FaultyAccount.start({ now: () => clock.now(), rates, seed });
  for (let index = 0; index < tasks; index += 1) account.tasks.set(`t${index}`, { state: 'completed', acted: 0 });
  for (let index = 0; index < nodes; index += 1) {
    account.nodes.set(`n${index}`, { acted: 0, lastBootMs: Date.parse(bootedAt) });
  }
  using place = temporaryFolder('bulk');
  const world = { account, clock, random, place: place.path, interruptions };
  const retried = await runToTheEnd(world, toRetryPlan(tasks));
  const rebooted = await runToTheEnd(world, toRebootPlan(nodes));
  return check(account, retried, rebooted);
}

interface World {
  readonly account: FaultyAccount;
  readonly clock: ReturnType<typeof fastClock>;
  readonly random: () => number;
  readonly place: string;
  readonly interruptions: number;
}

interface Told {
  readonly outcomes: HeldBulk['record']['outcomes'];
  readonly items: BulkPlan['items'];
  readonly windows: number;
}

function toRetryPlan(count: number): BulkPlan {
  const facts = { id: '', ...toTaskFacts({ state: 'completed' }) };
  const items = Array.from({ length: count }, (_, index): BulkItem<TaskResource> => {
    const resource: TaskResource = { kind: 'task', accountId: 'contoso', jobId: 'job', taskId: `t${index}` };
    return taskNoun.toItem(resource, facts);
  });
  return bulkPlan(0, { id: 'retry', verb: 'azureBatch.task.retry', items });
}

function toRebootPlan(count: number): BulkPlan {
  const items = Array.from({ length: count }, (_, index): BulkItem<NodeResource> => {
    const resource: NodeResource = { kind: 'node', accountId: 'contoso', poolId: 'pool', nodeId: `n${index}` };
    return nodeNoun.toItem(resource, { id: resource.nodeId, state: 'idle', lastBootTime: bootedAt });
  });
  const choices = { option: 'requeue' };
  return bulkPlan(0, { id: 'reboot', verb: 'azureBatch.node.reboot', items, choices });
}

/** Continues the action in one window after another, each from the saved files. */
async function runToTheEnd(world: World, plan: BulkPlan): Promise<Told> {
  const { clock, random } = world;
  let folderPath = path.join(world.place, plan.id, '0');
  let windows = 0;
  for (;;) {
    windows += 1;
    const folder = openBulkFolder(folderPath, { clock });
    const { service, services } = openWindow(world);
    const verb = verbs.get(plan.verb) ?? assert.fail();
    const bound = verb.bind(services, plan.choices, () => undefined);
    const held = windows === 1 ? (await startBulk(folder, plan, clock)).held : await folder.resume(plan.id);
    assert.ok(held, "the bulk action can't be taken over");
    const outcomes = await settleOpen(held, bound, { concurrency, clock });
    const rest = outcomes.flatMap((outcome, index) =>
      mayBeSent(outcome, verb.isRepeatable, clock.now()) ? [index] : [],
    );
    if (rest.length === 0 && outcomes.every(({ outcome }) => outcome === 'done' || outcome === 'failed')) {
      await folder.letGo(held, true);
      service.dispose();
      return { outcomes, items: plan.items, windows };
    }
    // Items with unknown results are repeated only after no earlier request can still arrive.
    if (rest.length === 0) await waitFor(clock, 61_000);

    const cancel = new AbortController();
    const most = Math.max(20, (plan.items.length / (world.interruptions + 1)) * 2);
    const endAfter = windows > world.interruptions * 4 ? Number.POSITIVE_INFINITY : Math.ceil(random() * most);
    const dies = random() < 0.5;
    let next = folderPath;
    const options: ExecuteOptions = {
      concurrency,
      clock,
      signal: cancel.signal,
      onProgress(finished) {
        if (finished !== endAfter) return;
        if (dies) next = copyAsCut(folderPath, path.join(world.place, plan.id, String(windows)), plan.id, random);
        cancel.abort();
      },
    };
    await executeBulk({ ...held, record: { ...held.record, outcomes } }, bound, rest, options);
    await folder.letGo(held, !dies);
    service.dispose();
    folderPath = next;
  }
}

/**
 * Copies the files as a window leaves them that crashes at this moment, possibly in the middle of a line: sent requests
 * reach the service, but their answers are lost. Lines about sent requests are certainly on the disk.
 */
function copyAsCut(from: string, to: string, id: string, random: () => number): string {
  mkdirSync(to, { recursive: true });
  const file = path.join(to, `${id}.jsonl`);
  copyFileSync(path.join(from, `${id}.jsonl`), file);
  const bytes = readFileSync(file);
  const synced = bytes.lastIndexOf('{"line":"sent"');
  const kept = synced === -1 ? bytes.length : bytes.indexOf('\n', synced) + 1;
  truncateSync(file, kept + Math.floor(random() * (bytes.length - kept + 1)));
  return to;
}

function openWindow({ account, clock, place }: World): {
  readonly service: ReturnType<typeof createAzureService>;
  readonly services: VerbServices;
} {
  const source = {
    getToken: async () => ({ token: account.issueToken(), expiresOnMs: Number.MAX_SAFE_INTEGER }),
  };
  const service = createAzureService({ account: toAccount(account.url), credential: { kind: 'token', source }, clock });
  const attempts = new AttemptJournal(new NodeFolder(path.join(place, 'attempts')), parseSavedAttempt, Date.now);
  return {
    service,
    services: {
      clock,
      getService: async () => service,
      attempts,
      hostKeys: { whileReimaging: (_nodes, request) => request(), forget: async () => {} },
    },
  };
}

function check({ tasks, nodes }: FaultyAccount, ...all: readonly Told[]): FaultyFigures {
  const actedOn = new Map([...tasks, ...nodes].map(([id, { acted }]) => [id, acted]));
  let [told, notNotified] = [0, 0];
  for (const { outcomes, items } of all) {
    const { unknown, notStarted } = countOutcomes(outcomes);
    assert.deepEqual({ unknown, notStarted }, { unknown: 0, notStarted: 0 });
    for (const [index, { resource }] of items.entries()) {
      const id = resource.kind === 'task' ? resource.taskId : resource.kind === 'node' ? resource.nodeId : '';
      const isDone = outcomes[index]?.outcome === 'done';
      if (isDone) told += 1;
      if (isDone !== (actedOn.get(id) ?? 0) > 0) notNotified += 1;
    }
  }
  const counts = [...actedOn.values()];
  return {
    acted: counts.filter((count) => count > 0).length,
    told,
    doubled: counts.filter((count) => count > 1).length,
    notNotified,
    windows: all.reduce((sum, { windows }) => sum + windows, 0),
  };
}
