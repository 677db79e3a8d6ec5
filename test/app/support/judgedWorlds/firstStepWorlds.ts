import { linuxPool, range, windowsPool } from '../../../../src/simulator/scenarios/bodies.ts';
import { completedTask, smallWorld } from '../../../../src/simulator/scenarios/causes/smallWorld.ts';
import { ended, failed, hourMs, minuteMs, secondMs, succeeded } from '../../../../src/simulator/scenarios/runs.ts';
import { nodeDiskFull } from '../../../../src/simulator/state/nodeErrors.ts';
import { familyCoreQuotaReached } from '../../../../src/simulator/state/poolErrors.ts';
import { after, cannot, dependencies, type JudgedWorld, ofPool, runs } from './judgedWorld.ts';

const missing = (name: string) =>
  failed(1, secondMs, { stderr: `cat: /mnt/batch/tasks/shared/${name}: No such file or directory\n` });
const behind = (id: string, ...taskIds: readonly string[]) => ({ body: { id, dependsOn: { taskIds } } });
const noVersion = failed(1, 2 * secondMs, {
  stderr: 'ERROR: No matching distribution found for azure-batch==99.1\n',
});
const noModule = failed(1, secondMs, { stderr: "ModuleNotFoundError: No module named 'azure.batch'\n" });
const noFold =
  'Traceback (most recent call last):\n  File "train.py", line 12, in <module>\n' +
  "FileNotFoundError: [Errno 2] No such file or directory: 'fold-5.npz'\n";
const denied = failed(6, secondMs, {
  stderr: 'ERROR: license server lm02:27000 denied checkout of feature "solver"\n',
});

