import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { SteppedClock } from '../../src/simulator/clock.ts';
import { linuxPool } from '../../src/simulator/scenarios/bodies.ts';
import { completedTask, smallWorld, waitingTask } from '../../src/simulator/scenarios/causes/smallWorld.ts';
import { failed, hourMs, minuteMs, succeeded } from '../../src/simulator/scenarios/runs.ts';
import type { PoolSeed, TaskSeed } from '../../src/simulator/scenarios/scenario.ts';
import type { WireObject } from '../../src/simulator/state/wire.ts';
import { openAgents } from './support/agentWorld.ts';
import { startCold } from './support/coldApp.ts';

const lost = (id: string, durationMs: number, body: WireObject = {}, run: WireObject = {}): TaskSeed =>
  completedTask(id, failed(3, durationMs), { body, executionInfo: run });
const pool = (cores: 2 | 8, slots = 1, id = 'pool'): PoolSeed => ({
  body: linuxPool(id, `standard_d${cores}s_v3`, { targetDedicatedNodes: 4, taskSlotsPerNode: slots }),
  nodes: [{}, {}, {}, {}],
});
const ofInstances = (numberOfInstances: number) => ({
  multiInstanceSettings: { numberOfInstances, coordinationCommandLine: 'true' },
});

interface CostWorld {
  readonly what: string;
  readonly pools: readonly PoolSeed[];
  readonly tasks: readonly TaskSeed[];
  /** Tasks of a second job, whose pool has the job's ID. */
  readonly others?: readonly TaskSeed[];
  /** The cost of all failures, computed by hand from cores, slots, nodes and hours before the product was asked. */
  readonly cost: string;
}

const worlds: readonly CostWorld[] = [
  { what: '3 h × 2 cores', pools: [pool(2)], tasks: [lost('a', 3 * hourMs)], cost: 'about 6 core-hours' },
  { what: '½ h × 8 cores', pools: [pool(8)], tasks: [lost('a', hourMs / 2)], cost: 'about 4 core-hours' },
  {
    what: '1 of 4 slots of 8 cores × 1 h',
    pools: [pool(8, 4)],
    tasks: [lost('a', hourMs)],
    cost: 'about 2 core-hours',
  },
  {
    what: '3 of 4 slots of 8 cores × 2 h',
    pools: [pool(8, 4)],
    tasks: [lost('a', 2 * hourMs, { requiredSlots: 3 })],
    cost: 'about 12 core-hours',
  },
  {
    what: '4 of 4 slots of 8 cores × 1 h',
    pools: [pool(8, 4)],
    tasks: [lost('a', hourMs, { requiredSlots: 4 })],
    cost: 'about 8 core-hours',
  },
  {
    what: '4 nodes × 2 cores × 10 h',
    pools: [pool(2)],
    tasks: [lost('a', 10 * hourMs, ofInstances(4))],
    cost: 'about 80 core-hours',
  },
  {
    what: 'a multi-instance task of 1 node × 2 cores × 5 h',
    pools: [pool(2)],
    tasks: [lost('a', 5 * hourMs, ofInstances(1))],
    cost: 'about 10 core-hours',
  },
  {
    what: '3 nodes × 8 cores × 1 h, after a run that was requeued',
    pools: [pool(8)],
    tasks: [lost('a', hourMs, ofInstances(3), { requeueCount: 1 })],
    cost: 'at least 24 core-hours',
  },
  {
    what: '4 h × 2 cores, after two retries',
    pools: [pool(2)],
    tasks: [lost('a', 4 * hourMs, {}, { retryCount: 2 })],
    cost: 'at least 8 core-hours',
  },
  {
    what: '2 tasks × 1 of 2 slots of 2 cores × 3 h',
    pools: [pool(2, 2)],
    tasks: [lost('a', 3 * hourMs), lost('b', 3 * hourMs)],
    cost: 'about 6 core-hours',
  },
  {
    what: '2 h × 2 cores and 1 h × 8 cores of another pool',
    pools: [pool(2), pool(8, 1, 'other')],
    tasks: [lost('a', 2 * hourMs)],
    others: [lost('b', hourMs)],
    cost: 'about 12 core-hours',
  },
  {
    what: '2 h × 2 cores, beside 1 h in a pool that is gone, whose cores are unknown',
    pools: [pool(2)],
    tasks: [lost('a', 2 * hourMs)],
    others: [lost('b', hourMs)],
    cost: 'at least 4 core-hours',
  },
  {
    what: '40 min × 2 cores, 50 min × 2 cores and 30 min × 2 cores',
    pools: [pool(2)],
    tasks: [lost('a', 40 * minuteMs), lost('b', 50 * minuteMs), lost('c', 30 * minuteMs)],
    cost: 'about 4 core-hours',
  },
];

suite('costs by hand', () => {
  for (const { what, pools, tasks, others, cost } of worlds)
    test(`the account's page and agents say what failures took: ${what}`, async (context) => {
      const scenario = smallWorld('costs', what, {
        pools,
        jobs: [
          { body: { id: 'job', poolInfo: { poolId: 'pool' } }, createdAgoMs: 48 * hourMs, tasks },
          ...(others === undefined
            ? []
            : [{ body: { id: 'other', poolInfo: { poolId: 'other' } }, createdAgoMs: 48 * hourMs, tasks: others }]),
        ],
      });
      const cold = await startCold(context, scenario);
      const { text: listed } = await openAgents(cold).call('azurebatch_list_failures', {});
      assert.ok(listed.includes(`cost of all these failures: ${cost}`), listed);
      const resource = { kind: 'account', accountId: cold.store.account.id } as const;
      const { text: page } = await cold.explain({ resource, document: 'explanation' });
      assert.ok(page.includes(`Failed attempts: ${cost}`), page);
    });

  test('a run that was lost with its node counts, whether the node costs money or was taken back', async (context) => {
    const waits = ['r1', 'r2', 'r3'].map((id) => waitingTask(id, succeeded(6 * hourMs)));
    for (const [kind, cost] of [
      ['break', 'about 24 core-hours (about 8 core-hours by broken nodes, the rest by failed runs), and more'],
      ['preempt', 'about 16 core-hours;'],
    ] as const) {
      const clock = new SteppedClock();
      const { body } = pool(8);
      const scenario = smallWorld('lost-run', 'A node with a running task is lost.', {
        pools: [
          {
            body: { ...body, targetDedicatedNodes: 1, targetLowPriorityNodes: 1 },
            nodes: [{ isDedicated: false }, {}],
          },
        ],
        job: { tasks: waits },
        events: [{ atMs: 2 * hourMs, kind, poolId: 'pool', node: 0 }],
      });
      const cold = await startCold(context, scenario, clock);
      await clock.advance(3 * hourMs);
      const { text } = await openAgents(cold).call('azurebatch_list_failures', {});
      assert.ok(text.includes(`cost of all these failures: ${cost}`), text);
    }
  });

  test('the known part of a cost is said once and the same, even below one core-hour', async (context) => {
    const scenario = smallWorld('retried', '10 min × 2 cores, after a retry.', {
      pools: [pool(2)],
      job: { tasks: [lost('a', 10 * minuteMs, {}, { retryCount: 1 })] },
    });
    const { text } = await openAgents(await startCold(context, scenario)).call('azurebatch_list_failures', {});
    assert.match(text, /^\| cost of all these failures: at least 0\.33 core-hours; prices are unknown$/m);
    assert.match(text, /^\| {4}cost: at least 0\.33 core-hours$/m);
    assert.match(text, /failed runs: 10 min, at least 0\.33 core-hours$/m);
  });
});
