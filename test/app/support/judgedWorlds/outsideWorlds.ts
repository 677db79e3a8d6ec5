import { taskDiskFull } from '../../../../src/simulator/executors/outcome.ts';
import { linuxPool, outputFile, range } from '../../../../src/simulator/scenarios/bodies.ts';
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
import { nodeDiskFull } from '../../../../src/simulator/state/nodeErrors.ts';
import { formulaEvaluationError } from '../../../../src/simulator/state/poolErrors.ts';
import { after, asks, cannot, dependencies, type JudgedWorld, lost, ofPool, runs, twoSlots } from './judgedWorld.ts';

const crash = failed(139, minuteMs, { stderr: 'Segmentation fault (core dumped)\n' });
const termed = failed(143, minuteMs, { stderr: 'Terminated\n' });
const denied = blobAccessDenied('https://contosodata.blob.core.windows.net/inputs/ref.fa', 'ref.fa');
const pool = (id: string, count: number) => linuxPool(id, 'standard_d2s_v3', { targetDedicatedNodes: count });

const noTool = failed(127, secondMs, { stderr: 'setup.sh: line 4: jq: command not found\n' });
const badHeader = failed(5, 5 * secondMs, { stderr: 'ValueError: bad header\n' });
const killed = failed(137, hourMs, { stderr: 'Killed\n' });
const noBucket = notUploaded(
  {
    category: 'UserError',
    code: 'FileUploadContainerNotFound',
    message: 'The container of one of the specified output file(s) was not found',
    details: [{ name: 'FilePattern', value: '*.csv' }],
  },
  minuteMs,
);

