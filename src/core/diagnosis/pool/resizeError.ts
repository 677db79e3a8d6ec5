import * as l10n from '@vscode/l10n';
import type { ServiceProblem } from '../../model/common.ts';
import type { Pool } from '../../model/pool.ts';
import { parseDuration, toDurationWords } from '../../query/durations.ts';
import { formatNumber } from '../../query/numbers.ts';
import { findCores } from '../../query/vmSizes.ts';
import { describeCauses } from '../catalogue/entry.ts';
import { findCode, type KnownCode } from '../catalogue/find.ts';
import { type Draft, toClause, toReason, toSentence } from '../draft.ts';
import { isSame } from '../evidence/time.ts';
import type { Evidence } from '../explanation.ts';
import { maskLiterals } from '../mask.ts';
import { describeCores } from '../quota/coreAdvice.ts';
import { stateCoreQuota } from '../quota/coreQuota.ts';
import type { QuotaEvidence } from '../quota/quotaEvidence.ts';
import { joinStatements, type QuotaStatement } from '../quota/quotaStatement.ts';
import { stateSubscriptionQuota } from '../quota/subscriptionQuota.ts';
import { joinSentences } from '../sentences.ts';
import { describeDetails, firstLine } from '../task/commonEvidence.ts';
import { type AllocationCause, findAllocationCause } from './allocationCause.ts';
import { type ProviderError, readProviderErrors } from './providerError.ts';

/** Whether a resize error is over: it is kept until the next resize, also when the pool has its size by now. */
export function isStale(pool: Pool): boolean {
  if (!isSame(pool.allocationState, 'steady')) return true;
  const hasDedicated = (pool.currentDedicatedNodes ?? 0) === (pool.targetDedicatedNodes ?? 0);
  const hasLowPriority = (pool.currentLowPriorityNodes ?? 0) === (pool.targetLowPriorityNodes ?? 0);
  return pool.targetDedicatedNodes !== undefined && hasDedicated && hasLowPriority;
}

/** `8 of 20 dedicated nodes, 0 of 4 Spot (low-priority) nodes`; `?` for what is not known. */
export function describeSize(pool: Pool): string {
  const dedicated = l10n.t(
    '{0} of {1} dedicated nodes',
    toCount(pool.currentDedicatedNodes),
    toCount(pool.targetDedicatedNodes),
  );
  if ((pool.targetLowPriorityNodes ?? 0) === 0 && (pool.currentLowPriorityNodes ?? 0) === 0) return dedicated;
  const lowPriority = l10n.t(
    '{0} of {1} Spot (low-priority) nodes',
    toCount(pool.currentLowPriorityNodes),
    toCount(pool.targetLowPriorityNodes),
  );
  return `${dedicated}, ${lowPriority}`;
}

function toCount(count: number | undefined): string {
  return count === undefined ? '?' : formatNumber(count);
}

/** A pool that does not have its size because of `resizeErrors`, or had trouble before it got it. */
export function explainResizeErrors(pool: Pool, quotas: QuotaEvidence): Draft | undefined {
  const errors = pool.resizeErrors ?? [];
  const [first] = errors;
  if (first === undefined) return undefined;
  return isStale(pool) ? staleDraft(pool, errors) : liveDraft(pool, errors, first, quotas);
}

function liveDraft(pool: Pool, errors: readonly ServiceProblem[], first: ServiceProblem, quotas: QuotaEvidence): Draft {
  const provider = readProviderErrors(first.values);
  const reason = first.values?.find(({ name }) => isSame(name, 'Reason'))?.value;
  const known = findCode('poolAllocation', first.code);
  const text = known?.entry.text();
  const innermost = provider.at(-1);
  const found = isGeneral(known)
    ? findAllocationCause(
        [toOwnCode(first, known), reason, ...provider.flatMap(({ code, message }) => [code, message])],
        pool,
      )
    : undefined;
  const category = found?.category ?? known?.entry.category ?? 'allocation';
  const detail = joinReasons(reason, provider);
  const quota =
    category === 'quota' ? joinStatements(errors.flatMap((error) => stateQuota(error, pool, quotas))) : undefined;
  const meaning = text?.meaning ?? firstLine(first.message ?? first.code ?? l10n.t('the service gives no reason'));
  return {
    category,
    code: known?.code ?? first.code,
    title: l10n.t('Pool {0} could not be resized: {1}', pool.id, quota?.headline ?? found?.what ?? toClause(meaning)),
    cause: joinSentences([
      l10n.t('The pool has {0}.', describeSize(pool)),
      text?.meaning ?? toSentence(first.message ?? first.code ?? l10n.t('The service gives no reason.')),
      quota?.cause ?? '',
      detail === undefined ? '' : toReason(detail),
      detail === undefined && text !== undefined ? describeCauses(text) : '',
      ...errors.slice(1).map(describeOther),
    ]),
    evidence: [
      ...errors.map(describeProblem),
      ...provider.map(describeProvider),
      ...(quota?.evidence ?? []),
      category === 'quota' ? describeNeed(pool) : undefined,
      ...(category === 'quota' ? [] : describeSettings(pool, known)),
    ],
    fixes: toFixes(known, quota, found).map((fix) => ({ text: fix })),
    remedies: known?.entry.remedies ?? ['pool.resize'],
    confidence: known === undefined || known.code === 'Unknown' ? 'guess' : 'certain',
    identity: maskLiterals(innermost?.code ?? detail ?? pool.vmSize ?? ''),
  };
}

