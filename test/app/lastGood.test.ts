import assert from 'node:assert/strict';
import { test } from 'node:test';
import { run as compareLastGood } from '../../src/app/actions/task/compareLastGood.ts';
import { drawComparison } from '../../src/app/documents/comparison.ts';
import { toLimits } from '../../src/app/evidence/attemptJournal.ts';
import { briefRequests } from '../../src/app/evidence/findGoodRun.ts';
import type { TaskResource } from '../../src/core/model/resource.ts';
import { completedTask, smallWorld, someSucceeded } from '../../src/simulator/scenarios/causes/smallWorld.ts';
import { failed, hourMs, succeeded } from '../../src/simulator/scenarios/runs.ts';
import type { JobSeed, Scenario } from '../../src/simulator/scenarios/scenario.ts';
import { MemoryFolder } from '../fakes/memoryFolder.ts';
import { sources } from '../fakes/sources.ts';
import { mostOfOne, startCold } from './support/coldApp.ts';
import { simulate } from './support/simulate.ts';

const wrong = failed(1, 5000, { stderr: "ValueError: could not convert string to float: '12,7'\n" });
const right = succeeded(60_000, { stdout: 'rows: 1200\n' });
const dayMs = 24 * hourMs;

/** Returns the job of one night with the task `load`; all of its other tasks succeed. */
function night(
  id: string,
  nightsAgo: number,
  isGood: boolean,
  commandLine = 'python load.py --locale en',
  bad = wrong,
): JobSeed {
  const endedAgoMs = nightsAgo * dayMs + hourMs;
  return {
    body: { id, poolInfo: { poolId: 'pool' } },
    createdAgoMs: nightsAgo * dayMs + 3 * hourMs,
    tasks: [
      completedTask('load', isGood ? right : bad, { endedAgoMs, body: { commandLine } }),
      ...(isGood ? someSucceeded(3) : []).map((seed) => ({ ...seed, endedAgoMs })),
    ],
  };
}

const nights: Scenario = smallWorld('nights', 'A task failed last night, and two nights ago, and succeeded before.', {
  jobs: [
    night('nightly-0', 0, false, 'python load.py --locale de'),
    night('nightly-1', 1, false, 'python load.py --locale de'),
    night('nightly-2', 2, true),
    night('hourly-1', 0, true, 'python other.py'),
  ],
});

const toLoad = (accountId: string, jobId = 'nightly-0'): TaskResource => ({
  kind: 'task',
  accountId,
  jobId,
  taskId: 'load',
});

test('the pages of a task, its cause and its job show the differences from the last good night', async (context) => {
  const cold = await startCold(context, nights);
  const accountId = cold.store.account.id;
  const resource = toLoad(accountId);
  const task = await cold.explain({ resource, document: 'explanation' });
  assert.ok(task.asked.length <= mostOfOne + briefRequests, task.asked.join('\n'));
  const said = [
    /Differences from the last good run \(`?load`? in job nightly-2, [^)]+\): Command line and Options\./,
    /load succeeded in job nightly-2, whose name differs only in numbers or random parts\./,
    /Of the 4 tasks that ended in job nightly-2, 4 succeeded; in this job, 0 of 1 did\./,
    /It also failed in 1 other job: nightly-1\./,
    /- Options\n {2}- This task: `--locale de`\n {2}- load \(nightly-2\): `--locale en`/,
    /- Duration\n {2}- This task: `5 sec`\n {2}- load \(nightly-2\): `1 min`/,
    /- Exit code\n {2}- This task: `1`\n {2}- load \(nightly-2\): `0`/,
  ];
  const read = (text: string): string => text.replaceAll('\\', '');
  for (const words of said) assert.match(read(task.text), words);
  const job = await cold.explain({ resource: { kind: 'job', accountId, jobId: 'nightly-0' }, document: 'explanation' });
  const account = { kind: 'account', accountId } as const;
  for (const words of said.slice(0, 2)) assert.match(read(job.text), words);
  const set = await cold.causes.ofAccount(cold.store);
  const fingerprint = set.causes[0]?.cluster.fingerprint ?? assert.fail('there is a cause');
  const cause = await cold.explain({ resource: account, document: 'cause', fingerprint });
  for (const words of said.slice(0, 2)) assert.match(read(cause.text), words);
  for (const page of [task, job, cause]) {
    const action = page.actions.find(({ remedy }) => remedy === 'task.compareLastGood');
    assert.equal(action && 'taskId' in action.target && action.target.taskId, 'load');
  }
});

