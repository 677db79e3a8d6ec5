import * as l10n from '@vscode/l10n';
import { isExecutionFailed } from '../../../core/model/job.ts';
import { findNow } from '../../../core/model/missing.ts';
import type { JobResource } from '../../../core/model/resource.ts';
import { continueAfterColon } from '../../../core/text/afterColon.ts';
import { toVisible } from '../../../core/text/escape.ts';
import type { App } from '../../app.ts';
import { toCommandId } from '../../commandId.ts';
import { readFirstPage } from '../../evidence/readPages.ts';
import { readAndExplainJob } from '../../explain/explainJob.ts';

/**
 * Follows the job preparation task until it has ended on a node, and notifies the user once whether it succeeded. If it
 * did, the job's tasks start, and `go` is called. Stops silently if the job is changed again or deleted.
 * @param before the fingerprint of the original job's failure
 */
export function followPreparation(services: App, job: JobResource, before: string, go: () => void): void {
  const { accountId, jobId } = job;
  services.changes.follow([job], async (isLast) => {
    const store = await services.accounts.getStore(accountId);
    const statuses = await findNow(readFirstPage(store.service.jobs.listPreparationAndReleaseStatus(jobId)));
    if (statuses === undefined || !isLast(job)) return true;
    const runs = statuses.map(({ jobPreparationTaskExecutionInfo: run }) => run);
    const id = toVisible(jobId);
    if (runs.some((run) => run?.result === 'success')) {
      services.ui.notify(
        'information',
        l10n.t("The preparation task for job {0} has succeeded, and the job's tasks are starting.", id),
      );
      go();
      return true;
    }
    if (!runs.some(isExecutionFailed)) return false;
    const { explanation } = await readAndExplainJob(store, job, services, new Date(services.clock.now()));
    const title = continueAfterColon(explanation.title);
    const failed = l10n.t('The preparation task for job {0} has failed.', id);
    const why =
      explanation.fingerprint === before
        ? l10n.t('The reason is the same as before: {0}.', title)
        : l10n.t('The reason is: {0}.', title);
    services.ui.notify('warning', `${failed} ${why}`, {
      title: l10n.t('Explain'),
      command: toCommandId('job.explain'),
      arguments: [job],
    });
    return true;
  });
}
