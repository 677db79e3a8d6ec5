import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { BatchServiceClient } from '@azure/batch';
import { askService } from '../../src/app/actions/explorer/askService.ts';
import { parseFindText } from '../../src/app/actions/explorer/findText.ts';
import { writeUnread } from '../../src/app/explain/writeUnread.ts';
import { BatchError } from '../../src/core/model/batchError.ts';
import type { Resource } from '../../src/core/model/resource.ts';
import type { Monitoring } from '../../src/simulator/arm/monitoring.ts';
import { SteppedClock } from '../../src/simulator/clock.ts';
import { minuteMs } from '../../src/simulator/scenarios/runs.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import { makeNights } from '../builders/nights.ts';
import { testTimeMs } from '../fakes/timeOf.ts';
import { SteppedCredentials } from '../service/simulated.ts';
import { toSource } from '../service/simulatedTokens.ts';
import { type ColdApp, openCold } from './support/coldApp.ts';

const nights = makeNights(1);

/** Starts the morning after: the nodes are gone, and so is last night's job. */
async function wake(context: TestContext, monitoring: Monitoring = {}, isKey = false) {
  const clock = new SteppedClock();
  const simulator = await startSimulator({ scenario: nights, clock, monitoring });
  context.after(() => simulator.close());
  const { accountName, accountKey, url, armUrl, ca } = simulator;
  const author = new BatchServiceClient(new SteppedCredentials(accountName, accountKey, clock), url);
  author.apiVersion = '2022-10-01.16.0';
  const nodes = await author.computeNode.list('pool');
  await author.pool.resize('pool', { targetDedicatedNodes: 0 });
  await clock.advance(10 * minuteMs);
  await author.job.deleteMethod('nightly-9');
  await clock.advance(10 * minuteMs);
  const source = toSource(simulator);
  const cold = openCold(
    simulator,
    { now: () => clock.now(), elapsedMs: () => performance.now(), schedule: (ms, call) => schedule(ms, call) },
    isKey
      ? {}
      : {
          credential: { kind: 'token', source },
          resourceManager: { endpoint: armUrl, scope: 'https://management.azure.com/.default', source, ca },
        },
  );
  context.after(cold.close);
  return {
    ...cold,
    simulator,
    author,
    accountId: cold.store.account.id,
    nodeId: nodes[0]?.id ?? assert.fail('a node'),
  };
}

function schedule(delayMs: number, callback: () => void) {
  const timer = setTimeout(callback, delayMs);
  timer.unref();
  return { cancel: () => clearTimeout(timer) };
}

/** Returns the page of an item, whether it still exists or not. */
async function read(cold: Pick<ColdApp, 'explain' | 'services'>, resource: Resource): Promise<string> {
  const target = { resource, document: 'explanation' } as const;
  try {
    return plain((await cold.explain(target)).text);
  } catch (error) {
    if (!BatchError.is(error)) throw error;
    const recentAttempts = { listAbout: () => [] };
    const page = await writeUnread({ ...cold.services, recentAttempts }, target, {
      askedAt: new Date(testTimeMs),
      error,
    });
    return plain(page.text);
  }
}

function plain(text: string): string {
  return text.replaceAll(/\\(?=[^\w\s])/g, '').replaceAll('`', '');
}

