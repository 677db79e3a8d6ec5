import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BatchError } from '../core/model/batchError.ts';
import { toHelpfulAction } from './helpfulAction.ts';

const settings = { isReadOnly: false, isTrusted: true };

test('who has no account is led to where all ways to one are; what the message names needs no button', () => {
  const help = (code: string) => toHelpfulAction(settings, new BatchError({ code, message: 'Said.' }))?.command;
  assert.equal(help('NoAccount'), 'azureBatch.explorer.focus');
  assert.equal(help('InvalidInput'), undefined);
});

test('a missing extension is one button away', () => {
  const missing = new BatchError({ code: 'InvalidInput', message: 'Said.', extension: 'some.extension' });
  assert.deepEqual(toHelpfulAction(settings, missing)?.arguments, ['some.extension']);
});

test('where one way to a node is refused, the other is a button', () => {
  const node = { kind: 'node', accountId: 'a', poolId: 'p', nodeId: 'n' } as const;
  const help = (by: 'ssh' | 'remoteDesktop') =>
    toHelpfulAction(settings, new BatchError({ code: 'InvalidInput', message: 'Said.', connect: { node, by } }));
  assert.deepEqual(help('ssh')?.arguments, [node]);
  assert.equal(help('ssh')?.command, 'azureBatch.node.connectSsh');
  assert.equal(help('remoteDesktop')?.command, 'azureBatch.node.openRdp');
});
