import * as l10n from '@vscode/l10n';
import { toInvalidInput } from '../../../core/model/batchError.ts';
import type { Resource } from '../../../core/model/resource.ts';
import type { FailureFilter } from '../../rows/failures/failureFilter.ts';
import { refuseLostRows, toResources } from '../targets/targets.ts';
import type { Contribution } from '../verb/contribution.ts';
import type { WindowCommand } from '../verb/window.ts';

export const contribution: Contribution = {
  title: 'Show Only These Failures',
  icon: 'filter',
  effect: 'reads',
  palette: 'never',
  rows: [
    { on: ['job', 'taskGroup'], if: 'failed', at: 'look@4' },
    { on: ['pool', 'nodeGroup'], if: ['broken', 'failed'], at: 'look@4' },
  ],
};

/** Opens the failures view with only the failures in certain jobs or pools. */
export const run: WindowCommand = async (services, args) => {
  refuseLostRows(args);
  const filter = toResources(args).flatMap(toTerms);
  if (filter.length === 0) throw toInvalidInput(l10n.t('Select a job or a pool first.'));
  services.trees.failures.filter = filter;
  await services.ui.run('azureBatch.failures.focus');
};

function toTerms(resource: Resource): FailureFilter {
  if (resource.kind === 'job') return [{ kind: 'job', value: resource.jobId }];
  return resource.kind === 'pool' ? [{ kind: 'pool', value: resource.poolId }] : [];
}