/** What is known of the quota that an error is about; the service's own figures come first. */
function stateQuota(error: ServiceProblem, pool: Pool, quotas: QuotaEvidence): readonly QuotaStatement[] {
  const code = findCode('poolAllocation', error.code)?.code ?? '';
  const messages = [error, ...readProviderErrors(error.values)].map(({ message }) => message ?? '');
  const texts = [...messages, ...(error.values ?? []).map(({ value }) => value ?? '')];
  const statement = stateCoreQuota(code, pool, texts, quotas) ?? stateSubscriptionQuota(texts);
  return statement === undefined ? [] : [statement];
}

/** "Allocation failed" and codes that are not known say nothing by themselves: what came with them does. */
function isGeneral(known: KnownCode | undefined): boolean {
  return known === undefined || known.code === 'AllocationFailed' || known.code === 'Unknown';
}

/** The code counts as a word of Azure's only where it is none of the catalogue. */
function toOwnCode(problem: ServiceProblem, known: KnownCode | undefined): string | undefined {
  return known === undefined ? `${problem.code ?? ''} ${problem.message ?? ''}` : undefined;
}

/** Another error of the same resize, such as that of the low-priority nodes. */
function describeOther(problem: ServiceProblem): string {
  const meaning = findCode('poolAllocation', problem.code)?.entry.text().meaning;
  return l10n.t('The resize also reports: {0}', meaning ?? toSentence(problem.message ?? problem.code ?? '?'));
}

/** Settings of the pool that the code is about. */
function describeSettings(pool: Pool, known: KnownCode | undefined): readonly Evidence[] {
  const timeout = parseDuration(pool.resizeTimeout ?? '');
  if (isSame(known?.code, 'AllocationTimedOut') && timeout !== undefined) {
    return [{ text: l10n.t('The resize timeout is {0}.', toDurationWords(timeout)), source: 'resizeTimeout' }];
  }
  return pool.vmSize !== undefined && /VMSize|Overconstrained|AllocationFailed/i.test(known?.code ?? '')
    ? [{ text: l10n.t('The VM size of the pool is {0}.', pool.vmSize), source: 'vmSize' }]
    : [];
}

/** General advice on failed allocations is of no use to those who know the quota or the cause. */
function toFixes(
  known: KnownCode | undefined,
  quota: QuotaStatement | undefined,
  found: AllocationCause | undefined,
): readonly string[] {
  if (quota !== undefined && isGeneral(known)) return quota.fixes;
  if (found !== undefined && found.fixes.length > 0) return found.fixes;
  const general = known?.entry.text().fixes ?? [l10n.t('Read the reason given by the service, then resize again.')];
  return [...(quota?.fixes ?? []), ...general];
}

/** What Batch says, and of the provider's errors the outermost, which says what failed, and the innermost, mostly why. */
function joinReasons(reason: string | undefined, provider: readonly ProviderError[]): string | undefined {
  const messages = provider.map(({ message }) => message).filter((message) => message !== undefined);
  const said = new Set([reason, messages[0], messages.at(-1)].filter((message) => message !== undefined));
  return said.size === 0 ? undefined : [...said].map(toSentence).join(' ');
}

/** Cores that the missing nodes need, from the name of the VM size; undefined when it does not tell. */
function describeNeed(pool: Pool): Evidence | undefined {
  const cores = findCores(pool.vmSize);
  const missing =
    Math.max(0, (pool.targetDedicatedNodes ?? 0) - (pool.currentDedicatedNodes ?? 0)) +
    Math.max(0, (pool.targetLowPriorityNodes ?? 0) - (pool.currentLowPriorityNodes ?? 0));
  if (cores === undefined || missing === 0) return undefined;
  return {
    text: l10n.t(
      'Missing: {0} × {1}, which is {2}.',
      formatNumber(missing),
      pool.vmSize ?? '',
      describeCores(missing * cores),
    ),
    source: 'vmSize',
  };
}

function staleDraft(pool: Pool, errors: readonly ServiceProblem[]): Draft {
  const isResizing = !isSame(pool.allocationState, 'steady');
  return {
    category: 'other',
    code: errors[0]?.code,
    title: isResizing
      ? l10n.t('Pool {0} is being resized; an earlier resize had errors', pool.id)
      : l10n.t('Pool {0} has its size; an earlier resize had errors', pool.id),
    cause: isResizing
      ? l10n.t(
          'The error is that of an earlier resize: the service keeps it until the next one is over. The pool has {0}, and whether it gets the others shows then.',
          describeSize(pool),
        )
      : l10n.t(
          'The error is that of an earlier resize: the service keeps it until the next one. The pool has {0}, so nothing is wrong with its size now.',
          describeSize(pool),
        ),
    evidence: [...errors.map(describeProblem), { text: describeSize(pool), source: `pool ${pool.id}` }],
    fixes: [
      {
        text: isResizing
          ? l10n.t('Wait for the resize.')
          : l10n.t('Nothing has to be done. The next resize clears the error.'),
      },
    ],
    remedies: [],
    confidence: 'likely',
    identity: 'stale',
  };
}

/** A problem in the words of the service: code, message and values. */
export function describeProblem(problem: ServiceProblem): Evidence {
  const values = (problem.values ?? problem.errorDetails ?? []).filter(
    ({ name }) => !/^provider error json/i.test(name),
  );
  const details = describeDetails(values);
  const message = problem.message === undefined ? '' : `: "${firstLine(problem.message)}"`;
  return { text: `${problem.code ?? ''}${message}${details === '' ? '' : ` — ${details}`}`, source: 'resizeErrors' };
}

function describeProvider({ code, message }: ProviderError): Evidence {
  return { text: [code, message].filter((part) => part !== undefined).join(': '), source: 'Provider Error Json' };
}
