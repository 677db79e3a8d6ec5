import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { findSettingFaults, toSettingsTable } from './settings.mjs';

const property = { type: 'number', default: 15, order: 1, markdownDescription: '%setting.pace%' };
const texts = { 'setting.pace': 'How often.' };

test('a table that matches the manifest passes, and missing tables and misplaced settings are reported', (context) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'settings-'));
  mkdirSync(path.join(folder, 'docs'));
  context.after(() => rmSync(folder, { recursive: true }));
  const write = (manifest, page) => {
    writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest, undefined, 2));
    writeFileSync(path.join(folder, 'package.nls.json'), JSON.stringify(texts));
    writeFileSync(path.join(folder, 'docs/settings.md'), page);
  };
  const manifest = { contributes: { configuration: { properties: { 'azureBatch.pace': property } } } };
  const table = toSettingsTable(manifest, texts);
  assert.match(table, /\| `azureBatch\.pace` \| `15` \| How often\. \|/);
  write(manifest, `# Title\n\n## Settings\n\n${table}\n`);
  assert.deepEqual(findSettingFaults(folder), []);
  write(manifest, '# Title\n\n## Settings\n\nFew.\n');
  assert.match(findSettingFaults(folder).join(), /^docs\/settings\.md: this table is missing/);
  write({ ...manifest, capabilities: { 'azureBatch.lost': property } }, `## Settings\n\n${table}\n`);
  assert.deepEqual(findSettingFaults(folder), [
    'package.json: azureBatch.lost is not a property of contributes.configuration',
  ]);
});

test('settings that hold text, and the state of the extension, are not synchronized to other computers', (context) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'settings-'));
  mkdirSync(path.join(folder, 'docs'));
  context.after(() => rmSync(folder, { recursive: true }));
  const faultsOf = (changes) => {
    const manifest = {
      contributes: { configuration: { properties: { 'azureBatch.pace': { ...property, ...changes } } } },
    };
    writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest, undefined, 2));
    writeFileSync(path.join(folder, 'package.nls.json'), JSON.stringify(texts));
    writeFileSync(path.join(folder, 'docs/settings.md'), `## Settings\n\n${toSettingsTable(manifest, texts)}\n`);
    return findSettingFaults(folder);
  };
  for (const fine of [
    {},
    { type: 'string', scope: 'machine' },
    { type: 'string', ignoreSync: true },
    { type: 'string', enum: ['a'] },
  ])
    assert.deepEqual(faultsOf(fine), []);
  for (const told of [{ type: 'string', scope: 'application' }, { type: ['number', 'string'] }, { type: 'array' }])
    assert.match(faultsOf(told).join(), /^package\.json: azureBatch\.pace holds text/);
  mkdirSync(path.join(folder, 'src'));
  writeFileSync(path.join(folder, 'src/state.ts'), 'context.globalState.setKeysForSync([]);');
  assert.match(faultsOf({}).join(), /^src\/state\.ts: what the extension stores/);
});
