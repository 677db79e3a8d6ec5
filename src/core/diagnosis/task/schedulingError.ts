import * as l10n from '@vscode/l10n';
import type { Job } from '../../model/job.ts';
import { describeCauses } from '../catalogue/entry.ts';
import { findCode } from '../catalogue/find.ts';
import { maskLiterals } from '../evidence/mask.ts';
import type { QuotaEvidence } from '../evidence/quotaEvidence.ts';
import { type Draft, toClause, toReason, toSentence } from '../explanation/draft.ts';
import { toFix } from '../explanation/instruction.ts';
import { joinSentences } from '../explanation/sentences.ts';
import { describeDetails, describeFailureInfo, findDetail } from '../explanation/serviceWords.ts';
import { stateCountQuota } from '../pool/countQuota.ts';

/**
 * Explains a job whose automatic pool could not be made, or whose tasks cannot be started. Undefined without such an
 * error.
 */
export function explainSchedulingError(job: Job, quotas: QuotaEvidence | undefined): Draft | undefined {
  const error = job.executionInfo?.schedulingError;
  if (error === undefined) return undefined;
  const known = findCode('jobScheduling', error.code);
  const text = known?.entry.text();
  const details = error.details ?? error.values;
  const reason = findDetail(details, 'Reason', 'Message', 'AutoPoolCreationError');
  const quota = stateCountQuota(known?.code ?? '', quotas ?? {});
  const said = toSentence(error.message ?? error.code ?? '');
  const isOfUser = error.category === 'UserError';
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
    ],
    fixes: [
      ...(text?.fixes ?? [adviseByFault(isOfUser)]).map((fix) =>
        quota === undefined ? { ...toFix(fix), property: ['poolInfo'] } : toFix(fix),
      ),
      ...(quota?.fixes ?? []).map(toFix),
    ],
    remedies: known?.entry.remedies ?? [],
    confidence: known === undefined || known.code === 'Unknown' ? 'guess' : 'certain',
    identity: maskLiterals(describeDetails(details)),
  };
}

/** For an unknown code, the category still shows who is at fault (Batch REST API: "ErrorCategory"). */
function adviseByFault(isOfUser: boolean): string {
  return isOfUser
    ? l10n.t(
        'Fix what the service reports, then submit the job again: the error category indicates that the error is in the job.',
      )
    : l10n.t('Submit the job again: the error category indicates an Azure Batch error, which may be temporary.');
}
