import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failedTasksOf } from '../../../../test/builders/failedTasks.ts';
import { logsAreGone } from '../../../../test/builders/logsAreGone.ts';
import { noNodes } from '../../../../test/builders/nodeCounts.ts';
import { renderExplanation } from '../../../../test/builders/renderExplanation.ts';
import type { ComputeNode } from '../../model/computeNode.ts';
import type { TaskCounts } from '../../model/job.ts';
import type { Pool } from '../../model/pool.ts';
import type { Task } from '../../model/task.ts';
import { doAtOnce } from '../../work.ts';
import type { Cause } from '../causes/causes.ts';
import type { AccountOverview } from './accountOverview.ts';
import { CauseExplainer } from './causeExplainer.ts';
import { listWaitingJobs } from './chartJobs.ts';
import { explainAccount } from './explainAccount.ts';

const now = new Date('2026-11-20T10:00:00Z');
const counts = (given: Partial<TaskCounts>): TaskCounts => ({
  active: 0,
  running: 0,
  completed: (given.succeeded ?? 0) + (given.failed ?? 0),
  succeeded: 0,
  failed: 0,
  ...given,
});

const calm: AccountOverview = {
  accountId: 'contoso',
  pools: [{ id: 'cpu', allocationState: 'steady', currentDedicatedNodes: 4, targetDedicatedNodes: 4 }],
  areAllPools: true,
  nodeCounts: new Map([['cpu', { poolId: 'cpu', dedicated: { ...noNodes, running: 3, idle: 1, total: 4 } }]]),
  jobs: [{ id: 'frames', state: 'active', poolInfo: { poolId: 'cpu' } }],
  areAllJobs: true,
  counts: new Map([['frames', counts({ succeeded: 9000, active: 3 })]]),
  now,
};

const nothingFailed = { read: 0, total: 0, isComplete: true };

function render(overview: AccountOverview, causes: readonly Cause[] = []): string {
  return renderExplanation(
    explainAccount({ name: 'contoso', causes, coverage: { ...nothingFailed, total: 0 }, overview }),
    { timeZone: 'UTC' },
  );
}

/** Returns the lines below a heading. */
function find(text: string, heading: string): readonly string[] {
  const [, part = ''] = text.split(`## ${heading}\n`);
  return (
    part
      .split('\n## ')[0]
      ?.split('\n')
      .filter((line) => line.startsWith('- ')) ?? []
  );
}

