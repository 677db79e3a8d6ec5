import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { toCauseRow } from '../../src/app/rows/failures/causeRows.ts';
import type { Cause } from '../../src/core/diagnosis/causes/causes.ts';
import { describeReasons } from '../../src/core/diagnosis/causes/describeReasons.ts';
import { findFirstStep, listCauseReasons } from '../../src/core/failures/representative.ts';
import { SteppedClock } from '../../src/simulator/clock.ts';
import { padded, range } from '../../src/simulator/scenarios/bodies.ts';
import { completedTask, smallWorld } from '../../src/simulator/scenarios/causes/smallWorld.ts';
import { blobAccessDenied, failed, minuteMs, neverStarted } from '../../src/simulator/scenarios/runs.ts';
import type { Simulator } from '../../src/simulator/simulatorOptions.ts';
import { openAgents } from '../app/support/agentWorld.ts';
import { type ColdApp, openCold, startCold } from '../app/support/coldApp.ts';
import { runCli, toEnvironment } from './runCli.ts';

const data = 'https://contosodata.blob.core.windows.net/in/data.csv';
/**
 * Signatures that have expired, are not valid yet, lack the permission to read, and are refused although they look
 * right.
 */
const rights = [
  'se=2020-11-19T18:00:00Z&sr=b&sp=r',
  'st=2097-11-21T00:00:00Z&se=2099-11-22T00:00:00Z&sr=b&sp=r',
  'se=2099-11-22T00:00:00Z&sr=b&sp=w',
  'se=2099-11-22T00:00:00Z&sr=b&sp=r',
];
const severalReasons = smallWorld('several-reasons', 'Tasks have no access to a file, each for a reason of its own.', {
  job: {
    tasks: rights.map((sas, n) =>
      completedTask(`t${n}`, neverStarted(blobAccessDenied(data, 'data.csv')), {
        body: {
          resourceFiles: [{ httpUrl: `${data}?sv=2022-11-02&${sas}&sig=PLANTED%2Bsecret%3D`, filePath: 'data.csv' }],
        },
      }),
    ),
  },
});
const raise = (error: string) =>
  failed(1, minuteMs, {
    stderr: `Traceback (most recent call last):\n  File "/mnt/wd/run.py", line 8, in <module>\n    main()\n${error}\n`,
  });
const oneDeviates = smallWorld('one-deviates', 'Of 500 tasks that ended alike, the log of one says something else.', {
  job: {
    tasks: range(500).map((n) =>
      completedTask(`k-${padded(n, 3)}`, raise(n === 137 ? "KeyError: 'scene'" : 'MemoryError'), {
        body: { commandLine: 'python3 run.py' },
      }),
    ),
  },
});

/** Asserts that the row, the page, and the answer for agents give a cause the same count and the same first step. */
async function assertSame(cold: ColdApp): Promise<readonly Cause[]> {
  const { store, causes, explain } = cold;
  const { causes: all } = await causes.lookIntoAll(store);
  const { text } = await openAgents(cold).call('azurebatch_list_failures', {});
  const resource = { kind: 'account', accountId: store.account.id } as const;
  for (const cause of all) {
    const { cluster, failures } = cause;
    const { label } = toCauseRow(cause, { now: new Date() });
    const count = `${failures.length} task${failures.length === 1 ? '' : 's'}`;
    const step = findFirstStep(cause) ?? assert.fail(label);
    const { explanation } = await explain({ resource, document: 'cause', fingerprint: cluster.fingerprint });
    assert.ok(label.startsWith(`${count} · ${cluster.title}`), label);
    assert.equal(explanation.title, `${cluster.title}: ${count}`);
    assert.equal(explanation.fixes[0]?.text, step);
    assert.ok(
      text.includes(`${count} · ${cluster.title}`) && text.includes(`first step: ${step}`),
      `${label}\n${text}`,
    );
    const reasons = listCauseReasons(cause);
    assert.equal(explanation.cause.includes(describeReasons(reasons) ?? ''), true, explanation.cause);
    assert.equal(explanation.isOfSeveral === true, reasons.length > 1, explanation.title);
  }
  return all;
}

/** Asserts that the JSON of the command line, which reads the account by itself, has the same counts and steps. */
async function assertJson(simulator: Simulator, all: readonly Cause[]): Promise<void> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'azure-batch-troubleshooter-reasons-'));
  const env = toEnvironment(simulator, simulator.accountKey);
  const { stdout, stderr } = await runCli(folder, ['failures', '--json'], { env });
  rmSync(folder, { recursive: true, force: true });
  assert.notEqual(stdout, '', stderr);
  const { causes }: { causes: readonly Readonly<Record<string, unknown>>[] } = JSON.parse(stdout);
  assert.deepEqual(
    causes.map(({ title, count, firstStep }) => [title, count, firstStep]),
    all.map((cause) => [cause.cluster.title, cause.failures.length, findFirstStep(cause)]),
  );
}

// The command line compares its clock with the service's.
const startNow = () => new SteppedClock(Date.now());

test('tasks that lack access for several reasons have one count and one first step wherever they are listed', async (context) => {
  const { simulator, ...cold } = await startCold(context, severalReasons, startNow());
  const all = await assertSame(cold);
  await assertJson(simulator, all);
  assert.equal(
    all.reduce((sum, { failures }) => sum + failures.length, 0),
    rights.length,
  );
  for (const cause of all) {
    if (listCauseReasons(cause).length < 2) continue;
    assert.doesNotMatch(
      cause.cluster.title,
      /expired|not valid yet|does not allow/,
      'no reason of one is the title of all',
    );
    assert.match(findFirstStep(cause) ?? '', /^For \d+ of \d+ that were checked: /);
  }
});

test('a task whose page shows another cause than that of 499 similar tasks leaves the shared cause in all lists at once', async (context) => {
  const { simulator, ...cold } = await startCold(context, oneDeviates, startNow());
  const count = (all: readonly Cause[]) => all.map(({ cluster, failures }) => [cluster.category, failures.length]);
  const watching = cold.causes.watch(cold.store);
  context.after(() => watching.dispose());
  const before = await assertSame(cold);
  assert.deepEqual(count(before), [['out-of-memory', 500]]);
  await assertJson(simulator, before);
  const { id: accountId } = cold.store.account;
  const resource = { kind: 'task', accountId, jobId: 'job', taskId: 'k-137' } as const;
  const { explanation } = await cold.explain({ resource, document: 'explanation' });
  assert.match(explanation.title, /KeyError/);
  const after = await assertSame(cold);
  assert.deepEqual(
    count(after).map(([, number]) => number),
    [499, 1],
  );
  assert.match(after[1]?.cluster.title ?? '', /KeyError/);
  const job = await cold.explain({ resource: { kind: 'job', accountId, jobId: 'job' }, document: 'explanation' });
  assert.match(job.text, /499 tasks? .*MemoryError/);
  assert.match(job.text, /1 task .*KeyError/);
  // Another session knows only what it has read.
  const other = openCold(simulator, cold.app.clock);
  context.after(other.close);
  assert.deepEqual(count((await other.causes.lookIntoAll(other.store)).causes), [['out-of-memory', 500]]);
});
