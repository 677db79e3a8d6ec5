import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { Agents } from '../../src/app/agents/agents.ts';
import { toBriefCauses } from '../../src/app/agents/briefCauses.ts';
import { mostHeldMs, mostRequests } from '../../src/app/agents/requestLimit.ts';
import { agentTools } from '../../src/app/agents/table.ts';
import { NoTurn, requestsPerTask } from '../../src/app/causes/knownCauses.ts';
import type { Cause } from '../../src/core/diagnosis/causes/causes.ts';
import { BatchError } from '../../src/core/model/batchError.ts';
import type { LogEnd } from '../../src/core/model/logEnd.ts';
import { toVisibleLines } from '../../src/core/text/escape.ts';
import { redactText } from '../../src/core/text/redact.ts';
import { SteppedClock } from '../../src/simulator/clock.ts';
import { range } from '../../src/simulator/scenarios/bodies.ts';
import { completedTask, smallWorld, waitingTask } from '../../src/simulator/scenarios/causes/smallWorld.ts';
import { failed, hourMs, succeeded } from '../../src/simulator/scenarios/runs.ts';
import { makeSample } from '../../src/simulator/scenarios/sample/sample.ts';
import { runs } from '../builders/nightly.ts';
import { FakeClock } from '../fakes/fakeClock.ts';
import { settled } from '../fakes/liveStore.ts';
import { startAgents } from './support/agentWorld.ts';
import { mostOfOne } from './support/coldApp.ts';

const names = Object.values(agentTools).map(({ name }) => name);
const kilobyte = 1024;

/** Returns a log in which each line contains its number. */
const toLog = (lines: number): string =>
  Array.from({ length: lines }, (_, index) => `row ${index + 1} ${'x'.repeat(index % 90)}\n`).join('');

const python = [
  'Traceback (most recent call last):',
  '  File "/mnt/batch/tasks/workitems/job/job-1/plain/wd/mean.py", line 2, in <module>',
  '    return total / len(rows)',
  'ZeroDivisionError: division by zero',
  '',
].join('\n');

const makeWorld = () =>
  smallWorld('agents', 'Tasks whose logs agents read.', {
    job: {
      tasks: [
        completedTask('plain', failed(1, 4000, { stderr: python, files: { 'wd/out/part.csv': 'a,b' } }), {
          body: {
            commandLine: 'python3 mean.py',
            environmentSettings: [{ name: 'DB_PASSWORD', value: 'hunter2hunter2' }],
          },
        }),
        completedTask('long', failed(3, 4000, { stderr: toLog(4000) })),
        completedTask('one-line', failed(3, 4000, { stderr: 'y'.repeat(200_000) })),
      ],
    },
  });

/** Returns a cause whose title has changed after more of its logs were read. */
const toRenamed = (cause: Cause): Cause => ({
  ...cause,
  cluster: { ...cause.cluster, fingerprint: cause.cluster.fingerprint.replace('v1:', 'v1:renamed:') },
});

const makeManyCauses = () =>
  smallWorld('many', 'Many causes.', {
    job: {
      tasks: range(25, 1).map((n) =>
        completedTask(`t${n}`, failed(n, 4000, { stderr: `${'x'.repeat(n)}: No such file\n` })),
      ),
    },
  });

/** Makes more failed tasks than one call reads. */
const makeTwoSamples = () => {
  const { jobs = [], ...rest } = makeSample();
  const again = jobs.map((job) => ({ ...job, body: { ...job.body, id: `${job.body['id']}-2` } }));
  return { ...rest, jobs: [...jobs, ...again] };
};

