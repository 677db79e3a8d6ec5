import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { readAllPages } from '../../src/app/evidence/readPages.ts';
import { toRow } from '../../src/app/rows/explorer/toRow.ts';
import { toCauseRow } from '../../src/app/rows/failures/causeRows.ts';
import type { Resource } from '../../src/core/model/resource.ts';
import { SteppedClock } from '../../src/simulator/clock.ts';
import { findScenario } from '../../src/simulator/scenarios/catalogue.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import type { Simulator } from '../../src/simulator/simulatorOptions.ts';
import { type ColdApp, openCold } from './support/coldApp.ts';

/** Time in which preparation tasks fail and nodes go offline. */
const settlingMs = 60_000;

suite('headlines start with the problem that blocks the most work', () => {
  const clock = new SteppedClock();
  const reader = { now: new Date(clock.now()) };
  let simulator: Simulator;
  let cold: ColdApp;

  before(async () => {
    simulator = await startSimulator({ scenario: findScenario('sample') ?? assert.fail(), clock });
    await clock.advance(settlingMs);
    cold = openCold(simulator);
  });

  after(async () => {
    cold.close();
    await simulator.close();
  });

  const toPool = (app: ColdApp, poolId: string): Resource => ({
    kind: 'pool',
    accountId: app.store.account.id,
    poolId,
  });

  async function explain(app: ColdApp, resource: Resource) {
    const { explanation, actions } = await app.explain({ resource, document: 'explanation' });
    return { ...explanation, buttons: actions.map(({ remedy }) => remedy) };
  }

  test('a job with one failed and sixteen waiting tasks is titled by the wait, and its row says that the job is stuck', async () => {
    const job = { kind: 'job', accountId: cold.store.account.id, jobId: 'monte-carlo' } as const;
    const { title, buttons, sections = [] } = await explain(cold, job);
    assert.equal(
      title,
      '16 tasks in job monte-carlo are waiting: the pool has no nodes, and its autoscale formula fails',
    );
    assert.deepEqual(buttons.slice(0, 2), ['pool.evaluateAutoscale', 'pool.enableAutoscale']);
    assert.match(sections.find(({ id }) => id === 'causes')?.items[0]?.text ?? '', /^1 task /);
  });

  test('stuck work has the same severity in both views, and each view names the job or pool', async () => {
    const { causes } = await cold.causes.lookIntoAll(cold.store);
    const { snapshot } = cold.store;
    const ofJob = (jobId: string) => toRow({ kind: 'job', jobId }, snapshot, reader);
    assert.match(
      ofJob('monte-carlo').description ?? '',
      /^stuck: the autoscale formula for pool elastic fails · 1 failed/,
    );
    assert.match(ofJob('nightly').description ?? '', /^preparation task fails on 4 of 4 nodes · 24 waiting/);
    const rows = causes.map((cause) => toCauseRow(cause, reader));
    const nightly = rows.find(({ label }) => label === 'nightly: The preparation task fails on 4 of 4 nodes');
    assert.deepEqual([ofJob('nightly').icon, nightly?.icon], ['error', 'error']);
    assert.ok(rows.some(({ label }) => label === 'elastic: The autoscale formula is failing'));
    for (const { label } of rows)
      assert.match(label, /^(?:≥ )?[\d,]+ (?:task|node|pool|job)s? · |^(?:nightly|elastic|gpu-train): /);
  });

  test('a pool with some broken nodes shows how many work, and a quota shows who uses it', async () => {
    const spot = await explain(cold, toPool(cold, 'spot-genomics'));
    assert.equal(spot.title, "2 of 6 nodes in pool spot-genomics aren't accepting tasks: 2 preempted");
    const gpu = await explain(cold, toPool(cold, 'gpu-train'));
    assert.match(gpu.title, /^Pool gpu-train could not be resized/);
    assert.match(gpu.cause, /5 of the 8 nodes that hold these cores are broken\./);
    assert.ok(gpu.buttons.includes('pool.actOnNodes'), gpu.buttons.join());
  });

  test('a pool whose nodes were all taken offline says so in its title, with a step that brings them back', async () => {
    const { nodes } = cold.store.service;
    for (const { id, schedulingState } of await readAllPages(nodes.listNodes('cpu-render')))
      if (schedulingState !== 'disabled') await nodes.disableScheduling('cpu-render', id, 'requeue');
    await clock.advance(settlingMs);
    const later = openCold(simulator);
    try {
      const { title, fixes, buttons } = await explain(later, toPool(later, 'cpu-render'));
      assert.equal(title, 'Pool cpu-render: no node can run tasks (8 offline)');
      assert.match(fixes[0]?.text ?? '', /^Bring 8 offline nodes online/);
      assert.equal(buttons[0], 'pool.bringOnline');
      const row = toRow({ kind: 'pool', poolId: 'cpu-render' }, later.store.snapshot, reader);
      assert.match(row.description ?? '', /^no nodes can run tasks: 8 offline · /);
      assert.equal(row.icon, 'error');
    } finally {
      later.close();
    }
  });
});