test('if everything was counted and nothing failed, the account is called healthy', () => {
  const text = render(calm);
  assert.match(text, /^# All is well in account contoso\n/);
  assert.match(text, /Tasks: 9,000 succeeded, 0 running, 3 waiting\./);
  assert.deepEqual(find(text, 'Pools'), ['- cpu (running: 3, idle: 1)']);
  assert.deepEqual(find(text, 'Jobs'), ['- frames (waiting: 3, succeeded: 9,000)']);
});

test('if running tasks were not inspected, the text claims only that nothing that was checked has failed', () => {
  const text = render({ ...calm, counts: new Map([['frames', counts({ succeeded: 9000, running: 3 })]]) });
  assert.match(text, /^# Nothing checked in account contoso has failed\n/);
  assert.match(text, /3 running tasks weren't looked at/);
  assert.doesNotMatch(text, /Confidence: certain/);
});

const jammy = {
  virtualMachineConfiguration: {
    nodeAgentSKUId: 'batch.node.ubuntu 22.04',
    imageReference: { publisher: 'canonical', offer: 'ubuntu', sku: '22' },
  },
};

test('retirements are listed once for all pools, with the day that Batch gives, and are not failures', () => {
  const pools = ['a', 'b'].map((id) => ({ ...calm.pools[0], ...jammy, id, vmSize: 'Standard_D2s_v5' }));
  const old = { ...calm.pools[0], id: 'c', vmSize: 'Standard_NC6s_v3' };
  const text = render({ ...calm, pools: [...pools, old] });
  assert.match(text, /^# All is well in account contoso\n/);
  assert.deepEqual(find(text, 'End of support'), [
    '- Azure retired VM size Standard_NC6s_v3 on Sep 30, 2025 and no longer provides nodes of this size. Use a size from a newer series, such as NC A100 v4. Pools: c.',
    '- Batch supports batch.node.ubuntu 22.04 until Jun 30, 2027. After that, it may refuse new nodes and remove existing ones. Use a newer image, such as one for batch.node.ubuntu 24.04. Pools: a, b.',
  ]);
  const { nodeAgentSKUId, imageReference } = jammy.virtualMachineConfiguration;
  const images = [{ nodeAgentSKUId, imageReference, batchSupportEndOfLife: '2026-12-24T00:00:00Z' }];
  assert.match(find(render({ ...calm, pools, offer: { images } }), 'End of support')[0] ?? '', /until Dec 24, 2026/);
});

test('without retirements, only what could not be requested is listed', () => {
  assert.deepEqual(find(render(calm), 'End of support'), []);
  assert.deepEqual(find(render({ ...calm, offer: { whyNoImages: 'No role.' } }), 'End of support'), ['- No role.']);
});

test('an account that uses an older API version shows that', () => {
  assert.deepEqual(find(render({ ...calm, apiVersion: '2025-06-01' }), 'End of support'), []);
  assert.match(
    find(render({ ...calm, apiVersion: '2022-10-01.16.0' }), 'End of support')[0] ?? '',
    /read with API version 2022-10-01\.16\.0\. Versions before 2025-06-01 are to be retired/,
  );
});

test('while some items are not counted, the account is not called healthy', () => {
  assert.match(render({ ...calm, areAllJobs: false }), /^# Nothing checked/);
  assert.match(render({ ...calm, counts: new Map() }), /^# Nothing checked/);
  assert.deepEqual(find(render({ ...calm, counts: new Map() }), 'Jobs'), [
    '- frames (failed: unknown, running: unknown, waiting: unknown, succeeded: unknown)',
  ]);
});

test('unavailable lists are named, and not taken for healthy', () => {
  assert.match(render({ ...calm, whyNoNodeCounts: 'No role.' }), /^# Nothing checked/);
  const uncounted = find(render({ ...calm, whyNoNodeCounts: 'No role.' }), 'Pools');
  assert.ok(uncounted?.includes("- Node states aren't included in these numbers. No role."), String(uncounted));
  const unread = { pools: [], jobs: [], areAllPools: false, areAllJobs: false, whyNoPools: 'No.', whyNoJobs: 'Never.' };
  const text = render({ ...calm, ...unread });
  assert.match(text, /^# Nothing could be read in account contoso\n/);
  assert.deepEqual(
    ['Pools', 'Jobs'].flatMap((heading) => find(text, heading)),
    ['- They could not be listed: No.', '- They could not be listed: Never.'],
  );
  const partly = render({ ...calm, areAllJobs: false, jobs: [], whyNoJobs: 'Never.' });
  assert.match(partly, /^# Nothing checked in account contoso has failed\n/);
  assert.match(partly, /^No task, node, pool or job that was checked has a failure\.$/m);
});

test('an account is not called healthy if the latest read of a list failed, whatever was read before', () => {
  const whys = [undefined, 'Not signed in.'];
  const known = [calm, { ...calm, jobs: [], counts: new Map() }, { ...calm, pools: [], nodeCounts: new Map() }];
  const read = known.flatMap((before) =>
    whys.flatMap((whyNoPools) =>
      whys.flatMap((whyNoJobs) =>
        whys.map((whyNoNodeCounts) => {
          const isRead = [whyNoPools, whyNoJobs, whyNoNodeCounts].every((why) => why === undefined);
          const [title] = render({ ...before, whyNoPools, whyNoJobs, whyNoNodeCounts }).split('\n', 1);
          return { isRead, isWell: /All is well/.test(title ?? '') };
        }),
      ),
    ),
  );
  assert.equal(read.length, 24);
  for (const { isRead, isWell } of read) assert.equal(isWell, isRead);
});

test('reasons why a pool lacks nodes, or why nodes do no work, are described in words', () => {
  const pool: Pool = {
    id: 'gpu',
    allocationState: 'steady',
    currentDedicatedNodes: 8,
    targetDedicatedNodes: 20,
    resizeErrors: [{ code: 'AccountCoreQuotaReached' }],
  };
  const dedicated = { ...noNodes, startTaskFailed: 2, unusable: 1, running: 5, total: 8 };
  const nodeCounts = new Map([...calm.nodeCounts, ['gpu', { poolId: 'gpu', dedicated }] as const]);
  assert.deepEqual(find(render({ ...calm, pools: [...calm.pools, pool], nodeCounts }), 'Pools'), [
    '- gpu (need attention: 3, running: 5): The last resize failed (AccountCoreQuotaReached): the pool has 8 of 20 nodes. The start task failed on 2 nodes. 1 node is unusable.',
    '- cpu (running: 3, idle: 1)',
  ]);
  const stopped = { ...pool, resizeErrors: [{ code: 'ResizeStopped' }] };
  assert.match(render({ ...calm, pools: [stopped] }), /The last resize was stopped: the pool has 8 of 20 nodes\./);
});

test('the reasons why tasks wait are reported if known', () => {
  const wait = (job: Partial<AccountOverview['jobs'][number]>, rest: Partial<AccountOverview> = {}): string => {
    const jobs = [{ id: 'j', state: 'active', poolInfo: { poolId: 'cpu' }, ...job }] as const;
    const text = render({ ...calm, jobs, counts: new Map([['j', counts({ active: 5 })]]), ...rest });
    const row = find(text, 'Jobs').find((one) => one.startsWith('- j ('));
    return row?.replace('- j (waiting: 5)', '') ?? '';
  };
  const full = (given: Partial<typeof noNodes>) => ({
    nodeCounts: new Map([['cpu', { poolId: 'cpu', dedicated: { ...noNodes, total: 4, ...given } }]]),
  });
  assert.equal(wait({}), '');
  assert.equal(wait({ state: 'disabled' }), ': Its tasks are waiting for the job to be enabled.');
  assert.equal(wait({ state: 'disabling' }, full({ running: 4 })), wait({ state: 'disabled' }));
  const running = { counts: new Map([['j', counts({ active: 5, running: 2 })]]) };
  assert.match(wait({ maxParallelTasks: 2 }, running), /: The job may run 2 tasks at once \(maxParallelTasks\)\.$/);
  assert.doesNotMatch(wait({ maxParallelTasks: 3 }, running), /maxParallelTasks/);
  assert.equal(wait({ poolInfo: { poolId: 'gone' } }), ': Its pool gone is not in this account.');
  assert.equal(wait({ poolInfo: { poolId: 'gone' } }, { areAllPools: false }), '');
  assert.equal(wait({}, full({ running: 4 })), ': All nodes in its pool cpu are running tasks.');
  assert.equal(wait({}, full({ running: 3, starting: 1 })), ': No node in its pool cpu is free.');
  const short = {
    currentDedicatedNodes: 4,
    targetDedicatedNodes: 8,
    resizeErrors: [{ code: 'AccountCoreQuotaReached' }],
  };
  assert.equal(
    wait({}, { ...full({ running: 4 }), pools: [{ id: 'cpu', ...short }] }),
    ': No node in its pool cpu is free, and the pool has fewer nodes than it should (AccountCoreQuotaReached).',
  );
  const pools: readonly Pool[] = [{ id: 'cpu', taskSlotsPerNode: 2 }];
  assert.equal(wait({}, { ...full({ running: 4 }), pools }), '', 'a node that runs a task may have a free slot');
  assert.equal(wait({}, full({ total: 0 })), ': Its pool cpu has no nodes.');
  assert.equal(wait({}, { nodeCounts: new Map() }), '');
  const { idle: _, ...dedicated } = { ...noNodes, total: 4, running: 4 };
  assert.equal(wait({}, { nodeCounts: new Map([['cpu', { poolId: 'cpu', dedicated }]]) }), '', 'a node may be idle');
});

test('a wait behind busy nodes ends on its own unless the job ends soon', () => {
  const endsAlone = (job: Partial<AccountOverview['jobs'][number]>): boolean | undefined => {
    const [found] = listWaitingJobs({
      ...calm,
      jobs: [{ id: 'j', state: 'active', poolInfo: { poolId: 'cpu' }, ...job }],
      counts: new Map([['j', counts({ active: 5 })]]),
      nodeCounts: new Map([['cpu', { poolId: 'cpu', dedicated: { ...noNodes, total: 4, running: 4 } }]]),
      causes: [],
    });
    return found?.endsAlone;
  };
  const limited = { constraints: { maxWallClockTime: 'PT2H' } };
  assert.equal(endsAlone({}), true);
  assert.equal(endsAlone({ ...limited, executionInfo: { startTime: '2026-11-20T08:20:00Z' } }), undefined);
  assert.equal(endsAlone({ state: 'disabling' }), false);
});

test('a wait whose end is unknown for some tasks, or that the job manager task may cause, is not said to end', () => {
  const endsAlone = (job: Partial<AccountOverview['jobs'][number]>, total: number): boolean | undefined => {
    const [found] = listWaitingJobs({
      ...calm,
      jobs: [{ id: 'j', state: 'active', poolInfo: { poolId: 'cpu' }, ...job }],
      counts: new Map([['j', counts({ active: 5, running: 1 })]]),
      nodeCounts: new Map([['cpu', { poolId: 'cpu', dedicated: { ...noNodes, total, running: total } }]]),
      causes: [],
    });
    return found?.endsAlone;
  };
  const jobManagerTask = { id: 'manager', commandLine: 'manage' };
  assert.equal(endsAlone({ jobManagerTask }, 1), undefined);
  assert.equal(endsAlone({ jobManagerTask }, 2), true);
  assert.equal(endsAlone({ jobManagerTask: { ...jobManagerTask, runExclusive: false } }, 1), true);
});

test('a wait for nodes that have just been allocated ends on its own as far as is known', () => {
  const endsAlone = (allocationStateTransitionTime: string): boolean | undefined => {
    const [found] = listWaitingJobs({
      ...calm,
      pools: [{ id: 'cpu', allocationStateTransitionTime }],
      jobs: [{ id: 'j', state: 'active', poolInfo: { poolId: 'cpu' } }],
      counts: new Map([['j', counts({ active: 5 })]]),
      nodeCounts: new Map([['cpu', { poolId: 'cpu', dedicated: { ...noNodes, total: 4, starting: 4 } }]]),
      causes: [],
    });
    return found?.endsAlone;
  };
  assert.equal(endsAlone('2026-11-20T09:50:00Z'), true);
  assert.equal(endsAlone('2026-11-20T04:00:00Z'), undefined);
});

test('quotas are described if their limits are known', () => {
  const rows = find(
    render({
      ...calm,
      pools: [{ id: 'cpu', vmSize: 'standard_d4s_v3', currentDedicatedNodes: 4, targetDedicatedNodes: 4 }],
      quotas: { limits: { dedicatedCoreQuota: 100, poolQuota: 20 } },
    }),
    'Quotas',
  );
  assert.deepEqual(rows, ['- dedicated cores (used: 16, free: 84)', '- pools (used: 1, free: 19)']);
  assert.deepEqual(find(render({ ...calm, quotas: { whyUnknown: 'Nobody is signed in.' } }), 'Quotas'), [
    '- Nobody is signed in.',
  ]);
  assert.deepEqual(find(render({ ...calm, areAllPools: false, quotas: { limits: { poolQuota: 20 } } }), 'Quotas'), [
    '- pools (used: unknown, free: unknown): The limit is 20.',
  ]);
});

test('nodes that have idled for over an hour are described by pool', () => {
  const node = (id: string, stateTransitionTime: string): ComputeNode => ({ id, state: 'idle', stateTransitionTime });
  const idle = [
    {
      poolId: 'cpu',
      nodes: [node('a', '2026-11-20T07:00:00Z'), node('b', '2026-11-20T08:00:00Z'), node('c', '2026-11-20T09:30:00Z')],
      isComplete: true,
    },
    { poolId: 'gpu', nodes: [node('d', '2026-11-20T09:30:00Z')], isComplete: true },
  ];
  assert.deepEqual(find(render({ ...calm, idle, idlePoolsLeft: 2 }), 'Nodes idle for over an hour'), [
    '- 2 nodes in pool cpu have been idle, the longest for 3 hr',
    "- 2 more pools have idle nodes. How long they've been idle wasn't checked.",
  ]);
  const pools = [{ id: 'cpu', vmSize: 'standard_d4s_v3', currentDedicatedNodes: 3, targetDedicatedNodes: 3 }];
  const priced = render({ ...calm, pools, idle });
  assert.deepEqual(
    find(priced, 'Cost, estimated from VM sizes'),
    [
      '- Nodes that have been idle for over an hour: about 20 core-hours so far.',
      '- 2 nodes in pool cpu have been idle, the longest for 3 hr',
    ],
    'with their cost, if it is known',
  );
  assert.ok(!priced.includes('## Nodes idle'));
});

test('an account has a step against nodes that are idle or offline, unless tasks wait for them', () => {
  const nodes = [{ id: 'a', state: 'idle', stateTransitionTime: '2026-11-20T07:00:00Z' } as const];
  const idle = [{ poolId: 'cpu', nodes, isComplete: true }];
  const listSteps = (overview: Partial<AccountOverview>) =>
    explainAccount({
      name: 'contoso',
      causes: [],
      coverage: nothingFailed,
      overview: { ...calm, idle, ...overview },
    }).fixes.map(({ text }) => text);
  const done = { jobs: [] };
  assert.match(listSteps(done)[0] ?? '', /^1 node in pool cpu has been idle for 3 hr: If no task needs them .* resize/);
  assert.deepEqual(listSteps({}), []);
  const offline = { poolId: 'cpu', dedicated: { ...noNodes, running: 3, offline: 2, total: 5 } };
  assert.deepEqual(listSteps({ nodeCounts: new Map([['cpu', offline]]) }), [
    'cpu: Bring 2 offline nodes online: task scheduling is disabled on them.',
  ]);
});

test('failures over time are described by the most frequent causes, each with a link to its explanation', () => {
  const tasks = (exitCode: number, count: number) =>
    Array.from(
      { length: count },
      (_, index): Task => ({
        id: `t${exitCode}-${index}`,
        state: 'completed',
        executionInfo: { result: 'failure', exitCode, endTime: `2026-11-20T09:0${index}:00Z` },
      }),
    );
  const failing = failedTasksOf('a', [...tasks(139, 5), ...tasks(134, 2)]);
  const { causes } = doAtOnce(new CauseExplainer(logsAreGone).explain(failing));
  const { sections = [] } = explainAccount({
    name: 'contoso',
    causes,
    coverage: { read: 7, total: 7, isComplete: true },
    overview: calm,
  });
  const { charts: [chart] = [], items = [] } = sections.find(({ id }) => id === 'extent') ?? {};
  assert.deepEqual(
    chart?.series.map(({ leadsTo }) => leadsTo?.document),
    ['cause', 'cause'],
  );
  assert.deepEqual(
    chart?.rows[0]?.values.map((value) => value?.count),
    [1, 1],
  );
  assert.ok(items.every(({ leadsTo }) => leadsTo?.document === 'cause'));
});
