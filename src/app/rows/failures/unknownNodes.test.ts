import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noNodes } from '../../../../test/builders/nodeCounts.ts';
import { snapshot } from '../../../../test/builders/snapshot.ts';
import { toSilenceNodes, toUnknownNodes } from './unknownNodes.ts';

test('pools and jobs beyond those that are read automatically are shown, and a click reads them', () => {
  const known = snapshot()
    .with({ kind: 'pools' }, [{ id: 'read' }, { id: 'later' }, { id: 'well' }])
    .withNodeCounts({ poolId: 'read', dedicated: { ...noNodes, unusable: 1 } })
    .withNodeCounts({ poolId: 'later', dedicated: { ...noNodes, unusable: 1 } })
    .with({ kind: 'nodes', poolId: 'read' }, [])
    .with({ kind: 'jobs' }, [{ id: 'stuck', jobPreparationTask: {} }, { id: 'runs' }])
    .withTaskCounts('stuck', { active: 3 })
    .withTaskCounts('runs', { active: 3 })
    .build();
  const rows = toUnknownNodes({ account: known.account, snapshot: known, unreadLogs: 0, uncounted: [], isDone: true });
  assert.deepEqual(
    rows.map(({ row, unknown }) => [unknown, row?.label, row?.description, row?.facts?.()[0]?.value]),
    [
      [
        'nodes',
        '1 pool not checked for broken nodes',
        'later',
        'Select this row to check the nodes in up to 20 more pools.',
      ],
      [
        'preparation',
        'Waiting tasks in 1 job not checked',
        'stuck',
        'Select this row to check the waiting tasks in up to 20 more jobs.',
      ],
    ],
  );
});

test("the only account has a row of its own only while the account isn't responding", () => {
  const reader = { now: new Date('2026-11-20T10:00:00Z'), timeZone: 'UTC' };
  const known = snapshot().with({ kind: 'pools' }, []).with({ kind: 'jobs' }, []);
  assert.deepEqual(toSilenceNodes(known.build(), reader), []);
  const [node] = toSilenceNodes(known.silentSince('2026-11-20T09:58:00Z').build(), reader);
  assert.deepEqual([node?.row?.label, node?.row?.icon], ['No response since 09:58 · as of 09:00', 'warning']);
  assert.deepEqual(node?.row?.facts?.(), [{ name: 'Problem', value: "contoso hasn't responded since 09:58." }]);
});
