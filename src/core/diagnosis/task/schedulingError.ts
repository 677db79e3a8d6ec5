import * as l10n from '@vscode/l10n';
import { listRemedies } from '../../changes/remediesOfSteps.ts';
import { isOver, type Job } from '../../model/job.ts';
import { findScheduleId } from '../../model/jobSchedule.ts';
import { describeCauses } from '../catalogue/entry.ts';
import { findCode } from '../catalogue/find.ts';
import { maskLiterals } from '../evidence/mask.ts';
import type { QuotaEvidence } from '../evidence/quotaEvidence.ts';
import { toTime, toTimeText } from '../evidence/time.ts';
import { type Draft, toClause, toReason, toSentence } from '../explanation/draft.ts';
import type { Evidence, Fix } from '../explanation/explanation.ts';
import { toFix } from '../explanation/instruction.ts';
import { joinSentences } from '../explanation/sentences.ts';
import { describeDetails, describeFailureInfo, findDetail } from '../explanation/serviceWords.ts';
import { stateCountQuota } from '../pool/countQuota.ts';

/**
 * Explains a job whose automatic pool could not be created, or whose tasks can't be started; undefined without such an
 * error.
 */
export function explainSchedulingError(
  job: Job,
  quotas: QuotaEvidence | undefined,
  nextRunTime?: string,
): Draft | undefined {
  const error = job.executionInfo?.schedulingError;
  if (error === undefined) return undefined;
  const known = findCode('jobScheduling', error.code);
  const text = known?.entry.text();
  const details = error.details ?? error.values;
  const reason = findDetail(details, 'Reason', 'Message', 'AutoPoolCreationError');
  const quota = stateCountQuota(known?.code ?? '', quotas ?? {});
  const said = toSentence(error.message ?? error.code ?? '');
  const isOfUser = error.category === 'UserError';
  const fixes = text?.fixes ?? [adviseByFault(isOfUser)];
  return {
    category: known?.entry.category ?? (isOfUser ? 'bad-arguments' : 'service'),
    code: known?.code ?? error.code,
    title: l10n.t('Job {0} could not be scheduled: {1}', job.id, toClause(text?.meaning ?? said)),
    cause: joinSentences([
      text?.meaning ?? said,
      quota?.cause ?? '',
      reason === undefined ? (text === undefined ? '' : describeCauses(text)) : toReason(reason),
    ]),
    evidence: [
      describeFailureInfo(details === undefined ? error : { ...error, details }, 'schedulingError'),
      ...(quota?.evidence ?? []),
      describeNextRun(nextRunTime),
    ],
    fixes: [
      ...fixes.map((fix) => (quota === undefined ? { ...toFix(fix), property: ['poolInfo'] } : toFix(fix))),
      ...(quota?.fixes ?? []).map(toFix),
      ...(isOver(job) && !listRemedies({ fixes: fixes.map(toFix) }).includes('job.clone') ? [adviseCopy(job)] : []),
    ],
    remedies: known?.entry.remedies ?? [],
    confidence: known === undefined || known.code === 'Unknown' ? 'guess' : 'certain',
    identity: maskLiterals(describeDetails(details)),
  };
}

/** Describes when a job schedule creates its next job; undefined if that isn't known. */
export function describeNextRun(nextRunTime: string | undefined): Evidence | undefined {
  const next = toTime(nextRunTime);
  return next === undefined ? undefined : { text: toTimeText(next), source: 'nextRunTime' };
}

/** Advises adding a copy of the job, because Batch ends a job whose automatic pool can't be created. */
function adviseCopy({ id }: Job): Fix {
  const schedule = findScheduleId(id);
  return {
    text:
      schedule === undefined
        ? l10n.t('Then submit a copy of the job: it has ended, and never runs.')
        : l10n.t(
            'Then wait for the next job of job schedule {schedule}, or submit a copy of the job: it has ended, and never runs.',
            { schedule },
          ),
    remedies: ['job.clone'],
  };
}

/** Advises by the category of an unknown code, which shows who is at fault (Batch REST API: "ErrorCategory"). */
function adviseByFault(isOfUser: boolean): string {
  return isOfUser
    ? l10n.t(
        'Fix what the service reports, then submit the job again: the error category indicates that the error is in the job.',
      )
    : l10n.t('Submit the job again: the error category indicates an Azure Batch error, which may be temporary.');
}
