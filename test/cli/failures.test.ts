import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { completedTask, smallWorld, waitingTask } from '../../src/simulator/scenarios/causes/smallWorld.ts';
import { ended, failed, hourMs, neverStarted, succeeded } from '../../src/simulator/scenarios/runs.ts';
import type { Scenario } from '../../src/simulator/scenarios/scenario.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import { runCli, toEnvironment } from './runCli.ts';

/** Returns the text and the JSON of `failures` about a scenario. */
async function listFailures(context: TestContext, scenario: Scenario, ...named: readonly string[]) {
  const simulator = await startSimulator({ scenario });
  const folder = mkdtempSync(path.join(os.tmpdir(), 'azure-batch-troubleshooter-failures-'));
  context.after(async () => {
    await simulator.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const env = toEnvironment(simulator, simulator.accountKey);
  const [text, json] = await Promise.all(
    [[], ['--json']].map((more) => runCli(folder, ['failures', ...named, ...more], { env })),
  );
  assert.ok(text !== undefined && json !== undefined && json.stdout !== '', text?.stderr);
  return { text: text.stdout, json: JSON.parse(json.stdout) };
}

test('the list says of how many tasks with a cause the logs are lost', async (context) => {
  const run = failed(1, hourMs, { stderr: 'ValueError: bad header\n' });
  const body = { commandLine: './read' };
  const { text, json } = await listFailures(
    context,
    smallWorld('lost-of-some', 'Of three tasks that ran and one that never did, three were on nodes that left.', {
      job: {
        tasks: [
          completedTask('a', run, { body }),
          ...['b', 'c'].map((id) => completedTask(id, run, { nodeGone: true, body })),
          completedTask('d', neverStarted({ category: 'UserError', code: 'DiskFull', message: 'No space' }), {
            nodeGone: true,
          }),
        ],
      },
    }),
  );
  assert.match(text, /^ {2}The logs of 2 tasks can no longer be read: their nodes are gone or can't be reached\.$/m);
  const lost = json.causes.map(({ lostLogs }: { readonly lostLogs: number }) => lostLogs);
  assert.deepEqual(
    lost.reduce((sum: number, one: number) => sum + one, 0),
    2,
  );
});

test('the list says of each wait whether it ends on its own', async (context) => {
  const { text, json } = await listFailures(
    context,
    smallWorld('waits-behind', 'A job may run one task at once, and has two; another job is disabled.', {
      job: {
        settings: { constraints: {}, maxParallelTasks: 1 },
        tasks: ['a', 'b'].map((id) => waitingTask(id, succeeded(hourMs))),
      },
    }),
  );
  assert.match(text, /^1 task in job job is waiting\. .*As far as is known, it starts on its own\.$/m);
  assert.equal(json.waiting[0].endsAlone, true);
});

test('the failures of a job include the broken nodes of its pool that its tasks wait for', async (context) => {
  const { text, json } = await listFailures(
    context,
    smallWorld('broken-pool', 'The only node of a pool is unusable, and two tasks of a job wait.', {
      pool: { nodes: [{ state: 'unusable' }] },
      job: { tasks: ['a', 'b'].map((id) => waitingTask(id, succeeded(hourMs))) },
    }),
    '--job',
    'job',
  );
  assert.doesNotMatch(text, /Nothing failed/);
  assert.match(text, /2 tasks waiting/);
  assert.equal(json.found, 1);
});

test('tasks that their job ended have one cause, whether they left an exit code or not', async (context) => {
  const { exitCode: _, ...withoutCode } = ended(hourMs);
  const { text, json } = await listFailures(
    context,
    smallWorld('limit-ended-two', 'Two tasks ended with their job at its limit, one with an exit code.', {
      job: {
        state: 'completed',
        terminateReason: 'MaxWallClockTimeExpiry',
        settings: { constraints: { maxWallClockTime: 'PT2H' } },
        tasks: [
          completedTask('l2', ended(hourMs), { endedAgoMs: 3 * hourMs }),
          completedTask('l3', withoutCode, { endedAgoMs: 3 * hourMs, node: 1 }),
        ],
      },
    }),
  );
  assert.match(text, /^2 tasks · The job ran longer than its own time limit of 2 hr$/m);
  assert.equal(json.causes.length, 1);
});

test('a later look says which causes are new or ongoing, and --new lists only those that are news', async (context) => {
  const run = (line: string) => failed(1, hourMs, { stderr: `${line}\n` });
  const simulator = await startSimulator({
    scenario: smallWorld('remembered', 'Two programs failed, each for its own reason.', {
      jobs: [
        {
          body: { id: 'nightly-1', poolInfo: { poolId: 'pool' } },
          tasks: [completedTask('a', run("FileNotFoundError: [Errno 2] No such file or directory: 'weights.pt'"))],
        },
        {
          body: { id: 'weekly-1', poolInfo: { poolId: 'pool' } },
          tasks: [completedTask('b', run("ModuleNotFoundError: No module named 'numpy'"))],
        },
      ],
    }),
  });
  const folder = mkdtempSync(path.join(os.tmpdir(), 'azure-batch-troubleshooter-remembered-'));
  context.after(async () => {
    await simulator.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const env = toEnvironment(simulator, simulator.accountKey);
  const list = (...named: readonly string[]) => runCli(folder, ['failures', ...named], { env });
  const memory = path.join(folder, 'azure-batch-troubleshooter', 'causes');
  await runCli(folder, ['explain', '--job', 'nightly-1'], { env });
  assert.ok(!existsSync(memory), 'only lists of failures are remembered');
  const first = await list('--new');
  assert.equal(first.code, 3, first.stderr);
  assert.match(first.stdout, /No cause is known to be new or back\./);
  assert.match(first.stderr, /Whether 2 causes are new is unknown: the first look/);
  const [name = ''] = readdirSync(memory).filter((one) => one.endsWith('.jsonl'));
  const lines = readFileSync(path.join(memory, name), 'utf8').split('\n').filter(Boolean);
  assert.equal(lines.length, 3);
  // Two days pass, and that look found only one of the causes.
  const earlier = lines
    .filter((line) => !line.includes('numpy'))
    .map((line) => JSON.stringify({ ...JSON.parse(line), at: Date.now() - 48 * hourMs }));
  writeFileSync(path.join(memory, name), `${earlier.join('\n')}\n`);
  const news = await list('--new');
  assert.equal(news.code, 1, news.stderr);
  assert.match(news.stdout, /^1 task · The library numpy was not found\n {2}weekly-1 · new · /m);
  assert.match(news.stdout, /Looks at this account from this computer before .* found no such cause\./);
  assert.doesNotMatch(news.stdout, /weights/);
  const json = JSON.parse((await list('--json')).stdout);
  const states = Object.fromEntries(
    json.causes.map((one: { readonly jobs: readonly string[] }) => [one.jobs.join(), one]),
  );
  assert.equal(states['weekly-1'].state, 'new');
  assert.equal(states['nightly-1'].state, 'ongoing');
  assert.equal(states['nightly-1'].since, new Date(Date.parse(states['nightly-1'].firstSeen)).toISOString());
  assert.equal(states['nightly-1'].times, 1);
});

test('the summary of an earlier run is deleted even if the command line is wrong', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'azure-batch-troubleshooter-summary-'));
  const summary = path.join(folder, 'why.md');
  try {
    for (const wrong of ['--annotate=gihub', '--category=foo', '--sumary', '--limit=many', 'stray', '--job']) {
      writeFileSync(summary, 'Failures of an earlier run.');
      // An option without its value must not take the next one.
      const { code } = await runCli(folder, ['failures', wrong, '--summary', summary]);
      assert.deepEqual([code, existsSync(summary)], [2, false], wrong);
    }
    writeFileSync(summary, 'Failures of an earlier run.');
    await runCli(folder, ['failures', '--summary', summary, '--help']);
    assert.ok(existsSync(summary));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('a cause that came again after a night without it is back', async (context) => {
  const body = { commandLine: 'python3 load.py' };
  const wrong = failed(1, hourMs, { stderr: "ModuleNotFoundError: No module named 'numpy'\n" });
  const night = (id: string, createdAgoMs: number, run = wrong, command = body) => ({
    body: { id, poolInfo: { poolId: 'pool' } },
    createdAgoMs,
    tasks: [completedTask('load', run, { endedAgoMs: createdAgoMs - 2 * hourMs, body: command })],
  });
  const jobs = (program: string) => [
    night('nightly-1', 60 * hourMs),
    night('nightly-2', 36 * hourMs, succeeded(hourMs), { commandLine: `python3 ${program}` }),
    night('nightly-3', 12 * hourMs),
  ];
  const same = await listFailures(
    context,
    smallWorld('back', 'It failed, succeeded, and failed.', { jobs: jobs('load.py') }),
  );
  assert.match(same.text, /^ {2}nightly-1, nightly-3 · back · /m);
  assert.match(
    same.text,
    /It is back: the run of the same work of .* shows no such failure\. It has come 2 times since /,
  );
  const [cause] = same.json.causes;
  assert.deepEqual([cause.state, cause.times], ['back', 2]);
  const other = await listFailures(
    context,
    smallWorld('other', 'Another program succeeded in between.', { jobs: jobs('report.py') }),
  );
  assert.equal(other.json.causes[0].state, undefined);
});
