import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { resolveOne } from '../../../app/actions/targets/resolve.ts';
import type { Contribution } from '../../../app/actions/verb/contribution.ts';
import { type Account, toShownName } from '../../../core/model/account.ts';
import { BatchError } from '../../../core/model/batchError.ts';
import { Cancelled } from '../../../core/model/cancelled.ts';
import { describeError } from '../../../core/text/describeError.ts';
import { formatBytes, formatNumber } from '../../../core/words/numbers.ts';
import type { ExportSummary } from '../../../simulator/export/toScenarioFile.ts';
import { loadSimulator } from '../../bundles/load.ts';
import { toAccountSource } from '../../sample/accountSource.ts';
import { saveText } from '../../ui/saveText.ts';
import type { Command, CommandServices } from '../command.ts';

export const contribution: Contribution = {
  title: 'Export Account as Scenario…',
  effect: 'reads',
  rows: [{ on: 'account', at: 'copy@10' }],
};

type Replaced = 'ids' | 'commands';

/** Maximum number of a job's tasks that are read, failed ones first. */
const mostTasks = 200;
const logBytes = 16 * 1024;

/**
 * Writes a scenario of an account, from which the simulator can start in the same state, after showing it to the user.
 * Contains no secrets.
 */
export const run: Command = async (services, args) => {
  const { accountId } = await resolveOne(services, 'account', args);
  const store = await services.accounts.getStore(accountId);
  const replaced = await pickReplaced(services, store.account);
  const { text, summary } = await makeScenario(services, store, replaced);
  const [save, show] = [l10n.t('Save…'), l10n.t('Show the Scenario')];
  const question = {
    message: l10n.t('Export the account {0} as a scenario?', toShownName(store.account)),
    detail: describeSummary(summary, replaced).join('\n'),
    confirm: save,
    canBeUndone: true,
  } as const;
  const answer = await services.ui.ask(question, { after: [show] });
  if (answer === show) return showText(text);
  if (answer !== save) throw new Cancelled();
  await saveScenario(services, store.account, text);
};

async function pickReplaced({ ui }: CommandServices, account: Account): Promise<ReadonlySet<Replaced>> {
  const rows = [
    {
      value: 'ids' as const,
      label: l10n.t('Replace IDs'),
      detail: l10n.t('Uses other names for IDs, storage accounts, containers, files, and display names'),
    },
    {
      value: 'commands' as const,
      label: l10n.t('Shorten command lines'),
      detail: l10n.t('Keeps only the program in each command line'),
    },
  ];
  const picked = await ui.pick({
    title: toExportTitle(account),
    placeholder: l10n.t('Selected options are applied. Secrets are always removed.'),
    sections: [{ load: async () => ({ rows, hasMore: false }) }],
    nothing: '',
    many: true,
    ticked: rows.map(({ value }) => value),
  });
  return new Set(picked);
}

async function makeScenario(
  { clock, ui }: CommandServices,
  { account, service }: Awaited<ReturnType<CommandServices['accounts']['getStore']>>,
  replaced: ReadonlySet<Replaced>,
) {
  const title = l10n.t('Reading the account {0}', toShownName(account));
  return ui.progress({ title }, async ({ signal }) => {
    const { parseScenario, readAccount, toScenarioFile } = loadSimulator();
    const read = await readAccount(toAccountSource(service, signal), {
      poolIds: [],
      jobIds: [],
      mostTasks,
      logBytes,
      onProgress: () => undefined,
    });
    const { file, summary } = toScenarioFile(read, {
      anonymizesIds: replaced.has('ids'),
      anonymizesCommands: replaced.has('commands'),
      nowMs: clock.now(),
    });
    const text = `${JSON.stringify(file, undefined, 2)}\n`;
    try {
      parseScenario(text, 'scenario.json');
    } catch (cause) {
      const message = l10n.t(
        "The account can't be exported, because the simulator doesn't accept it: {0}",
        describeError(cause),
      );
      throw new BatchError({ code: 'InvalidInput', message, cause });
    }
    return { text, summary };
  });
}

function describeSummary(summary: ExportSummary, replaced: ReadonlySet<Replaced>): readonly string[] {
  const count = (
    name: 'pools' | 'nodes' | 'jobs' | 'jobSchedules' | 'tasks' | 'failedTasks' | 'tasksLeftOut' | 'logs' | 'secrets',
  ) => formatNumber(summary[name]);
  return [
    l10n.t('Pools: {pools}, nodes: {nodes}, jobs: {jobs}, job schedules: {schedules}', {
      pools: count('pools'),
      nodes: count('nodes'),
      jobs: count('jobs'),
      schedules: count('jobSchedules'),
    }),
    l10n.t('Tasks: {tasks}, failed: {failed}, left out: {leftOut}', {
      tasks: count('tasks'),
      failed: count('failedTasks'),
      leftOut: count('tasksLeftOut'),
    }),
    l10n.t('Log tails: {logs} ({size})', { logs: count('logs'), size: formatBytes(summary.logBytes) }),
    l10n.t('Secrets removed: {0}', count('secrets')),
    replaced.has('ids')
      ? l10n.t('IDs and storage names are replaced.')
      : l10n.t('IDs and storage names are written unchanged.'),
    replaced.has('commands')
      ? l10n.t('Only the programs in command lines are written.')
      : l10n.t('Command lines are written unchanged.'),
    l10n.t('Review the scenario before you share it.'),
  ];
}

async function showText(content: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument({ language: 'json', content });
  await vscode.window.showTextDocument(document, { preview: false });
}

async function saveScenario({ ui }: CommandServices, account: Account, text: string): Promise<void> {
  await saveText({
    title: toExportTitle(account),
    label: l10n.t('Export'),
    file: `${account.name}.scenario.json`,
    filters: { JSON: ['json'] },
    render: () => text,
  });
  ui.notify(
    'status',
    l10n.t('The scenario was saved. To start with it, run azure-batch-simulator with the option {0}.', '--scenario'),
  );
}

function toExportTitle(account: Account): string {
  return l10n.t('Export account {0} as a scenario', toShownName(account));
}
