import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseSavedObject, type SavedObject } from '../model/savedObject.ts';
import { renderKept } from './keptReport.ts';

const kept: SavedObject = {
  savedAt: '2026-11-20T09:00:00Z',
  action: 'azureBatch.node.remove',
  resource: { kind: 'pool', accountId: 'a', poolId: 'cpu' },
  object: { id: 'cpu', resizeErrors: [{ code: 'AccountCoreQuotaReached' }] },
  logs: [{ path: 'startup/stderr.txt', text: 'no room' }],
  why: 'The quota is used up',
};

test('what was kept is read again as it was written, and a line that was cut is none', () => {
  assert.deepEqual(parseSavedObject(JSON.stringify(kept)), kept);
  assert.equal(parseSavedObject(JSON.stringify(kept).slice(0, -5)), undefined);
  assert.equal(parseSavedObject('{"savedAt":"x","action":"y","logs":[],"resource":{},"object":{}}'), undefined);
});

test('what was kept is listed newest first: why, the logs and the properties', () => {
  const older = { ...kept, savedAt: '2026-11-19T09:00:00Z', why: undefined, logs: [] } as unknown as SavedObject;
  const text = renderKept('cpu', [older, kept], () => 'Remove Node', { timeZone: 'UTC' });
  assert.match(text, /^# Kept of cpu\n\n## Before “Remove Node”: Nov 20, 2026/);
  assert.ok(text.indexOf('The quota is used up') < text.indexOf('no room'));
  assert.ok(text.indexOf('no room') < text.indexOf('AccountCoreQuotaReached'));
  assert.match(
    renderKept('cpu', [], () => ''),
    /This computer has kept nothing of it\./,
  );
});
