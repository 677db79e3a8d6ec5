import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { anyText } from '../../../test/builders/anyText.ts';
import type { NodeResource } from '../model/resource.ts';
import { forgetHostKeys, toHostKeyAlias } from './hostKeys.ts';

const node: NodeResource = { kind: 'node', accountId: 'acct.westeurope.batch.azure.com', poolId: 'p', nodeId: 'n' };

test('aliases are plain text, and different nodes never share one', () => {
  const ids = anyText({ minLength: 1, maxLength: 12 }).map((text) => text.toLowerCase());
  fc.assert(
    fc.property(ids, ids, ids, ids, (poolA, nodeA, poolB, nodeB) => {
      const a = toHostKeyAlias({ ...node, poolId: poolA, nodeId: nodeA });
      const b = toHostKeyAlias({ ...node, poolId: poolB, nodeId: nodeB });
      assert.match(a, /^[a-z0-9._-]+$/);
      assert.equal(a === b, poolA === poolB && nodeA === nodeB);
    }),
  );
});

test('only the keys of the reimaged node are forgotten', () => {
  const other = toHostKeyAlias({ ...node, nodeId: 'n2' });
  const file = `${toHostKeyAlias(node)} ssh-ed25519 AAAA\n${other} ssh-ed25519 BBBB\n${toHostKeyAlias(node)} ssh-rsa CCCC\n`;
  assert.equal(forgetHostKeys(file, node), `${other} ssh-ed25519 BBBB\n`);
});
