import { spawnSync } from 'node:child_process';
import { listTests } from './kinds.mjs';
import { findToday, isNight } from './night.mjs';
import { root } from './places.mjs';

/**
 * The test files that use most processor time, by the day of three on which `npm test` runs them; each day's files
 * together use about the same. Those that prove what the others build on, and all others, run every day.
 */
export const days = [
  [
    'src/core/diagnosis/explainLog.test.ts',
    'src/core/diagnosis/offers.test.ts',
    'test/app/agents.test.ts',
    'test/app/farCause.test.ts',
    'test/cli/cli.test.ts',
    'test/editor/connect.test.ts',
    'test/editor/definitions.test.ts',
    'test/editor/failures.test.ts',
    'test/editor/hostileNames.test.ts',
    'test/editor/liveExplanations.test.ts',
    'test/editor/signIn.test.ts',
    'test/journeys/bulk.test.ts',
    'test/journeys/corrections.test.ts',
    'test/journeys/explorer.test.ts',
    'test/soak/account.test.ts',
    'test/soak/kills.test.ts',
    'test/soak/poller.test.ts',
  ],
  [
    'src/app/evidence/failureReader.test.ts',
    'test/app/download.test.ts',
    'test/app/find.test.ts',
    'test/app/firstLook.test.ts',
    'test/cli/formats.test.ts',
    'test/cli/mcp.test.ts',
    'test/cli/retry.test.ts',
    'test/editor/accountReport.test.ts',
    'test/editor/failure.test.ts',
    'test/editor/findInFiles.test.ts',
    'test/editor/openDocuments.test.ts',
    'test/editor/openLogs.test.ts',
    'test/editor/resubmit.test.ts',
    'test/editor/simulator.test.ts',
    'test/journeys/languages.test.ts',
    'test/journeys/restricted.test.ts',
    'test/journeys/rules.test.ts',
    'test/journeys/twoWindows.test.ts',
    'test/soak/bulk.test.ts',
    'test/soak/million.test.ts',
    'test/soak/requestBudget.test.ts',
  ],
  [
    'src/core/diagnosis/logs/own/readRules.test.ts',
    'test/app/lineNumbers.test.ts',
    'test/app/readLogs.test.ts',
    'test/app/watched.test.ts',
    'test/cli/pages.test.ts',
    'test/cli/pipelines.test.ts',
    'test/cli/severalReasons.test.ts',
    'test/cli/terminal.test.ts',
    'test/editor/agents.test.ts',
    'test/editor/corrections.test.ts',
    'test/editor/fileBytes.test.ts',
    'test/editor/links.test.ts',
    'test/editor/nodeCommand.test.ts',
    'test/editor/ownRules.test.ts',
    'test/editor/sampleMarks.test.ts',
    'test/golden/troubles.test.ts',
    'test/journeys/explanationPage.test.ts',
    'test/journeys/signIn.test.ts',
    'test/journeys/ssh.test.ts',
    'test/journeys/trouble.test.ts',
    'test/soak/followedLogs.test.ts',
    'test/soak/manyAccounts.test.ts',
    'test/soak/watched.test.ts',
  ],
];

/**
 * Lists the files of a stage that a run of all stages has today: those that don't take turns, those whose turn it is,
 * and those that the last commit or the working tree changes. A stage that is named has all of its files.
 */
export function listToday(stage, { takesTurns = false }, today = findToday()) {
  const files = listTests(stage);
  if (!takesTurns || isNight) return files;
  const others = new Set(days.filter((_, index) => index !== today % days.length).flat());
  const changed = listChanged();
  return files.filter((file) => !others.has(file) || changed.has(file));
}

/** Says how many files of each stage have their turn on another day; undefined if none has. */
export function describeTurns(stages, host) {
  const left = stages.flatMap((stage) => {
    const [all, today] = [listTests(stage).length, listToday(stage, host).length];
    return today < all ? [`${stage} ${all - today} of ${all} files`] : [];
  });
  return left.length > 0 ? `Run on another of ${days.length} days, or by name: ${left.join(', ')}` : undefined;
}

let changed;

/** Without the program or the history of Git, nothing counts as changed. */
function listChanged() {
  const git = (...args) => spawnSync('git', args, { cwd: root, encoding: 'utf8' }).stdout ?? '';
  changed ??= new Set(
    `${git('diff', '--name-only', 'HEAD~1')}${git('ls-files', '--others', '--exclude-standard')}`.split('\n'),
  );
  return changed;
}
