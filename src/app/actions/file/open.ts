import * as l10n from '@vscode/l10n';
import { BatchError } from '../../../core/model/batchError.ts';
import { openSeveral } from '../../documents/openSeveral.ts';
import type { Command } from '../command.ts';
import type { Contribution } from '../contribution.ts';
import { refuseLostRows } from '../lostRows.ts';
import { pickTaskFile } from '../pickFile.ts';
import { toResources } from '../targets.ts';

export const contribution: Contribution = {
  title: 'Open File…',
  icon: 'go-to-file',
  effect: 'reads',
  rows: [{ on: ['taskFile', 'nodeFile'], unless: 'folder', at: '1_look@1' }],
};

/** Opens files of tasks and nodes, at their end; asks for a file of a task when it is called on nothing. */
export const run: Command = async (services, args) => {
  refuseLostRows(args);
  const given = toResources(args);
  const chosen = given.length === 0 ? [await pickTaskFile(services)] : given;
  const files = chosen.filter(({ kind }) => kind === 'taskFile' || kind === 'nodeFile');
  if (files.length === 0) {
    throw new BatchError({ code: 'InvalidInput', message: l10n.t('Choose a file of a task or node in the explorer.') });
  }
  await openSeveral(
    services,
    files.map((resource) => ({ resource, document: 'text' as const })),
    'end',
  );
};
