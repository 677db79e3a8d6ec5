import { resolve } from 'node:path';
import * as l10n from '@vscode/l10n';
import { byPattern, downloadOfTasks } from '../app/actions/task/downloadFiles.ts';
import { accountOptions } from './account.ts';
import { makeAppToFolder } from './app.ts';
import type { CliCommand } from './commandLine.ts';
import { exitCodes, WrongUse } from './exit.ts';
import { causeOption, checkCause, listTasks, orChosenBy } from './listTasks.ts';
import { whileTasksAreExplained } from './lookIntoAll.ts';
import { withSession } from './session.ts';
import { makeTerminal } from './terminal.ts';

/** Downloads files of tasks to a folder on this disk, and continues partial files. */
export const download: CliCommand = {
  describe: () =>
    l10n.t("Download files from a job's failed tasks, the specified tasks, or all tasks with a specific cause"),
  takes: '[JOB [TASK…]]',
  options: {
    ...causeOption,
    files: {
      type: 'string',
      value: 'PATTERN',
      describe: () =>
        l10n.t("Only files whose path in the task's directory matches a pattern such as {0}", '"wd/**/*.csv"'),
    },
    to: {
      type: 'string',
      value: 'FOLDER',
      describe: () => l10n.t('Download to this folder (default: the current one)'),
    },
    ...accountOptions,
  },
  examples: ['nightly frame-7 --to logs', '--cause v1:…'],
  run(given, output) {
    const { length: named } = given.names;
    if (given.text('cause') === undefined ? named === 0 : named > 1)
      throw new WrongUse(l10n.t('Which tasks? Specify a job and its tasks, or --cause.'));
    checkCause(given);
    const terminal = makeTerminal(output, false);
    const path = resolve(given.text('to') ?? '.');
    const ended = withSession(given, output, undefined, async (session) => {
      const app = makeAppToFolder(session, terminal, path);
      const list = () => listTasks(app, session, given);
      const isOfCause = given.text('cause') !== undefined;
      const tasks = await (isOfCause ? whileTasksAreExplained(session, output, given.names[0], list) : list());
      const pattern = given.text('files');
      const { planned, done, failed, unlisted, isWhole } = await orChosenBy(
        pattern && `--files ${pattern}`,
        downloadOfTasks(app, tasks, byPattern(pattern ?? '**')),
      );
      if (given.is('json')) {
        const counts = { done: done.size, failed: failed.length, notStarted: planned - done.size - failed.length };
        output.printJson({ folder: path, planned, ...counts, files: [...done.values()], failures: failed, unlisted });
      }
      return isWhole ? exitCodes.done : exitCodes.notDone;
    });
    return ended.finally(() => terminal.close());
  },
};
