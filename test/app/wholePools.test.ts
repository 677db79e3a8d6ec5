import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { run as disableScheduling } from '../../src/app/actions/node/disableScheduling.ts';
import { run as enableScheduling } from '../../src/app/actions/node/enableScheduling.ts';
import { run as removeNodes } from '../../src/app/actions/node/remove.ts';
import type { Command } from '../../src/app/actions/verb/contribution.ts';
import type { Resource } from '../../src/core/model/resource.ts';
import { makeSmallWorld } from '../builders/smallWorld.ts';
import type { Answers, Said } from '../fakes/fakeUi.ts';
import { type Simulated, simulate } from './support/simulate.ts';

const nodeCount = 201;
const mostAtOnce = 100;

suite('actions on all nodes of a pool', () => {
  let world: Simulated;
  /** Nodes of the large pool except one, which is offline. */
  let nodes: readonly Resource[];
  let lonely: Resource;

  const toNode = (poolId: string, nodeId = ''): Resource => ({
    kind: 'node',
    accountId: world.accountId,
    poolId,
    nodeId,
  });
  const count = (operation: string): number =>
    world.simulator.requests.filter((request) => request.operation === operation).length;

  /** Calls an action on nodes, types `typed` as the name of a pool, and returns the notifications. */
  const act = (command: Command, things: readonly Resource[], typed: string, answers: Answers = {}): Promise<Said> =>
    world.run(command, [things[0], things], { rows: 'Requeue', type: () => typed, ...answers });
  /** Lists the titles of the input boxes. */
  const listBoxes = ({ asked }: Said): readonly string[] =>
    asked.flatMap(({ title, rows }) => (rows.length === 0 ? [title] : []));

  before(async () => {
    world = await simulate(makeSmallWorld(nodeCount, 0, 0));
    const { client } = world;
    const [first, ...others] = await client.computeNode.list('idle');
    await client.computeNode.disableScheduling('idle', first?.id ?? '');
    nodes = others.map(({ id }) => toNode('idle', id));
    const [only] = await client.computeNode.list('busy');
    lonely = toNode('busy', only?.id);
  });

  after(() => world.close());

  test('taking all working nodes offline requires typing the name of the pool', async () => {
    const before = count('ComputeNode_DisableScheduling');
    const said = await act(disableScheduling, nodes, 'another');
    const { questions } = said;
    assert.match(
      questions[0]?.detail ?? '',
      /^No other node in pool idle is accepting tasks now, so the pool's tasks will wait\.$/m,
    );
    assert.deepEqual(listBoxes(said), ['Take Offline: all nodes in pool idle that accept tasks']);
    assert.ok(questions[0]?.buttons.includes('Take offline…'), 'a name is asked for');
    assert.equal(count('ComputeNode_DisableScheduling'), before);
    const some = await act(disableScheduling, nodes.slice(1, 3), '');
    assert.deepEqual(listBoxes(some), [], 'the others take tasks');
    assert.doesNotMatch(some.questions[0]?.detail ?? '', /No other node/);
    assert.ok(some.questions[0]?.buttons.includes('Take offline'), 'nothing more is asked');
    const ready = world.ui.untilSaid(/ready for tasks/);
    await act(enableScheduling, nodes.slice(1, 3), '');
    await ready;
  });

  test('Enter alone does not take the only node of a pool offline', async () => {
    const before = count('ComputeNode_DisableScheduling');
    const { questions } = await act(disableScheduling, [lonely], '', { question: 'enter' });
    assert.match(questions[0]?.detail ?? '', /No other node in pool busy is accepting tasks now/);
    assert.equal(count('ComputeNode_DisableScheduling'), before);
  });

  test('two hundred nodes are removed by two requests of a hundred each, the second one when the pool accepts it', async () => {
    const waits: string[] = [];
    const onStep = (text: string) => void (/the rest follow/.test(text) && waits.push(text));
    const said = await act(removeNodes, nodes, 'idle', { onStep });
    const { questions, warnings } = said;
    assert.match(questions[0]?.message ?? '', /^Remove 200 nodes/);
    assert.deepEqual(questions[0]?.buttons, ['Show the List', 'Remove…']);
    assert.match(questions[0]?.detail ?? '', /^Batch removes at most 100 nodes from a pool at once\./m);
    assert.deepEqual(listBoxes(said), ['Remove: all nodes in pool idle that accept tasks']);
    assert.deepEqual(warnings, []);
    const sent = world.simulator.requests.filter(({ operation }) => operation === 'Pool_RemoveNodes');
    assert.deepEqual(
      sent.map(({ status }) => status),
      [202, 202],
    );
    assert.match(waits[0] ?? '', /^100 of 200; the rest follow when the pool resize finishes$/);
    const left = await world.client.computeNode.list('idle');
    assert.ok(left.length <= mostAtOnce + 1, 'those of the first request have left before the second was sent');
    assert.equal(left.filter(({ state }) => state !== 'leavingpool').length, 1);
  });
});
