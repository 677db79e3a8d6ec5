import { linuxPool, range } from '../../../../src/simulator/scenarios/bodies.ts';
import { completedTask, smallWorld } from '../../../../src/simulator/scenarios/causes/smallWorld.ts';
import { hourMs, minuteMs, secondMs, succeeded } from '../../../../src/simulator/scenarios/runs.ts';
import { capacityLacking, lowPriorityCoreQuotaReached } from '../../../../src/simulator/state/poolErrors.ts';
import { after, asks, cannot, dependencies, type JudgedWorld, ofPool, runs } from './judgedWorld.ts';

const brokenPackage = {
  code: 'ApplicationPackageError',
  message: 'One or more application packages specified for the pool are invalid',
  errorDetails: [
    { name: 'ApplicationPackageReference', value: 'blender:4.1' },
    { name: 'Message', value: 'Resource download failed' },
  ],
};
const shortAs = (id: string, ms: number, body = {}) => ({ ...asks(id, body), outcomes: [succeeded(ms)] });
const longAs = (id: string, body = {}) => shortAs(id, 12 * hourMs, body);

/** Worlds in which tasks wait for room, or for something that more room does not provide. */
export const roomWorlds: readonly JudgedWorld[] = [
  {
    // t2 needs two nodes: one of the two busy nodes must end its task and the third come online, or both must end. t4
    // never runs.
    ...smallWorld('instances', 'One task needs more nodes than are free, another more than its pool has.', {
      pool: { settings: { enableInterNodeCommunication: true }, nodes: [{}, {}, { state: 'offline' }] },
      jobs: [
        { body: { id: 'eval', poolInfo: ofPool, priority: 10 }, tasks: [runs('e0')] },
        {
          body: { id: 'train', poolInfo: ofPool, ...dependencies },
          tasks: [
            asks('t2', { multiInstanceSettings: { numberOfInstances: 2, coordinationCommandLine: 'true' } }),
            asks('t4', { multiInstanceSettings: { numberOfInstances: 4, coordinationCommandLine: 'true' } }),
            longAs('s'),
            after('post', 't4'),
          ],
        },
      ],
    }),
    rule: 'instances that wait for busy nodes beside an offline one, and more instances than nodes',
    causes: [/^train: .* · 2 tasks waiting/],
    pages: {
      account: { icon: 'error', never: [cannot, /3 tasks .*never/] },
      'job train': { icon: 'error', row: /1 running · 3 waiting/, says: [/t4/, /4/, /3/], never: [cannot] },
      'job eval': { row: /1 running/, never: [/stuck/] },
      'task train/t2': { says: [/2/, /offline/], never: [/never run|stuck/] },
      'task train/t4': { says: [/4/, /3/, /offline/], never: [/the pool's nodes and their task slots/] },
      'task train/post': { says: [/t4/], never: [/When another task ends or a node is ready/] },
      'task train/s': {},
      'pool pool': { says: [/offline|scheduling/] },
    },
  },
  {
    // The driver occupies the only node; the account may have no Spot cores, so w0…w2 wait for the driver's end, and
    // the driver may in turn wait for them.
    ...smallWorld('driver-alone', 'A job manager holds the only node; Spot nodes exceed the quota.', {
      quotas: { lowPriorityCoreQuota: 0, dedicatedCoreQuota: 20 },
      pools: [
        {
          body: linuxPool('pool', 'standard_d2s_v3', {
            targetDedicatedNodes: 1,
            targetLowPriorityNodes: 3,
            taskSlotsPerNode: 4,
          }),
          nodes: [{}],
          resizeErrors: [lowPriorityCoreQuotaReached],
        },
      ],
      job: {
        settings: { jobManagerTask: { id: 'driver', commandLine: './driver', allowLowPriorityNode: false } },
        tasks: [runs('driver'), runs('w0'), runs('w1'), runs('w2')],
      },
    }),
    rule: 'a job manager that has the only node for itself, and a quota of Spot cores',
    causes: [/quota/i],
    pages: {
      account: { icon: 'error', says: [/quota/i], never: [cannot] },
      'job job': { row: /1 running · 3 waiting/, says: [/quota/i], never: [cannot] },
      'task job/w1': { says: [/quota|1 of 4/i, /driver|runExclusive/], never: [/never run/] },
      'task job/driver': {},
      'pool pool': { icon: 'error', title: /quota/i, says: [/1 of 4|0 of 3/, /Spot/] },
    },
  },
  {
    // r0 lost its node at 5 s and has been running again since 66 s; flaky needed a second attempt. Nothing is wrong.
    ...smallWorld('spot-back', 'A preempted Spot node is back, and its task runs again.', {
      pools: [
        {
          body: linuxPool('pool', 'standard_d2s_v3', { targetDedicatedNodes: 0, targetLowPriorityNodes: 2 }),
          nodes: [{ isDedicated: false }, { isDedicated: false }],
        },
      ],
      job: {
        settings: dependencies,
        tasks: [
          completedTask('flaky', succeeded(minuteMs), {
            body: { constraints: { maxTaskRetryCount: 2 } },
            executionInfo: { retryCount: 1 },
          }),
          runs('r0'),
          runs('r1'),
          after('post', 'r0', 'r1', 'flaky'),
        ],
      },
      events: [
        { atMs: 5 * secondMs, kind: 'preempt', poolId: 'pool', node: 0 },
        { atMs: 65 * secondMs, kind: 'heal', poolId: 'pool', node: 0 },
      ],
    }),
    rule: 'a preempted node that is back, and a retry that helped',
    ageMs: 3 * minuteMs,
    causes: [],
    pages: {
      account: { never: [/stuck/, /All nodes in its pool pool are running tasks/] },
      'job job': { row: /2 running · 1 waiting/, never: [/fewer nodes|stuck/] },
      'task job/r0': { title: /running/, says: [/requeued|preempted/] },
      'task job/r1': { title: /running/ },
      'task job/flaky': { title: /succeeded/ },
      'task job/post': { title: /r0|2 dependencies/, never: [/never|fail/, /pool\.resize/] },
      'pool pool': { says: [/2 of 2/], never: [/0 of 2/] },
    },
  },
  {
    // The formula requests five nodes; the region had two. Batch tries again at the next evaluation, within five
    // minutes.
    ...smallWorld('autoscale-capacity', 'A formula asks for more nodes than the region has.', {
      allocationFailures: [{ poolId: 'pool', nodes: 2, errors: [capacityLacking(true)] }],
      pools: [
        {
          body: linuxPool('pool', 'standard_d2s_v3', {
            enableAutoScale: true,
            autoScaleFormula: '$TargetDedicatedNodes = 5;',
            autoScaleEvaluationInterval: 'PT5M',
          }),
          nodes: [{}, {}],
        },
      ],
      jobs: [
        {
          body: { id: 'job', poolInfo: ofPool, maxParallelTasks: 3 },
          tasks: [runs('w0'), runs('w1'), runs('w2'), runs('w3')],
        },
        { body: { id: 'off', poolInfo: ofPool }, state: 'disabled', tasks: [runs('o0')] },
      ],
    }),
    rule: 'a formula that asks for more than the region has, a limit of parallel tasks and a disabled job',
    causes: [/^pool: .*(capacity|allocat).*/i],
    pages: {
      account: { icon: 'error', says: [/capacity/i], never: [cannot] },
      'pool pool': {
        icon: 'error',
        says: [/2 of 5/, /capacity/i],
        never: [/[Tt]hen resize the pool again/, /^1\. Try again later/m],
      },
      'job job': { row: /2 running · 2 waiting/, says: [/capacity/i], never: [/[Tt]hen resize the pool again/] },
      'job off': { icon: 'warning', title: /disabled/ },
      'task job/w2': {
        says: [/capacity/i],
        never: [/[Tt]hen resize the pool again/, /Batch doesn't end it automatically/],
      },
      'task job/w3': { never: [/never run/] },
      'task off/o0': { title: /disabled/, says: [/fewer nodes than it should/] },
    },
  },
  {
    // Of four nodes one lacks its package, two still run their start task (one of them again), one works.
    ...smallWorld('half-broken', 'A package breaks one node; two others run their start task.', {
      pool: {
        settings: {
          applicationPackageReferences: [{ applicationId: 'blender', version: '4.1' }],
          startTask: { commandLine: 'bash mount.sh', waitForSuccess: true },
        },
        nodes: [
          { state: 'unusable', errors: [brokenPackage], startTask: [succeeded(5 * secondMs)] },
          { startTask: [succeeded(5 * secondMs), succeeded(hourMs)] },
          { startTask: [succeeded(5 * secondMs)] },
          { state: 'waitingforstarttask', startTask: [succeeded(hourMs)] },
        ],
      },
      job: { tasks: [runs('r0'), runs('r1'), runs('r2'), runs('r3')] },
      events: [{ atMs: 5 * secondMs, kind: 'reboot', poolId: 'pool', node: 1 }],
    }),
    rule: 'nodes that are unusable, starting and busy, and a task that was requeued',
    causes: [/^1 node · .*(blender|package)/i],
    pages: {
      account: { icon: 'error', says: [/blender|package/], never: [cannot] },
      'job job': { row: /1 running · 3 waiting/, never: [/never run|stuck/] },
      'task job/r0': {},
      'task job/r1': {},
      'task job/r3': { says: [/start task/], never: [/never run|stuck/, /All of the pool's slots are in use/] },
      'pool pool': { says: [/blender/, /1 (of|unusable)/, /start task/], never: [/3 of 4 nodes .*(aren't|isn't)/] },
      'node pool/0': { says: [/blender/] },
      'node pool/1': { never: [/start task failed/] },
    },
  },
  {
    // Preparation takes an hour: t0 and t1 are being prepared, t2 and e0 wait for a slot. Nothing is wrong.
    ...smallWorld('preparing-long', 'Preparation runs on both nodes; a job of a lower priority waits as well.', {
      rules: [{ kind: 'jobPreparation', outcomes: [succeeded(hourMs)] }],
      jobs: [
        {
          body: { id: 'train', poolInfo: ofPool, jobPreparationTask: { commandLine: './fetch', waitForSuccess: true } },
          tasks: [runs('t0'), runs('t1'), runs('t2')],
        },
        {
          body: { id: 'eval', poolInfo: ofPool, priority: -5, ...dependencies },
          tasks: [runs('e0'), after('e1', 'e0')],
        },
      ],
    }),
    rule: 'preparation that still runs, and a queue behind it',
    causes: [],
    pages: {
      account: { never: [/stuck/] },
      'job train': { never: [/preparation .*fail/, /stuck|never run/] },
      'job eval': { row: /2 waiting/, never: [/stuck|never run/] },
      'task train/t0': { says: [/prepar/], never: [/fail/] },
      'task train/t2': { never: [/fail|never run/] },
      'task eval/e0': { never: [/never run|prepar.*fail/] },
      'task eval/e1': { title: /e0/, never: [/never run/, /When another task ends or a node is ready/] },
      'pool pool': { never: [/fail/] },
      'node pool/0': { never: [/fail/] },
    },
  },
  {
    // Azure reclaimed four of six Spot nodes; they count toward the target, so a larger target adds none.
    ...smallWorld('most-preempted', 'Most Spot nodes are preempted, and the others are busy.', {
      pools: [
        {
          body: linuxPool('pool', 'standard_d2s_v3', { targetDedicatedNodes: 0, targetLowPriorityNodes: 6 }),
          nodes: range(6).map((index) => ({
            isDedicated: false,
            ...(index < 4 ? { state: 'preempted' as const } : {}),
          })),
        },
      ],
      job: { tasks: range(5).map((index) => runs(`r${index}`)) },
    }),
    rule: 'more preempted nodes than busy ones',
    causes: [/^4 nodes .*took the machine back/],
    pages: {
      account: { never: [cannot] },
      'job job': { row: /2 running · 3 waiting/ },
      'task job/r4': { title: /4 of 6 nodes/, says: [/^1\. Wait until Batch has replaced/m], never: [/never run/] },
      'pool pool': { says: [/[Pp]reempt/] },
    },
  },
  {
    // The running tasks free their slots whether or not Azure has another machine.
    ...smallWorld('one-preempted', 'One of two Spot nodes is preempted; tasks wait for the other.', {
      pools: [
        {
          body: linuxPool('pool', 'standard_d2s_v3', { targetDedicatedNodes: 0, targetLowPriorityNodes: 2 }),
          nodes: [{ isDedicated: false }, { isDedicated: false, state: 'preempted' }],
        },
      ],
      job: { tasks: range(3).map((index) => runs(`r${index}`)) },
    }),
    rule: 'a preempted node beside one that runs tasks',
    causes: [/took the machine back/],
    agents: [/2 in job job .*they start on their own/],
    pages: {
      account: { never: [cannot] },
      'task job/r2': { title: /slots are in use/, never: [/never run/] },
    },
  },
];