const copies = { commandLine: 'cmd /c robocopy \\\\nas01\\c D:\\batch\\c /E' };
/** Worlds in which an obvious first step would not help, or would come too late. */
export const firstStepWorlds: readonly JudgedWorld[] = [
  {
    // The start task is the installation. It failed an hour ago; the node has started a task since.
    ...smallWorld('installs-nothing', 'A start task asks for a version that does not exist; tasks run nevertheless.', {
      pools: [
        {
          body: linuxPool('pool', 'standard_d2s_v3', {
            targetDedicatedNodes: 1,
            startTask: { commandLine: 'pip install azure-batch==99.1', waitForSuccess: false },
          }),
          nodes: [{ allocatedAgoMs: 2 * hourMs, startTask: [noVersion] }],
        },
      ],
      jobs: [
        {
          body: { id: 'done', poolInfo: ofPool },
          state: 'completed',
          terminateReason: 'UserTerminate',
          tasks: [completedTask('drive', noModule, { endedAgoMs: 30 * minuteMs })],
        },
        { body: { id: 'live', poolInfo: ofPool }, tasks: [completedTask('drive', noModule), runs('on')] },
      ],
    }),
    rule: 'a start task that installs a version that does not exist',
    causes: [/^2 tasks · The library azure\.batch was not found/, /^1 node · No matching distribution/],
    pages: {
      account: { icon: 'error', says: [/Correct the name or version/], never: [cannot, /Pin the installed/] },
      'pool pool': { says: [/1\. Correct the name or version/], never: [/Install the library in the start task/] },
      'node pool/0': {
        says: [/node 1 .*Nov 20, 2026, 0[678]:\d\d/, /1\. Correct the name/],
        never: [/· Nov 20, 2026, 09/],
      },
      'job done': { says: [/reboot the node/], never: [/retry the task/] },
      'task done/drive': { says: [/Then reboot the node/, /can't run again|has ended/], never: [/retry the task/] },
      'task live/drive': { says: [/Then reboot the node/, /Then retry the task/] },
    },
  },
  {
    ...smallWorld('handed-over', 'A task lacks a file that the task before it shared on another node.', {
      pool: { nodes: [{}, {}] },
      job: {
        settings: dependencies,
        tasks: [
          completedTask('make', succeeded(minuteMs), { node: 1, endedAgoMs: 30 * minuteMs }),
          completedTask('other', missing('model.bin'), { node: 0, ...behind('other', 'make') }),
        ],
      },
    }),
    rule: 'a file that a task on another node put into the folder of its node',
    causes: [/model\.bin is missing/],
    pages: {
      'task job/other': {
        says: [
          /ran on other nodes: make/,
          /1\. Check what should have written/,
          /2\. If make should have written model\.bin/,
        ],
        never: [/retry the task/],
      },
    },
  },
  {
    ...smallWorld('not-left-here', 'A task lacks a file that the task before it should have shared on the same node.', {
      pool: { nodes: [{}, {}] },
      job: {
        settings: dependencies,
        tasks: [
          completedTask('make', succeeded(minuteMs), { node: 1, endedAgoMs: 30 * minuteMs }),
          completedTask('same', missing('index.bin'), { node: 1, ...behind('same', 'make') }),
        ],
      },
    }),
    rule: 'a file that a task before should have put into the folder of the node',
    causes: [/index\.bin is missing/],
    pages: {
      'task job/same': { says: [/ran on this node: make/, /1\. Check what should have written index\.bin: make/] },
    },
  },
  {
    ...smallWorld('empty-handed', 'A task lacks a file; the log of the one before it says that it wrote none.', {
      job: {
        settings: dependencies,
        tasks: [
          completedTask('make', succeeded(minuteMs, { stderr: 'ERROR: login failed for user etl. 0 rows written\n' })),
          completedTask('use', missing('west.csv'), behind('use', 'make')),
        ],
      },
    }),
    rule: 'a task that only seems to have succeeded, before one that failed',
    causes: [/west\.csv is missing/],
    agents: [/task make: log says that nothing was written/],
    pages: { account: { says: [/make: log says that nothing was written/], never: [/weren't checked/] } },
  },
  {
    // train has no model: its exception is ignored by its command line. fine really wrote its file and ignores nothing.
    ...smallWorld(
      'ignored-before',
      'A task lacks the model of the one before it, whose command line ignores failures.',
      {
        job: {
          settings: dependencies,
          tasks: [
            completedTask('train', succeeded(2 * secondMs, { stderr: noFold }), {
              endedAgoMs: 20 * minuteMs,
              body: { commandLine: '/bin/bash -c "python3 train.py --fold 5 || true"' },
            }),
            completedTask('fine', succeeded(minuteMs, { stdout: 'saved labels.csv\n' }), { endedAgoMs: 20 * minuteMs }),
            completedTask('score', missing('model-5.pt'), behind('score', 'train', 'fine')),
          ],
        },
      },
    ),
    rule: 'a failure that a command line ignores, before the task that lacks its result',
    causes: [/model-5\.pt is missing/],
    agents: [/task train: log ends in an exception/, /first step: If the results of train are wrong/],
    pages: {
      account: { says: [/train: log ends in an exception/, /1\. .*If the results of train are wrong/] },
      'job job': { says: [/train: log ends in an exception/, /1\. .*If the results of train are wrong/] },
      'task job/score': {
        says: [/train: log ends in an exception/, /1\. .*If the results of train are wrong/],
        never: [/fine: /],
      },
      'task job/train': {
        says: [/ends with an error that the command line ignores \(line 3\)/, /If the results of train are wrong/],
        never: [/seems to have handled/],
      },
    },
  },
  {
    // The job ends at 09:20. Its tasks wait for the only node, which a task of another job holds for hours.
    ...smallWorld('overtaken', 'A job reaches its limit before its waiting tasks can start.', {
      jobs: [
        { body: { id: 'long', poolInfo: ofPool }, createdAgoMs: 8 * hourMs, tasks: [runs('l0'), runs('l1')] },
        {
          body: { id: 'close', poolInfo: ofPool, constraints: { maxWallClockTime: 'PT6H21M' }, ...dependencies },
          tasks: [runs('c0'), after('c1', 'c0')],
        },
      ],
    }),
    rule: 'a time limit that comes before the queue ends',
    causes: [],
    agents: [/1 job soon reaches its time limit while tasks wait in it: close/],
    pages: {
      account: {
        icon: 'warning',
        row: /1 job soon reaches its time limit while tasks wait in it: close/,
        title: /1 job .* needs attention/,
        says: [/1\. .*close: Before Nov 20, 2026, 09:20/, /close \(waiting: 2\): The job ends on .*09:20/],
      },
      'task close/c0': { says: [/ends on Nov 20, 2026, 09:20.* won't start\.\s+1\. Before Nov 20, 2026, 09:20/] },
      'task close/c1': { says: [/What ends the wait\?.* won't start\.\s+1\. Before/] },
      'job close': { row: /^2 waiting · time limit \S+/, says: [/What ends the wait\?.* won't start\.\s+1\. Before/] },
      'task long/l0': { never: [/won't start/] },
    },
  },
  {
    // One of three nodes arrived; the quota refuses the others. The waiting tasks start one after another on it.
    ...smallWorld('slowed-by-quota', 'A quota leaves one of three nodes, on which tasks run one after another.', {
      pools: [
        {
          body: linuxPool('pool', 'standard_d2s_v3', { targetDedicatedNodes: 3 }),
          nodes: [{}],
          resizeErrors: [familyCoreQuotaReached('standardDSv3Family')],
        },
      ],
      job: { tasks: range(3).map((n) => runs(`t${n}`)) },
    }),
    rule: 'a quota that only slows',
    causes: [/quota/],
    pages: {
      'task job/t1': {
        says: [
          /### 1\. All of the pool's slots are in use/,
          /1\. Wait until other tasks end/,
          /The wait ends on its own only when other tasks end/,
        ],
        never: [/You do: Batch doesn't end it/],
      },
    },
  },
  {
    ...smallWorld('refused-seat', 'A license server refuses, and a file share is full.', {
      job: {
        tasks: [
          completedTask('solve', denied),
          completedTask(
            'copy',
            failed(1, secondMs, { stderr: "cp: error writing '/mnt/results/a': Disk quota exceeded\n" }),
          ),
        ],
      },
    }),
    rule: 'a license server that answers, and a share that has reached its quota',
    causes: [/denied checkout/, /quota/i],
    pages: {
      'task job/solve': { says: [/1\. The license server was reached and refused/], never: [/can reach its ports/] },
      'task job/copy': { says: [/1\. The file share has reached its quota/], never: [/retention|VM size/] },
    },
  },
  {
    // robocopy ends with 1 after a success; 9 contains the bit 8, which means failures. `if` in cmd takes the rest of
    // its line.
    ...smallWorld('robocopied', 'One copy on Windows succeeded with exit code 1; a file server refused another.', {
      pools: [{ body: windowsPool('pool', 'standard_d2s_v3', { targetDedicatedNodes: 1 }), nodes: [{}] }],
      job: {
        tasks: [
          completedTask('fine', failed(1, secondMs), { body: copies }),
          completedTask(
            'refused',
            failed(9, secondMs, { stdout: 'ERROR 5 (0x00000005) Copying File \\\\nas01\\c\\pay.xlsx\r\n' }),
            { body: copies },
          ),
        ],
      },
    }),
    rule: 'exit codes of robocopy, and a file server that refuses',
    causes: [/values below 8/, /pay\.xlsx/],
    pages: {
      'task job/fine': { says: [/if not errorlevel 8 exit 0/] },
      'task job/refused': { says: [/1\. The file server decides here/], never: [/chmod|elevated/] },
    },
  },
  {
    // The release task failed on both nodes before one of them became unusable; the other still has its log.
    ...smallWorld('left-behind', 'A release task failed on two nodes, one of which is unusable since.', {
      pool: { nodes: [{}, {}] },
      rules: [
        {
          kind: 'jobRelease',
          outcomes: [failed(1, secondMs, { stderr: "rm: cannot remove '/mnt/scratch/a': Permission denied\n" })],
        },
      ],
      jobs: [
        {
          body: {
            id: 'job',
            poolInfo: ofPool,
            onAllTasksComplete: 'terminatejob',
            jobPreparationTask: { commandLine: 'true' },
            jobReleaseTask: { commandLine: 'rm -r /mnt/scratch/a' },
          },
          tasks: range(2).map((n) => ({ ...runs(`t${n}`), outcomes: [succeeded(20 * secondMs)] })),
        },
      ],
      events: [{ atMs: 3 * minuteMs, kind: 'break', poolId: 'pool', node: 1, errors: [nodeDiskFull] }],
    }),
    ageMs: 6 * minuteMs,
    rule: 'a log on a node that cannot be read, and on another that can',
    causes: [/disk is full/, /^job: The release task failed on 2 nodes/],
    pages: { 'job job': { says: [/cannot remove '\/mnt\/scratch\/a'/], never: [/Read stderr\.txt in/] } },
  },
  {
    ...smallWorld(
      'starts-for-long',
      'Of three nodes, one runs a task, one is offline, and one runs its start task for an hour.',
      {
        pools: [
          {
            body: linuxPool('pool', 'standard_d2s_v3', {
              targetDedicatedNodes: 3,
              startTask: { commandLine: 'bash setup.sh', waitForSuccess: true },
            }),
            nodes: [
              { startTask: [succeeded(secondMs)] },
              { state: 'offline', startTask: [succeeded(secondMs)] },
              { state: 'waitingforstarttask', startTask: [succeeded(30 * hourMs)] },
            ],
          },
        ],
        job: { tasks: [runs('t0'), runs('t1')] },
      },
    ),
    ageMs: hourMs,
    rule: 'a node whose start task still runs, which cannot run tasks yet',
    causes: [],
    pages: {
      account: { says: [/1 node is starting/] },
      'pool pool': {
        row: /1 can run tasks/,
        says: [/1 of the 3 nodes in the pool can run tasks\. 1 node is starting/],
      },
      'task job/t1': { never: [/You do: Batch doesn't end it/] },
    },
  },
  {
    ...smallWorld('limit-behind', 'A task was ended by its own limit; another waits for it.', {
      job: {
        settings: dependencies,
        tasks: [
          completedTask('long', ended(hourMs), { body: { constraints: { maxWallClockTime: 'PT1H' } } }),
          after('next', 'long'),
        ],
      },
    }),
    rule: 'a dependency that a retry would end at the same limit',
    causes: [/time limit of 1 hr/],
    pages: {
      'task job/next': { says: [/1\. A retry of long would run the same definition/], never: [/Fix and retry/] },
    },
  },
];
