import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { run as openSample, showAccount } from '../../../app/actions/account/openSample.ts';
import { stopBulksIn } from '../../../app/actions/run/running.ts';
import type { Contribution } from '../../../app/actions/verb/contribution.ts';
import { sampleAccountId } from '../../../core/model/account.ts';
import { BatchError } from '../../../core/model/batchError.ts';
import { Cancelled } from '../../../core/model/cancelled.ts';
import { describeError } from '../../../core/text/describeError.ts';
import type { Scenario } from '../../../simulator/scenarios/scenario.ts';
import { loadSimulator } from '../../bundles/load.ts';
import { openSamplePrograms } from '../../sample/openSamplePrograms.ts';
import type { Command, CommandServices } from '../command.ts';

export const contribution: Contribution = {
  title: 'Start a Simulator…',
  effect: 'reads',
  palette: 'always',
  views: [{ on: 'explorer', at: '1_add@4' }],
};

type Start = (services: CommandServices) => Promise<unknown>;

/**
 * Starts a Batch service on this computer and shows its account, which replaces an earlier one of this window. Called
 * with `programs`, opens the sample account with the folder of its programs without asking.
 */
export const run: Command = async (services, [given]) => {
  const start = given === 'programs' ? openSamplePrograms : await pickStart(services);
  return start(services);
};

async function pickStart({ ui }: CommandServices): Promise<Start> {
  const choices: readonly { readonly label: string; readonly detail: string; readonly start: Start }[] = [
    {
      label: l10n.t('$(json) Scenario File…'),
      detail: l10n.t('An account as a JSON file describes it, such as one that was exported'),
      start: openScenario,
    },
    {
      label: l10n.t('$(add) Empty Account'),
      detail: l10n.t('Pools get nodes, and each task succeeds after a second'),
      start: (services) => openWorld(services, undefined),
    },
    {
      label: l10n.t('$(beaker) Sample Account'),
      detail: l10n.t('A broken workload'),
      start: (services) => openSample(services, []),
    },
    {
      label: l10n.t('$(folder-opened) Sample Account and Its Programs'),
      detail: l10n.t('Opens the folder of the programs that its tasks ran, where failures are marked'),
      start: openSamplePrograms,
    },
  ];
  const chosen = await ui.choose(choices, {
    title: l10n.t('Start a simulator'),
    placeholder: l10n.t('An account on this computer. No program is run, and Azure is not needed.'),
  });
  if (chosen === undefined) throw new Cancelled();
  return chosen.start;
}

async function openScenario(services: CommandServices): Promise<unknown> {
  const [file] = (await vscode.window.showOpenDialog({ filters: { JSON: ['json'] } })) ?? [];
  if (file === undefined) throw new Cancelled();
  const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  return openWorld(services, parse(text, file.path.split('/').at(-1) ?? ''));
}

function parse(text: string, file: string): Scenario {
  try {
    return loadSimulator().parseScenario(text, file);
  } catch (cause) {
    throw new BatchError({ code: 'InvalidInput', message: describeError(cause), cause });
  }
}

async function openWorld(services: CommandServices, world: Scenario | undefined): Promise<string> {
  await stopBulksIn(sampleAccountId);
  return showAccount(services, await services.startSimulator(world));
}
