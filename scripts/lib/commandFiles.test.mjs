import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { verbs } from '../../src/app/actions/verb/verbs.ts';
import { remedyIds } from '../../src/core/diagnosis/explanation/explanation.ts';
import { readContributions } from './commandFiles.mjs';
import { toContributes } from './contributes.mjs';
import { root } from './places.mjs';

const contributions = readContributions(root);
const names = [...contributions.keys()];

test('the commands that are declared as remedies are exactly the remedies of the diagnosis', () => {
  const remedies = names.filter((name) => contributions.get(name).remedy !== undefined);
  assert.deepEqual(remedies, [...remedyIds].sort());
});

test('destructive commands come last in the menus of rows', () => {
  const destroying = [...contributions].filter(([, { effect }]) => effect === 'destroys');
  assert.ok(destroying.length >= 6);
  const { menus } = toContributes(contributions);
  const ofRows = Object.entries(menus).filter(
    ([menu]) => menu === 'view/item/context' || menu.startsWith('azureBatch.'),
  );
  const entries = ofRows.flatMap(([, all]) => all);
  for (const [name] of destroying) {
    const groups = entries.filter(({ command }) => command === `azureBatch.${name}`).map(({ group }) => group);
    assert.deepEqual(
      groups.filter((group) => !group.startsWith('9_danger@')),
      [],
      name,
    );
  }
});

test('every verb of a bulk action belongs to a command that declares its effect', () => {
  const acting = names.filter((name) => /^(?:changes|destroys)$/.test(contributions.get(name).effect));
  const unsaid = [...verbs.keys()].filter(
    (id) => !acting.some((name) => id.replace(/Tasks$/, '') === `azureBatch.${name}`),
  );
  assert.deepEqual(unsaid, []);
});

test('command IDs are written only in the manifest; sources name the command', () => {
  const sources = readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !file.endsWith('.test.ts'),
  );
  const written = sources.flatMap((file) => {
    const text = readFileSync(path.join(root, 'src', file), 'utf8');
    return names.filter((name) => text.includes(`azureBatch.${name}`)).map((name) => `${file}: ${name}`);
  });
  assert.deepEqual(written, []);
});

test('texts link only to existing commands', () => {
  const led = ['package.json', 'package.nls.json'].flatMap((file) =>
    [...readFileSync(path.join(root, file), 'utf8').matchAll(/ommand:azureBatch\.([\w.]+)/g)].map(([, name]) => name),
  );
  assert.ok(led.length >= 6);
  // VS Code itself creates these commands for a view.
  assert.deepEqual(
    led.filter((name) => !names.includes(name) && name !== 'failures.focus'),
    [],
  );
});
