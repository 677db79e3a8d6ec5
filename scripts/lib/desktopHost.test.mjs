import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toVersion } from './desktopHost.mjs';

test('the lowest version of VS Code is the one that the manifest requires', () => {
  const manifest = { engines: { vscode: '^1.105.0' } };
  assert.equal(toVersion('lowest', manifest), '1.105.0');
  assert.equal(toVersion('insiders', manifest), 'insiders');
});
