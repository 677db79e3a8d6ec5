import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../lib/places.mjs';

const page = 'docs/settings.md';

/** Returns the table of settings for the settings page, from the manifest and its texts. */
export function toSettingsTable(manifest, texts) {
  const settings = Object.entries(manifest.contributes.configuration.properties).sort(
    ([, one], [, other]) => one.order - other.order,
  );
  const rows = settings.map(([name, { default: value, markdownDescription }]) => {
    const text = texts[markdownDescription.slice(1, -1)] ?? markdownDescription;
    return `| \`${name}\` | ${value === '' ? '' : `\`${JSON.stringify(value)}\``} | ${text} |`;
  });
  return ['| setting | default | description |', '|---|---|---|', ...rows].join('\n');
}

/**
 * Checks whether a setting may sync. Settings with text, such as a path, belong to one user and computer; numbers and
 * choices identify no one and may sync.
 */
function mayFollow({ type, enum: choices, properties, additionalProperties, scope, ignoreSync }) {
  const isOfChoices =
    additionalProperties === false && Object.values(properties ?? {}).every((property) => property.enum !== undefined);
  const isPlain = [type].flat().every((each) => ['boolean', 'number', 'integer', 'null'].includes(each));
  return (
    isPlain ||
    choices !== undefined ||
    isOfChoices ||
    ignoreSync === true ||
    scope === 'machine' ||
    scope === 'machine-overridable'
  );
}

/** Lists sources that let VS Code sync extension state to other computers. */
function findSynced(folder) {
  const sources = path.join(folder, 'src');
  if (!existsSync(sources)) return [];
  return readdirSync(sources, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && /\bsetKeysForSync\b/.test(readFileSync(path.join(sources, file), 'utf8')))
    .map((file) => `src/${file}: what the extension stores must stay on its computer (docs/privacy.md)`);
}

/**
 * Lists settings that the settings page describes differently from VS Code, settings in places that VS Code does not
 * read, and settings that Settings Sync must not transfer.
 */
export function findSettingFaults(folder = root) {
  const read = (name) => readFileSync(path.join(folder, name), 'utf8');
  if (!existsSync(path.join(folder, 'package.nls.json'))) return [];
  const manifest = JSON.parse(read('package.json'));
  const table = toSettingsTable(manifest, JSON.parse(read('package.nls.json')));
  const faults = read(page).includes(`\n${table}\n`) ? [] : [`${page}: this table is missing\n${table}`];
  const { properties } = manifest.contributes.configuration;
  const lost = [...new Set(read('package.json').match(/"azureBatch\.[\w.]+"(?=: \{\s*"type")/g) ?? [])]
    .map((name) => name.slice(1, -1))
    .filter((name) => !(name in properties));
  const followed = Object.entries(properties).filter(([, property]) => !mayFollow(property));
  return [
    ...faults,
    ...lost.map((name) => `package.json: ${name} is not a property of contributes.configuration`),
    ...followed.map(([name]) => `package.json: ${name} holds text, so it must ignore sync`),
    ...findSynced(folder),
  ];
}
