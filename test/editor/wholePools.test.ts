import assert from 'node:assert/strict';
import { BatchServiceClient, BatchSharedKeyCredentials } from '@azure/batch';
import * as vscode from 'vscode';
import type { Resource } from '../../src/core/model/resource.ts';
import { loadSimulator } from '../../src/extension/load.ts';
import type { Simulator } from '../../src/simulator/simulatorOptions.ts';
import { addAccount, removeAccount } from './support/account.ts';
import { answering } from './support/answers.ts';
import { listen, type Said, watchProgress } from './support/messages.ts';
import { makeSmallWorld } from './support/smallWorld.ts';

const nodeCount = 201;
const mostAtOnce = 100;

suite('actions on all nodes of a pool', () => {
  let simulator: Simulator;
  let client: BatchServiceClient;
  let accountId: string;
  /** Those of the large pool but for one, which is offline. */
  let nodes: readonly Resource[];
  let lonely: Resource;
  const titles: string[] = [];

  const toNode = (poolId: string, nodeId = ''): Resource => ({ kind: 'node', accountId, poolId, nodeId });
  const count = (operation: string): number =>
    simulator.requests.filter((request) => request.operation === operation).length;

  /** What was said when an action was called on nodes, and `typed` was typed for the name of a pool. */
  async function act(
    command: string,
    things: readonly Resource[],
    typed: string,
    answer: 'enter' | 'confirm' = 'confirm',
  ): Promise<Said> {
    titles.length = 0;
    const type = ({ title = '' }: vscode.InputBoxOptions): string => {
      titles.push(title);
      return typed;
    };
    return listen(
      () =>
        answering({ choose: ['Requeue', 'Cancel'], type }, async () => {
          await vscode.commands.executeCommand(`azureBatch.${command}`, things[0], things);
        }),
      answer,
    );
  }

  suiteSetup(async () => {
    simulator = await loadSimulator().startSimulator({ scenario: makeSmallWorld(nodeCount, 0, 0), speed: 100 });
    accountId = await addAccount(simulator);
    const { accountName, accountKey, url } = simulator;
    client = new BatchServiceClient(new BatchSharedKeyCredentials(accountName, accountKey), url);
    const [first, ...others] = await client.computeNode.list('idle');
    await client.computeNode.disableScheduling('idle', first?.id ?? '');
    nodes = others.map(({ id }) => toNode('idle', id));
    const [only] = await client.computeNode.list('busy');
    lonely = toNode('busy', only?.id);
  });

  suiteTeardown(async () => {
    await removeAccount(accountId);
    await simulator.close();
  });

  test('whoever takes all nodes offline that take tasks types the name of the pool, whatever else is in it', async () => {
    const before = count('ComputeNode_DisableScheduling');
    const { questions } = await act('node.disableScheduling', nodes, 'another');
    assert.match(questions[0]?.detail ?? '', /^No other node of pool idle takes tasks now: its tasks wait\.$/m);
    assert.deepEqual(titles, ['Take Offline: all nodes of pool idle that take tasks']);
    assert.ok(questions[0]?.buttons.includes('Take offline…'), 'a name is asked for');
    assert.equal(count('ComputeNode_DisableScheduling'), before);
    const some = await act('node.disableScheduling', nodes.slice(1, 3), '');
    assert.deepEqual(titles, [], 'the others take tasks');
    assert.doesNotMatch(some.questions[0]?.detail ?? '', /No other node/);
    assert.ok(some.questions[0]?.buttons.includes('Take offline'), 'nothing more is asked');
    await act('node.enableScheduling', nodes.slice(1, 3), '');
  });

  test('Enter alone does not take the only node of a pool offline', async () => {
    const before = count('ComputeNode_DisableScheduling');
    const { questions } = await act('node.disableScheduling', [lonely], '', 'enter');
    assert.match(questions[0]?.detail ?? '', /No other node of pool busy takes tasks now/);
    assert.equal(count('ComputeNode_DisableScheduling'), before);
  });

  test('two hundred nodes are removed by two requests of a hundred, the second when the pool takes it', async () => {
    const waits: string[] = [];
    const progress = watchProgress((text) => /the others follow/.test(text) && waits.push(text));
    const { questions, warnings } = await act('node.remove', nodes, 'idle');
    progress.dispose();
    assert.match(questions[0]?.message ?? '', /^Remove 200 nodes/);
    assert.deepEqual(questions[0]?.buttons, ['Show the List', 'Remove…']);
    assert.match(questions[0]?.detail ?? '', /^Batch removes at most 100 nodes of a pool at once\./m);
    assert.deepEqual(titles, ['Remove: all nodes of pool idle that take tasks']);
    assert.deepEqual(warnings, []);
    const sent = simulator.requests.filter(({ operation }) => operation === 'Pool_RemoveNodes');
    assert.deepEqual(
      sent.map(({ status }) => status),
      [202, 202],
    );
    assert.match(waits[0] ?? '', /^100 of 200; the others follow when the resize of the pool is over$/);
    const left = await client.computeNode.list('idle');
    assert.ok(left.length <= mostAtOnce + 1, 'those of the first request have left before the second was sent');
    assert.equal(left.filter(({ state }) => state !== 'leavingpool').length, 1);
  });
});