/** Worlds whose facts were written without looking at the product's rules. */
export const outsideWorlds: readonly JudgedWorld[] = [
  {
    // 2 crashed, 1 was terminated by a signal; d depends on one of the crashed tasks and never runs.
    ...smallWorld('signals', 'Two segfaults, one SIGTERM, a dependent.', {
      job: {
        settings: dependencies,
        tasks: [completedTask('c0', crash), completedTask('c1', crash), completedTask('t', termed), after('d', 'c0')],
      },
    }),
    rule: 'two signals, one with a dependent',
    causes: [
      /^2 tasks · .*(139|[Ss]egmentation|SIGSEGV|crash).* · 1 task waiting/,
      /^1 task · .*(143|[Tt]erminate|SIGTERM)/,
    ],
    pages: {
      account: { icon: 'error', title: /^3 failures .* 2 different reasons/, never: [cannot] },
      'job job': { icon: 'error', row: /3 failed · 1 (waiting|stuck)/, never: [cannot] },
      'task job/t': {
        title: /143|[Tt]erminated|SIGTERM/,
        says: [/1\. Check what ended it/],
        never: [/Confidence: certain/, /memory access|[Ss]egmentation|time limit of/],
      },
      'task job/d': { title: /c0/, never: [/143/] },
    },
  },
  {
    // One node is offline, and the other runs r; q waits for a slot; the segfault is unrelated.
    ...smallWorld('offline-crash', 'An offline node, a queue and a segfault.', {
      pool: { nodes: [{}, { state: 'offline' }] },
      job: { tasks: [completedTask('c', crash), runs('r'), runs('q')] },
    }),
    rule: 'an offline node beside a segfault and a queue',
    causes: [/^1 task · .*(139|[Ss]egmentation|SIGSEGV|crash)/],
    pages: {
      account: { icon: 'error', never: [cannot] },
      'job job': { row: /1 failed · 1 running · 1 waiting/, never: [cannot, /never run/] },
      'task job/q': { says: [/offline|1 of 2/], never: [/139|never run/] },
      'pool pool': { says: [/offline|scheduling/], never: [cannot] },
    },
  },
  {
    // A file is denied in job a on p1 (2) and b on p2 (1); p2 has no nodes now, so b's w waits.
    ...smallWorld('denied-two-pools', 'A file is denied on two pools, one is empty now.', {
      pools: [
        { body: pool('p1', 1), nodes: [{}] },
        { body: pool('p2', 0), nodes: [] },
      ],
      jobs: [
        {
          body: { id: 'a', poolInfo: { poolId: 'p1' } },
          tasks: [completedTask('a0', neverStarted(denied)), completedTask('a1', neverStarted(denied))],
        },
        {
          body: { id: 'b', poolInfo: { poolId: 'p2' } },
          tasks: [completedTask('b0', neverStarted(denied), { nodeGone: true }), runs('w')],
        },
      ],
    }),
    rule: 'one denied file on two pools of which one is empty',
    causes: [/^3 tasks · .*ref\.fa/, /^b: The pool has no nodes · 1 task waiting/],
    pages: {
      account: { icon: 'error', title: /^4 failures|^3 failures/, never: [cannot] },
      'job b': { icon: 'error', row: /1 failed/, says: [/ref\.fa/, /no nodes/], never: [cannot] },
      'task b/w': { title: /no nodes/, never: [/ref\.fa/] },
      'task b/b0': { title: /ref\.fa/, never: [/exit code \d/] },
    },
  },
  {
    // h waits only for its job; c failed by itself; w needs 4 slots of nodes with 2: 1 task waits in low.
    ...smallWorld('disabled-prio-misfit', 'A disabled job of high priority, a low one with a misfit, a crash.', {
      pool: { settings: twoSlots },
      jobs: [
        { body: { id: 'high', poolInfo: ofPool, priority: 900 }, state: 'disabled', tasks: [runs('h')] },
        {
          body: { id: 'low', poolInfo: ofPool, priority: -900 },
          tasks: [completedTask('c', crash), runs('r'), asks('w', { requiredSlots: 4 })],
        },
      ],
    }),
    rule: 'a disabled job of a higher priority beside a misfit and a segfault',
    causes: [/^1 task · .*(139|[Ss]egmentation|SIGSEGV|crash)/, /^low: .*slots.* · 1 task waiting/],
    pages: {
      account: { icon: 'error', never: [cannot] },
      'job high': { icon: 'warning', title: /disabled/, never: [/slots|139/] },
      'job low': {
        icon: 'error',
        row: /1 failed · 1 stuck: [^·]+ · 1 running · 1 waiting/,
        never: [cannot, /priority/],
      },
      'task low/w': { title: /slots/, never: [/priority|disabled/] },
    },
  },
  {
    // mpi ran twice; post waits for it, and z waits for it and for an ID that does not exist.
    ...smallWorld('mpi-retry-missing', 'A retried task of two instances failed; dependents, one with a missing id.', {
      pool: { settings: { enableInterNodeCommunication: true } },
      job: {
        settings: dependencies,
        tasks: [
          completedTask('mpi', termed, {
            executionInfo: { retryCount: 1 },
            body: {
              constraints: { maxTaskRetryCount: 1 },
              multiInstanceSettings: { numberOfInstances: 2, coordinationCommandLine: 'true' },
            },
          }),
          after('post', 'mpi'),
          after('z', 'mpi', 'nobody'),
        ],
      },
    }),
    rule: 'instances ended by a signal, and a dependent that also waits for nobody',
    causes: [
      /^1 task · .*(143|[Tt]erminate|SIGTERM).* · (1|2) tasks? waiting/,
      /^job: A dependency is not in the job · 1 task waiting/,
    ],
    pages: {
      'job job': {
        icon: 'error',
        row: /1 stuck: .+ · 1 failed · 2 waiting/,
        says: [/2 tasks are waiting, and no tasks are running/],
        never: [cannot, /Task z is waiting/],
      },
      'task job/mpi': { says: [/2 (attempts|runs)|ran twice|retried once|1 retry|both/], never: [/3 (runs|attempts)/] },
      'task job/z': { says: [/nobody/, /mpi/], never: [/start automatically/] },
      'task job/post': { title: /mpi/, never: [/nobody/] },
    },
  },
  {
    // The Spot node is preempted; a requeued task failed later; a limit of 1 holds q back, and r runs on node 0.
    ...smallWorld('spot-limit-requeue', 'A preempted Spot node, a requeued failure and a limit of parallel tasks.', {
      pool: {
        settings: { targetLowPriorityNodes: 1, targetDedicatedNodes: 1 },
        nodes: [{}, { isDedicated: false, state: 'preempted' }],
      },
      job: {
        settings: { maxParallelTasks: 1 },
        tasks: [completedTask('k', lost, { executionInfo: { requeueCount: 1 } }), runs('r'), runs('q')],
      },
    }),
    rule: 'a preempted node beside a limit of parallel tasks and a requeued failure',
    causes: [/refs\.txt/, /^1 node · Azure took the machine back/],
    pages: {
      'job job': {
        row: /1 failed · 1 running · 1 waiting/,
        says: [/as many tasks as its limit/],
        never: [cannot, /never run/],
      },
      'task job/k': { title: /refs\.txt/, says: [/requeued/], never: [/retried/] },
      // No node and no slot starts q while the limit holds it.
      'task job/q': { says: [/parallel|limit/], never: [/never run/, /add nodes/, /a node is ready/] },
    },
  },
  {
    // The mount of /data failed on the node, and x lacks a file below /data; w and v wait for a pool that does not
    // exist.
    ...smallWorld('gone-and-soft-start', 'A soft start task fails on the only node; another job waits for no pool.', {
      pool: {
        settings: { startTask: { commandLine: 'bash mount.sh', waitForSuccess: false } },
        nodes: [{ startTask: [failed(32, secondMs, { stderr: 'mount: /data: permission denied\n' })] }],
      },
      jobs: [
        {
          body: { id: 'here', poolInfo: ofPool },
          tasks: [
            completedTask('x', failed(1, secondMs, { stderr: 'cat: /data/in.csv: No such file or directory\n' })),
            completedTask('ok', succeeded(minuteMs)),
          ],
        },
        { body: { id: 'there', poolInfo: { poolId: 'nopool' } }, tasks: [runs('w'), runs('v')] },
      ],
    }),
    rule: 'a soft mount that failed, a file below it, and a job whose pool is none',
    causes: [/^1 node · /, /^1 task · .*in\.csv/, /^there: The pool does not exist · 2 tasks waiting/],
    pages: {
      account: { icon: 'error', says: [/in\.csv is missing: Find out why the start task failed/], never: [cannot] },
      'job there': { icon: 'error', title: /does not exist/, never: [/mount|in\.csv/] },
      // The start task of the node should have mounted /data, and failed.
      'task here/x': { title: /in\.csv/, says: [/1\. Find out why the start task failed/] },
      'task there/v': { title: /does not exist|no pool|pool/, never: [/slots/] },
      'pool pool': { says: [/permission denied|start task/], never: [cannot] },
    },
  },
  {
    // e depends on l0 and c, f on e, g on l1: 3 wait for refs.txt, and 2 of them for the segfault too.
    ...smallWorld('chain-over-two', 'Failures of two reasons share a chain of dependents.', {
      job: {
        settings: dependencies,
        tasks: [
          ...range(2).map((n) => completedTask(`l${n}`, lost)),
          completedTask('c', crash),
          after('e', 'l0', 'c'),
          after('f', 'e'),
          after('g', 'l1'),
        ],
      },
    }),
    rule: 'a chain that waits for failures of two reasons, and one that waits for one',
    causes: [/^2 tasks · .*refs\.txt.* · 3 tasks waiting/, /^1 task · .*(139|[Ss]egmentation|SIGSEGV|crash)/],
    pages: {
      account: { icon: 'error', title: /^3 failures .* 2 different reasons/, never: [cannot] },
      'job job': { row: /3 failed · 3 (waiting|stuck)/, says: [/3 dependencies failed/], never: [cannot] },
      'task job/e': { title: /2 dependencies failed/ },
      'task job/f': { title: /l0, c/, says: [/only after e/], never: [/slots are in use/] },
      'task job/g': { title: /l1/, never: [/139/] },
    },
  },
  {
    // loop fails after 5 s and is retried without limit: it never ends by itself; join waits for it. long occupies the
    // other node.
    ...smallWorld('retried-forever', 'A task is retried without limit; one depends on it; another waits.', {
      job: {
        settings: dependencies,
        tasks: [
          { ...asks('loop', { constraints: { maxTaskRetryCount: -1 } }), outcomes: [badHeader] },
          runs('long'),
          after('join', 'loop'),
          after('join2', 'join'),
        ],
      },
    }),
    rule: 'a task that is retried without limit and what depends on it',
    causes: [],
    pages: {
      account: { never: [cannot] },
      'job job': { row: /2 waiting/, says: [/loop/], never: [cannot] },
      'task job/loop': { says: [/without (a )?limit|no limit/, /11/], never: [/failed 10 times/] },
      'task job/join': { title: /loop/, never: [/Batch does, automatically/] },
      'pool pool': { says: [/2/] },
    },
  },
  {
    // 2 of 2 parallel tasks: boss and w1, both for 12 h; the job's limit of 7 h ends all in an hour. merge waits for w0.
    ...smallWorld('boss-and-limit', 'A job manager counts to the limit of parallel tasks in a job that soon ends.', {
      pool: { settings: { taskSlotsPerNode: 4 } },
      job: {
        settings: {
          ...dependencies,
          maxParallelTasks: 2,
          constraints: { maxWallClockTime: 'PT7H' },
          jobManagerTask: { id: 'boss', commandLine: './boss', killJobOnCompletion: true, runExclusive: false },
        },
        tasks: [
          runs('boss'),
          completedTask('w0', noBucket, { body: { outputFiles: [outputFile('*.csv', 'w0')] } }),
          runs('w1'),
          runs('w2'),
          runs('w3'),
          after('xmerge', 'w0', 'w1'),
        ],
      },
    }),
    rule: 'a running job manager, a failed upload, a limit of parallel tasks and a job near its end',
    causes: [/^1 task · .*(container|outputs|upload).* · 1 task waiting/i],
    pages: {
      account: { icon: 'error', never: [cannot] },
      'job job': {
        icon: 'error',
        row: /1 failed · 2 running · 3 waiting/,
        says: [/parallel|at a time|at once|as its limit allows/, /7 hours|1 hour|an hour|time limit/],
        never: [cannot],
      },
      'task job/w0': { title: /upload|container|outputs/i, never: [/exit code 0 (means|is) a fail/] },
      'task job/w3': {
        title: /parallel|limit|at a time/,
        says: [/ends on .*09:59/],
        never: [/slots are in use/, /never run/],
      },
      'task job/xmerge': { title: /w0/, never: [/slots are in use/, /^1\. Fix and retry what failed \(w0\)/m] },
      'pool pool': { never: [/no free slot|all slots/i] },
    },
  },
  {
    // No Spot node is left. k was requeued once, retried once, and killed; its node is gone. b would wait even if
    // enabled.
    ...smallWorld('spot-gone', 'All Spot nodes are preempted; a killed task left no logs; another job is disabled.', {
      pools: [
        {
          body: linuxPool('pool', 'standard_d2s_v3', { targetDedicatedNodes: 0, targetLowPriorityNodes: 3 }),
          nodes: range(3).map(() => ({ isDedicated: false, state: 'preempted' as const })),
        },
      ],
      jobs: [
        {
          body: { id: 'a', poolInfo: ofPool, ...dependencies },
          tasks: [
            completedTask('k', killed, {
              nodeGone: true,
              executionInfo: { retryCount: 1, requeueCount: 1 },
              body: { constraints: { maxTaskRetryCount: 1 } },
            }),
            after('ka', 'k'),
            { ...runs('r0'), executionInfo: { requeueCount: 2 } },
            runs('r1'),
          ],
        },
        { body: { id: 'b', poolInfo: ofPool }, state: 'disabled', tasks: [runs('b0'), runs('b1')] },
      ],
    }),
    rule: 'preempted nodes, a killed task without logs, and a disabled job',
    causes: [
      /^1 task · .*(137|[Kk]illed).* · 1 task waiting/,
      /^(pool|3 nodes).*([Pp]reempt|took the machine back).* · 2 tasks waiting/,
    ],
    pages: {
      account: { icon: 'error', never: [cannot] },
      'job a': {
        icon: 'error',
        row: /1 failed · (.* · )?3 waiting/,
        says: [/[Pp]reempt/, /\bk\b/],
        never: [cannot, /disabled/],
      },
      'job b': { icon: 'warning', title: /disabled/, says: [/[Pp]reempt|Spot/] },
      'task a/k': {
        says: [/3 (runs|attempts)|ran 3 times|requeued/, /retried once|1 retry|[Rr]etries/],
        never: [/2 requeue/],
      },
      'task a/r0': { title: /[Pp]reempt/, never: [/never run/] },
      'task b/b1': { title: /disabled/ },
      'pool pool': { says: [/[Pp]reempt/], never: [cannot] },
    },
  },
  {
    // The formula fails, so 1 node stays; its start task failed, so t0 and t1 wait. old failed by itself.
    ...smallWorld('formula-and-start', 'A formula fails, and the start task failed on the one node there is.', {
      pools: [
        {
          body: linuxPool('pool', 'standard_d2s_v3', {
            enableAutoScale: true,
            autoScaleFormula: '$TargetDedicatedNodes = $Pending.GetSample(1);',
            autoScaleEvaluationInterval: 'PT5M',
            startTask: { commandLine: 'bash setup.sh', waitForSuccess: true },
          }),
          nodes: [{ state: 'starttaskfailed', startTask: [noTool] }],
          autoScaleRun: {
            results: '$TargetDedicatedNodes=1;$TargetLowPriorityNodes=0;$NodeDeallocationOption=requeue',
            error: formulaEvaluationError('Line 1, Col 25: Undefined symbol: $Pending'),
          },
        },
      ],
      job: { tasks: [completedTask('old', badHeader, { nodeGone: true }), runs('t0'), runs('t1')] },
    }),
    rule: 'a formula that fails, a start task that fails, and a failure whose logs are gone',
    causes: [/formula|autoscale|\$Pending/i, /^1 node · .*jq/, /^1 task · .*xit code 5/],
    pages: {
      account: { icon: 'error', says: [/jq|start task/, /formula/i], never: [cannot] },
      'job job': { icon: 'error', row: /1 failed.*2 waiting|2 stuck/, says: [/start task|jq/], never: [cannot] },
      'task job/t1': { says: [/start task|jq/], never: [/slots are in use/] },
      'task job/old': { title: /exit code 5/, says: [/gone|left the pool/], never: [/jq/] },
      'pool pool': { icon: 'error', says: [/\$Pending/, /jq/] },
    },
  },
  {
    // Node 0's disk is full: a task of each job failed there. high's h1 runs next on node 1, low's l1 after it.
    ...smallWorld('disk-full', 'A full disk failed tasks of two jobs; both queue for the other node.', {
      pool: { nodes: [{ state: 'unusable', errors: [nodeDiskFull] }, {}] },
      jobs: [
        {
          body: { id: 'high', poolInfo: ofPool, priority: 10 },
          tasks: [completedTask('h', neverStarted(taskDiskFull)), runs('h0'), runs('h1')],
        },
        {
          body: { id: 'low', poolInfo: ofPool, ...dependencies },
          tasks: [completedTask('l', neverStarted(taskDiskFull)), runs('l1'), after('xl', 'l')],
        },
      ],
    }),
    rule: 'a full disk, tasks of two jobs that failed because of it, and priorities',
    causes: [/^2 tasks · .*disk.* · 1 task waiting/i, /^1 node · .*disk/i],
    pages: {
      account: { icon: 'error', says: [/disk/], never: [cannot, /Delete tasks that succeeded/] },
      'job high': {
        icon: 'error',
        row: /1 failed · 1 running · 1 waiting/,
        says: [/disk/],
        never: [cannot, /priority of the other/],
      },
      'job low': { icon: 'error', row: /1 failed · 2 waiting/, says: [/disk/], never: [cannot] },
      'task low/l1': { says: [/priority|in use|busy/], never: [/never run/] },
      'task low/xl': { title: /"l" failed/ },
      'task high/h': { title: /disk/i, never: [/^1\. .*Take the node offline/m] },
      'pool pool': { icon: 'warning', says: [/disk/i] },
    },
  },
  {
    // x can't run even if enabled because its pool is gone. y's nodes are offline; online, they run one task at a time.
    ...smallWorld('gone-and-offline', 'A disabled job lacks its pool; the nodes of another are offline.', {
      pool: { nodes: [{ state: 'offline' }, { state: 'offline' }] },
      jobs: [
        {
          body: { id: 'x', poolInfo: { poolId: 'gone' } },
          state: 'disabled',
          tasks: [completedTask('x0', badHeader, { nodeGone: true }), runs('x1'), runs('x2')],
        },
        { body: { id: 'y', poolInfo: ofPool, maxParallelTasks: 1 }, tasks: [runs('y0'), runs('y1')] },
        {
          body: { id: 'z', poolInfo: ofPool },
          state: 'completed',
          terminateReason: 'AllTasksComplete',
          tasks: [completedTask('z0', succeeded(minuteMs)), completedTask('z1', badHeader)],
        },
      ],
    }),
    rule: 'a disabled job without a pool, a limited one with offline nodes, and an ended one with a failure',
    causes: [/bad header/, /^1 task · .*xit code 5/, /offline.* · 2 tasks waiting/i],
    pages: {
      account: { icon: 'error', says: [/offline/, /1 job is disabled while tasks wait in it: x/], never: [cannot] },
      'job x': { says: [/disabled/, /pool .*(does not|doesn't) exist|gone/], never: [cannot, /offline/] },
      'job y': { row: /2 (stuck|waiting)/, says: [/offline/], never: [cannot] },
      'job z': { says: [/bad header/], never: [cannot, /tasks? (is|are) waiting/] },
      'task x/x1': { title: /disabled|does not exist|doesn't exist/, says: [/exist/], never: [/slots are in use/] },
      'task y/y1': { title: /offline/, never: [/never run/] },
      'task x/x0': {
        title: /exit code 5/,
        says: [/Then enable the job/, /Create a pool with the ID gone/],
        never: [/bad header.*certain/],
      },
      'pool pool': { says: [/offline/] },
    },
  },
];