test('the commits between the good night and the first failed one are suspects, and the page opens them', async (context) => {
  const stderr = `Traceback (most recent call last):\n  File "/mnt/wd/load.py", line 7, in <module>\n    x = float(row)\nValueError: could not convert string to float: '12,7'\n`;
  const atFault = failed(1, 5000, { stderr });
  const traced = smallWorld('traced', 'A task failed last night, and the night before, and succeeded before.', {
    jobs: [
      night('nightly-0', 0, false, undefined, atFault),
      night('nightly-1', 1, false, undefined, atFault),
      night('nightly-2', 2, true),
    ],
  });
  const cold = await startCold(context, traced);
  const now = cold.app.clock.now();
  const asked: unknown[] = [];
  const at = (nightsAgo: number, hours: number): string =>
    new Date(now - nightsAgo * dayMs - hours * hourMs).toISOString();
  cold.services.findCommitsTo = async (place, definition) => {
    asked.push(place);
    assert.match(definition, /python load\.py/);
    const commit = { author: 'Ada', touches: 'file' } as const;
    return {
      file: 'load.py',
      repository: 'file:///work',
      commits: [
        { ...commit, hash: 'c3', subject: 'Came after', at: at(0, 1) },
        { ...commit, hash: 'c2', subject: 'Came after the first failure', at: at(0, 12) },
        { ...commit, hash: 'c1', subject: 'Read decimal commas', at: at(1, 12) },
        { ...commit, hash: 'c0', subject: 'Ran well', at: at(3, 0) },
      ],
    };
  };
  const page = await cold.explain({ resource: toLoad(cold.store.account.id), document: 'explanation' });
  assert.deepEqual(asked, [{ file: '/mnt/wd/load.py', line: 7, text: 'x = float(row)' }]);
  assert.match(page.text, /Which version ran on the node isn't known\. Commits on the current branch/);
  assert.match(page.text, /Ada, .+: “Read decimal commas”\. It changed load\.py, where the task failed\./);
  assert.doesNotMatch(page.text, /Came after|Ran well/);
  const opened = [...page.drawn.links.values()].filter(({ kind }) => kind === 'commit');
  assert.deepEqual(opened, [{ kind: 'commit', repository: 'file:///work', hash: 'c1' }]);
});

test('showing a page again does not repeat the search for a good run', async (context) => {
  const cold = await startCold(context, nights);
  const target = { resource: toLoad(cold.store.account.id), document: 'explanation' } as const;
  const [first, second] = [await cold.explain(target), await cold.explain(target)];
  const ofOthers = (asked: readonly string[]) => asked.filter((one) => /nightly-[12]/.test(one));
  assert.equal(ofOthers(first.asked).length > 0, true);
  assert.deepEqual(ofOthers(second.asked), []);
});

test('the command opens the whole comparison, with the logs and the definitions of both jobs', async (context) => {
  const cold = await startCold(context, nights);
  const resource = toLoad(cold.store.account.id);
  await compareLastGood(cold.app, [resource]);
  const target = { resource, document: 'comparison', other: { jobId: 'nightly-2', taskId: 'load' } } as const;
  assert.deepEqual(
    cold.ui.said.opened.map(({ target: one }) => one),
    [target],
  );
  const { text } = await drawComparison(cold.store, target, cold.app.reader, { ...cold.app, bundles: sources });
  assert.match(text, /^# load \(nightly-0\) failed, load \(nightly-2\) succeeded\n/);
  assert.match(text, /- Options\n {2}- failed: `--locale de`\n {2}- succeeded: `--locale en`/);
  assert.match(text, /could not convert string to float/);
});

test('without a similar earlier run, the command says so, and the page offers no comparison', async (context) => {
  const alone = smallWorld('alone', 'A task failed, and there is no other job.', {
    jobs: [night('once', 0, false)],
  });
  const cold = await startCold(context, alone);
  const resource = toLoad(cold.store.account.id, 'once');
  const page = await cold.explain({ resource, document: 'explanation' });
  assert.doesNotMatch(page.text, /last good run/i);
  assert.ok(!page.actions.some(({ remedy }) => remedy === 'task.compareLastGood'));
  const { informations } = await cold.ui.listen(() => compareLastGood(cold.app, [resource]));
  assert.deepEqual(informations, [
    'There is no earlier job in which this task, or one with the same command, could have run.',
  ]);
});

test('after many failed nights, a page searches a few, and the command all', async (context) => {
  const bad = Array.from({ length: 12 }, (_, index) => night(`nightly-${String(90 - index)}`, index, false));
  const long = smallWorld('long', 'A task has failed for twelve nights.', {
    jobs: [...bad, night('nightly-10', 12, true)],
  });
  const cold = await startCold(context, long);
  const resource = toLoad(cold.store.account.id, 'nightly-90');
  const page = await cold.explain({ resource, document: 'explanation' });
  assert.match(
    page.text,
    /No good run was found in 5 earlier jobs, with 6 requests\. To look further, ask for the comparison/,
  );
  await compareLastGood(cold.app, [resource]);
  assert.deepEqual(cold.ui.said.opened.at(-1)?.target, {
    resource,
    document: 'comparison',
    other: { jobId: 'nightly-10', taskId: 'load' },
  });
});

test('the page of a cause that is back compares its first failure since with the good run in between', async (context) => {
  const folder = new MemoryFolder();
  const memory = { folder, readLimits: () => toLimits(), mayWrite: () => true, report: assert.ifError };
  const scenario = smallWorld('nights', 'A task fails every other night.', {
    jobs: [0, 1, 2, 3].map((nightsAgo) => night(`nightly-${9 - nightsAgo}`, nightsAgo, nightsAgo % 2 === 1)),
  });
  const world = await simulate(scenario, { memory });
  context.after(() => world.close());
  const { accountId } = world;
  const { causes } = await world.causes.lookIntoAll(await world.app.accounts.getStore(accountId));
  const { cluster, recurrence } = causes[0] ?? assert.fail();
  assert.deepEqual([recurrence?.state, recurrence?.times], ['back', 2]);
  const resource = { kind: 'account', accountId } as const;
  const page = await world.explain({ resource, document: 'cause', fingerprint: cluster.fingerprint });
  const text = page.text.replaceAll('\\', '');
  assert.match(text, /Compared: load in job nightly-9, with which the cause came back\./);
  assert.match(text, /load succeeded in job nightly-8, whose name differs only/);
  assert.doesNotMatch(text, /nightly-6/);
});
