import type { RunScript } from '../../../../src/simulator/executors/runScript.ts';
import { inputFile, linuxPool, outputFile, range, storageUrl } from '../../../../src/simulator/scenarios/bodies.ts';
import { completedTask, smallWorld } from '../../../../src/simulator/scenarios/causes/smallWorld.ts';
import {
  blobAccessDenied,
  failed,
  hourMs,
  minuteMs,
  neverStarted,
  notUploaded,
  secondMs,
  succeeded,
} from '../../../../src/simulator/scenarios/runs.ts';
import { toNodeId } from '../../../../src/simulator/scenarios/scenario.ts';
import { after, asks, cannot, dependencies, type JudgedWorld, lost, ofPool, runs } from './judgedWorld.ts';

const inContainers = {
  virtualMachineConfiguration: {
    imageReference: { publisher: 'microsoft-dsvm', offer: 'ubuntu-hpc', sku: '2204', version: 'latest' },
    nodeAgentSKUId: 'batch.node.ubuntu 22.04',
    containerConfiguration: { type: 'dockerCompatible', containerImageNames: ['contoso.azurecr.io/tools:1'] },
  },
};
const image = (name: string, more = {}) => ({
  containerSettings: { imageName: `contoso.azurecr.io/${name}`, ...more },
});
const expired = { expired: true };
const deniedInput = (name: string) => ({ resourceFiles: [inputFile(name, name, expired)] });
const denied = (name: string) => neverStarted(blobAccessDenied(storageUrl(`inputs/${name}`, expired), name));
const longAs = (id: string, body = {}) => ({ ...asks(id, body), outcomes: [succeeded(12 * hourMs)] });
const onExit = (...actions: readonly (readonly [code: number, dependencyAction: string])[]) => ({
  exitConditions: {
    exitCodes: actions.map(([code, dependencyAction]) => ({ code, exitOptions: { dependencyAction } })),
  },
});

const noContainer = notUploaded(
  {
    category: 'UserError',
    code: 'FileUploadContainerNotFound',
    message: 'The container of one of the specified output file(s) was not found',
    details: [{ name: 'FilePattern', value: '*.mov' }],
  },
  minuteMs,
);
const ofBothKinds = {
  body: linuxPool('mixed', 'standard_d2s_v3', { targetDedicatedNodes: 1, targetLowPriorityNodes: 3 }),
  nodes: [{}, { isDedicated: false }, { isDedicated: false }, { isDedicated: false }],
};
const onDedicated = (id: string) => longAs(id, { affinityInfo: { affinityId: `TVM:${toNodeId('mixed', 0)}` } });

/** A job on two nodes, whose tasks print `stderr` and fail on node 1, where its preparation ends as given. */
const unprepared = (name: string, stderr: string, outcomes: readonly RunScript[]) =>
  smallWorld(name, 'Tasks fail on one of two nodes, whose preparation may be why.', {
    rules: [
      { kind: 'jobPreparation', nodeId: toNodeId('pool', 1), outcomes },
      { kind: 'jobPreparation', outcomes: [succeeded(secondMs)] },
      { kind: 'task', nodeId: toNodeId('pool', 1), outcomes: [failed(1, 3 * secondMs, { stderr })] },
      { kind: 'task', outcomes: [succeeded(12 * hourMs)] },
    ],
    job: {
      settings: { ...dependencies, jobPreparationTask: { commandLine: 'bash weights.sh', waitForSuccess: false } },
      tasks: [
        ...range(6).map((n) => ({ body: { id: `t${n}`, commandLine: 'python infer.py' } })),
        after('rank', ...range(6).map((n) => `t${n}`)),
      ],
    },
  });

