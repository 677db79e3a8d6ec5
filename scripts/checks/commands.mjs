import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readContributions } from '../lib/commandFiles.mjs';
import { root } from '../lib/places.mjs';

/** Commands that no test names yet. Only remove entries: a new command comes with a test. */
const untested = [
  'account.checkPermissions',
  'account.openInPortal',
  'account.pauseCounting',
  'account.pin',
  'account.rename',
  'account.resumeCounting',
  'account.unpin',
  'definition.enterUrl',
  'definition.showChanges',
  'diagnostics.report',
  'explanation.copy',
  'explanation.openText',
  'explorer.nextFailure',
  'failures.leaveOut',
  'failures.markSeen',
  'failures.saveCsv',
  'failures.showOnly',
  'failures.unmute',
  'kept.compare',
  'kept.compareSucceeded',
  'log.makeRuleForCause',
  'node.openStartTaskLog',
  'resource.copyAlertRule',
  'resource.copyIds',
  'resource.stopWatching',
  'row.explain',
  'task.compareWith',
  'task.openOtherLog',
  'walkthrough.open',
];

/** The menus of rows as reviewed by people; a test of the house compares them whole. */
const menus = 'test/golden/menus.txt';

/** Writes the menus and the page of actions anew, for a review of their differences. */
export const review = 'UPDATE_GOLDEN=1 npm test -- test/house/menus.test.ts test/house/actionsPage.test.ts';

/** Lists commands without a test, and commands in the menus of rows that no one has reviewed there. */
export function findCommandFaults(folder = root, known = untested) {
  const contributions = readContributions(folder);
  return [
    ...findUntested([...contributions.keys()], readTests(folder), known),
    ...findUnreviewed(folder, contributions),
  ];
}

/** Lists commands that no test names by their ID or their file, and those of `known` that a test names by now. */
function findUntested(names, tests, known) {
  const missing = names.filter((name) => !tests.includes(name) && !tests.includes(`/${name.replace('.', '/')}.ts'`));
  return [
    ...missing
      .filter((name) => !known.includes(name))
      .map((name) => `no test names ${name}: copy test/app/copyAs.test.ts`),
    ...known
      .filter((name) => !missing.includes(name))
      .map((name) => `${name} is tested or gone: remove it from scripts/checks/commands.mjs`),
  ];
}

function readTests(folder) {
  return ['src', 'test/app', 'test/editor', 'test/journeys']
    .map((part) => path.join(folder, part))
    .filter((part) => existsSync(part))
    .flatMap((part) =>
      readdirSync(part, { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.test.ts'))
        .map((file) => readFileSync(path.join(part, file), 'utf8')),
    )
    .join('\n');
}

function findUnreviewed(folder, contributions) {
  const lines = readFileSync(path.join(folder, menus), 'utf8').split('\n');
  const reviewed = new Set(lines.flatMap((line) => line.replace(/^ {2}[^:]+: /, '').split(' · ')));
  const missing = [...contributions.values()].filter(({ rows = [], title }) => rows.length > 0 && !reviewed.has(title));
  return missing.length === 0
    ? []
    : [...missing.map(({ title }) => `not in ${menus}: ${title}`), `Review the menus: ${review}`];
}
