import { linuxPool, range } from '../../../../src/simulator/scenarios/bodies.ts';
import { completedTask, smallWorld } from '../../../../src/simulator/scenarios/causes/smallWorld.ts';
import {
  failed,
  hourMs,
  minuteMs,
  notUploaded,
  secondMs,
  succeeded,
  uploadDenied,
} from '../../../../src/simulator/scenarios/runs.ts';
import { coreQuotaReached } from '../../../../src/simulator/state/poolErrors.ts';
import { after, cannot, dependencies, type JudgedWorld, ofPool, runs } from './judgedWorld.ts';

const badHeader = failed(5, secondMs, { stderr: 'ValueError: bad header\n' });
const outputs = 'https://contosodata.blob.core.windows.net/outputs';
const noProgram = failed(127, secondMs, { stderr: '/bin/bash: line 1: samtools: command not found\n' });
const noLibrary = failed(-1073741515, secondMs);
const noPackage = failed(100, secondMs, { stderr: 'E: Unable to locate package samtools\n' });

/** Worlds in which failures of some items coincide with waiting tasks or lost evidence of others. */
export const crossedWorlds: readonly JudgedWorld[] = [
  {
    // b runs one task at a time because of its own limit, although node 1 is idle. a is disabled: none of its tasks
    // starts.
    ...smallWorld('disabled-and-limit', 'One job is disabled, another runs one task at a time.', {
      jobs: [
        { body: { id: 'a', poolInfo: ofPool }, state: 'disabled', tasks: [runs('a0'), runs('a1')] },
        { body: { id: 'b', poolInfo: ofPool, maxParallelTasks: 1 }, tasks: [runs('b0'), runs('b1'), runs('b2')] },
      ],
    }),
    rule: 'a disabled job beside one at its limit of parallel tasks',
    causes: [],
    pages: {
      account: { never: [cannot, /fail(ed|ure) .*reason/] },
      'job a': { icon: 'warning', title: /disabled/, never: [/parallel|limit/] },
      'task a/a1': { title: /disabled/, never: [/parallel|slots are in use/] },
      'task b/b2': { title: /parallel|limit/, never: [/disabled|never run/] },
    },
  },
  {
    // u ran 3 times; its program succeeded each time, and each upload was denied.
    ...smallWorld('upload-denied-thrice', "A task's uploads were denied in each of its three runs; one waits for it.", {
      job: {
        settings: dependencies,
        tasks: [
          completedTask(
            'u',
            notUploaded(uploadDenied(outputs, '**/*.bam', 'workitems/job/job-1/u/wd/x.bam'), minuteMs),
            {
              executionInfo: { retryCount: 2 },
              body: { constraints: { maxTaskRetryCount: 2 } },
            },
          ),
          after('v', 'u'),
        ],
      },
    }),
    rule: 'denied uploads of a retried task with a dependent',
    causes: [/^1 task · .*(upload|storage|outputs|[Aa]ccess|[Ww]rite).* · 1 task waiting/],
    pages: {
      account: { icon: 'error', never: [cannot] },
      'job job': { icon: 'error', row: /1 failed · 1 waiting/, never: [cannot, /u \(exit code 0\)/] },
      'task job/u': {
        says: [/3 (attempts|runs)|ran 3 times|retried twice|2 retries/],
        never: [/exit code 0 (means|is)/],
      },
      'task job/v': { title: /the dependency "u" failed/ },
    },
  },
  {
    // Three tasks were killed on nodes with four slots; two others of the same kind finished there.
    ...smallWorld('killed-in-slots', 'Of five alike tasks on nodes with four slots three were killed.', {
      pool: { settings: { taskSlotsPerNode: 4 } },
      job: {
        tasks: [
          ...range(3).map((n) => completedTask(`k${n}`, failed(137, hourMs, { stderr: 'Killed\n' }))),
          completedTask('s0', succeeded(hourMs)),
          completedTask('s1', succeeded(hourMs), { node: 1 }),
        ],
      },
    }),
    rule: 'tasks killed where several share the memory of a node',
    causes: [/^3 tasks · .*(137|[Kk]illed|memory)/],
    pages: {
      account: { icon: 'error', title: /^3 failures .* 1 reason/, never: [cannot, /different reasons/] },
      'job job': { row: /3 failed/, says: [/memory/], never: [cannot, /different reason/] },
      'task job/k1': { title: /137|[Kk]illed|memory/, says: [/2 other tasks/, /slots/] },
    },
  },
  {
    // The start task that should install samtools failed on node 0 and isn't waited for; on node 1 it succeeded.
    ...smallWorld('soft-start-on-one', 'A start task that is not waited for failed on one of two nodes.', {
      pool: {
        settings: { startTask: { commandLine: 'apt-get install -y samtools', waitForSuccess: false } },
        nodes: [{ startTask: [noPackage] }, { startTask: [succeeded(secondMs)] }],
      },
      job: {
        tasks: [
          completedTask('bad', noProgram, { body: { commandLine: '/bin/bash -c "samtools sort a.bam"' } }),
          completedTask('good', succeeded(minuteMs), {
            node: 1,
            body: { commandLine: '/bin/bash -c "samtools sort b.bam"' },
          }),
        ],
      },
    }),
    rule: 'a soft start task that failed on the node of the failed task alone',
    causes: [/^1 node · No repository has the package: samtools/, /^1 task · The program samtools was not found/],
    pages: {
      account: { icon: 'error', never: [cannot] },
      'job job': { row: /1 failed/, says: [/start task/], never: [cannot] },
      'task job/bad': { says: [/start task/, /Unable to locate package/], never: [/not installed in the image/] },
      'pool pool': { says: [/start task/], never: [/Nothing is wrong/] },
    },
  },
  {
    // The library is missing on node 1 as well, where the start task succeeded, so the start task doesn't bring it.
    ...smallWorld(
      'soft-start-beside',
      'A library is missing whether or not a start task that is not waited for failed.',
      {
        pool: {
          settings: { startTask: { commandLine: 'apt-get install -y samtools', waitForSuccess: false } },
          nodes: [{ startTask: [noPackage] }, { startTask: [succeeded(secondMs)] }],
        },
        job: {
          tasks: [
            completedTask('a', noLibrary, { body: { commandLine: './pricer 1' } }),
            completedTask('b', noLibrary, { node: 1, body: { commandLine: './pricer 2' } }),
          ],
        },
      },
    ),
    rule: 'one failure of a program where a soft start task failed and where it succeeded',
    causes: [/^1 node · No repository has the package: samtools/, /^2 tasks · A library .* was not found/],
    pages: {
      account: { icon: 'error', never: [cannot] },
      'job job': {
        row: /2 failed/,
        says: [/^# 2 tasks in job job failed: A library/, /Install the Visual C\+\+/],
        never: [cannot, /Find out why the start/],
      },
      'task job/a': {
        says: [/Install the Visual C\+\+/, /start task succeeded/, /Unable to locate package/],
        never: [/start task brings may be missing/, /Reboot the node/, /Find out why the start task/],
      },
      'task job/b': { says: [/Install the Visual C\+\+/], never: [/start task brings may be missing/] },
    },
  },
  {
    // The same failure in two jobs; someone then terminated the job `two`, so its task can't be retried.
    ...smallWorld('alike-and-ended', 'Tasks of two jobs failed alike; one of the jobs was ended by somebody.', {
      jobs: [
        { body: { id: 'one', poolInfo: ofPool }, tasks: [completedTask('x', badHeader), runs('r')] },
        {
          body: { id: 'two', poolInfo: ofPool },
          state: 'completed',
          terminateReason: 'UserTerminate',
          tasks: [completedTask('y', badHeader, { node: 1 })],
        },
      ],
    }),
    rule: 'one reason in an active job and in one that somebody ended',
    causes: [/^2 tasks · .*bad header/],
    pages: {
      account: { icon: 'error', title: /^2 failures .* 1 reason/, never: [cannot] },
      'job one': { row: /1 failed.* · 1 running/, says: [/bad header/], never: [cannot, /job has ended/] },
      'job two': { says: [/bad header/], never: [cannot, /Enable/] },
      'task two/y': {
        title: /bad header/,
        says: [/Submit (the task|it) (again|to another job)/i],
        never: [/hen retry the task/],
      },
      'task one/x': { title: /bad header/, never: [/can't be retried/] },
    },
  },
  {
    // The quota allows pool 1 of 2 nodes, which runs h0. h1 is next; low waits behind high.
    ...smallWorld('quota-and-priority', 'A quota withholds one of two nodes; a job waits behind a higher priority.', {
      quotas: { dedicatedCoreQuota: 2 },
      pools: [
        {
          body: linuxPool('pool', 'standard_d2s_v3', { targetDedicatedNodes: 2 }),
          nodes: [{}],
          resizeErrors: [coreQuotaReached],
        },
      ],
      jobs: [
        { body: { id: 'high', poolInfo: ofPool, priority: 100 }, tasks: [runs('h0'), runs('h1')] },
        { body: { id: 'low', poolInfo: ofPool, priority: -100 }, tasks: [runs('l0')] },
      ],
    }),
    rule: 'a quota that leaves one node, and a lower priority',
    causes: [/quota/i],
    pages: {
      account: { icon: 'error', says: [/quota/i], never: [cannot, /stuck|never run/] },
      'job high': { row: /1 running · 1 waiting/, says: [/quota/i], never: [cannot, /never run/] },
      'job low': { row: /1 waiting/, says: [/quota/i], never: [cannot, /never run/] },
      'task low/l0': { says: [/priority/, /quota/i], never: [/never run/] },
      'pool pool': { title: /quota/i, says: [/1 of 2/] },
    },
  },
  {
    // early failed by itself before the preparation task started to fail; t0 and t1 wait for a node on which it
    // succeeds.
    ...smallWorld('prepared-then-not', 'A task failed for its own reason; since then preparation fails on all nodes.', {
      rules: [
        {
          kind: 'jobPreparation',
          outcomes: [failed(2, secondMs, { stderr: 'cp: cannot stat models: No such file or directory\n' })],
        },
      ],
      job: {
        settings: { jobPreparationTask: { commandLine: 'bash prepare.sh', waitForSuccess: true } },
        tasks: [completedTask('early', badHeader), runs('t0'), runs('t1')],
      },
    }),
    rule: 'a preparation task that fails everywhere, after a failure of another reason',
    causes: [/^1 task · .*bad header/, /preparation.* · 2 tasks waiting/i],
    pages: {
      account: { icon: 'error', says: [/bad header/, /preparation/], never: [cannot] },
      'job job': { icon: 'error', says: [/bad header/, /models/], never: [cannot] },
      'task job/t1': { title: /preparation/, never: [/bad header|slots are in use/] },
      'task job/early': { title: /bad header/, never: [/models/] },
    },
  },
  {
    // Three tasks failed with a line in the log; the logs of two others, which ended with the same code, were lost with
    // their node, so it is unknown whether the reason is the same.
    ...smallWorld('logs-of-some', 'Five tasks failed with one exit code; the logs of two are gone.', {
      job: {
        tasks: [
          ...range(3).map((n) => completedTask(`x${n}`, badHeader)),
          ...range(2).map((n) =>
            completedTask(`gone${n}`, failed(5, secondMs), {
              nodeGone: true,
              node: 1,
              body: { commandLine: `python merge.py --part ${n}` },
            }),
          ),
        ],
      },
    }),
    rule: 'failures with one exit code of which some left no logs',
    causes: [/^3 tasks · .*bad header/, /^2 tasks · .*xit code 5/],
    pages: {
      account: { icon: 'error', never: [cannot, /for 2 different reasons/] },
      'job job': { row: /5 failed/, says: [/bad header/], never: [cannot, /for 2 different reasons/] },
      'task job/gone0': { title: /exit code 5/, says: [/gone|left the pool/], never: [/bad header.*certain/] },
      'task job/x1': { title: /bad header/, says: [/4 other tasks in this job failed with the same exit code/] },
    },
  },
];
