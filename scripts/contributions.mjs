import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { review } from './checks/commands.mjs';
import { readAgentTools, toLanguageModelTools, toToolTexts } from './lib/agentTools.mjs';
import { listCommandFiles, readContributions } from './lib/commandFiles.mjs';
import { toContributes, toTitles } from './lib/contributes.mjs';
import { Failure } from './lib/failure.mjs';
import { runMain } from './lib/main.mjs';
import { root } from './lib/places.mjs';

/** Generated list of all commands for the bundle that contains them. */
const tableFile = 'src/extension/commands/table.ts';

/**
 * `npm run contributions`: generates the contributions to package.json, package.nls.json and the lists of commands from
 * the command files and from the table of tools for agents, one contribution per line. It keeps everything else in
 * these files and replaces its own part as a whole, so running it resolves a conflict there. `npm run check` says when
 * to run it.
 */
const files = {
  'package.json': writeManifest,
  'package.nls.json': writeTitles,
  [tableFile]: writeTable,
  'src/app/commandName.ts': writeNames,
};

const toLine = (entry) => `{ ${Object.entries(entry).map(toProperty).join(', ')} }`;
const toProperty = ([key, value]) => `${JSON.stringify(key)}: ${toText(value)}`;
const toText = (value) => {
  if (Array.isArray(value)) return `[${value.map(toText).join(', ')}]`;
  return typeof value === 'object' ? toLine(value) : JSON.stringify(value);
};
/** Formats an array with a line for each entry; a single one is on the line of its key, where the formatter puts it. */
const toArray = (key, entries, indent) =>
  entries.length === 1
    ? `${indent}"${key}": [${entries.map(toLine)}]`
    : `${indent}"${key}": [\n${entries.map((entry) => `${indent}  ${toLine(entry)}`).join(',\n')}\n${indent}]`;

/** Formats an object with a line for each property, down to `depth` levels. */
function toBlock(entry, indent, depth) {
  const lines = Object.entries(entry).map(([key, value]) => {
    const isBlock = depth > 1 && typeof value === 'object' && !Array.isArray(value);
    const text = isBlock ? toBlock(value, `${indent}  `, depth - 1).trimStart() : toText(value);
    return `${indent}  ${JSON.stringify(key)}: ${text}`;
  });
  return `${indent}{\n${lines.join(',\n')}\n${indent}}`;
}

/** Matches a part of `contributes` in the manifest by its indentation, including markers that a merge left in it. */
const partPattern = (key) => new RegExp(`^ {4}"${key}": [[{]\\n[\\s\\S]*?^ {4}[\\]}],?\\n`, 'm');

function writeManifest(text, contributions, folder) {
  const tools = toLanguageModelTools(readAgentTools(folder));
  const { commands, keybindings, menus } = toContributes(contributions);
  const ofMenus = Object.entries(menus).map(([menu, entries]) => toArray(menu, entries, '      '));
  const parts = [
    toArray('commands', commands, '    '),
    ...(keybindings === undefined ? [] : [toArray('keybindings', keybindings, '    ')]),
    `    "menus": {\n${ofMenus.join(',\n')}\n    }`,
    `    "languageModelTools": [\n${tools.map((tool) => toBlock(tool, '      ', 3)).join(',\n')}\n    ]`,
  ];
  const others = ['keybindings', 'menus', 'languageModelTools'].reduce(
    (left, key) => left.replace(partPattern(key), ''),
    text,
  );
  if (!partPattern('commands').test(others)) throw new Failure('package.json', 'it has no `commands`');
  return others.replace(partPattern('commands'), () => `${parts.join(',\n')},\n`);
}

function writeTitles(text, contributions, folder) {
  const all = { ...toTitles(contributions), ...toToolTexts(readAgentTools(folder)) };
  const titles = Object.entries(all).map((title) => `  ${toProperty(title)},\n`);
  const others = text
    .replace(/^ {2}"(?:command|tool)\..*\n/gm, '')
    .replace(/^<{7} .*\n(?:\|{7} .*\n)?={7}\n>{7} .*\n/gm, '') // A merge conflict in titles only.
    .replace(/,\n\}/, '\n}');
  return others.replace('{\n', () => `{\n${titles.join('')}`);
}

function writeTable(_text, contributions, folder) {
  const all = listCommandFiles(folder);
  const names = [...contributions.keys()].map((name) => ({ name, variable: toVariable(name) }));
  const toPath = (name) => path.posix.relative(path.posix.dirname(tableFile), all.get(name)).replace(/^(?!\.)/, './');
  const imports = names
    .map(({ name, variable }) => ({ place: toPath(name), variable }))
    .sort((one, other) => Number(other.place.startsWith('..')) - Number(one.place.startsWith('..')))
    .map(({ place, variable }) => `import * as ${variable} from '${place}';\n`);
  const entries = names.map(({ name, variable }) => `  '${name}': ${variable},\n`);
  return `${imports.join('')}
/** Every command, by its name. Written by \`npm run contributions\`. */
export const commands = {
${entries.join('')}} as const;
`;
}

function writeNames(_text, contributions) {
  return `/** The folder and the file of a command. Written by \`npm run contributions\`. */
export type CommandName =
${[...contributions.keys()].map((name) => `  | '${name}'`).join('\n')};
`;
}

const toVariable = (name) => name.replace(/\.(\w)/, (_dot, letter) => letter.toUpperCase());

/** Lists the files whose generated part doesn't match the commands below `folder`, with the correct texts. */
export function findStale(folder = root) {
  const contributions = readContributions(folder);
  return Object.entries(files).flatMap(([file, write]) => {
    const text = readFileSync(path.join(folder, file), 'utf8');
    const wanted = write(text, contributions, folder);
    return text === wanted ? [] : [{ file, text: wanted }];
  });
}

/** Lists the problems for `npm run check`; empty if everything matches. */
export function describeStale(folder = root) {
  try {
    return findStale(folder).map(({ file }) => `${file} does not match the commands and tools: npm run contributions`);
  } catch (error) {
    if (error instanceof Failure) return [error.message];
    throw error;
  }
}

if (process.argv[1] === import.meta.filename) {
  const usage =
    'npm run contributions\n\nGenerates the declarations of the commands and of the tools for agents: their part of package.json, and the files that belong to it.';
  await runMain({ usage }, () => {
    const stale = findStale();
    for (const { file, text } of stale) writeFileSync(path.join(root, file), text);
    console.log(stale.length === 0 ? 'nothing to write' : `written: ${stale.map(({ file }) => file).join(', ')}`);
    if (stale.some(({ file }) => file === 'package.json')) console.log(`review its menus with: ${review}`);
  });
}
