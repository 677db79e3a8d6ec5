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
