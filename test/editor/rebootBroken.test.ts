import assert from 'node:assert/strict';
import type { ComputeNode } from '../../src/core/model/computeNode.ts';
import type { Job } from '../../src/core/model/job.ts';
import { run as rebootBroken } from '../../src/extension/commands/pool/rebootBroken.ts';
import { pagesOf } from '../fakes/fakeBatchService.ts';
import { answering } from './support/answers.ts';
import { accountId, makeServices, type TestServices } from './support/commandServices.ts';
import { listen } from './support/messages.ts';

const nodes: readonly ComputeNode[] = [
  { id: 'tvm-1', state: 'idle' },
  { id: 'tvm-2', state: 'startTaskFailed' },
  { id: 'tvm-3', state: 'idle', errors: [{ code: 'DiskFull' }] },
  { id: 'tvm-4', state: 'rebooting' },
];

const prepared: Job = { id: 'frames', poolInfo: { poolId: 'cpu' }, jobPreparationTask: { commandLine: 'true' } };

suite('reboot of the nodes that need attention', () => {
  let services: TestServices;
  let rebooted: string[];

  const run = (found: readonly ComputeNode[]): Promise<unknown> => {
    rebooted = [];
    services = makeServices({
      pools: { getPool: async () => ({ id: 'cpu', startTask: { commandLine: 'true' } }) },
      jobs: { listJobs: () => pagesOf([prepared]) },
      nodes: {
        async *listNodes() {
          yield found;
        },
        getNode: async (_poolId, nodeId) => nodes.find(({ id }) => id === nodeId) ?? assert.fail(nodeId),
        rebootNode: async (_poolId, nodeId) => void rebooted.push(nodeId),
      },
    });
    const pool = { kind: 'pool', accountId, poolId: 'cpu' };
    return rebootBroken(services as unknown as Parameters<typeof rebootBroken>[0], [pool]);
  };

  teardown(() => services.dispose());

  test('every node that has something wrong with it is rebooted once that is confirmed, and no other', async () => {
    const { questions } = await listen(() => answering({ choose: 'Requeue' }, () => run(nodes)));
    assert.match(questions[0]?.message ?? '', /2 nodes/);
    assert.match(questions[0]?.detail ?? '', /^The start task runs again\.$/m);
    assert.match(questions[0]?.detail ?? '', /jobs run their job preparation tasks again: frames\.$/m);
    assert.deepEqual(rebooted.sort(), ['tvm-2', 'tvm-3']);
  });

  test('a pool whose nodes are well is told so', async () => {
    await assert.rejects(() => run(nodes.slice(0, 1)), /No node of this pool needs attention\./);
  });
});
