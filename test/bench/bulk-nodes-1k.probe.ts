import assert from 'node:assert/strict';
import { run as rebootNodes } from '../../src/app/actions/node/reboot.ts';
import type { NodeResource } from '../../src/core/model/resource.ts';
import { answering } from '../editor/support/answers.ts';
import { listen } from '../editor/support/messages.ts';
import { account, benchBulk } from './harnessBulk.ts';

const nodeCount = 1000;
const nodes = Array.from(
  { length: nodeCount },
  (_, index): NodeResource => ({
    kind: 'node',
    accountId: account.id,
    poolId: 'render',
    nodeId: `tvmps_${index}_d`,
  }),
);

benchBulk({
  name: 'bulk-nodes-1k',
  count: nodeCount,
  runs: 7,
  warmUps: 2,
  async act(services) {
    const given = services as unknown as Parameters<typeof rebootNodes>[0];
    const { informations, status, warnings } = await listen(
      () =>
        answering({ choose: 'Requeue', type: ({ placeHolder = '' }) => placeHolder }, () =>
          rebootNodes(given, [nodes[0], nodes]),
        ),
      { choose: ['Reboot…', 'Save Logs of 20 per Cause and Reboot'] },
    );
    const told = [...status, ...informations].map((text) => text.split(' | ')[0]);
    assert.deepEqual([told, warnings], [['1,000 nodes are rebooting.'], []]);
  },
});
