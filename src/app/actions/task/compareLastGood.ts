import * as l10n from '@vscode/l10n';
import { findPoolOfJob } from '../../../core/model/job.ts';
import type { TaskResource } from '../../../core/model/resource.ts';
import { plural } from '../../../core/text/plural.ts';
import { asCount } from '../../../core/words/numbers.ts';
import type { App } from '../../app.ts';
import { seekGoodRun } from '../../evidence/comparisons.ts';
import { thoroughRequests } from '../../evidence/findGoodRun.ts';
import { MissingEvidence } from '../../evidence/missingEvidence.ts';
import { resolveOne } from '../targets/resolve.ts';
import type { Command, RemedyContribution } from '../verb/contribution.ts';

export const contribution: RemedyContribution = {
  title: 'Compare Task with the Last Good Run',
  effect: 'reads',
  palette: 'never',
  remedy: () => l10n.t('Compare with the Last Good Run'),
  rows: [{ on: 'task', if: 'failed', at: 'look@6' }],
};

/**
 * Compares a failed task with the last earlier run of the same work that succeeded, usually in an earlier job. Searches
 * further back than the explanation does.
 */
export const run: Command = async (services, args) => {
  const resource = await resolveOne(services, 'task', args, { tasks: { groups: ['failed'] } });
  const search = await services.ui.progress(
    { title: l10n.t('Looking for the last good run'), isCancellable: true },
    ({ signal }) => seekLastGood(services, resource, signal),
  );
  if (search.good !== undefined) {
    const { toGoodComparison } = services.bundles.diagnosis();
    return services.ui.open(toGoodComparison(resource, search.good));
  }
  services.ui.notify('information', describeNothing(search.jobs));
};

/** Finds the last earlier success of a failed task's work. Searches further back than the explanation does. */
export async function seekLastGood(services: App, resource: TaskResource, signal: AbortSignal) {
  const store = await services.accounts.getStore(resource.accountId);
  const { jobs, pools, tasks } = store.service;
  const { jobId, taskId } = resource;
  const absent = new MissingEvidence();
  const [task, job] = await Promise.all([
    tasks.getTask(jobId, taskId, { signal }),
    absent.ifThere(jobs.getJob(jobId, { signal })),
  ]);
  const poolId = task.nodeInfo?.poolId ?? (job && findPoolOfJob(job));
  const pool = poolId === undefined ? undefined : await absent.ifThere(pools.getPool(poolId, { signal }));
  return seekGoodRun(store, services, resource, { task, job, pool }, thoroughRequests, signal);
}

function describeNothing(jobs: number): string {
  return plural(jobs, {
    '=0': l10n.t('There is no earlier job in which this task, or one with the same command, could have run.'),
    one: l10n.t('No good run was found in the {count} earlier job that was checked.', asCount(jobs)),
    other: l10n.t('No good run was found in the {count} earlier jobs that were checked.', asCount(jobs)),
  });
}