/** Worlds in which several reasons are easily mistaken for one another. */
export const leftoverWorlds: readonly JudgedWorld[] = [
  {
    // a succeeded, and its exit condition for 0 blocks: b and merge never start, though nothing they wait for failed.
    // c's 10 satisfies, so d runs, and yet Batch counts it as a failure.
    ...smallWorld('zero-blocks', 'An exit condition blocks dependents after exit code 0 and lets them run after 10.', {
      job: {
        settings: dependencies,
        tasks: [
          completedTask('a', succeeded(minuteMs), { body: onExit([0, 'block'], [10, 'satisfy']) }),
          completedTask('c', failed(10, minuteMs, { stdout: '3 new samples\n' }), {
            node: 1,
            body: onExit([0, 'block'], [10, 'satisfy']),
          }),
          after('b', 'a'),
          longAs('d', { dependsOn: { taskIds: ['c'] } }),
          after('merge', 'b', 'd'),
        ],
      },
    }),
    rule: 'a success that blocks and a failure that satisfies',
    causes: [/^1 task · .*xit code 10(?!.*waiting)/, /^job: .* · 2 tasks waiting/],
    pages: {
      account: { icon: 'error', never: [cannot] },
      'job job': {
        row: /2 stuck: the exit conditions.* · 1 running · 2 waiting/,
        says: [/its exit conditions, a blocks/],
      },
      'task job/a': { title: /succeeded/, says: [/`block`/], never: [/[Rr]etry/] },
      'task job/c': { title: /exit code 10/, says: [/start anyway/], never: [/tasks? (is|are) waiting for it/] },
      'task job/b': { title: /its exit conditions, a blocks/, says: [/delete a /], never: [/its turn|retry/] },
      'task job/d': { title: /running/ },
      'task job/merge': { title: /its exit conditions, a blocks/, never: [/Batch does, automatically/] },
    },
  },
  {
    // make failed and let eat start, which lacks what make didn't write: a retry of eat alone fails again.
    ...smallWorld('failed-and-satisfied', 'A task lacks a file that a failed one should have written.', {
      job: {
        settings: dependencies,
        tasks: [
          completedTask(
            'make',
            failed(2, minuteMs, { stderr: "ValueError: could not convert string to float: 'n/a'\n" }),
            {
              body: onExit([2, 'satisfy']),
            },
          ),
          completedTask('eat', lost, { body: { dependsOn: { taskIds: ['make'] } } }),
        ],
      },
    }),
    rule: 'a failure that satisfies what then lacks its result',
    causes: [/ValueError/, /refs\.txt/],
    agents: [/first step: First fix and retry .*: make/],
    pages: { 'task job/eat': { says: [/depends on failed, .*: make/, /1\. First fix and retry .*: make/] } },
  },
  {
    // x blocks by its range of codes, and so does y's failure: a retry of y alone releases no task. z waits for y
    // alone.
    ...smallWorld('zero-in-range', 'A success blocks by a range of exit codes, beside a failure.', {
      job: {
        settings: dependencies,
        tasks: [
          completedTask('x', succeeded(minuteMs), {
            body: {
              exitConditions: { exitCodeRanges: [{ start: 0, end: 3, exitOptions: { dependencyAction: 'block' } }] },
            },
          }),
          // The `default` exit condition applies only to failures.
          completedTask('w', succeeded(minuteMs), {
            body: { exitConditions: { default: { dependencyAction: 'block' } } },
          }),
          completedTask('y', lost, { node: 1 }),
          after('both', 'x', 'y'),
          after('z', 'y'),
          longAs('after-w', { dependsOn: { taskIds: ['w'] } }),
        ],
      },
    }),
    rule: 'a success that blocks by its range, and a failure',
    causes: [/^1 task · .*refs\.txt.* · 2 tasks waiting/, /^job: .*its exit conditions, x blocks.* · 1 task waiting/],
    pages: {
      'job job': { icon: 'error', says: [/its exit conditions, x blocks/, /dependency "y" failed/], never: [cannot] },
      'task job/both': { title: /its exit conditions, x blocks/, says: [/y/] },
      'task job/z': { title: /dependency "y" failed/, never: [/exit conditions/] },
      'task job/after-w': { title: /running/ },
    },
  },
  {
    // f1 and f2 wait for a node; stitch for f0, and cut for f1, whether or not a node is free.
    ...smallWorld('room-and-turn', 'Two tasks wait for a node, and two for tasks that are not finished.', {
      jobs: [
        {
          body: { id: 'film', poolInfo: ofPool, ...dependencies },
          tasks: [runs('f0'), runs('f1'), runs('f2'), after('stitch', 'f0'), after('cut', 'f1')],
        },
      ],
      pool: { nodes: [{}, { state: 'offline' }] },
    }),
    rule: 'tasks that wait for nodes beside tasks that wait for others',
    causes: [],
    pages: {
      'job film': {
        row: /1 running · 4 waiting/,
        title: /^2 tasks in job film are waiting: no node has room/,
        says: [/2 tasks are waiting: a dependency isn't finished/],
      },
      'task film/stitch': { title: /dependency f0 isn't finished/ },
      'task film/cut': { title: /dependency f1 isn't finished/ },
    },
  },
  {
    // The limit holds f1 alone: stitch would not start without it either.
    ...smallWorld('limit-and-turn', 'A limit of parallel tasks holds one task; another waits for one that runs.', {
      pool: { settings: { taskSlotsPerNode: 4 }, nodes: [{}] },
      job: {
        settings: { ...dependencies, maxParallelTasks: 1 },
        tasks: [runs('f0'), runs('f1'), after('stitch', 'f0')],
      },
    }),
    rule: 'a limit of parallel tasks beside a dependency that is not finished',
    causes: [],
    pages: {
      'job job': {
        title: /^1 task in job job is waiting: .*its limit allows/,
        says: [/1 task is waiting: the dependency f0 isn't finished/],
        never: [/[23] tasks (in job job )?are waiting: /],
      },
    },
  },
  {
    // Nothing runs and the pool is gone: all three tasks wait for it, even those that also wait for other tasks.
    ...smallWorld('gone-for-all', 'A pool is gone, with a chain of tasks in its job.', {
      jobs: [
        {
          body: { id: 'old', poolInfo: { poolId: 'gone' }, ...dependencies },
          tasks: [runs('a'), runs('b'), after('c', 'a')],
        },
      ],
    }),
    rule: 'a missing pool that holds a task and what depends on it',
    causes: [/^old: The pool does not exist.* · 3 tasks waiting/],
    pages: {
      'job old': { title: /^3 tasks in job old are waiting: the pool does not exist/, never: [/isn't finished/] },
    },
  },
  {
    // solve starts once there is a second node, which takes a reboot of node 0; post waits for a failed task.
    ...smallWorld('second-step', 'A node whose start task failed holds one task, and a failed task another.', {
      pool: {
        settings: {
          enableInterNodeCommunication: true,
          startTask: { commandLine: 'bash mpi.sh', waitForSuccess: true },
        },
        nodes: [
          {
            state: 'starttaskfailed',
            startTask: [failed(28, minuteMs, { stderr: 'curl: (28) Connection timed out after 30001 milliseconds\n' })],
          },
          { startTask: [succeeded(minuteMs)] },
          { startTask: [succeeded(minuteMs)] },
        ],
      },
      job: {
        settings: dependencies,
        tasks: [
          completedTask('check', lost, { node: 1 }),
          runs('mesh'),
          longAs('solve', { multiInstanceSettings: { numberOfInstances: 2, coordinationCommandLine: 'true' } }),
          after('post', 'solve', 'check'),
        ],
      },
    }),
    rule: 'a start task that failed on a node that a task needs, beside a failed dependency',
    causes: [/^1 node · .*timed out/, /^1 task · .*refs\.txt.* · 1 task waiting/],
    pages: {
      'job job': { icon: 'error', says: [/For 1 waiting task \(2 free nodes .*\): Reboot the node/, /check/] },
      'task job/post': { title: /dependency "check" failed/ },
    },
  },
  {
    // A retry of r reads the same expired signature; q can run again. post waits for both, and for nothing else.
    ...smallWorld(
      'sas-and-script',
      'A task waits for one with an expired signature and for one whose program failed.',
      {
        job: {
          settings: dependencies,
          tasks: [
            completedTask('r', denied('r.dat'), { body: deniedInput('r.dat') }),
            completedTask('q', lost, { node: 1 }),
            runs('s'),
            after('post', 'r', 'q'),
            after('last', 'post'),
          ],
        },
      },
    ),
    rule: 'an expired signature beside a failure that a retry may mend',
    causes: [/^1 task · .*SAS.* · 2 tasks waiting/, /^1 task · .*refs\.txt.* · 2 tasks waiting/],
    pages: {
      'task job/post': {
        title: /2 dependencies failed/,
        says: [/A retry of r would run the same definition/, /Fix and retry what failed \(q\)/],
      },
      'task job/last': {
        says: [/A retry of r would run the same definition/],
        never: [/retry what failed \([^)]*r[,)]/],
      },
    },
  },
  {
    // The service names all of p's options, but rm isn't an option. w fails because of its working directory.
    ...smallWorld('container-settings', 'Containers fail for their options, and for the folder of their image.', {
      containerImages: { 'contoso.azurecr.io/plot:2': 'noWorkingDirectory' },
      pool: { settings: inContainers, nodes: [{}, {}, {}] },
      job: {
        settings: dependencies,
        tasks: [
          asks('w', image('plot:2', { workingDirectory: 'containerImageDefault' })),
          asks('p', image('tools:1', { containerRunOptions: 'rm --ipc=host' })),
          after('sum', 'w'),
        ],
      },
    }),
    rule: 'container settings that the service names',
    causes: [/^1 task · .*workingDirectory.* · 1 task waiting/, /^1 task · .*option rm/],
    pages: {
      'task job/w': { title: /setting workingDirectory/, says: [/same definition/], never: [/[Rr]etry the task/] },
      'task job/p': { title: /option rm$/, says: [/Remove rm/], never: [/Remove --ipc/] },
      'task job/sum': { says: [/A retry of w would run the same definition/] },
    },
  },
  {
    // The output shows neither which server refused nor that there is a signature.
    ...smallWorld('unknown-refusal', 'curl is refused by a server that nothing names.', {
      job: {
        tasks: [
          completedTask('any', failed(22, minuteMs, { stderr: 'curl: (22) The requested URL returned error: 403\n' })),
        ],
      },
    }),
    rule: 'a refusal by an unknown server',
    causes: [/^1 task · .*returned error: 403/],
    pages: {
      'task job/any': { says: [/Find out which server refused/], never: [/Check the permissions of the SAS/] },
    },
  },
  {
    // Preparation failed on node 1, which stays in use: it ended t1…t5 at once, and takes retried tasks.
    ...unprepared(
      'black-hole',
      "FileNotFoundError: [Errno 2] No such file or directory: '/mnt/batch/tasks/shared/w.bin'\n",
      [failed(22, secondMs, { stderr: 'curl: (22) The requested URL returned error: 403\n' })],
    ),
    rule: 'a preparation that failed on the one node that fails all tasks',
    causes: [/^5 tasks · w\.bin is missing.* · 1 task waiting/, /preparation task fails on 1 of 2 nodes/],
    pages: {
      'job job': {
        icon: 'error',
        says: [/^1\. The job's preparation task: Find out which server refused/m, /reimage the nodes/],
        never: [cannot, /start task/],
      },
      'task job/t1': { says: [/preparation task failed on this node/, /reimage the node/], never: [/start task/] },
      'task job/t3': { says: [/preparation task failed on this node/], never: [/start task/] },
      'task job/t0': { title: /running/ },
    },
  },
  {
    // The task's data has nothing to do with its job's preparation, whatever the outcome of that.
    ...unprepared('own-input', 'grep: refs.txt: No such file or directory\n', [
      failed(22, secondMs, { stderr: 'curl: (22) The requested URL returned error: 403\n' }),
    ]),
    rule: 'a preparation that failed on the node of tasks with another reason',
    causes: [/^5 tasks · refs\.txt is missing.* · 1 task waiting/, /preparation task fails on 1 of 2 nodes/],
    pages: {
      'task job/t1': { says: [/Then retry the task/], never: [/preparation task failed on this node/] },
    },
  },
  {
    // Preparation was refused what it should bring. A retry fails again until it has the rights and ran again.
    ...unprepared(
      'preparation-refused',
      "FileNotFoundError: [Errno 2] No such file or directory: '/mnt/batch/tasks/shared/w.bin'\n",
      [
        failed(1, secondMs, {
          stderr:
            'RESPONSE 403: 403 This request is not authorized to perform this operation using this permission.\nERROR CODE: AuthorizationPermissionMismatch\n',
        }),
      ],
    ),
    rule: 'a refused preparation whose file the tasks miss',
    causes: [/^5 tasks · w\.bin is missing.* · 1 task waiting/, /preparation task fails on 1 of 2 nodes/],
    agents: [/w\.bin is missing.*\n.*\n\| +responsible: definition/],
    pages: {
      'task job/t1': {
        says: [
          /Reason for the failure: .*lacks permission/,
          /^1\. .*data role.*`jobPreparationTask`/m,
          /^3\. Then reimage/m,
        ],
        never: [/Find out why/],
      },
      'job job': { says: [/^1\. The job's preparation task: Give .* data role/m], never: [/data role.*data role/s] },
    },
  },
  {
    // Preparation succeeded there, too: it does not fetch the file.
    ...unprepared(
      'prepared-without',
      "FileNotFoundError: [Errno 2] No such file or directory: '/mnt/batch/tasks/shared/w.bin'\n",
      [succeeded(secondMs)],
    ),
    rule: 'a preparation that succeeds without the file that it should bring',
    causes: [/^5 tasks · w\.bin is missing.* · 1 task waiting/],
    pages: {
      'task job/t1': { says: [/preparation task did not put it there/], never: [/start task/, /failed on this node/] },
    },
  },
  {
    // Three Spot nodes are idle, but the manager takes a dedicated one alone, which l0 holds for 12 hours; in 9 minutes
    // the job reaches its limit, so the manager never runs unless the limit is raised first.
    ...smallWorld(
      'conductor',
      'A job manager waits for the dedicated node beside idle Spot nodes; its job soon ends.',
      {
        pools: [ofBothKinds],
        jobs: [
          { body: { id: 'live', poolInfo: { poolId: 'mixed' }, priority: 50 }, tasks: [onDedicated('l0')] },
          {
            body: {
              id: 'sweep',
              poolInfo: { poolId: 'mixed' },
              constraints: { maxWallClockTime: 'PT6H10M' },
              jobManagerTask: { id: 'boss', commandLine: './boss', allowLowPriorityNode: false },
            },
            tasks: [runs('boss')],
          },
        ],
      },
    ),
    rule: 'a job manager that takes no Spot node, in a job that soon reaches its limit',
    causes: [],
    pages: {
      account: { never: [cannot] },
      'job sweep': {
        title: /no dedicated node in the pool has room/,
        row: /1 waiting/,
        says: [/^1\. Before .* raise `maxWallClockTime`/m],
        never: [cannot, /slots are in use/],
      },
      'task sweep/boss': {
        title: /no dedicated node/,
        says: [/^1\. Before .* raise `maxWallClockTime`/m, /more dedicated nodes/],
        never: [/its turn/],
      },
    },
  },
  {
    // This manager takes Spot nodes, too, and has one.
    ...smallWorld('any-node', 'A job manager that takes any node runs beside a busy dedicated one.', {
      pools: [ofBothKinds],
      jobs: [
        { body: { id: 'live', poolInfo: { poolId: 'mixed' } }, tasks: [onDedicated('l0')] },
        {
          body: { id: 'sweep', poolInfo: { poolId: 'mixed' }, jobManagerTask: { id: 'boss', commandLine: './boss' } },
          tasks: [runs('boss')],
        },
      ],
    }),
    rule: 'a job manager that takes any node',
    causes: [],
    pages: { 'job sweep': { row: /1 running/ }, 'task sweep/boss': { title: /running/, never: [/dedicated/] } },
  },
  {
    // The job ends in nine minutes, even if d's dependency succeeds later.
    ...smallWorld('ends-before', 'A failed dependency in a job that soon reaches its limit.', {
      job: {
        settings: { ...dependencies, constraints: { maxWallClockTime: 'PT6H10M' } },
        tasks: [completedTask('c', lost), runs('e'), after('d', 'c')],
      },
    }),
    rule: 'a failed dependency in a job that soon reaches its limit',
    causes: [/^1 task · .*refs\.txt.* · 1 task waiting/],
    pages: {
      'job job': { says: [/^1\. Before .* raise `maxWallClockTime`/m, /refs\.txt/] },
      'task job/d': { title: /dependency "c" failed/, says: [/^1\. Before .* raise/m, /Fix and retry what failed/] },
    },
  },
  {
    // Another run succeeds only once the container exists.
    ...smallWorld('container-first', 'The container for outputs is missing, and the node of the task is gone.', {
      job: {
        tasks: [
          completedTask('u', noContainer, { nodeGone: true, body: { outputFiles: [outputFile('*.mov', 'u')] } }),
          runs('e'),
        ],
      },
    }),
    rule: 'lost outputs whose container is missing',
    causes: [/^1 task · .*container outputs is missing/],
    pages: {
      account: { says: [/^1\. .*Create container outputs/m] },
      'task job/u': { says: [/^1\. Create container outputs/m, /can no longer be read/] },
    },
  },
  {
    // r1 failed because of its expired signature, and r2 will as soon as it gets a node; ok's is valid.
    ...smallWorld('sas-in-queue', 'Others with the same expired signature still wait for a node.', {
      pool: { nodes: [{}] },
      jobs: [
        { body: { id: 'night', poolInfo: ofPool, priority: 10 }, tasks: [runs('n0')] },
        {
          body: { id: 'flow', poolInfo: ofPool },
          tasks: [
            completedTask('r1', denied('r1.dat'), { body: deniedInput('r1.dat') }),
            asks('r2', deniedInput('r2.dat')),
            asks('ok', { resourceFiles: [inputFile('ok.dat')] }),
          ],
        },
      ],
    }),
    rule: 'an expired signature in a task that waits',
    causes: [/^1 task · .*SAS.*expired/],
    agents: [/2 in job flow .*1 waiting task has an expired SAS(?!.*on their own)/],
    pages: {
      account: { says: [/- flow .*1 waiting task has an expired SAS/] },
      'task flow/r2': {
        title: /slots are in use/,
        says: [/1\. The SAS for r2\.dat has expired.*[\s\S]*Wait, or add nodes/],
      },
      'task flow/ok': { title: /slots are in use/, never: [/expired/] },
    },
  },
  {
    ...smallWorld('files-refused', 'Storage refuses files with other names for the same reason, and one for another.', {
      job: {
        tasks: [
          ...['sales', 'stock', 'prices'].map((name) =>
            completedTask(name, denied(`${name}.csv`), { body: deniedInput(`${name}.csv`) }),
          ),
          completedTask('other', neverStarted(blobAccessDenied(storageUrl('inputs/other.csv'), 'other.csv')), {
            body: { resourceFiles: [inputFile('other.csv')] },
          }),
        ],
      },
    }),
    rule: 'files whose signatures have expired alike, beside one that is refused although its signature is valid',
    causes: [/^3 tasks · The SAS for … has expired/, /^1 task · /],
    pages: {
      account: { says: [/for files such as (sales|stock|prices)\.csv in container inputs/] },
      'task job/stock': { title: /The SAS for stock\.csv has expired/i, says: [/\(SAS\) for stock\.csv in container/] },
      'task job/other': { never: [/expired/] },
    },
  },
];
