import { linuxPool, range, storageUrl } from '../../../../src/simulator/scenarios/bodies.ts';
import { completedTask, smallWorld } from '../../../../src/simulator/scenarios/causes/smallWorld.ts';
import {
  blobNotFound,
  ended,
  failed,
  hourMs,
  minuteMs,
  neverStarted,
  secondMs,
  succeeded,
} from '../../../../src/simulator/scenarios/runs.ts';
import { toNodeId } from '../../../../src/simulator/scenarios/scenario.ts';
import { nodeDiskFull } from '../../../../src/simulator/state/nodeErrors.ts';
import { coreQuotaReached } from '../../../../src/simulator/state/poolErrors.ts';
import { after, asks, cannot, dependencies, type JudgedWorld, ofPool, runs } from './judgedWorld.ts';

const badHeader = failed(5, secondMs, { stderr: 'ValueError: bad header\n' });
const divided = failed(1, secondMs, {
  stderr:
    'Traceback (most recent call last):\n  File "/mnt/x/mean.py", line 2, in <module>\n    return total / len(rows)\nZeroDivisionError: division by zero\n',
});
const noPackage = failed(100, secondMs, { stderr: 'E: Unable to locate package samtools\n' });
const noToken = failed(4, secondMs, { stderr: "PermissionError: token of 'lake' has expired\n" });
const aligner = { containerSettings: { imageName: 'contoso.azurecr.io/align:2' } };
const tools = { containerSettings: { imageName: 'contoso.azurecr.io/tools:1' } };
const refs = storageUrl('inputs/refs.txt');
const resizeStopped = {
  code: 'ResizeStopped',
  message: 'Desired number of nodes could not be allocated as the resize was stopped',
};
/** Worlds in which two or three problems coincide, whose facts were written before looking at the product's rules. */
export const unseenWorlds: readonly JudgedWorld[] = [
  {
    // The image is missing. c1's failure satisfies d1, which runs; c2's blocks d2.
    ...smallWorld('image-satisfied', 'A container image is missing; one of two failures satisfies its dependent.', {
      containerImages: { 'contoso.azurecr.io/align:2': 'notFound' },
      pool: {
        settings: {
          virtualMachineConfiguration: {
            imageReference: { publisher: 'microsoft-dsvm', offer: 'ubuntu-hpc', sku: '2204', version: 'latest' },
            nodeAgentSKUId: 'batch.node.ubuntu 22.04',
            containerConfiguration: { type: 'dockerCompatible', containerImageNames: ['contoso.azurecr.io/tools:1'] },
          },
        },
      },
      job: {
        settings: dependencies,
        tasks: [
          asks('c1', { ...aligner, exitConditions: { preProcessingError: { dependencyAction: 'satisfy' } } }),
          asks('c2', aligner),
          asks('d1', { ...tools, dependsOn: { taskIds: ['c1'] } }),
          asks('d2', { ...tools, dependsOn: { taskIds: ['c2'] } }),
        ],
      },
    }),
    rule: 'a missing image, of which one failure satisfies',
    causes: [/^2 tasks · .*(align:2|image).* · 1 task waiting/i],
    pages: {
      account: { icon: 'error', title: /2 failures .* 1 reason/, never: [cannot] },
      'job job': { icon: 'error', row: /2 failed · 1 running · 1 waiting/, says: [/align:2/], never: [cannot] },
      'task job/c1': { says: [/align:2/, /submit it again|task\.resubmit/] },
      'task job/c2': { says: [/align:2/] },
      'task job/d1': { never: [/never run|waits for/] },
      'task job/d2': { title: /the dependency "?c2"? failed/, never: [/\bc1\b/] },
    },
  },
  {
    // slow reached its own limit of an hour, which isn't retried. last waits for the limit of one task at a time.
    ...smallWorld('task-limit', 'A task reached its time limit; the job runs one task at a time.', {
      pool: { nodes: [{ sinceAgoMs: 5 * hourMs }, { sinceAgoMs: 5 * hourMs }] },
      job: {
        settings: { ...dependencies, maxParallelTasks: 1 },
        tasks: [
          completedTask('slow', ended(hourMs, { stdout: 'step 412 of 900\n' }), {
            body: { constraints: { maxWallClockTime: 'PT1H', maxTaskRetryCount: 2 } },
          }),
          after('next', 'slow'),
          runs('other'),
          runs('zlast'),
        ],
      },
    }),
    rule: 'a task at its time limit beside a limit of parallel tasks',
    causes: [/^1 task · .*(limit|time|1 h).* · 1 task waiting/i],
    pages: {
      account: { icon: 'error', never: [cannot] },
      'job job': {
        icon: 'error',
        row: /1 failed · 1 running · 2 waiting/,
        says: [/limit/i, /as many tasks as its limit allows/],
        never: [cannot],
      },
      'task job/slow': { says: [/1 hour|1 h|PT1H|60 min/], never: [/retries (were|are) used|2 retries/] },
      'task job/next': { title: /the dependency "slow" failed/, never: [/parallel/] },
      'task job/zlast': { title: /parallel|limit/i, never: [/never run|"slow"/] },
    },
  },
  {
    // Of three nodes one is offline, one failed its start task; the third works. The queue ends, but slowly.
    ...smallWorld('offline-and-start', 'One node is offline, one failed its start task, one works.', {
      pool: {
        settings: { startTask: { commandLine: 'apt-get install -y samtools', waitForSuccess: true } },
        nodes: [
          { state: 'offline', startTask: [succeeded(secondMs)] },
          { state: 'starttaskfailed', startTask: [noPackage] },
          { startTask: [succeeded(secondMs)] },
        ],
      },
      job: { tasks: [runs('r0'), runs('r1'), runs('r2')] },
    }),
    rule: 'an offline node beside one whose start task failed, and one that works',
    causes: [/^1 node · .*samtools/],
    pages: {
      account: { icon: 'error', says: [/samtools/], never: [cannot] },
      'pool pool': { says: [/start task/, /offline|scheduling/i], never: [cannot] },
      'job job': { row: /1 running · 2 waiting/, never: [/never run|stuck|Nothing can run/] },
      'task job/r2': { says: [/1 of (its |the )?3|offline|start task/], never: [/never run|stuck/] },
      'node pool/0': { says: [/scheduling|offline/i] },
      'node pool/1': { says: [/samtools/], never: [/is waiting for its start task to succeed/] },
    },
  },
  {
    // The formula is right and sets zero. Job b is disabled as well, so enabling it isn't enough.
    ...smallWorld('formula-zero', 'A formula keeps a pool at zero; one of its two jobs is disabled.', {
      pools: [
        {
          body: linuxPool('pool', 'standard_d2s_v3', {
            enableAutoScale: true,
            autoScaleFormula: '$TargetDedicatedNodes = 0;',
            autoScaleEvaluationInterval: 'PT5M',
          }),
          autoScaleRun: {
            results: '$TargetDedicatedNodes=0;$TargetLowPriorityNodes=0;$NodeDeallocationOption=requeue',
          },
        },
      ],
      jobs: [
        { body: { id: 'a', poolInfo: ofPool }, tasks: [runs('a0'), runs('a1')] },
        { body: { id: 'b', poolInfo: ofPool }, state: 'disabled', tasks: [runs('b0')] },
      ],
    }),
    rule: 'a formula that says zero, and a disabled job',
    causes: [/^a: .*formula.* · 2 tasks waiting/],
    pages: {
      account: { says: [/formula|autoscale/i], never: [cannot] },
      'pool pool': { icon: 'error', says: [/formula/i], never: [/Nothing is wrong/, /formula (failed|can't|cannot)/] },
      'job a': { row: /2 waiting/, says: [/formula/i], never: [/Enable the job|disabled/] },
      'job b': { row: /1 waiting/, title: /disabled/, says: [/formula|no nodes|0 nodes|without nodes/i] },
      'task a/a0': { says: [/formula/i], never: [/disabled/] },
      'task b/b0': { title: /disabled/ },
    },
  },
  {
    // Someone stopped the resize at one of four nodes. wide needs four slots, but a node has two.
    ...smallWorld('stopped-and-wide', 'A resize was stopped; one task needs more slots than any node has.', {
      pool: {
        settings: { targetDedicatedNodes: 4, taskSlotsPerNode: 2 },
        nodes: [{}],
        resizeErrors: [resizeStopped],
      },
      job: { tasks: [asks('wide', { requiredSlots: 4 }), runs('w0'), runs('w1'), runs('w2')] },
    }),
    rule: 'a stopped resize beside a task that no node can take',
    causes: [/slots · 1 task waiting/],
    pages: {
      account: { says: [/slots/, /stopped/i], never: [cannot] },
      'pool pool': { says: [/1 of 4/, /stopped/i] },
      'job job': { row: /2 running · 2 waiting/, says: [/slots/, /fewer nodes than it should/], never: [cannot] },
      'task job/wide': { title: /slots/, says: [/4/, /2/], never: [/stopped/i] },
      'task job/w2': { says: [/stopped|1 of 4/i], never: [/never run|4 slots/] },
    },
  },
  {
    // The quota withholds two of four nodes; mpi needs three at once, so the end of solo doesn't help.
    ...smallWorld('mpi-quota', 'A task needs three nodes at once; a quota leaves its pool two.', {
      quotas: { dedicatedCoreQuota: 4 },
      pools: [
        {
          body: linuxPool('pool', 'standard_d2s_v3', { targetDedicatedNodes: 4, enableInterNodeCommunication: true }),
          nodes: [{}, {}],
          resizeErrors: [coreQuotaReached],
        },
      ],
      job: {
        tasks: [
          runs('solo'),
          asks('zmpi', { multiInstanceSettings: { numberOfInstances: 3, coordinationCommandLine: './setup' } }),
        ],
      },
    }),
    rule: 'a multi-instance task larger than what a quota leaves',
    causes: [/quota/i],
    pages: {
      account: { icon: 'error', says: [/quota/i], never: [cannot] },
      'pool pool': { title: /quota/i, says: [/2 of 4/] },
      'job job': { row: /1 running · 1 waiting/, says: [/quota/i], never: [cannot] },
      'task job/zmpi': {
        says: [/3/, /quota/i],
        never: [/when "?solo/, /slots are in use\.?$/m, /Repair or replace the nodes/],
      },
      'task job/solo': {},
    },
  },
  {
    // The pool does not allow communication between nodes, so m stays active forever, and n behind it. x failed by
    // itself.
    ...smallWorld('mpi-ordinary', 'A multi-instance task waits in a pool without communication between nodes.', {
      job: {
        settings: dependencies,
        tasks: [
          completedTask('x', badHeader),
          asks('m', { multiInstanceSettings: { numberOfInstances: 2, coordinationCommandLine: './setup' } }),
          after('n', 'm'),
        ],
      },
    }),
    rule: 'a multi-instance task that no node of the pool may take, beside a failure',
    causes: [/^1 task · .*bad header(?!.*waiting)/, /^job: .* · 2 tasks waiting/],
    pages: {
      account: { icon: 'error', says: [/bad header/, /inter-?node|between nodes|communicat/i], never: [cannot] },
      'job job': {
        row: /1 failed · 2 waiting/,
        says: [/bad header/, /inter-?node|between nodes|communicat/i],
        never: [cannot, /2 tasks in job job are waiting[\s\S]*1 other task is waiting/],
      },
      'task job/m': { says: [/inter-?node|between nodes|communicat/i], never: [/bad header/] },
      'task job/n': { says: [/only after "?m"?/], never: [/bad header/] },
      'task job/x': { never: [/tasks? wait/] },
      'pool pool': {},
    },
  },
  {
    // Three tasks lack one blob; node 1 has no disk space left, which is unrelated.
    ...smallWorld('blob-and-disk', 'A blob is missing for three tasks; one of two nodes is full.', {
      pool: { nodes: [{}, { state: 'unusable', errors: [nodeDiskFull] }] },
      job: {
        settings: dependencies,
        tasks: [
          ...range(3).map((n) =>
            completedTask(`t${n}`, neverStarted(blobNotFound(refs, 'refs.txt')), {
              body: { resourceFiles: [{ httpUrl: refs, filePath: 'refs.txt' }] },
            }),
          ),
          after('x', 't0'),
          after('y', 'x'),
          runs('r0'),
        ],
      },
    }),
    rule: 'a missing blob of three tasks, and a full node',
    causes: [/^3 tasks · .*(refs\.txt|blob|resource file).* · 2 tasks waiting/i, /^1 node · .*disk/i],
    pages: {
      account: {
        icon: 'error',
        says: [/refs\.txt|blob/i, /disk/],
        never: [cannot, /No node in its pool pool is free/],
      },
      'pool pool': { says: [/disk/], never: [/Nothing is wrong/] },
      'node pool/1': { says: [/disk/], never: [/so its image leaves too little space/] },
      'job job': { row: /3 failed · 1 running · 2 waiting/, says: [/refs\.txt/], never: [cannot] },
      'task job/t1': { says: [/refs\.txt/, /2 other tasks/], never: [/disk/] },
      'task job/t0': {},
      'task job/x': { title: /the dependency "?t0"? failed/ },
      'task job/y': { says: [/only after "?x"?/, /t0/] },
    },
  },
  {
    // Preparation fails on node 0, so job has only node 1; node 0 still runs other.
    ...smallWorld('prepared-on-one', 'Preparation fails on one of two nodes, which serves another job.', {
      rules: [
        {
          kind: 'jobPreparation',
          nodeId: toNodeId('pool', 0),
          outcomes: [failed(2, secondMs, { stderr: 'cp: cannot stat models: No such file or directory\n' })],
        },
        { kind: 'jobPreparation', outcomes: [succeeded(secondMs)] },
      ],
      jobs: [
        {
          body: {
            id: 'job',
            poolInfo: ofPool,
            jobPreparationTask: { commandLine: 'bash prepare.sh', waitForSuccess: true },
          },
          tasks: [runs('r0'), runs('r1'), runs('r2')],
        },
        { body: { id: 'other', poolInfo: ofPool, priority: -5 }, tasks: [runs('o0')] },
      ],
    }),
    rule: 'preparation that fails on one of two nodes',
    causes: [/preparation/i],
    pages: {
      account: { icon: 'error', says: [/preparation/i], never: [cannot] },
      'job job': {
        row: /1 running · 2 waiting/,
        says: [/models/],
        never: [
          cannot,
          /never run|fails on (all|every|both) nodes?/,
          /^1\. .*check that the task has it at this path/m,
        ],
      },
      'job other': { row: /1 running/, never: [/preparation/] },
      'task job/r2': { says: [/preparation/], never: [/never run|fails on (all|every|both) nodes?/] },
      'task other/o0': { never: [/preparation/] },
      'pool pool': {},
      'node pool/0': { says: [/preparation/] },
    },
  },
  {
    // Each day's job ends with its manager, whose token has expired; the release task of the last one failed, too.
    ...smallWorld('schedule', 'Three jobs of a schedule failed alike; a release task failed as well.', {
      pool: {
        createdAgoMs: 5 * 24 * hourMs,
        nodes: range(2).map(() => ({ sinceAgoMs: 4 * 24 * hourMs })),
      },
      rules: [
        { kind: 'task', outcomes: [noToken] },
        { kind: 'jobPreparation', outcomes: [succeeded(secondMs)] },
        { kind: 'jobRelease', outcomes: [failed(1, secondMs, { stderr: 'rm: cannot remove cache: Device busy\n' })] },
      ],
      jobs: range(2, 1).map((n) => ({
        body: {
          id: `nightly:job-${n}`,
          poolInfo: ofPool,
          jobManagerTask: { id: 'jm', commandLine: './jm' },
          jobPreparationTask: { commandLine: './prepare' },
          jobReleaseTask: { commandLine: './release' },
        },
        state: 'completed' as const,
        terminateReason: 'JMComplete',
        createdAgoMs: (3 - n) * 24 * hourMs,
        tasks: [completedTask('jm', noToken, { endedAgoMs: (3 - n) * 24 * hourMs - minuteMs })],
      })),
      jobSchedules: [
        {
          id: 'nightly',
          schedule: { recurrenceInterval: 'P1D' },
          jobSpecification: {
            poolInfo: ofPool,
            jobManagerTask: { id: 'jm', commandLine: './jm' },
            jobPreparationTask: { commandLine: './prepare' },
            jobReleaseTask: { commandLine: './release' },
          },
        },
      ],
    }),
    rule: 'one reason in each job of a schedule, and a failed release task',
    causes: [/^3 tasks · .*lake/, /^nightly:job-3: .*release/i],
    pages: {
      account: { icon: 'error', says: [/lake/, /release/], never: [cannot] },
      'job nightly:job-2': { says: [/lake/], never: [cannot, /Enable/, /since then/, /administrator rights/] },
      'job nightly:job-3': {
        says: [/lake/, /release/i, /schedule/],
        never: [cannot, /Enable/, /since then/, /administrator rights/],
      },
      'pool pool': {},
      'node pool/0': {},
      'task nightly:job-3/jm': { says: [/lake/], never: [/[Tt]hen retry the task/] },
    },
  },
  {
    // extract ended with 0 and wrote nothing, so merge failed. late also waits for a task that doesn't exist.
    ...smallWorld('false-upstream', 'A task that did nothing makes the next fail; another waits for a missing task.', {
      job: {
        settings: dependencies,
        tasks: [
          completedTask('extract', succeeded(minuteMs, { stdout: 'archive opened\n0 files written\n' }), {
            endedAgoMs: 20 * minuteMs,
          }),
          completedTask(
            'merge',
            failed(1, secondMs, { stderr: "FileNotFoundError: [Errno 2] No such file or directory: 'part-0.csv'\n" }),
            { body: { dependsOn: { taskIds: ['extract'] } } },
          ),
          after('report', 'merge'),
          after('late', 'merge', 'final'),
        ],
      },
    }),
    rule: 'a false success behind a failure, and a dependency that does not exist',
    causes: [/^1 task · .*part-0\.csv.* · 2 tasks waiting/, /^job: .* · 1 task waiting/],
    pages: {
      account: { icon: 'error', says: [/part-0\.csv/], never: [cannot] },
      'job job': {
        row: /1 failed · 2 waiting/,
        says: [/part-0\.csv/, /final/],
        never: [cannot],
      },
      'task job/extract': { says: [/0 files written/] },
      'task job/merge': { says: [/part-0\.csv/, /2 (other )?tasks/] },
      'task job/report': { title: /the dependency "merge" failed/, never: [/final/] },
      'task job/late': { says: [/final/, /merge/] },
    },
  },
  {
    // A few logs represent the others, whose logs nobody read.
    ...smallWorld('few-logs-read', 'Thirty tasks end with the same exit code, and the logs of a few are read.', {
      job: { tasks: range(30).map((index) => completedTask(`t${index}`, divided, { node: index % 2 })) },
    }),
    rule: 'a cause that only some of the logs show',
    causes: [/^30 tasks · /],
    agents: [/Confidence: likely\.\n(?:.*\n)*?.*checked: 5 of 30/],
    pages: {
      'job job': { says: [/^Confidence: likely/m] },
      'task job/t0': { says: [/^Confidence: certain/m] },
    },
  },
];
