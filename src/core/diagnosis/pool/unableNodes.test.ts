import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { noNodes } from '../../../../test/builders/nodeCounts.ts';
import type { ComputeNode } from '../../model/computeNode.ts';
import type { NodeStateCounts, Pool } from '../../model/pool.ts';
import type { BrokenNode } from '../causes/failing.ts';
import { explainNode } from '../explainNode.ts';
import { explainPool } from '../explainPool.ts';

const pool: Pool = {
  id: 'render',
  state: 'active',
  allocationState: 'steady',
  currentDedicatedNodes: 200,
  targetDedicatedNodes: 200,
};

function explain(
  dedicated: Partial<NodeStateCounts>,
  {
    changes = {},
    ...more
  }: {
    changes?: Partial<Pool>;
    waiting?: { count: number; isComplete: boolean };
    broken?: readonly BrokenNode[];
  } = {},
) {
  const nodeCounts = { poolId: pool.id, dedicated: { ...noNodes, ...dedicated } };
  return explainPool({ pool: { ...pool, ...changes }, nodeCounts, ...more });
}

suite('nodes of a pool that take no tasks', () => {
  test('if no node of a pool can work, the explanation shows what waits and how to restore each node', () => {
    const { title, cause, category, fixes, remedies } = explain(
      { offline: 185, unusable: 14, startTaskFailed: 1, total: 200 },
      { waiting: { count: 5000, isComplete: true } },
    );
    assert.equal(title, 'Pool render: no node can run tasks (185 offline, 14 unusable, 1 start task failed)');
    assert.match(cause, /^None of the 200 nodes .* 5,000 tasks in its jobs are waiting\. 200 nodes are costing money/);
    assert.equal(category, 'node');
    assert.deepEqual(
      fixes.map(({ text, remedies: own }) => [text.split(/[:,.]/)[0], own]),
      [
        ['Bring 185 offline nodes online', ['pool.bringOnline']],
        ['Remove 14 unusable nodes', ['pool.actOnNodes', 'pool.resize', 'pool.evaluateAutoscale']],
        ['Fix the start task', ['pool.editStartTask', 'pool.actOnNodes']],
      ],
    );
    assert.deepEqual(remedies, ['pool.bringOnline', 'pool.actOnNodes', 'pool.resize', 'pool.editStartTask']);
  });

  test('the reason in the one log that was read names all start tasks that ended in the same way', () => {
    const startTask = { commandLine: 'bash setup.sh', waitForSuccess: true };
    const fail = (id: string, exitCode: number): ComputeNode => ({
      id,
      state: 'starttaskfailed',
      startTaskInfo: { exitCode, failureInfo: { category: 'UserError', code: 'FailureExitCode' } },
    });
    const title = (stderr: string, ...codes: readonly number[]) =>
      explain(
        { startTaskFailed: codes.length, total: codes.length },
        {
          changes: { startTask },
          broken: codes.map((code, index) => ({
            node: fail(`n${index}`, code),
            ...(index === 0 ? { startLogs: { stderr } } : {}),
          })),
        },
      ).title;
    for (const [stderr, reason] of [
      ['setup.sh: line 4: jq: command not found\n', /jq was not found$/],
      ['E: Unable to locate package libfoo2\n', /libfoo2/],
      ['ERROR: Could not find a version that satisfies the requirement torchx\n', /torchx/],
    ] as const) {
      assert.match(title(stderr, 1, 1, 1), reason);
      assert.doesNotMatch(title(stderr, 1, 1, 2), reason);
    }
    assert.match(title('', 1, 1), /\(2 start tasks failed\)$/);
  });

  test('nodes that only need to rerun their start task do that before the start task gets more attempts', () => {
    const startTask = { commandLine: 'bash setup.sh', waitForSuccess: true };
    for (const stderr of [
      'curl: (6) Could not resolve host: get.example.com\n',
      'E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 912 (apt)\n',
      'curl: (28) Operation timed out after 30001 milliseconds\n',
    ]) {
      const node: ComputeNode = {
        id: 'n1',
        state: 'starttaskfailed',
        startTask,
        startTaskInfo: { exitCode: 100, result: 'failure' },
      };
      const one: BrokenNode = { node, startLogs: { stderr }, startedElsewhere: { count: 3, isEarlier: false } };
      const ofPool = explain({ startTaskFailed: 1, idle: 3, total: 4 }, { broken: [one], changes: { startTask } });
      const ofNode = explainNode({
        node,
        pool: { ...pool, startTask },
        stderr,
        startedElsewhere: one.startedElsewhere,
      });
      assert.match(ofNode.fixes[0]?.text ?? '', /^Reboot/, stderr);
      assert.match(ofPool.fixes[0]?.text ?? '', /^Reboot/, stderr);
      assert.match(
        ofPool.title,
        /^1 of 4 nodes in pool render isn't accepting tasks \(1 start task failed\): /,
        stderr,
      );
      assert.equal(ofPool.confidence, 'likely');
    }
  });

  test('for unreachable nodes, the cause is as certain as on the page of each', () => {
    const node: ComputeNode = { id: 'n1', state: 'unusable' };
    for (const subnetId of [undefined, '/subscriptions/s/virtualNetworks/v/subnets/a', 'other']) {
      const changes = subnetId === undefined ? {} : { networkConfiguration: { subnetId } };
      for (const total of [1, 4]) {
        const { confidence } = explain({ unusable: 1, idle: total - 1, total }, { broken: [{ node }], changes });
        assert.equal(confidence, explainNode({ node, pool: { ...pool, ...changes } }).confidence);
      }
    }
  });

  test('problems that would also break new nodes come before replacing or restarting nodes', () => {
    const details = [{ name: 'ApplicationPackageReference', value: 'solver:2.1' }];
    const errors = [{ code: 'ApplicationPackageError', message: 'It could not be installed.', errorDetails: details }];
    const startTask = { commandLine: 'bash setup.sh' };
    const startTaskInfo = { ...startTask, exitCode: 127, result: 'failure' } as const;
    const broken: readonly BrokenNode[] = [
      { node: { id: 'n1', state: 'unusable', errors } },
      { node: { id: 'n2', state: 'unusable', errors } },
      { node: { id: 'n3', state: 'unusable' } },
      {
        node: { id: `tvmps_${'0123456789abcdef'.repeat(4)}_d`, state: 'starttaskfailed', startTaskInfo },
        startLogs: { stderr: 'setup.sh: line 4: docker: command not found\n' },
      },
    ];
    const { fixes } = explain({ unusable: 3, startTaskFailed: 1, total: 4 }, { broken, changes: { startTask } });
    assert.deepEqual(
      fixes.map(({ text, remedies: own }) => [text.slice(0, 60), own?.[0]]),
      [
        ["The application package solver 2.1 couldn't be deployed to t", undefined],
        ['Remove 3 unusable nodes: Batch may refuse to reboot them. To', 'pool.actOnNodes'],
        ['The program docker was not found: Use an image for container', 'pool.editStartTask'],
        ['Fix the start task, then reboot 1 node where it failed so th', 'pool.editStartTask'],
      ],
    );
    const [first] = explain({ unusable: 1, total: 1 }, { broken: broken.slice(2, 3) }).fixes;
    assert.match(first?.text ?? '', /^Remove 1 unusable node/);
  });

  test('nodes that can work are counted, and nodes in transition are not a problem', () => {
    const some = explain({ offline: 1, idle: 3, running: 3, starting: 1, total: 8 });
    assert.equal(some.title, "1 of 8 nodes in pool render isn't accepting tasks: 1 offline");
    assert.match(
      some.cause,
      /^6 of the 8 nodes in the pool can run tasks\. 1 node is starting: .* 4 nodes are costing money/,
    );
    assert.match(explain({ starting: 2, total: 2 }).title, /^Pool render reports no errors/);
    assert.match(explain({ offline: 1, starting: 1, total: 2 }).title, /^1 of 2 nodes/);
  });

  test('if all nodes stay starting in a subnet of the user, the subnet is checked before nodes are replaced', () => {
    const networkConfiguration = { subnetId: '/subscriptions/s/virtualNetworks/v/subnets/b' };
    const steps = (dedicated: Partial<NodeStateCounts>, changes: Partial<Pool>) =>
      explainPool({
        pool: { ...pool, ...changes },
        nodeCounts: { poolId: pool.id, dedicated: { ...noNodes, ...dedicated } },
        uncounted: { draining: 0, hung: 2 },
      }).fixes.map(({ text }) => text);
    const [first, second] = steps({ starting: 2, total: 2 }, { networkConfiguration });
    assert.match(first ?? '', /subnet.*BatchNodeManagement/);
    assert.match(second ?? '', /^Replace 2 nodes/);
    assert.doesNotMatch(steps({ starting: 2, idle: 1, total: 3 }, { networkConfiguration }).join(), /subnet/);
    assert.match(steps({ starting: 2, total: 2 }, {})[0] ?? '', /^Replace 2 nodes/);
  });

  test('unable nodes come first if none works, and second if others never arrived', () => {
    const resizeErrors = [{ code: 'AccountCoreQuotaReached' }];
    const changes = { targetDedicatedNodes: 20, currentDedicatedNodes: 8, resizeErrors };
    const none = explain({ unusable: 8, total: 8 }, { changes });
    assert.match(none.title, /^Pool render: no node can run tasks \(8 unusable/);
    assert.match(none.cause, /could not be resized/);
    const some = explain({ unusable: 5, idle: 3, total: 8 }, { changes });
    assert.match(some.title, /^Pool render could not be resized/);
    assert.match(some.cause, /5 of 8 nodes in pool render aren't accepting tasks: 5 unusable\./);
    assert.ok(some.remedies.includes('pool.actOnNodes'), some.remedies.join());
  });

  test('nothing is said about nodes that were not counted', () => {
    assert.match(explainPool({ pool }).title, /^Nothing is wrong with the size of pool render/);
    const { unusable: _, ...unknown } = noNodes;
    const counted = { poolId: pool.id, dedicated: { ...unknown, offline: 200, total: 200 } };
    assert.doesNotMatch(explainPool({ pool, nodeCounts: counted }).title, /^No node/);
  });
});
