import assert from 'node:assert/strict';
import type { NodeResource } from '../../src/core/model/resource.ts';
import { run as rebootNodes } from '../../src/extension/commands/node/reboot.ts';
import { answering } from '../editor/support/answers.ts';
import { listen } from '../editor/support/messages.ts';
import { account, benchBulk, sendLogs } from './harnessBulk.ts';

const nodeCount = 1000;
/** Of so many of one cause the logs are kept. */
const inFull = 20;
const pool = '/pools/render/nodes';
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
  things: nodes,
  async act(services) {
    const given = services as unknown as Parameters<typeof rebootNodes>[0];
    const { informations, status, warnings } = await listen(() =>
      answering({ choose: 'Requeue' }, () => rebootNodes(given, [nodes[0], nodes])),
    );
    const told = [...status, ...informations].map((text) => text.split(' | ')[0]);
    assert.deepEqual([told, warnings], [['1,000 nodes are rebooting.'], []]);
  },
  async send(send, { nodeId }) {
    const index = nodes.findIndex((node) => node.nodeId === nodeId);
    if (index < 2) await send('GET', pool);
    if (index < inFull) await sendLogs(send, `${pool}/${nodeId}/files/startup`, ['stderr.txt', 'stdout.txt']);
    await send('POST', `${pool}/${nodeId}/reboot`);
  },
});
