import { resolve } from 'node:path';
import * as l10n from '@vscode/l10n';
import { type InputSize, writeReproduction } from '../app/actions/task/writeReproduction.ts';
import { sum } from '../core/extremes.ts';
import { listAll } from '../core/text/lists.ts';
import { formatBytes } from '../core/words/numbers.ts';
import { accountOptions } from './account.ts';
import { makeAppToFolder } from './app.ts';
import type { CliCommand } from './commandLine.ts';
import { exitCodes, WrongUse } from './exit.ts';
import { listTasks } from './listTasks.ts';
import { withSession } from './session.ts';
import { makeTerminal } from './terminal.ts';

/** Maximum number of input files that are named with their sizes. */
const mostNamed = 5;

/** Writes a folder with which a task can be run on this computer. Runs nothing. */
export const reproduce: CliCommand = {
  describe: () => l10n.t("Write a folder that runs a task's command line on this computer, without running it"),
  takes: 'JOB TASK',
  options: {
    inputs: {
      type: 'boolean',
      describe: () => l10n.t('Download the input files, too'),
    },
    to: {
      type: 'string',
      value: 'FOLDER',
      describe: () => l10n.t('Write to this folder (default: the current one)'),
    },
    ...accountOptions,
  },
  examples: ['nightly frame-7 --to here --inputs'],
  run(given, output) {
    if (given.names.length !== 2) throw new WrongUse(l10n.t('Which task? Specify a job and one of its tasks.'));
    const terminal = makeTerminal(output, false);
    const path = resolve(given.text('to') ?? '.');
    const ended = withSession(given, output, undefined, async (session) => {
      const app = makeAppToFolder(session, terminal, path);
      const [task] = await listTasks(app, session, given);
      if (task === undefined) return exitCodes.notDone;
      const noteSizes = (sizes: readonly InputSize[]): void => output.note(describeSizes(sizes));
      const choices = { withInputs: given.is('inputs'), noteSizes, findLink: async () => undefined };
      const written = await writeReproduction(app, task, choices);
      for (const host of written.pendingHosts)
        output.note(
          l10n.t('To download from {host}, run this again with {option}.', { host, option: `--storage-host ${host}` }),
        );
      const { folder, files, kept, inputs, sizes, missing } = written;
      if (given.is('json')) output.printJson({ folder, files, kept, inputs, sizes, failures: missing });
      else for (const name of [...files, ...inputs]) output.print(name);
      return missing.length === 0 ? exitCodes.done : exitCodes.notDone;
    });
    return ended.finally(() => terminal.close());
  },
};

/** Says how much is to be downloaded, and names the largest files. */
function describeSizes(sizes: readonly InputSize[]): string {
  const largest = sizes.toSorted((one, other) => other.size - one.size).slice(0, mostNamed);
  return l10n.t('Input files to download: {size}. The largest: {files}.', {
    size: formatBytes(sum(sizes.map(({ size }) => size))),
    files: listAll(largest.map(({ path, size }) => `${path} (${formatBytes(size)})`)),
  });
}