suite('tools for agents', () => {
  test('the first list of an account reads all of its failures, and says what they cost, what waits, and what succeeded', async (context) => {
    const simulatorClock = new SteppedClock();
    const { call, simulator } = await startAgents(context, 'sample', { simulatorClock });
    await simulatorClock.advance(10 * 60_000);
    const { text } = await call('azurebatch_list_failures', {});
    assert.doesNotMatch(text, /weren't checked|Not all failures/);
    assert.match(
      text,
      /^\| cost of all these failures: (?:at least|about) \d+ core-hours \(about \d+ core-hours by broken nodes, the rest by failed runs\), and more/m,
    );
    assert.match(
      text,
      /^\| most failed tasks on one of \d+ nodes: .* in pool [\w-]+; .*the node alone is not the cause: the same failures occurred on \d+ other nodes$/m,
    );
    assert.match(text, /then lasting states, then the newest\.$/m);
    assert.match(
      text,
      /^\| pools that lack nodes:\n(?:\| {4}.*\n)*?\| {4}gpu-train: \d+ of \d+ dedicated nodes; not being resized since \w+ \d+, \d{4}, /m,
    );
    assert.match(text, /^\| waiting tasks: \d+ in 2 jobs$/m);
    assert.match(
      text,
      /^\| {4}24 in job nightly \(pool risk-nightly, where 4 of 4 nodes are idle\), the oldest added .*: Job nightly is stuck: .* They don't start until someone acts\./m,
    );
    assert.match(
      text,
      /^\| succeeded tasks whose logs were checked: 25 of 729, at most the newest 5 of a job; none looks wrong\n\| {4}704 succeeded by their exit code alone; none checked in [\w-]+, [\w-]+\. /m,
    );
    assert.match(
      text,
      /^\| {4}a retry as it is: 14 tasks, fails again unless the cause is fixed first; Batch itself retried none; failed runs: up to 2 sec, less than one core-hour$/m,
    );
    assert.match(
      text,
      /^\| failures \(tasks, nodes, pools, jobs\) by who is responsible: \d+ program \(code, data, command\), \d+ definition .*, \d+ azure .*$/m,
    );
    assert.match(text, /^\| 4\. gpu-train: The core quota .*\n\| {4}Confidence: certain\.\n\| {4}responsible: azure$/m);
    assert.match(
      text,
      /^\| listed failed tasks by job: 22 in frames \(active; \d+ succeeded, \d+ running, \d+ waiting\), 18 in train \(/m,
    );
    assert.match(
      text,
      /^\| nodes that cost money and run no tasks: \d+ in 5 pools, \d+ core-hours an hour, about \d+ core-hours so far; broken ones are also in the cost of failures$/m,
    );
    assert.match(
      text,
      /^\| {4}gpu-train: .*2 start tasks failed for up to 2 hr.* \(tvmps_\w+, tvmps_\w+\).*; \d+ core-hours an hour, about \d+ core-hours so far$/m,
    );
    assert.match(
      text,
      /^\| {4}risk-nightly: 4 idle .*; waiting tasks there that need someone to act: 24 of job nightly$/m,
    );
    assert.match(text, /^\| {4}to pay for fewer: remove idle nodes .*; bring offline nodes online/m);
    assert.match(text, /^\| files of failed tasks, .* until Nov 2\d, 2026, \d\d:\d\d UTC or later for \d+/m);
    assert.match(
      text,
      /^\| the other causes, in a line each:\n\| \d+\. .* · \w+ (?:· a guess )?(?:· retry: [a-z ]+ )?(?:· logs of \d+ lost )?· example: \S+$/m,
    );
    const [, all] = /: \d+ of (\d+)\./.exec(text) ?? [];
    assert.equal(text.match(/^\| \d+\. /gm)?.length, Number(all), 'each cause has at least a line');
    assert.ok(Buffer.byteLength(text) <= 16 * kilobyte, `${Buffer.byteLength(text)} bytes`);
    assert.ok(simulator.requests.length <= 250, `${simulator.requests.length} requests`);
  });

  test('a list of an account knows as much about a cause as the list of its job', async (context) => {
    const { call } = await startAgents(context, 'sample');
    const { text } = await call('azurebatch_list_failures', {});
    const line = text.split('\n').find((one) => one.includes('The program samtools was not found'));
    assert.match(line ?? text, / · unknown · a guess · retry: unknown · /);
    const ofJob = await call('azurebatch_list_failures', { job: 'genomics' });
    assert.match(ofJob.text, /The program samtools was not found · .*\n(?:\| {4}.*\n)*?\| {4}Confidence: a guess/);
  });

  test('tools list failures by cause, with links to explanations and the parts that were not counted', async (context) => {
    const { call, simulator } = await startAgents(context, makeTwoSamples());
    const { text, isError } = await call('azurebatch_list_failures', { limit: 3 });
    assert.equal(isError, false);
    assert.match(text, /^Causes of failures, greatest impact first: 3 of \d+\./);
    assert.match(text, /^\| 156 failed tasks · 14 jobs$/m);
    assert.match(text, /^\| 1\. 2 jobs · The preparation task fails on 4 of 4 nodes · 48 tasks waiting/m);
    assert.match(text, /^\| 2\. elastic: The autoscale formula is failing · 32 tasks waiting/m);
    assert.match(text, /^\| {4}Confidence: certain\./m);
    assert.match(text, /Not all failures were read/);
    // The requests of an agent's look and of its checks of the newest succeeded tasks.
    assert.ok(simulator.requests.length <= 300, `${simulator.requests.length} requests`);
    const link = /example: (\S+\/elastic)/.exec(text)?.[1];
    const explained = await call('azurebatch_explain', { target: link });
    assert.match(explained.text, /^\| # Pool elastic isn't being resized: the autoscale formula is failing$/m);
    assert.match(explained.text, /\[In VS Code: .*evaluateAutoscale\]/);
    const cause = /cause: (v1:missing-file:BlobNotFound\S+)/.exec(text)?.[1];
    assert.match((await call('azurebatch_explain', { cause })).text, /lights\/input-\*\.exr is missing/);
    const before = simulator.requests.length;
    assert.match((await call('azurebatch_list_failures', { since: '1m' })).text, /^(No cause|Causes)/);
    assert.equal(simulator.requests.length, before, 'what was read a moment ago is not asked for again');
  });

  test('a list says when tasks of a cause last failed, and when such a task is last known to have succeeded', async (context) => {
    const { call } = await startAgents(context, 'sample');
    const { text } = await call('azurebatch_list_failures', { job: 'genomics' });
    assert.match(text, /samtools[\s\S]*?^\| {4}first: .* UTC\n\| {4}newest known success of such a task: .* UTC$/m);
  });

  test('nodes without work are said to be Spot nodes or dedicated ones', async (context) => {
    const { call } = await startAgents(context, 'sample');
    const { text } = await call('azurebatch_list_failures', {});
    assert.match(text, /^\| {4}spot-genomics: 4 idle .*; Spot nodes; \d+ core-hours/m);
    assert.match(text, /^\| {4}risk-nightly: 4 idle .*; dedicated nodes; /m);
  });

  test('an item that does not exist is named, with the ID that was probably meant', async (context) => {
    const { call } = await startAgents(context, makeWorld());
    for (const [tool, input, said] of [
      ['list_failures', { job: 'jbo' }, /There is no job jbo in account \S+ Did you mean job\? \(JobNotFound\)/],
      ['list_failures', { pool: 'pol' }, /There is no pool pol in account \S+ Did you mean pool\?/],
      ['list_failures', { pool: 'pool', job: 'job' }, /Name either a job or a pool/],
      ['explain', { job: 'jbo' }, /There is no job jbo .* Did you mean job\?/],
      ['explain', { job: 'job', task: 'plian' }, /There is no task plian in job job\. Did you mean plain\?/],
      ['read_log', { job: 'job', task: 'plian' }, /There is no task plian in job job\. Did you mean plain\?/],
    ] as const) {
      const { isError, text } = await call(`azurebatch_${tool}`, input);
      assert.equal(isError, true);
      assert.match(text, said);
    }
  });

  test('a list of an account names tasks that only appear to have succeeded', async (context) => {
    const { call } = await startAgents(context, 'false-success');
    const { text } = await call('azurebatch_list_failures', {});
    assert.match(text, /^No failures were found, but tasks that Batch counts as succeeded may have failed\.$/m);
    assert.match(text, /^\| succeeded tasks whose logs were checked: all 10; 5 of them look wrong$/m);
    assert.doesNotMatch(text, /by their exit code alone/);
    assert.match(text, /^\| {4}job job, task train: log ends in [^(]+ \(std(err|out)\.txt, line \d+: .+\):/m);
  });

  test('all calls that a list of an account proposes are answered within a minute', async (context) => {
    const { call } = await startAgents(context, makeTwoSamples());
    const { text } = await call('azurebatch_list_failures', {});
    assert.match(text, /^\| \d\. ≥ \d+ tasks · weights\.pt is missing/m);
    const proposed = [...text.matchAll(/: azurebatch_list_failures (\{.*\})$/gm)].map(([, input = '']) => input);
    assert.ok(proposed.length > 3, text);
    for (const input of proposed) {
      const answer = await call('azurebatch_list_failures', JSON.parse(input));
      assert.match(answer.text, /^Causes of failures/, input);
    }
  });

  test('tools list all failed tasks of a job, the number of diagnosed tasks of each cause, and the cost of each task', async (context) => {
    const lost = { ...failed(1, hourMs, { stderr: python }) };
    const absent = { ...failed(127, hourMs, { stderr: 'bash: line 1: samtools: command not found\n' }) };
    const tasks = range(155).map((index) => completedTask(`t-${index}`, index < 110 ? lost : absent));
    const { call, simulator } = await startAgents(context, smallWorld('many', 'Two causes.', { job: { tasks } }));
    const { text } = await call('azurebatch_list_failures', { job: 'job' });
    assert.match(text, /^Causes of failures, greatest impact first: 2 of 2\. Impact is the sum of /);
    assert.match(text, /^\| 155 failed tasks · 1 job$/m);
    const [first = '', second = ''] = text.split(/^\| \d\. /m).slice(1);
    assert.match(first, /^110 tasks · .*division by zero/);
    assert.match(first, /^\| {4}checked: \d+ of 110; the others ended the same way$/m);
    assert.match(
      text,
      /^\| failed tasks that only ended the same way as tasks that were checked: \d+\. To read more .*"job":"job"/m,
    );
    assert.match(text, /were counted, but not all logs were read/);
    assert.match(first, /^\| {4}cost: about \d+ core-hours$/m);
    assert.match(second, /^45 tasks · .*samtools/);
    assert.doesNotMatch(text, /weren't checked|Not all failures/);
    const asked = simulator.requests.map(({ path }) => path).filter((path) => !path.includes('/files'));
    assert.equal(new Set(asked).size, asked.length, asked.join('\n'));
    let whole = text;
    for (let calls = 0; /only ended the same way/.test(whole) && calls < 9; calls += 1)
      whole = (await call('azurebatch_list_failures', { job: 'job' })).text;
    assert.doesNotMatch(
      whole,
      /checked:|only ended the same way|not all logs were read/,
      'each call reads more of them',
    );
    const before = simulator.requests.length;
    await call('azurebatch_list_failures', { job: 'job' });
    assert.ok(simulator.requests.length - before <= 4, 'what was read is not read again');
    const page = await call('azurebatch_explain', { job: 'job' });
    assert.match(page.text, /^\| # 155 tasks in job job failed for 2 different reasons$/m);
    const missing = await call('azurebatch_list_failures', { job: 'none' });
    assert.deepEqual([missing.isError, /JobNotFound/.test(missing.text)], [true, true], missing.text);
  });

  test('tools list the reasons why tasks of a job are waiting', async (context) => {
    const simulatorClock = new SteppedClock();
    const { call } = await startAgents(context, 'sample', { simulatorClock });
    await simulatorClock.advance(10 * 60_000);
    const { text } = await call('azurebatch_list_failures', { job: 'nightly' });
    assert.match(text, /^\| 1\. nightly: The preparation task fails on 4 of 4 nodes · 24 tasks waiting/m);
    assert.match(text, /^\| {4}cost: unknown$/m);
    assert.match(text, /^The cost of causes that hit neither tasks nor nodes that can't run tasks is unknown/m);
    const link = /example: (\S+)/.exec(text)?.[1];
    assert.match((await call('azurebatch_explain', { target: link })).text, /^\| # Job nightly is stuck/m);
  });

  test('a list of an account says why tasks wait even if only a task itself shows it', async (context) => {
    const simulatorClock = new SteppedClock();
    const waiting = { body: { id: 'b', commandLine: './b', dependsOn: { taskIds: ['a'] } } };
    const job = {
      settings: { usesTaskDependencies: true },
      tasks: [waitingTask('a', succeeded(5 * 3_600_000)), waiting],
    };
    const world = smallWorld('chain', 'A task waits for a running one.', { job });
    const { call, simulator } = await startAgents(context, world, { simulatorClock });
    await simulatorClock.advance(60_000);
    const { text: ofJob } = await call('azurebatch_explain', { job: 'job' });
    assert.match(ofJob, /^\| ## Running tasks, the oldest first: 1 of 1$\n\| $\n\| - a .* · node .+ · Started: /m);
    const { text } = await call('azurebatch_list_failures', {});
    assert.match(text, /^\| {4}1 in job job \(.*\), .*: b has not started: .*\ba\b/m);
    assert.doesNotMatch(text, /not read here/);
    assert.ok(simulator.requests.length <= 40, `${simulator.requests.length} requests`);
  });

  test('tools name jobs with undiagnosed failed tasks, whatever the limit, with the call that diagnoses them', async (context) => {
    const { call } = await startAgents(context, makeTwoSamples());
    const { text } = await call('azurebatch_list_failures', { limit: 1 });
    const [, total] = /^\| failed tasks that weren't checked, so their causes are unknown: (\d+)$/m.exec(text) ?? [];
    const jobs = [...text.matchAll(/^\| {4}(\d+) in job (\S+): azurebatch_list_failures (\{.*\})$/gm)];
    assert.ok(jobs.length > 3, text);
    assert.equal(
      jobs.reduce((sum, [, count]) => sum + Number(count), 0),
      Number(total),
    );
    assert.match(
      text,
      /^\| most core-hours: 4 idle nodes of pool risk-nightly, about 1[67]\d core-hours since idle, about 1[45]\d core-hours of these while tasks of jobs nightly, nightly-2 wait/m,
    );
    assert.match(text, /^\| after that: 4 idle nodes of pool spot-genomics, about \d+ core-hours since idle$/m);
    const [[, count, job, input] = []] = jobs;
    assert.ok(job !== undefined && input !== undefined);
    const ofJob = await call('azurebatch_list_failures', JSON.parse(input));
    assert.doesNotMatch(ofJob.text, /weren't checked/);
    const [, failedTasks] = /^\| (\d+) failed tasks · 1 job$/m.exec(ofJob.text) ?? [];
    assert.ok(Number(failedTasks) >= Number(count), ofJob.text);
  });

  test('tools say that an unknown cause is unknown, and find a cause of a job without the ID of the job', async (context) => {
    const { call } = await startAgents(context, makeTwoSamples());
    const unknown = await call('azurebatch_explain', { cause: 'v1:no:such' });
    assert.equal(unknown.isError, true);
    assert.match(
      unknown.text,
      /^None of the failures found so far has this cause\. Not all failures .* azurebatch_list_failures/,
    );
    const ofJob = await call('azurebatch_explain', { cause: 'v1:no:such', job: 'train' });
    assert.equal(ofJob.isError, true);
    assert.match(ofJob.text, /^None of the failures found so far has this cause\. Call azurebatch_list_failures/);
    const { text } = await call('azurebatch_list_failures', { job: 'train' });
    const [, cause] = /^\| \d\. 1 task · Exceeded its time limit[\s\S]*?cause: (\S+) \(with job\)$/m.exec(text) ?? [];
    const { isError, text: page } = await call('azurebatch_explain', { cause });
    assert.equal(isError, false, page);
    assert.match(page, /^\| # Exceeded its time limit of 1 hr \(TaskEnded\): 1 task$/m);
  });

  test('tools explain a cause of nodes by its ID, even after tasks fail for the same reason', async (context) => {
    const stderr = 'bash: line 1: samtools: command not found\n';
    const world = smallWorld('alike', 'A start task and a task lack a program.', {
      pool: {
        settings: { startTask: { commandLine: 'bash setup.sh', waitForSuccess: true } },
        nodes: [{ state: 'starttaskfailed', startTask: [failed(127, 2000, { stderr })] }],
      },
      job: { tasks: [completedTask('t', failed(127, 4000, { stderr }), { body: { commandLine: 'bash setup.sh' } })] },
    });
    const clock = new FakeClock();
    const { call, simulator, store } = await startAgents(context, world, { clock });
    simulator.addFault({ operation: 'Job_List', status: 403, times: 1 });
    const list = async () => {
      const { text } = await call('azurebatch_list_failures', {});
      return [...text.matchAll(/^\| {4}cause: (\S+)$/gm)].map(([, cause]) => cause);
    };
    const [ofNode, ...others] = await list();
    assert.deepEqual(others, []);
    clock.advance(120_000);
    await store.refresh();
    const [same, ofTask] = await list();
    assert.equal(same, ofNode);
    assert.match((await call('azurebatch_explain', { cause: ofNode })).text, /^\| # The start task on node 1 failed/m);
    assert.match((await call('azurebatch_explain', { cause: ofTask })).text, /samtools was not found.*: 1 task$/m);
  });

  test('tools explain a listed cause even after its ID has changed or its failures are gone', async (context) => {
    const { call, services } = await startAgents(context, makeWorld());
    const { text } = await call('azurebatch_list_failures', {});
    const [, example, cause] = /division by zero[\s\S]*?example: (\S+)\n[\s\S]*?cause: (\S+)/.exec(text) ?? [];
    const causes = toBriefCauses(services.causes);
    let areGone = false;
    const ofAccount: typeof causes.ofAccount = async (...asked) => {
      const known = await services.causes.ofAccount(...asked);
      return { ...known, causes: areGone ? [] : known.causes.map(toRenamed) };
    };
    const later = new Agents({ ...services, causes: { ...causes, ofAccount } });
    const explain = () => later.call('azurebatch_explain', { cause }, { signal: new AbortController().signal });
    const explained = await explain();
    assert.match(explained.text, /^\| # .*division by zero/m);
    assert.match(explained.text, /^\| This cause is now known as: v1:renamed:/m);
    areGone = true;
    const gone = await explain();
    assert.equal(gone.isError, true);
    assert.match(
      gone.text,
      /^None of the failures found so far has this cause now\. Call azurebatch_explain with this target/,
    );
    assert.ok(gone.text.includes(`| target: ${example}\n`), gone.text);
  });

  test('tools do not report an unreadable account as one without failures', async (context) => {
    const { call, simulator } = await startAgents(context, makeWorld());
    simulator.addFault({ operation: 'Job_List', status: 403, times: 1000 });
    const { text, isError } = await call('azurebatch_list_failures', {});
    assert.equal(isError, true);
    assert.match(text, /^Not everything could be read, so something may have failed\. /);
  });

  test('tools explain a task like its page, with the commands for each step and the place in the workspace', async (context) => {
    const findPlace = async (nodePath: string) => (nodePath.endsWith('/mean.py') ? 'src/mean.py' : undefined);
    const { call, simulator, explain, store } = await startAgents(context, makeWorld(), { changes: { findPlace } });
    const before = simulator.requests.length;
    const { text } = await call('azurebatch_explain', { job: 'job', task: 'plain' });
    const asked = simulator.requests.length - before;
    const page = await explain({
      resource: { kind: 'task', accountId: store.account.id, jobId: 'job', taskId: 'plain' },
      document: 'explanation',
    });
    const title = page.text.split('\n')[0] ?? '';
    assert.ok(text.includes(`| ${title}`), text);
    assert.match(text, /^\| \d+ \| ZeroDivisionError: division by zero$/m);
    assert.match(text, /\[azurebatch_retry_tasks with this task\]/);
    const named = text.split('\n').map((line) => [...line.matchAll(/\[([^\]]+)\]/g)].map(([, name]) => name));
    for (const names of named) assert.deepEqual(names, [...new Set(names)]);
    assert.match(text, /^\| In the workspace: src\/mean\.py:2$/m);
    assert.doesNotMatch(text, /What happened when/);
    assert.ok(asked <= 25, `${asked} requests`);
    const more = await call('azurebatch_explain', {
      job: 'job',
      task: 'plain',
      include: ['comparison', 'definition', 'timeline'],
    });
    assert.match(more.text, /What happened when/);
    assert.match(more.text, /"commandLine": "python3 mean\.py"/);
    assert.doesNotMatch(more.text, /hunter2/);
    assert.match(more.text, /^No successful run was found to compare it with/m);
  });

  test('tools compare a task, job, or cause with a succeeded task like its page does', async (context) => {
    const { call } = await startAgents(context, 'sample');
    for (const named of [{ task: 'frame-0173' }, {}]) {
      const { text } = await call('azurebatch_explain', { job: 'frames', ...named, include: ['comparison'] }, 64_000);
      assert.match(text, /^\| # frame-\d+ failed, frame-\d+ succeeded\n\| \n\| ## What is different$/m);
      assert.doesNotMatch(text, /No successful run was found to compare/);
    }
    const { text } = await call('azurebatch_explain', { pool: 'elastic', include: ['comparison'] });
    assert.match(text, /^Only a task, or something that a failed task is an example of, can be compared\.$/m);
  });

  test('one tool that does what several remedies do is offered once', async (context) => {
    const { call } = await startAgents(context, 'sample');
    const { text } = await call('azurebatch_explain', { job: 'encode', task: 'shot-31' });
    assert.equal(text.split('[azurebatch_explain with comparison]').length, 2);
  });

  test('a cause has as many tasks for a retry, and in what follows, as in the list', async (context) => {
    const listed = await startAgents(context, 'sample');
    const { text: list } = await listed.call('azurebatch_list_failures', {});
    const [, count = '', cause = ''] = /(\d+) tasks · weights\.pt is missing[\s\S]*?cause: (\S+)/.exec(list) ?? [];
    const { call, services } = await startAgents(context, 'sample');
    services.findOwnWay = () => ['the command'];
    const { text: refused } = await call('azurebatch_retry_tasks', { cause });
    assert.match(refused, new RegExp(`^\\| ${count} tasks fail again unless the cause is fixed: weights`, 'm'));
    const { text } = await call('azurebatch_explain', { cause });
    assert.match(text, new RegExp(`^\\| # weights\\.pt is missing: ${count} tasks`, 'm'));
  });

  test('tools explain the active document if no item is named', async (context) => {
    const world = await startAgents(context, makeWorld());
    assert.match((await world.call('azurebatch_explain', {})).text, /Nothing from Azure Batch is open/);
    const resource = { kind: 'task', accountId: world.store.account.id, jobId: 'job', taskId: 'plain' };
    const inFront = () => [[{ resource, document: 'text' }]];
    const other = await startAgents(context, makeWorld(), { changes: { inFront } });
    const mine = { ...resource, accountId: other.store.account.id };
    Object.assign(resource, mine);
    assert.match((await other.call('azurebatch_explain', {})).text, /division by zero/);
  });

  test('tools read a log page by page, each line once with its number', async (context) => {
    const { call } = await startAgents(context, makeWorld());
    const seen: string[] = [];
    let next: object = { byte: 0 };
    for (let pages = 0; pages < 200; pages += 1) {
      const { text } = await call('azurebatch_read_log', { job: 'job', task: 'long', ...next });
      assert.ok(Buffer.byteLength(text) <= 16 * kilobyte, `${Buffer.byteLength(text)} bytes`);
      for (const [, number, row] of text.matchAll(/^\| {3}(\d+): row (\d+) /gm)) {
        assert.equal(number, row);
        seen.push(row ?? '');
      }
      const [, byte, line] = /After this: byte (\d+) and line (\d+)\./.exec(text) ?? [];
      if (byte === undefined) break;
      next = { byte: Number(byte), line: Number(line) };
    }
    assert.deepEqual(
      seen,
      Array.from({ length: 4000 }, (_, index) => String(index + 1)),
    );
  });

  test('tools read the end of a log, a line by its number, and matching lines with their surroundings', async (context) => {
    const { call, simulator } = await startAgents(context, makeWorld());
    const read = async (more: object) =>
      (await call('azurebatch_read_log', { job: 'job', task: 'long', ...more })).text;
    const end = await read({});
    assert.match(end, /^\| {3}-1: row 4000 /m);
    assert.match(end, /Before this: \d+ bytes/);
    assert.match(await read({ line: 2345 }), /^\| {3}2345: row 2345 /m);
    assert.match(await read({ line: 30_000 }), /The file has 4000 lines/);
    const before = simulator.requests.length;
    const matches = await read({ match: '/^row 399[01] /', context: 1 });
    assert.deepEqual(
      [...matches.matchAll(/^\| ([> ]) (\d+): row/gm)].map(([, mark, number]) => `${mark}${number}`),
      [' 3989', '>3990', '>3991', ' 3992'],
    );
    assert.ok(simulator.requests.length - before <= 6);
    assert.match(await read({ match: 'no such line' }), /No lines match/);
    assert.match(await read({ match: 'row', context: 0 }), /There are more than 20 lines that match/);
    assert.match(await read({ match: '/(/' }), /expression in match isn't valid/);
    for (const place of [{ line: 7 }, { byte: 0 }])
      assert.match(await read({ match: 'row', ...place }), /^A match is searched for in the whole file/);
  });

  test('tools read long lines piece by piece to the end, with the next position on each page', async (context) => {
    const key = `AccountKey=${'Zm9vYmFy'.repeat(11)}==`;
    const long = (seed: string, size: number): string =>
      Array.from({ length: size }, (_, index) => `${seed}${index}${index % 1000 === 500 ? ` ${key}` : ''}`).join(' ');
    const logs = {
      single: long('é', 40_000),
      among: `first\n${long('w', 30_000)}\nmiddle\n${'y'.repeat(50_000)}\nlast\n`,
      escaped: '\u202e'.repeat(20_000),
    };
    const tasks = Object.entries(logs).map(([id, stderr]) => completedTask(id, failed(3, 4000, { stderr })));
    const clock = new FakeClock();
    const { call } = await startAgents(context, smallWorld('long', 'Long lines.', { job: { tasks } }), { clock });
    for (const [task, log] of Object.entries(logs)) {
      const lines: string[] = [];
      for (let next: object | undefined = { byte: 0 }; next !== undefined; ) {
        clock.advance(60_000);
        const { text } = await call('azurebatch_read_log', { job: 'job', task, ...next });
        assert.ok(Buffer.byteLength(text) <= 16 * kilobyte, `${Buffer.byteLength(text)} bytes`);
        assert.doesNotMatch(text, /did not fit|Zm9vYmFy/);
        const pieces = [...text.matchAll(/^\| {3}(\d+): (…?)(.*?)(…?)$/gm)];
        for (const [, number, , piece] of pieces)
          lines[Number(number) - 1] = `${lines[Number(number) - 1] ?? ''}${piece}`;
        const [, byte, line] = /After this: byte (\d+) and line (\d+)\./.exec(text) ?? [];
        assert.ok(byte === undefined || Number(byte) > Number(Reflect.get(next, 'byte')), text.slice(-300));
        next = byte === undefined ? undefined : { byte: Number(byte), line: Number(line) };
      }
      const shown = toVisibleLines(redactText(log));
      assert.deepEqual(lines, shown.split('\n').slice(0, lines.length), task);
      assert.equal(lines.join('\n').length, shown.trimEnd().length);
    }
    const { text } = await call('azurebatch_read_log', { job: 'job', task: 'among', match: 'w29000' });
    assert.match(text, /^\| > 2: …w29000 w29001/m);
    const { text: end } = await call('azurebatch_read_log', { job: 'job', task: 'single' });
    assert.match(end, /é39999$/m);
  });

  test('a page at the end of a log says how long the other log is, and how it is read', async (context) => {
    const killed = failed(137, 60, { stderr: 'run.sh: line 9: 2210 Killed\n', stdout: 'writing tile 418 of 900\n' });
    const silent = failed(3, 60, { stdout: 'writing tile 7 of 900\n' });
    const quiet = failed(3, 60, { stderr: 'gave up\n' });
    const tasks = [completedTask('killed', killed), completedTask('silent', silent), completedTask('quiet', quiet)];
    const { call } = await startAgents(context, smallWorld('two', 'Tasks with two logs.', { job: { tasks } }));
    const read = async (task: string, more: object = {}) =>
      (await call('azurebatch_read_log', { job: 'job', task, ...more })).text;
    assert.match(await read('killed'), /^stdout\.txt has 24 bytes\. To read it, call again with file set to it\.$/m);
    assert.match(await read('silent'), /^The file is empty\.\nstdout\.txt has 22 bytes\. To read it/m);
    assert.match(await read('quiet'), /^stdout\.txt is empty\.$/m);
    assert.match(await read('killed', { file: 'stdout.txt' }), /^stderr\.txt has 28 bytes\. To read it/m);
    assert.doesNotMatch(await read('killed', { line: 1 }), /has \d+ bytes\. To/);
  });

  test("tools give the reason why a file can't be read, and do not leave the folder of the task", async (context) => {
    const { call, simulator } = await startAgents(context, makeWorld());
    const read = (file: string) => call('azurebatch_read_log', { job: 'job', task: 'plain', file });
    assert.match((await read('wd/none.txt')).text, /The file can't be read[\s\S]*\| .*none\.txt/);
    assert.match((await read('../other/stderr.txt')).text, /leads out of the folder/);
    for (const folder of ['wd', 'wd/', 'wd/out']) {
      const { text, isError } = await read(folder);
      assert.equal(isError, true);
      assert.match(text, /^This is a folder\. Call again with file[\s\S]*^\| wd\/out\/part\.csv, 3 bytes$/m);
    }
    assert.match((await read('stdout.txt')).text, /The file is empty/);
    assert.match((await read('')).text, /^\| {3}4: ZeroDivisionError/m);
    const ofNoMatch = { job: 'job', task: 'plain', match: '', line: 1 };
    assert.match((await call('azurebatch_read_log', ofNoMatch)).text, /^\| {3}1: Traceback/m);
    const before = simulator.requests.length;
    for (const [name, tool] of [
      ['job', 'read_log'],
      ['job', 'list_failures'],
      ['target', 'explain'],
    ] as const) {
      const { text, isError } = await call(`azurebatch_${tool}`, { [name]: '' });
      assert.ok(isError && text.startsWith(`The property ${name} is empty. Give it a value, or leave it out. `), text);
    }
    assert.equal(simulator.requests.length, before);
    assert.match((await call('azurebatch_read_log', { job: 'job' })).text, /Only tasks and nodes have files/);
  });

  test('a cause that is described completely names the number of lost logs, too', async (context) => {
    const { call } = await startAgents(
      context,
      smallWorld('lost-of-one', 'The node of a failed task has left the pool.', {
        job: { tasks: [completedTask('t', failed(1, hourMs, { stderr: python }), { nodeGone: true })] },
      }),
    );
    assert.match((await call('azurebatch_list_failures', { job: 'job' })).text, /^\| {4}logs of 1 lost$/m);
    const { text } = await call('azurebatch_read_log', { job: 'job', task: 't' });
    assert.match(text, /stderr\.txt is gone: its node has left the pool/);
    assert.doesNotMatch(text, /Check the IDs/);
  });

  test('the list says that an exit code alone may have the reason of another cause', async (context) => {
    const { call } = await startAgents(
      context,
      smallWorld('lost-beside-read', 'The same program failed twice with one exit code; one log is gone.', {
        job: {
          tasks: [
            completedTask('gone', failed(2, hourMs), { nodeGone: true }),
            completedTask('read', failed(2, hourMs, { stderr: python })),
          ],
        },
      }),
    );
    const { text } = await call('azurebatch_list_failures', {});
    assert.match(text, /^\| Of 2 causes, 1 may be the same as another one, because only its exit code is known\.$/m);
  });

  test('the list of a job in which nothing failed says what runs there, whatever other jobs have', async (context) => {
    const { call } = await startAgents(
      context,
      smallWorld('well-beside-failed', 'A task of one job runs, and one of another failed.', {
        jobs: [
          { body: { id: 'well', poolInfo: { poolId: 'pool' } }, tasks: [waitingTask('t', succeeded(hourMs))] },
          {
            body: { id: 'bad', poolInfo: { poolId: 'pool' } },
            tasks: [completedTask('f', failed(1, hourMs, { stderr: python }))],
          },
        ],
      }),
    );
    await call('azurebatch_list_failures', {});
    const { text } = await call('azurebatch_list_failures', { job: 'well' });
    assert.match(text, /Nothing failed\. (?:No task is running\. Waiting tasks: 1|Running tasks: 1 )/);
  });

  test('earlier attempts are counted from the run that the task reports, and the logs of others are said to be unsaved', async (context) => {
    const { call, store, services } = await startAgents(
      context,
      smallWorld('retried-twice', 'A task failed in all runs.', {
        job: {
          tasks: [
            completedTask('t', failed(1, 4000, { stderr: python }), {
              body: { constraints: { maxTaskRetryCount: 2 } },
              executionInfo: { retryCount: 2 },
            }),
          ],
        },
      }),
    );
    const resource = { kind: 'task', accountId: store.account.id, jobId: 'job', taskId: 't' } as const;
    const read = (attempt: number, file?: string) =>
      call('azurebatch_read_log', { job: 'job', task: 't', attempt, ...(file && { file }) });
    const none = await read(1);
    assert.match(
      none.text,
      /No earlier attempt of this task is saved on this computer\. Batch keeps only the files of a task's last run\./,
    );
    assert.doesNotMatch(none.text, /no longer has this file/);
    const task = await store.service.tasks.getTask('job', 't');
    const endedAt = Date.parse(task.executionInfo?.endTime ?? '');
    const save = (hoursAgo: number, ...logs: readonly LogEnd[]) => {
      const endTime = new Date(endedAt - hoursAgo * hourMs).toISOString();
      return services.journal.save(resource, {
        savedAt: new Date(endedAt - hoursAgo * hourMs + 1000).toISOString(),
        action: 'retry',
        task: { ...task, executionInfo: { ...task.executionInfo, endTime } },
        logs,
      });
    };
    await save(4, { path: 'stderr.txt', unread: { kind: 'absent', why: 'stderr.txt never existed.' } });
    await save(3);
    await save(2, { path: 'stderr.txt', text: 'first\n' });
    // The retry before which this was saved was refused, so the task still reports the same run.
    await save(0, { path: 'stderr.txt', text: 'now\n' });
    assert.match(
      (await read(1)).text,
      /This copy was saved on this computer before the task ran again, at [\s\S]*first/,
    );
    assert.match((await read(2)).text, /That attempt left no logs, because it never started on a node\./);
    assert.match(
      (await read(1, 'wd/out.csv')).text,
      /^Of earlier attempts, only stdout\.txt and stderr\.txt are saved/,
    );
    const { text } = await call('azurebatch_explain', { job: 'job', task: 't' });
    assert.match(
      text,
      /It failed on each of its 3 attempts .*Before that, 3 runs that are saved on this computer were retried/,
    );
  });

  test('tools report a folder as a folder, for running and ended tasks and for nodes, even if it is empty', async (context) => {
    const simulatorClock = new SteppedClock();
    const { call, store } = await startAgents(context, 'sample', { simulatorClock });
    await simulatorClock.advance(60_000);
    const find = async (state: string) => {
      for await (const jobs of store.service.jobs.listJobs())
        for (const { id: job } of jobs)
          for await (const tasks of store.service.tasks.listTasks(job, { filter: `state eq '${state}'` }))
            for (const { id: task, nodeInfo } of tasks) if (nodeInfo !== undefined) return { job, task, ...nodeInfo };
      throw new Error(`no task is ${state}`);
    };
    const [running, completed] = [await find('running'), await find('completed')];
    for (const { job, task } of [running, completed])
      for (const file of ['wd', 'wd/', '/']) {
        const { text, isError } = await call('azurebatch_read_log', { job, task, file });
        assert.equal(isError, true);
        assert.match(text, /^This is (a|an empty) folder\. Call again with file/);
        assert.match(text, /^\| (wd\/\S+|stderr\.txt), \d+ bytes$/m);
      }
    const { job, task, poolId: pool, nodeId: node } = running;
    const { text: empty } = await call('azurebatch_read_log', { job, task, file: 'wd' });
    assert.match(
      empty,
      /^This is an empty folder\.[^\n]* in the task's folder, such as one of these:$[\s\S]*^\| wd\/$/m,
    );
    const { text } = await call('azurebatch_read_log', { pool, node, file: 'workitems' });
    assert.match(
      text,
      /^This is a folder\.[^\n]*\(there are more\):$[\s\S]*^\| workitems\/\S+\/stderr\.txt, \d+ bytes$/m,
    );
    assert.ok((text.match(/^\| workitems/gm) ?? []).length <= 20);
  });

  test('a log or an error response is explained without an account', async (context) => {
    const { call, simulator } = await startAgents(context, makeWorld(), { agents: undefined });
    const text = 'cannot open mesh.vtk: No such file or directory\n';
    const found = await call('azurebatch_explain', { text, exitCode: 2 });
    assert.match(
      found.text,
      /^\| # The program failed: mesh\.vtk is missing$[\s\S]*^\| \*\*Missing file · exit code 2\*\*$/m,
    );
    const body = '{"code": "PoolNotFound", "message": "no pool"}';
    assert.match((await call('azurebatch_explain', { text: body })).text, /PoolNotFound/);
    assert.match((await call('azurebatch_explain', { path: '/etc/passwd' })).text, /can't be read/);
    assert.equal((await call('azurebatch_explain', { text: ' ' })).text, 'There is no text to explain.');
    assert.match((await call('azurebatch_explain', { text, job: 'j' })).text, /Leave out everything but exitCode/);
    assert.equal(simulator.requests.length, 0);
  });

  test('tools check a definition without an account', async (context) => {
    const { call, simulator } = await startAgents(context, makeWorld(), { agents: undefined });
    const text = '{ "id": "a b", "commandLine": 3 }';
    const found = await call('azurebatch_check_definition', { text, kind: 'task' });
    assert.match(found.text, /^\| 1:9-1:14 error: .* \[invalid-id\]$/m);
    assert.match(found.text, /replace the range with: "3"/);
    assert.match((await call('azurebatch_check_definition', { text: 'id: x' })).text, /\| 1:1/);
    const bare = { text: '{ "id": "p", "vmSize": "standard_d2s_v3", "targetDedicatedNodes": 1 }' };
    const { text: missing } = await call('azurebatch_check_definition', bare);
    assert.match(missing, /error: "virtualMachineConfiguration" is missing; .* \[missing-property\]$/m);
    const { text: unknown } = await call('azurebatch_check_definition', { text: '{ "id": "p" }' });
    assert.match(unknown, /^\| 1:1-.* error: .* \[kind\]$[\s\S]*If it is such a definition, call again with kind\.$/m);
    for (const [kind, name] of [
      ['job', 'poolInfo'],
      ['task', 'commandLine'],
    ] as const) {
      const { text: given } = await call('azurebatch_check_definition', {
        text: `{ "id": null, "${name}": null }`,
        kind,
      });
      for (const property of ['id', name]) assert.match(given, new RegExp(`error: "${property}" is missing; `));
    }
    const { text: marked } = await call('azurebatch_check_definition', { text: `\ufeff${text}`, kind: 'task' });
    assert.match(marked, /^\| 1:9-1:14 error: .* \[invalid-id\]$/m);
    assert.match((await call('azurebatch_check_definition', { path: '/etc/passwd' })).text, /can't be read/);
    assert.match((await call('azurebatch_check_definition', {})).text, /Give either the path/);
    assert.equal(simulator.requests.length, 0);
  });

  test('tools answer in sentences if there is no sign-in, the account is closed, or agents are disabled', async (context) => {
    const world = await startAgents(context, makeWorld());
    world.accounts.problem = new BatchError({ code: 'NotSignedIn', message: 'Sign in first.' });
    const closed = await world.call('azurebatch_list_failures', {});
    assert.equal(closed.isError, true);
    assert.match(closed.text, /The account is closed here[\s\S]*\| Sign in first\./);
    const accounts = { ...world.services.accounts, all: [] };
    const none = await startAgents(context, makeWorld(), { changes: { accounts } });
    assert.match(
      (await none.call('azurebatch_list_failures', {})).text,
      /^No Batch account is known here\. Ask the user/,
    );
    const off = await startAgents(context, makeWorld(), { changes: { isEnabled: () => false } });
    for (const name of names) assert.match((await off.call(name, {})).text, /^Agents are turned off/);
    assert.match(
      (await off.call('azurebatch_reboot', {})).text,
      /^There is no such tool\. Available tools: azurebatch_list/,
    );
    assert.equal(none.simulator.requests.length + off.simulator.requests.length, 0);
  });

  test("tools name the existing accounts if it isn't clear which one is meant", async (context) => {
    const { services, call } = await startAgents(context, makeWorld());
    assert.match(
      (await call('azurebatch_list_failures', { account: 'nobody' })).text,
      /No Batch account with this name/,
    );
    const [own] = services.accounts.all;
    assert.ok(own !== undefined);
    const all = [
      own,
      { ...own, id: 'other.example', name: 'other' },
      { ...own, id: 'no.example', name: 'secretive', agents: 'never' as const },
    ];
    const several = await startAgents(context, makeWorld(), { changes: { accounts: { ...services.accounts, all } } });
    const { text } = await several.call('azurebatch_list_failures', {});
    assert.match(text, /Several Batch accounts are known[\s\S]*\| other/);
    assert.doesNotMatch(text, /secretive/);
  });

  test('tools never throw, and answer every input from an agent with a sentence', async (context) => {
    const { call } = await startAgents(context, makeWorld());
    const megabyte = 'a'.repeat(1024 * 1024);
    for (const name of names) {
      const properties = Object.keys(agentTools[name].properties);
      const inputs = [
        {},
        null,
        undefined,
        42,
        megabyte,
        [megabyte],
        { [megabyte]: 1 },
        ...properties.flatMap((property) =>
          [megabyte, 1e300, -1, [{}], { a: 1 }].map((value) => ({ [property]: value })),
        ),
      ];
      for (const input of inputs) {
        const { text } = await call(name, input);
        assert.match(text, /[.:]$/m);
        assert.ok(Buffer.byteLength(text) <= agentTools[name].maxBytes);
      }
    }
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), fc.jsonValue(), async (name, input) => {
        assert.ok((await call(name, input)).text.length > 0);
      }),
      { numRuns: runs(100) },
    );
  });

  test('tools return no more text than fits into the answer', async (context) => {
    const { call } = await startAgents(context, 'sample');
    const small = await call('azurebatch_list_failures', { limit: 20 }, 4 * kilobyte);
    assert.ok(Buffer.byteLength(small.text) <= 4 * kilobyte);
    assert.match(small.text, /^Causes of failures, greatest impact first: [1-9] of \d\d\.[\s\S]*^\| {4}cause: \S+\n/m);
    const explained = await call('azurebatch_explain', { pool: 'gpu-train' }, 2 * kilobyte);
    assert.match(explained.text, /The last \d+ bytes did not fit/);
    const usual = await call('azurebatch_list_failures', { limit: 20 });
    assert.ok(Buffer.byteLength(usual.text) <= 16 * kilobyte);
  });

  test('tools omit whole causes if not all of them fit, and state once why costs are unknown', async (context) => {
    const { call } = await startAgents(context, makeManyCauses());
    const { text } = await call('azurebatch_list_failures', { job: 'job', limit: 20 }, 8 * kilobyte);
    assert.ok(Buffer.byteLength(text) <= 8 * kilobyte);
    const [, shown, found] = /^Causes of failures, greatest impact first: (\d+) of (\d+)\./.exec(text) ?? [];
    assert.ok(Number(shown) >= 5 && Number(shown) < 20, `${shown} of ${found}`);
    assert.equal(text.match(/^\| \d+\. /gm)?.length, Number(found), 'each cause has at least a line');
    assert.doesNotMatch(text, /did not fit/);
    const [inFull = '', inLines = ''] = text.split('| the other causes, in a line each:\n');
    const [, ...causes] = inFull.split(/^\| \d+\. /m);
    assert.equal(causes.length, Number(shown));
    assert.match(inLines, /^\| \d+\. 1 task · A file does not exist/);
    for (const cause of causes) assert.match(cause, /^\| {4}cause: v1:\S+ \(with job\)$/m);
    assert.match(text, /^An answer has no room for more\. Call again with job, pool or since to see others\.$/m);
    // For a size with constrained cores, it is unknown how many of them count toward the quota.
    const { pools, ...rest } = makeSample();
    const unsized = pools.map((pool) => ({ ...pool, body: { ...pool.body, vmSize: 'standard_e4-2s_v3' } }));
    const sample = await startAgents(context, { ...rest, pools: unsized });
    const { text: several } = await sample.call('azurebatch_list_failures', { limit: 20 });
    assert.ok(several.split(/^\| {4}cost: unknown$/m).length > 3, several);
    assert.equal(several.split('The cost of causes that hit neither tasks nor nodes').length, 2);
    assert.equal(several.split('The cost of tasks and nodes is unknown if').length, 2);
  });

  test('tools say which failures are counted if only recent ones are listed', async (context) => {
    const clock = new FakeClock();
    const { call } = await startAgents(context, makeWorld(), { clock });
    await call('azurebatch_list_failures', { job: 'job' });
    clock.advance(90 * 24 * 3_600_000);
    const { text } = await call('azurebatch_list_failures', { since: '1h' });
    assert.match(text, /^\| In the whole account, at any time: 3 failed tasks · 1 job$/m);
    assert.match(text, /^No failures were found in that time\.$/m);
    const ofJob = await call('azurebatch_list_failures', { since: '1h', job: 'job' });
    assert.match(ofJob.text, /^\| In the whole job, at any time: 3 failed tasks · 1 job$/m);
    const all = await call('azurebatch_list_failures', {});
    assert.match(all.text, /^\| 3 failed tasks · 1 job$/m);
    const recent = await call('azurebatch_list_failures', { since: '100d' });
    assert.match(
      recent.text,
      /^Causes of failures in that time, greatest impact first: (\d) of \1; at any time: \1\. /,
    );
  });

  test('tools suggest a higher limit only if a higher one is possible', async (context) => {
    const { call } = await startAgents(context, makeManyCauses());
    const few = await call('azurebatch_list_failures', { job: 'job', limit: 2 });
    assert.match(few.text, /^Causes of failures, greatest impact first: 2 of 2\d\./);
    assert.match(few.text, /Call again with a higher limit, or with job, pool or since to see others\./);
    const most = await call('azurebatch_list_failures', { job: 'job', limit: 20 });
    assert.match(most.text, /Call again with job, pool or since to see others\./);
  });

  test('tools end when the agent cancels the call', async (context) => {
    const { tools } = await startAgents(context, makeWorld());
    const abort = new AbortController();
    const called = tools.call('azurebatch_explain', { job: 'job', task: 'plain' }, { signal: abort.signal });
    abort.abort();
    assert.deepEqual(await called, { text: 'The call was canceled.', isError: true });
  });

  test('tools stop reading when the agent cancels the call', async (context) => {
    const many = range(60, 1).map((n) => completedTask(`t${n}`, failed(n, 4000, { stderr: `error ${n}\n` })));
    for (const [name, input] of [
      ['azurebatch_explain', { job: 'job', include: ['comparison', 'definition'] }],
      ['azurebatch_list_failures', { job: 'job' }],
      ['azurebatch_explain', { job: 'job', task: 't1' }],
      ['azurebatch_read_log', { job: 'job', task: 't1', match: 'error' }],
    ] as const) {
      const world = await startAgents(context, smallWorld('many', 'Many failures.', { job: { tasks: many } }));
      const { tools, simulator, services, store } = world;
      const abort = new AbortController();
      const subscription = services.accounts.onDidAttempt(() => abort.abort());
      await tools.call(name, input, { signal: abort.signal });
      subscription.dispose();
      // Pending requests share a queue with later ones, so they are done when the later ones have been answered.
      const ask = () => store.service.pools.getPool('pool');
      for (let rounds = 0; rounds < 3; rounds += 1) await Promise.all(range(6).map(ask));
      const before = simulator.requests.length;
      assert.ok(before < 3 * 6 + 12, `${name} sent ${before - 3 * 6} requests`);
      for (let rounds = 0; rounds < 3; rounds += 1) await ask();
      assert.equal(simulator.requests.length, before + 3, name);
    }
  });

  test('tools delay their requests beyond the limit per minute, even in parallel calls, but not those of the user', async (context) => {
    const clock = new FakeClock();
    const many = range(140, 1).map((n) => completedTask(`t${n}`, failed(n, 4000, { stderr: `error ${n}\n` })));
    const world = await startAgents(context, smallWorld('many', 'Many failures.', { job: { tasks: many } }), { clock });
    const { call, simulator, explain, store } = world;
    const held =
      /^(?:Agents have caused \d+ requests .* Call again in \d+ seconds|Earlier calls .* Call again in a minute, .*)\.$/;
    let [answered, refused] = [0, 0];
    const ask = async (tool: 'azurebatch_explain' | 'azurebatch_list_failures', input: object): Promise<void> => {
      const { text, isError } = await call(tool, input);
      answered += 1;
      if (held.test(text)) refused += 1;
      else assert.equal(isError, false, text);
    };
    const asked = [
      ask('azurebatch_explain', { job: 'job' }),
      ask('azurebatch_list_failures', { job: 'job' }),
      ...range(120, 1).map((n) => ask('azurebatch_explain', { job: 'job', task: `t${n}` })),
    ];
    while (simulator.requests.length < mostRequests - 20 && answered < asked.length) await settled();
    const resource = { kind: 'task', accountId: store.account.id, jobId: 'job', taskId: 't140' } as const;
    const { text } = await explain({ resource, document: 'explanation' });
    assert.match(text, /error 140/);
    assert.ok(answered < asked.length);
    assert.ok(simulator.requests.length <= mostRequests + mostOfOne, `${simulator.requests.length} requests`);
    assert.match((await call('azurebatch_read_log', { job: 'job', task: 't1' })).text, held);
    clock.advance(mostHeldMs);
    await Promise.all(asked);
    assert.ok(refused > 0, 'clients give up on what is held for longer');
    assert.ok(simulator.requests.length <= mostRequests + mostOfOne, `${simulator.requests.length} requests`);
    clock.advance(60_000);
    const again = await call('azurebatch_explain', { job: 'job', task: 't120' });
    assert.match(again.text, /error 120/);
  });

  test('the causes of an account are known even if there is no turn to read any log', async (context) => {
    const stderr = 'bash: line 1: samtools: command not found\n';
    const world = smallWorld('start', 'A start task fails.', {
      pool: {
        settings: { startTask: { commandLine: 'bash setup.sh', waitForSuccess: true } },
        nodes: [{ state: 'starttaskfailed', startTask: [failed(127, 2000, { stderr })] }],
      },
    });
    const { services, store } = await startAgents(context, world);
    const refused: number[] = [];
    const { causes } = await services.causes.ofAccount(store, undefined, async (work, requests) => {
      if (requests > requestsPerTask) return work();
      refused.push(requests);
      throw new NoTurn('Full.');
    });
    assert.equal(refused.length, 1);
    assert.deepEqual(
      causes.map(({ cluster }) => cluster.kind),
      ['node'],
    );
  });

  test('tools refuse a call after too many requests in a minute', async (context) => {
    const clock = new FakeClock();
    const { call, simulator } = await startAgents(context, makeWorld(), { clock });
    let refused = '';
    while (refused === '') {
      const answer = call('azurebatch_read_log', { job: 'job', task: 'plain' });
      const { text } = await answer;
      if (text.includes('the limit is')) refused = text;
    }
    assert.match(refused, /Agents have caused \d+ requests .* Call again in 60 seconds\.$/);
    assert.ok(simulator.requests.length <= mostRequests, `${simulator.requests.length} requests`);
    clock.advance(60_000);
    assert.match((await call('azurebatch_read_log', { job: 'job', task: 'plain' })).text, /ZeroDivisionError/);
  });
});
