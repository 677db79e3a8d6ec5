import { completedTask, smallWorld } from '../../../../src/simulator/scenarios/causes/smallWorld.ts';
import { ended, failed, hourMs, minuteMs, secondMs, succeeded } from '../../../../src/simulator/scenarios/runs.ts';
import { after, asks, cannot, dependencies, type JudgedWorld, ofPool, runs } from './judgedWorld.ts';

const badHeader = failed(3, 5 * secondMs, { stderr: 'ValueError: bad header\n' });
const noAccount = failed(1, 30 * secondMs, { stderr: "KeyError: 'STORAGE_ACCOUNT'\n" });
const manager = { id: 'manager', commandLine: './manager' };
/** The release task takes ten minutes, during which the job is terminating. */
const slowRelease = [
  { kind: 'jobPreparation', outcomes: [succeeded(secondMs)] },
  { kind: 'jobRelease', outcomes: [succeeded(10 * minuteMs)] },
] as const;
const prepared = {
  jobPreparationTask: { commandLine: './prepare' },
  jobReleaseTask: { commandLine: './release' },
};
const unknownEnd = /AuditLog|Someone or something/;

/** Worlds in which a failed task ends or disables a job, so that other tasks are ended or never run. */
export const endedWorlds: readonly JudgedWorld[] = [
  {
    // The manager fails after half a minute, so the job ends: w1 is ended, w2 and w3 never run.
    ...smallWorld('manager-failed', 'A job manager task fails and takes its job with it.', {
      job: {
        settings: { jobManagerTask: manager },
        tasks: [{ body: manager, outcomes: [noAccount] }, runs('w1'), runs('w2'), runs('w3')],
      },
    }),
    rule: 'a failed job manager task, ended and unstarted workers',
    causes: [/^1 task · .*STORAGE_ACCOUNT.* · 1 task failed as a consequence/],
    pages: {
      account: { icon: 'error', says: [/STORAGE_ACCOUNT/], never: [cannot, /2 different reasons/] },
      'job job': {
        icon: 'error',
        row: /2 failed/,
        title: /job manager task failed/,
        says: [
          /manager, which failed: KeyError: 'STORAGE_ACCOUNT'/,
          /job\.clone/,
          /ended: its job manager task failed/,
        ],
        never: [cannot, /Enable/, /[Rr]etry the task/, /different reasons/, /task completed/],
      },
      'task job/manager': { says: [/STORAGE_ACCOUNT/], never: [/[Tt]hen retry the task/, /task completed/] },
      'task job/w1': {
        title: /its job manager task failed/,
        says: [/^1\. Explain manager first/m, /manager, which failed: KeyError: 'STORAGE_ACCOUNT'/],
        never: [/out of memory|time limit|task completed/, unknownEnd],
      },
      'task job/w2': {
        title: /the job has ended/,
        says: [/job manager task failed/, /STORAGE_ACCOUNT/, /never run/, /job\.clone/],
        never: [/slots are in use|no node/],
      },
    },
  },
  {
    // The manager fails after half a minute, and the release task takes ten minutes: the job is terminating.
    ...smallWorld('manager-ending', 'A job manager task fails; its job waits for the release task.', {
      rules: slowRelease,
      job: {
        settings: { jobManagerTask: manager, ...prepared },
        tasks: [{ body: manager, outcomes: [noAccount] }, runs('w1'), runs('w2')],
      },
    }),
    rule: 'a job that is terminating because its manager failed',
    causes: [/^1 task · .*STORAGE_ACCOUNT.* · 1 task failed as a consequence/],
    pages: {
      'job job': { title: /is ending: its job manager task failed/, says: [/STORAGE_ACCOUNT/, /release task/] },
      'task job/w1': { title: /its job manager task failed/, says: [/Explain manager first/], never: [unknownEnd] },
      'task job/w2': { title: /its job is terminating/, says: [/job manager task failed/], never: [/completed job/] },
    },
  },
  {
    // bad ends the job, whose release task takes ten minutes: the job is terminating, r0 was ended, w0 and w1 never run.
    ...smallWorld('ending', 'A failure ends its job, which waits for its release task.', {
      rules: slowRelease,
      job: {
        settings: { onTaskFailure: 'performexitoptionsjobaction', ...prepared },
        tasks: [
          { ...asks('bad', { exitConditions: { default: { jobAction: 'terminate' } } }), outcomes: [badHeader] },
          runs('r0'),
          runs('w0'),
          runs('w1'),
        ],
      },
    }),
    rule: 'a job that is terminating because of a failure',
    causes: [/^1 task · .*bad header.* · 1 task failed as a consequence/],
    pages: {
      account: { icon: 'error', says: [/bad header/], never: [cannot, /2 different reasons/] },
      'job job': {
        icon: 'error',
        row: /2 failed/,
        title: /is ending: a task failed/,
        says: [
          /bad, which failed: .*bad header/,
          /`exitConditions` end the job/,
          /release task has ended/,
          /never run/,
        ],
        never: [cannot, /Enable/, /slots are in use/, /different reasons/, /is being terminated|disabled the job/],
      },
      'task job/bad': { title: /bad header/, never: [/[Tt]hen retry the task|is being terminated/] },
      'task job/r0': {
        title: /with its job: a task failed/,
        says: [/^1\. Explain bad first/m, /bad, which failed: ValueError: bad header/],
        never: [unknownEnd],
      },
      'task job/w0': {
        title: /its job is terminating/,
        says: [/a task failed/, /\bbad\b/, /never run/],
        never: [/slots are in use|no node/, /completed job|has ended:/],
      },
    },
  },
  {
    // gate's exit code disables the job: r0 is requeued, w0 waits, and d depends on gate as well. Someone disabled the
    // other job.
    ...smallWorld('disabled-beside-another', 'An exit condition disabled a job, and somebody another one.', {
      jobs: [
        {
          body: {
            id: 'job',
            poolInfo: { poolId: 'pool' },
            ...dependencies,
            onTaskFailure: 'performexitoptionsjobaction',
          },
          tasks: [
            {
              ...asks('gate', { exitConditions: { exitCodes: [{ code: 9, exitOptions: { jobAction: 'disable' } }] } }),
              outcomes: [failed(9, 5 * secondMs, { stderr: 'AssertionError: checksum differs\n' })],
            },
            runs('r0'),
            runs('w0'),
            after('d', 'gate'),
          ],
        },
        { body: { id: 'other', poolInfo: { poolId: 'pool' } }, state: 'disabled', tasks: [runs('o')] },
      ],
    }),
    rule: 'a job that a failure disabled, with a dependent of that failure',
    causes: [/^1 task · .*checksum differs.* · 3 tasks waiting/],
    pages: {
      account: { icon: 'error', says: [/checksum differs/, /3 tasks are waiting because of it/], never: [cannot] },
      'job job': { row: /1 failed · 3 waiting/, says: [/disabled/, /checksum differs/, /gate/], never: [cannot] },
      'task job/gate': { says: [/checksum differs/, /disables job/] },
      'task job/r0': {
        title: /the job is disabled/,
        says: [
          /exit conditions disabled the job/,
          /^1\. Fix what made gate fail, retry the task, then enable the job/m,
        ],
        never: [/never run|depend|time unknown/],
      },
      'task job/d': {
        title: /the job is disabled/,
        says: [
          /exit conditions disabled the job/,
          /^1\. Fix what made gate fail, retry the task, then enable the job/m,
        ],
        never: [/^1\. Enable the job/m],
      },
      'task other/o': { title: /the job is disabled/, says: [/^1\. Enable the job/m], never: [/exit conditions/] },
    },
  },
  {
    // Someone ended u 11 minutes before gate failed and ended the job; r was running then, and ended with it.
    ...smallWorld('ended-before-its-job', 'One task was ended 11 minutes before its job was, and one with it.', {
      job: {
        settings: { onTaskFailure: 'performexitoptionsjobaction' },
        tasks: [
          completedTask('u', ended(hourMs), { node: 1, endedAgoMs: 11 * minuteMs }),
          {
            ...asks('gate', { exitConditions: { default: { jobAction: 'terminate' } } }),
            outcomes: [failed(9, 20 * secondMs, { stderr: 'AssertionError: checksum differs\n' })],
          },
          runs('r'),
        ],
      },
    }),
    rule: 'a task that was ended before its job was, beside one that was running when its job ended',
    causes: [/^1 task · .*checksum differs.* · 1 task failed as a consequence/, /^1 task · .*[Tt]erminated/],
    pages: {
      account: { icon: 'error', says: [/checksum differs: 1 task/], never: [cannot, /3 tasks/] },
      'task job/r': {
        title: /^r was terminated with its job/,
        says: [/with all running tasks of its job/, /\bgate\b/],
      },
      'task job/u': {
        title: /^u failed: terminated before it finished/,
        says: [unknownEnd],
        never: [/running tasks of its job/, /\bgate\b.* caused/],
      },
      'task job/gate': { never: [/u failed the same way/] },
    },
  },
  {
    // The job reached its limit of two hours an hour ago, when nothing ran. b and c never run. The job well ended as it should.
    ...smallWorld('job-limit-before-all-ran', 'A job reached its time limit while two of its tasks waited.', {
      jobs: [
        {
          createdAgoMs: 3 * hourMs,
          body: { id: 'job', poolInfo: ofPool, constraints: { maxWallClockTime: 'PT2H' } },
          state: 'completed',
          terminateReason: 'MaxWallClockTimeExpiry',
          tasks: [completedTask('a', succeeded(20 * minuteMs), { endedAgoMs: 2 * hourMs }), runs('b'), runs('c')],
        },
        {
          createdAgoMs: 3 * hourMs,
          body: { id: 'well', poolInfo: ofPool },
          state: 'completed',
          terminateReason: 'UserTerminate',
          tasks: [completedTask('a', succeeded(20 * minuteMs), { endedAgoMs: 2 * hourMs }), runs('b')],
        },
      ],
    }),
    rule: 'a job that reached its time limit before all tasks ran',
    causes: [/limit.*2 tasks waiting/],
    pages: {
      account: { icon: 'error', says: [/time limit/, /maxWallClockTime/], never: [/Nothing .*failed/, /well ended/] },
      'job job': {
        row: /ended at its time limit/,
        says: [/time limit/, /2 tasks were still waiting/],
        never: [cannot],
      },
      'job well': { never: [/limit/] },
      'task job/b': { title: /the job has ended/, says: [/never run/] },
    },
  },
];
