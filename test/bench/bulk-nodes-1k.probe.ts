import { run as rebootNodes } from '../../src/app/actions/node/reboot.ts';
import type { NodeResource } from '../../src/core/model/resource.ts';
import { benchBulk } from './harnessBulk.ts';

benchBulk('bulk-nodes-1k', {
  runs: 7,
  warmUps: 2,
  sends: '/reboot',
  async act(services, { id: accountId }, count) {
    const nodes = Array.from(
      { length: count },
      (_, index): NodeResource => ({ kind: 'node', accountId, poolId: 'render', nodeId: `tvmps_${index}_d` }),
    );
    const given = services as unknown as Parameters<typeof rebootNodes>[0];
    await rebootNodes(given, [nodes[0], nodes]);
  },
});