test("the account page shows last night's results, when tasks began to fail, and which jobs were deleted", async (context) => {
  const cold = await wake(context);
  const text = await read(cold, { kind: 'account', accountId: cold.accountId });
  assert.match(text, /## The last 24 hours\n\n- About 6 task starts; about 6 of 6 completed tasks failed\./);
  assert.match(text, /## The last 7 days\n\n- About 24 task starts; about 6 of 24 completed tasks failed\./);
  assert.match(text, /Problems started around .*: before then, about 0 of 18 tasks failed; since then, about 6 of 6\./);
  assert.match(text, /- nightly-9 \(failed: 6\): Deleted: /);
  assert.match(text, /From the account's metrics \(Azure Monitor, role Monitoring Reader\), as of/);
  assert.match(text, /Create or update Batch Account · Succeeded · simulator/);
});

test('a task of the deleted job, its job and its node show what happened to them', async (context) => {
  const cold = await wake(context);
  const { accountId, nodeId } = cold;
  const task = await read(cold, { kind: 'task', accountId, jobId: 'nightly-9', taskId: 'load' });
  assert.match(task, /Its last event in the service log, from .*: Task load failed: exit code 1\./);
  assert.match(task, /Task load started on node/);
  assert.match(task, /Who did it isn't recorded: the AuditLog category isn't sent to Log Analytics\./);
  const job = await read(cold, { kind: 'job', accountId, jobId: 'nightly-9' });
  assert.match(job, /Its last event in the service log, from/);
  const node = await read(cold, { kind: 'node', accountId, poolId: 'pool', nodeId });
  assert.match(node, /The start task on node .* ended/);
  const pool = await read(cold, { kind: 'pool', accountId, poolId: 'pool' });
  assert.match(pool, /Pool pool started resizing from 2 to 0 nodes/);
  assert.match(pool, /The resize of pool pool ended with 0 nodes/);
});

test('the differences of a deleted run from the last good one are shown as far as known', async (context) => {
  const cold = await wake(context);
  const { accountId } = cold;
  const text = await read(cold, { kind: 'task', accountId, jobId: 'nightly-9', taskId: 'load' });
  assert.match(
    text,
    /## Compared with the last good run\n\n- load succeeded in job nightly-8, whose name differs only/,
  );
  assert.match(text, /- Exit code\n {2}- This task: 1\n {2}- load \(nightly-8\): 0/);
  assert.match(text, /- Duration\n {2}- This task: 5 sec\n {2}- load \(nightly-8\): 1 min/);
  assert.match(text, /The definition of the task that no longer exists is unknown/);
  assert.doesNotMatch(text, /- (?:Command line|Job time limit)/);
});

test('a deleted item is found by its ID with one query, and only if nothing else matches', async (context) => {
  const cold = await wake(context);
  const find = async (typed: string) => {
    const { found } = await askService(parseFindText(typed), cold.store, {}, new AbortController().signal);
    return found.map(({ resource, goneAt }) => [resource.kind, goneAt === undefined ? 'there' : 'gone']);
  };
  assert.deepEqual(await find('nightly-9'), [['job', 'gone']]);
  assert.deepEqual(await find('nightly-9/load'), [['task', 'gone']]);
  assert.deepEqual(await find('nightly-8'), [['job', 'there']]);
  assert.deepEqual((await find(cold.nodeId))[0], ['node', 'gone']);
  assert.deepEqual(await find('never-was'), []);
});

test('if nothing is logged, or may not be read, each page says why and what to do', async (context) => {
  const off = await wake(context, { serviceLog: 'nowhere' });
  const task = { kind: 'task', accountId: off.accountId, jobId: 'nightly-9', taskId: 'load' } as const;
  const text = await read(off, task);
  assert.match(text, /None of the account's diagnostic settings sends the ServiceLog category anywhere/);
  const hidden = await wake(context, { hidesWorkspace: true });
  assert.match(
    await read(hidden, { ...task, accountId: hidden.accountId }),
    /You don't have access to a workspace that has the log/,
  );
  const throttled = await wake(context, { throttledSeconds: 5 });
  const account = await read(throttled, { kind: 'account', accountId: throttled.accountId });
  assert.match(account, /Account metrics: Azure Monitor is asking you to wait/);
});

test('if an account was opened by key, Azure Monitor is not queried, and that is reported once', async (context) => {
  const cold = await wake(context, {}, true);
  const account = await read(cold, { kind: 'account', accountId: cold.accountId });
  assert.equal(account.match(/account keys/g)?.length, 1);
  assert.match(account, /^## The last 24 hours and quotas$/m);
  const task = await read(cold, { kind: 'task', accountId: cold.accountId, jobId: 'nightly-8', taskId: 'load' });
  assert.doesNotMatch(task, /service log/i);
});
