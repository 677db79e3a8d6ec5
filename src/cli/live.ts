import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import * as l10n from '@vscode/l10n';
import { checkAccount } from '../app/accountCheck/checkAccount.ts';
import { isRefused } from '../app/accountCheck/checkedAccount.ts';
import { renderCheck } from '../app/accountCheck/renderCheck.ts';
import { bundles } from '../node/load.ts';
import { accountOptions } from './account.ts';
import type { CliCommand } from './commandLine.ts';
import { exitCodes } from './exit.ts';
import { withSession } from './session.ts';
import { makeTerminal } from './terminal.ts';

/** Compares an account's responses with the documented ones, and writes a report without values. */
export const live: CliCommand = {
  describe: () =>
    l10n.t("Check how an account's service responds, and write a report that includes none of its values"),
  options: {
    out: { type: 'string', value: 'FILE', describe: () => l10n.t('Write the report to this file') },
    write: {
      type: 'boolean',
      describe: () =>
        l10n.t(
          'Also test changes, after asking, with a small pool that is created for the test and deleted at the end',
        ),
    },
    yes: { type: 'boolean', describe: () => l10n.t('Answer yes only to actions that can be undone') },
    ...accountOptions,
  },
  examples: ['', '--out report.md'],
  run(given, output) {
    const terminal = makeTerminal(output, given.is('yes'));
    const ended = withSession(
      given,
      output,
      undefined,
      async ({ accounts, clock, store }) => {
        const checked = await checkAccount(
          { ui: terminal, accounts, bundles, clock },
          store.account,
          given.is('write') ? randomBytes(4).toString('hex') : undefined,
        );
        const program = [`Program: command line, Node.js ${process.version}, ${process.platform} ${process.arch}`];
        const report = renderCheck(checked, program);
        const file = given.text('out');
        if (file !== undefined) await writeFile(file, report);
        if (given.is('json')) output.printJson(checked);
        else if (file === undefined) output.print(report.trimEnd());
        const isAsKnown = checked.groups.every(({ asked }) =>
          asked.every(({ differences = [] }) => differences.length === 0),
        );
        return isAsKnown && !isRefused(checked) ? exitCodes.done : exitCodes.found;
      },
      { isUntried: true },
    );
    return ended.finally(() => terminal.close());
  },
};
