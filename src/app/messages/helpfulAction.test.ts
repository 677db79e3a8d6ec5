import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BatchError } from '../../core/model/batchError.ts';
import { toHelpfulAction } from './helpfulAction.ts';

const settings = { isReadOnly: false, isTrusted: true };

test('without accounts, a button opens the view for adding one, and a self-explanatory error has no button', () => {
  const help = (code: string) => toHelpfulAction(settings, new BatchError({ code, message: 'Said.' }))?.command;
  assert.equal(help('NoAccount'), 'azureBatch.explorer.focus');
  assert.equal(help('InvalidInput'), undefined);
});

test('a button installs a missing extension', () => {
  const missing = new BatchError({ code: 'InvalidInput', message: 'Said.', extension: 'some.extension' });
  assert.deepEqual(toHelpfulAction(settings, missing)?.arguments, ['some.extension']);
});

test('if one way to connect to a node is refused, the other is offered as a button', () => {
  const node = { kind: 'node', accountId: 'a', poolId: 'p', nodeId: 'n' } as const;
  const help = (by: 'ssh' | 'remoteDesktop') =>
    toHelpfulAction(settings, new BatchError({ code: 'InvalidInput', message: 'Said.', connect: { node, by } }));
  assert.deepEqual(help('ssh')?.arguments, [node]);
  assert.equal(help('ssh')?.command, 'azureBatch.node.connectSsh');
  assert.equal(help('remoteDesktop')?.command, 'azureBatch.node.openRdp');
});
