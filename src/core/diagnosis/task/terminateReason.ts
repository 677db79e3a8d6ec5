import * as l10n from '@vscode/l10n';
import type { Job } from '../../model/job.ts';
import { parseDuration, toDurationWords } from '../../query/durations.ts';

/** Why a job ended, to follow "because" (Batch documentation: "Job: terminateReason"). Other texts are the user's. */
export function describeTerminateReason(reason: string, job?: Job): string {
  switch (reason.toLowerCase()) {
    case 'jmcomplete':
      return l10n.t('its job manager task was done');
    case 'maxwallclocktimeexpiry':
      return describeLimit(job?.constraints?.maxWallClockTime);
    case 'terminatejobschedule':
      return l10n.t('its job schedule was terminated');
    case 'alltaskscomplete':
    case 'alltaskscompleted':
      return l10n.t('all its tasks were done');
    case 'taskfailed':
      return l10n.t('a task failed, and the job is set to end then');
    case 'userterminate':
      return l10n.t('somebody terminated it');
    default:
      return l10n.t('somebody terminated it with the reason "{0}"', reason);
  }
}

function describeLimit(maxWallClockTime: string | undefined): string {
  const limit = parseDuration(maxWallClockTime ?? '');
  return limit === undefined || limit === Number.POSITIVE_INFINITY
    ? l10n.t('it ran longer than its own time limit')
    : l10n.t('it ran longer than its own time limit of {0}', toDurationWords(limit));
}
