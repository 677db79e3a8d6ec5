import assert from 'node:assert/strict';
import { suite, type TestContext, test } from 'node:test';
import { toRow } from '../../src/app/rows/explorer/toRow.ts';
import type { ExplorerPlace } from '../../src/app/rows/explorer/treeNode.ts';
import { toCauseRow } from '../../src/app/rows/failures/causeRows.ts';
import { lookIntoAll } from '../../src/cli/lookIntoAll.ts';
import type { Cause } from '../../src/core/diagnosis/causes/causes.ts';
import { type Resource, toOwnId } from '../../src/core/model/resource.ts';
import { joinParts } from '../../src/core/text/lists.ts';
import { SteppedClock } from '../../src/simulator/clock.ts';
import { toNodeId } from '../../src/simulator/scenarios/scenario.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import type { Simulator } from '../../src/simulator/simulatorOptions.ts';
import { takeTurns } from '../builders/nightly.ts';
import { testTimeMs } from '../fakes/timeOf.ts';
import { openAgents } from './support/agentWorld.ts';
import { openCold } from './support/coldApp.ts';
import { combinedWorlds, type JudgedWorld, judgedWorlds, type Said } from './support/judgedWorlds.ts';

const minuteMs = 60_000;

suite('the facts of a world are shown everywhere, and first', () => {
  for (const world of takeTurns([...judgedWorlds, ...combinedWorlds]))
    test(`in the world ${world.name}, the facts are shown first and everywhere: ${world.rule}`, (context) =>
      assertWorld(world, context));
});

async function assertWorld(world: JudgedWorld, context: TestContext): Promise<void> {
  const { ageMs = minuteMs } = world;
  const clock = new SteppedClock(testTimeMs - ageMs);
  const simulator = await startSimulator({ scenario: world, clock });
  context.after(() => simulator.close());
  await clock.advance(ageMs);
  await assertLists(world, simulator);
  for (const [name, said] of Object.entries(world.pages)) await assertPage(simulator, name, said);
}

/** Asserts the failures for an agent that calls first, then in the view and on the command line, and the explorer's rows. */
async function assertLists(
  { causes: expected, agents = [], jobLists = {}, pages }: JudgedWorld,
  simulator: Simulator,
): Promise<void> {
  const cold = openCold(simulator);
  const reader = { now: new Date(testTimeMs) };
  const { text } = await openAgents(cold).call('azurebatch_list_failures', {});
  const { causes } = await lookIntoAll(cold, { note: () => undefined, progress: () => undefined, progressMs: 10_000 });
  assertCauses(causes, expected);
  for (const [name, { icon, row }] of Object.entries(pages)) {
    if (icon === undefined && row === undefined) continue;
    const shown = toRow(toPlace(toResource(name, cold.store.account.id)), cold.store.snapshot, reader);
    if (icon !== undefined) assert.equal(shown.icon, icon, `${name}: ${shown.description}`);
    if (row !== undefined) assert.match(shown.description ?? '', row, `${name}: ${shown.description}`);
  }
  cold.close();
  // A call reads a limited number of logs, and reports this.
  for (const { cluster } of causes)
    assert.ok(text.includes(cluster.title) || /^Not all failures were read/m.test(text), `${cluster.title}\n${text}`);
  for (const one of agents) assert.match(text, one);
  for (const [job, says] of Object.entries(jobLists)) {
    const { text: ofJob } = await openAgents(openCold(simulator)).call('azurebatch_list_failures', { job });
    for (const one of says) assert.match(ofJob, one, `${job}\n${ofJob}`);
  }
  if (causes.length === 0) assert.match(text, /No failures were found|No cause of a failure has been found so far/);
}

function assertCauses(causes: readonly Cause[], expected: readonly RegExp[]): void {
  const rows = causes.map((cause) => {
    const { label, description } = toCauseRow(cause, { now: new Date() });
    return joinParts(label, description) ?? '';
  });
  assert.equal(rows.length, expected.length, rows.join('\n'));
  for (const one of expected)
    assert.ok(
      rows.some((row) => one.test(row)),
      `${one}\n${rows.join('\n')}`,
    );
}

/** Asserts the texts of an item's page, requested first. */
async function assertPage(simulator: Simulator, name: string, { title, says = [], never = [] }: Said): Promise<void> {
  const cold = openCold(simulator);
  const resource = toResource(name, cold.store.account.id);
  const { explanation, text } = await cold.explain({ resource, document: 'explanation' });
  cold.close();
  if (title !== undefined) assert.match(explanation.title, title, `${name}\n${text}`);
  for (const one of says) assert.match(text, one, `${name}: ${one}\n${text}`);
  for (const one of never) assert.doesNotMatch(text, one, `${name}: ${one}\n${text}`);
}

function toResource(name: string, accountId: string): Resource {
  const [kind, path = ''] = name.split(' ');
  const [first = '', second = ''] = path.split('/');
  if (kind === 'job') return { kind, accountId, jobId: first };
  if (kind === 'task') return { kind, accountId, jobId: first, taskId: second };
  if (kind === 'pool') return { kind, accountId, poolId: first };
  if (kind === 'node') return { kind, accountId, poolId: first, nodeId: toNodeId(first, Number(second)) };
  if (kind === 'schedule') return { kind: 'jobSchedule', accountId, scheduleId: first };
  return { kind: 'account', accountId };
}

function toPlace(resource: Resource): ExplorerPlace {
  switch (resource.kind) {
    case 'job':
      return { kind: 'job', jobId: resource.jobId };
    case 'pool':
      return { kind: 'pool', poolId: resource.poolId };
    case 'account':
      return { kind: 'account' };
    default:
      return assert.fail(toOwnId(resource));
  }
}
