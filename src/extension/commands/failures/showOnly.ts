import * as l10n from '@vscode/l10n';
import { commands } from 'vscode';
import { BatchError } from '../../../core/model/batchError.ts';
import type { Resource } from '../../../core/model/resource.ts';
import type { FailureFilter } from '../../views/failures/failureFilter.ts';
import type { Command } from '../command.ts';
import type { Contribution } from '../contribution.ts';
import { refuseLostRows } from '../lostRows.ts';
import { toResources } from '../targets.ts';

export const contribution: Contribution = {
  title: 'Show Only These Failures',
  icon: 'filter',
  effect: 'reads',
  palette: 'never',
  rows: [
    { on: ['job', 'taskGroup'], if: 'failed', at: '1_look@3' },
    { on: ['pool', 'nodeGroup'], if: ['broken', 'failed'], at: '1_look@3' },
  ],
};

/** Shows what failed in jobs or pools alone: the Failures view comes into sight, filtered by these. */
export const run: Command = async ({ failures }, args) => {
  refuseLostRows(args);
  const filter = toResources(args).flatMap(toTerms);
  if (filter.length === 0) {
    throw new BatchError({ code: 'InvalidInput', message: l10n.t('Select a job or a pool first.') });
  }
  failures().filter = filter;
  await commands.executeCommand('azureBatch.failures.focus');
};

function toTerms(resource: Resource): FailureFilter {
  if (resource.kind === 'job') return [{ kind: 'job', value: resource.jobId }];
  return resource.kind === 'pool' ? [{ kind: 'pool', value: resource.poolId }] : [];
}
