import { l10n } from 'vscode';
import type { Resource } from '../../../core/model/resource.ts';
import type { Command } from '../command.ts';
import type { Contribution } from '../contribution.ts';
import { pickJob, pickNode, pickPool, pickTask } from '../pick.ts';
import { type PickRow, pickOne } from '../pickSome.ts';
import { toResources } from '../targets.ts';

export const contribution: Contribution = {
  title: 'Find a Pool, Node, Job or Task…',
  icon: 'search',
  effect: 'reads',
  views: [{ on: 'explorer', at: 'navigation@1' }],
};

type Find = (services: Parameters<Command>[0]) => Promise<Resource>;

/** Selects a thing in the explorer: the one the command is called on, or one that the user looks for by its id. */
export const run: Command = async (services, args) => {
  const [given] = toResources(args);
  await services.reveal(given ?? (await ask(services)));
};

async function ask(services: Parameters<Command>[0]): Promise<Resource> {
  const rows: readonly PickRow<Find>[] = [
    { label: l10n.t('Failed task'), value: (of) => pickTask(of, { groups: ['failed'] }) },
    { label: l10n.t('Task'), value: (of) => pickTask(of) },
    { label: l10n.t('Job'), value: (of) => pickJob(of) },
    { label: l10n.t('Node'), value: (of) => pickNode(of) },
    { label: l10n.t('Pool'), value: (of) => pickPool(of) },
  ];
  const find = await pickOne({
    title: l10n.t('Find in the explorer'),
    placeholder: l10n.t('What are you looking for?'),
    sections: [{ load: async () => ({ rows, hasMore: false }) }],
    nothing: '',
  });
  return find(services);
}
