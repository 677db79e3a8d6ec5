import * as l10n from '@vscode/l10n';
import type { ServiceProblem } from '../../model/common.ts';
import type { Pool } from '../../model/pool.ts';
import { findCores } from '../../query/vmSizes.ts';
import { findCode, type KnownCode } from '../catalogue/find.ts';
import { type Draft, toReason } from '../draft.ts';
import { isSame } from '../evidence/time.ts';
import type { Evidence } from '../explanation.ts';
import { maskLiterals } from '../mask.ts';
import { stateCoreQuota } from '../quota/coreQuota.ts';
import type { QuotaEvidence } from '../quota/quotaEvidence.ts';
import { joinStatements, type QuotaStatement } from '../quota/quotaStatement.ts';
import { stateSubscriptionQuota } from '../quota/subscriptionQuota.ts';
import { describeDetails, firstLine } from '../task/commonEvidence.ts';
import { categorizeAllocation, type ProviderError, readProviderErrors } from './providerError.ts';

/** Whether a resize error still holds: it is kept until the next resize, also when the pool has its size by now. */
export function isStale(pool: Pool): boolean {
  if (!isSame(pool.allocationState, 'steady')) return true;
  const hasDedicated = (pool.currentDedicatedNodes ?? 0) >= (pool.targetDedicatedNodes ?? 0);
  const hasLowPriority = (pool.currentLowPriorityNodes ?? 0) >= (pool.targetLowPriorityNodes ?? 0);
  return pool.targetDedicatedNodes !== undefined && hasDedicated && hasLowPriority;
}

/** `8 of 20 dedicated nodes, 0 of 4 low-priority nodes`. */
export function describeSize(pool: Pool): string {
  const parts = [l10n.t('{0} of {1} dedicated nodes', pool.currentDedicatedNodes ?? 0, pool.targetDedicatedNodes ?? 0)];
  if ((pool.targetLowPriorityNodes ?? 0) > 0 || (pool.currentLowPriorityNodes ?? 0) > 0) {
    parts.push(
      l10n.t('{0} of {1} low-priority nodes', pool.currentLowPriorityNodes ?? 0, pool.targetLowPriorityNodes ?? 0),
    );
  }
  return parts.join(', ');
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
  const isAllocation = known === undefined || known.code === 'AllocationFailed';
  const category = isAllocation
    ? categorizeAllocation([first.code, reason, ...provider.flatMap(({ code, message }) => [code, message])])
    : known.entry.category;
  const detail = reason ?? joinMessages(provider);
  const quota =
    category === 'quota' ? joinStatements(errors.flatMap((error) => stateQuota(error, pool, quotas))) : undefined;
  const meaning = text?.meaning ?? firstLine(first.message ?? first.code ?? '');
  return {
    category,
    code: known?.code ?? first.code,
    title: l10n.t('Pool {0} could not be resized: {1}', pool.id, quota?.headline ?? meaning),
    cause: [
      l10n.t('The pool has {0}.', describeSize(pool)),
      text?.meaning ?? firstLine(first.message ?? ''),
      quota?.cause ?? '',
      detail === undefined ? '' : toReason(detail),
      detail === undefined && text !== undefined ? text.causes.join(' ') : '',
    ]
      .filter((part) => part !== '')
      .join(' '),
    evidence: [
      ...errors.map(describeProblem),
      ...provider.map(describeProvider),
      ...(quota?.evidence ?? []),
      category === 'quota' ? describeNeed(pool) : undefined,
    ],
    fixes: toFixes(known, quota).map((fix) => ({ text: fix })),
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

/** General advice on failed allocations is of no use to those who know the quota. */
function toFixes(known: KnownCode | undefined, quota: QuotaStatement | undefined): readonly string[] {
  const isGeneral = known === undefined || known.code === 'AllocationFailed';
  if (quota !== undefined && isGeneral) return quota.fixes;
  const general = known?.entry.text().fixes ?? [l10n.t('Read the reason given by the service, then resize again.')];
  return [...(quota?.fixes ?? []), ...general];
}

/** The outermost says what failed, the innermost mostly why. */
function joinMessages(provider: readonly ProviderError[]): string | undefined {
  const messages = new Set([provider[0]?.message, provider.at(-1)?.message].filter((message) => message !== undefined));
  return messages.size === 0 ? undefined : [...messages].join(' ');
}

/** Cores that the missing nodes need, from the name of the VM size; undefined when it does not tell. */
function describeNeed(pool: Pool): Evidence | undefined {
  const cores = findCores(pool.vmSize);
  const missing =
    Math.max(0, (pool.targetDedicatedNodes ?? 0) - (pool.currentDedicatedNodes ?? 0)) +
    Math.max(0, (pool.targetLowPriorityNodes ?? 0) - (pool.currentLowPriorityNodes ?? 0));
  if (cores === undefined || missing === 0) return undefined;
  return {
    text: l10n.t('{0} missing nodes of {1} need {2} cores.', missing, pool.vmSize ?? '', missing * cores),
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
    cause: l10n.t(
      'The error is that of an earlier resize: the service keeps it until the next one. The pool has {0}, so nothing is wrong with its size now.',
      describeSize(pool),
    ),
    evidence: [...errors.map(describeProblem), { text: describeSize(pool), source: `pool ${pool.id}` }],
    fixes: [{ text: l10n.t('Nothing has to be done. The next resize clears the error.') }],
    remedies: [],
    confidence: 'likely',
    identity: 'stale',
  };
}

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
