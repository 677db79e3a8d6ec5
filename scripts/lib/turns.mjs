import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { listTests, stageNames } from './kinds.mjs';
import { findToday, isNight, turns } from './night.mjs';
import { root } from './places.mjs';

/**
 * The files that take turns: those that use most processor time, and then all in folders whose tests start a program,
 * a server or a window to show once more what pure tests prove, and single files that use much. Dealt out in this order,
 * they use about the same each day.
 */
const taking = [
  'test/journeys/explanationPage.test.ts',
  'test/journeys/explorer.test.ts',
  'test/journeys/signIn.test.ts',
  'test/journeys/languages.test.ts',
  'test/journeys/nightlyCauses.test.ts',
  'test/cli/cli.test.ts',
  'test/journeys/trouble.test.ts',
  'test/app/agents.test.ts',
  'test/journeys/',
  'test/editor/',
  'test/cli/',
  'test/soak/',
  'test/clients/',
  'test/package/',
  'test/host-faults/',
  'test/conformance/',
  'test/service/',
  'test/app/checkAccount.test.ts',
  'test/app/download.test.ts',
  'test/app/evidence.test.ts',
  'test/app/farCause.test.ts',
  'test/app/firstLook.test.ts',
  'test/app/goTo.test.ts',
  'test/app/lineNumbers.test.ts',
  'test/app/lostLogs.test.ts',
  'test/app/networks.test.ts',
  'test/app/readLogs.test.ts',
  'test/app/rememberedCauses.test.ts',
  'test/app/retriedCause.test.ts',
  'test/app/unseenCauses.test.ts',
  'test/app/watched.test.ts',
  'test/house/regularExpressions.test.ts',
  'test/house/rooms.test.ts',
  'test/house/setup.test.ts',
  'test/house/spreads.test.ts',
  'scripts/contributions.test.mjs',
];

/**
 * Files in these folders that run every day: what proves the promises of safety, which are secrets, the fence for agents,
 * work that survives a killed process, and questions before what can't be undone; what the stage `secrets` searches; and
 * one journey with most kinds of steps.
 */
const daily = new Set([
  'test/cli/killed.test.ts',
  'test/editor/activation.test.ts',
  'test/editor/commands.test.ts',
  'test/editor/pageMessages.test.ts',
  'test/editor/question.test.ts',
  'test/editor/readOnly.test.ts',
  'test/editor/secrets.test.ts',
  'test/journeys/programs.test.ts',
  'test/service/bulkRequests.test.ts',
  'test/service/hostileHost.test.ts',
  'test/service/readOnly.test.ts',
  'test/service/tokens.test.ts',
]);

let dealt;

/** Lists the files that take turns, each once, in the order in which they are dealt out to the days. */
export function listTaking() {
  if (dealt !== undefined) return dealt;
  const all = stageNames.flatMap(listTests).filter((file) => !daily.has(file));
  dealt = [...new Set(taking.flatMap((name) => all.filter((file) => file.startsWith(name))))];
  return dealt;
}

/** Deals to and fro, so that the day that gets the longest of some files gets the shortest of the next ones. */
function toTurn(index) {
  const place = index % turns;
  return Math.floor(index / turns) % 2 === 0 ? place : turns - 1 - place;
}

/**
 * Lists the test files of a stage that a run of all stages has today: those that don't take turns, those whose turn it is,
 * and those that the last commit or the working tree changes, or that are named like what it changes. A stage that is
 * named has all of its files.
 */
export function listToday(stage, { takesTurns = false }, today = findToday(), changed = listChanged()) {
  const files = listTests(stage);
  if (!takesTurns || isNight) return files;
  const others = new Set(listTaking().filter((_, index) => toTurn(index) !== today % turns));
  return files.filter((file) => !others.has(file) || changed.has(toSubject(file)));
}

/** Says how many files of each stage have their turn on another day; undefined if none has. */
export function describeTurns(stages, host) {
  const left = stages.flatMap((stage) => {
    const [all, today] = [listTests(stage).length, listToday(stage, host).length];
    return today < all ? [`${stage} ${all - today} of ${all} files`] : [];
  });
  return left.length > 0 ? `Run on another of ${turns} days, or by name: ${left.join(', ')}` : undefined;
}

/** Returns the name that a file shares with its tests. */
const toSubject = (file) => path.basename(file).split('.')[0];

let known;

/** Lists the subjects of what is changed, except for pages; without the program or the history of Git, there are none. */
function listChanged() {
  const git = (...args) => spawnSync('git', args, { cwd: root, encoding: 'utf8' }).stdout ?? '';
  known ??= new Set(
    `${git('diff', '--name-only', 'HEAD~1', '--', ':!*.md')}${git('ls-files', '--others', '--exclude-standard')}`
      .split('\n')
      .map(toSubject),
  );
  return known;
}
