import assert from 'node:assert/strict';
import * as vscode from 'vscode';

test('a test that passes', () => {
  assert.ok(vscode.version);
});
