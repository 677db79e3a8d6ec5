import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { controlRequests } from '../../src/simulator/control/controlRequests.ts';
import { faultProperties } from '../../src/simulator/http/fault.ts';
import { faultEffects } from '../../src/simulator/http/faultEffects.ts';
import { operations } from '../../src/simulator/operations.ts';
import { scenarioSections } from '../../src/simulator/scenarioFile/scenarioModels.ts';
import { findScenario, scenarioNames } from '../../src/simulator/scenarios/catalogue.ts';
import { root } from '../workbench/places.ts';
import { newVersion, oldVersion } from './rawClient.ts';

const manual = path.join(root, 'docs/simulator.md');

function operationTable(): string {
  const rows = operations.map(({ id, verb, path: template, versions, support }) => {
    const has = (version: string): string => (versions.some((known) => known === version) ? '✓' : '');
    return `| ${id} | \`${verb} ${template}\` | ${has(oldVersion)} | ${has(newVersion)} | ${support} |`;
  });
  const head = `| operation | request | ${oldVersion} | ${newVersion} | support |\n|---|---|---|---|---|`;
  return `${head}\n${rows.join('\n')}`;
}

function scenarioTable(): string {
  const rows = scenarioNames().map((name) => `| \`${name}\` | ${findScenario(name)?.description} |`);
  return `| scenario | what is broken |\n|---|---|\n${rows.join('\n')}`;
}

function faultTables(): string {
  const properties = Object.entries(faultProperties).map(([name, { meaning }]) => `| \`${name}\` | ${meaning} |`);
  const effects = Object.entries(faultEffects).map(([name, { meaning }]) => `| \`${name}\` | ${meaning} |`);
  const table = (what: string, rows: readonly string[]): string =>
    `| ${what} | meaning |\n|---|---|\n${rows.join('\n')}`;
  return `${table('property', properties)}\n\n${table('effect', effects)}`;
}

function controlTable(): string {
  const rows = controlRequests.map(({ verb, path: template, meaning }) => `| \`${verb} ${template}\` | ${meaning} |`);
  return `| request | what it does |\n|---|---|\n${rows.join('\n')}`;
}

function sectionTables(): string {
  const tables = Object.entries(scenarioSections).filter(([name]) => name !== 'Fault');
  return tables
    .map(([name, rows]) => {
      const lines = Object.entries(rows).map(
        ([property, { type, meaning }]) => `| \`${property}\` | ${toTypeWords(type)} | ${meaning} |`,
      );
      return `| ${name} | type | meaning |\n|---|---|---|\n${lines.join('\n')}`;
    })
    .join('\n\n');
}

/** Returns a type for readers: required properties in bold. */
function toTypeWords(type: string): string {
  const words = type.replace('!', '').replaceAll('|', ' or ');
  return type.endsWith('!') ? `**${words}**` : words;
}

/** Returns the manual with regenerated parts. */
function regenerated(text: string): string {
  const parts = {
    sections: sectionTables(),
    controls: controlTable(),
    faults: faultTables(),
    operations: operationTable(),
    scenarios: scenarioTable(),
  };
  return Object.entries(parts).reduce(
    (made, [name, table]) =>
      made.replace(
        new RegExp(`(<!-- generated: ${name} -->\n)[\\s\\S]*?(\n?<!-- end -->)`),
        (_all, start: string, end: string) => `${start}${table}\n${end.trimStart()}`,
      ),
    text,
  );
}

test('the manual matches the tables; UPDATE_MANUAL=1 updates it', () => {
  const text = readFileSync(manual, 'utf8');
  const wanted = regenerated(text);
  assert.match(wanted, /Pool_Add/);
  assert.match(wanted, /`sample`/);
  if (process.env['UPDATE_MANUAL'] === '1') {
    writeFileSync(manual, wanted);
  } else {
    const rewrite = 'UPDATE_MANUAL=1 npm test -- test/conformance/manual.test.ts';
    assert.ok(text === wanted, `docs/simulator.md is not what the tables say; ${rewrite} writes it anew`);
  }
});
