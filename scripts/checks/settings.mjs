import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../lib/places.mjs';

const heading = '## Settings';

/** What the README says of settings, made of the manifest and its texts. */
export function toSettingsTable(manifest, texts) {
  const settings = Object.entries(manifest.contributes.configuration.properties).sort(
    ([, one], [, other]) => one.order - other.order,
  );
  const rows = settings.map(([name, { default: value, markdownDescription }]) => {
    const text = texts[markdownDescription.slice(1, -1)] ?? markdownDescription;
    return `| \`${name}\` | ${value === '' ? '' : `\`${JSON.stringify(value)}\``} | ${text} |`;
  });
  return ['| setting | default | what it says |', '|---|---|---|', ...rows].join('\n');
}

/** Settings that the README tells otherwise than VS Code does, and those that stand where VS Code does not look. */
export function findSettingFaults(folder = root) {
  const read = (name) => readFileSync(path.join(folder, name), 'utf8');
  if (!existsSync(path.join(folder, 'package.nls.json'))) return [];
  const manifest = JSON.parse(read('package.json'));
  const table = toSettingsTable(manifest, JSON.parse(read('package.nls.json')));
  const told = read('README.md').split(`${heading}\n`)[1] ?? '';
  const faults = told.includes(`\n${table}\n`) ? [] : [`README.md: below “${heading}” belongs\n${table}`];
  const { properties } = manifest.contributes.configuration;
  const lost = [...new Set(read('package.json').match(/"azureBatch\.[\w.]+"(?=: \{\s*"type")/g) ?? [])]
    .map((name) => name.slice(1, -1))
    .filter((name) => !(name in properties));
  return [...faults, ...lost.map((name) => `package.json: ${name} is no property of contributes.configuration`)];
}
