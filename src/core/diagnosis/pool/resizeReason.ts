import * as l10n from '@vscode/l10n';
import { findCores } from '../../definitions/vmSizes.ts';
import type { NameValue, ServiceProblem } from '../../model/common.ts';
import type { Pool } from '../../model/pool.ts';
import { parseJson } from '../../text/parseJson.ts';
import { parseDuration, toDurationWords } from '../../words/durations.ts';
import { formatNumber } from '../../words/numbers.ts';
import { describeCauses } from '../catalogue/entry.ts';
import { findCode, type KnownCode } from '../catalogue/find.ts';
import { maskLiterals } from '../evidence/mask.ts';
import type { QuotaEvidence } from '../evidence/quotaEvidence.ts';
import { isSame } from '../evidence/time.ts';
import type { FailureCategory } from '../explanation/category.ts';
import { type Draft, toClause, toReason, toSentence } from '../explanation/draft.ts';
import type { Evidence, Fix } from '../explanation/explanation.ts';
import { type Instruction, toFix } from '../explanation/instruction.ts';
import { joinSentences } from '../explanation/sentences.ts';
import { firstLine } from '../explanation/serviceWords.ts';
import { type AllocationCause, findAllocationCause, findRetired } from './allocationCause.ts';
import { describeCores } from './coreAdvice.ts';
import { findCoreKind } from './coreKind.ts';
import { stateCoreQuota } from './coreQuota.ts';
import { countNodes } from './coreUse.ts';
import type { QuotaStatement } from './quotaStatement.ts';
import { adviseResize } from './resizing.ts';
import { stateSubscriptionQuota } from './subscriptionQuota.ts';

/** The explanation of one resize error, with the steps to take before the pool is resized again. */
export interface ResizeReason extends Draft {
  /** The step to resize again afterward; undefined if that resize would fail, too. */
  readonly again: Fix | undefined;
}

/**
 * Explains one of the errors that kept a resize from getting all its nodes. The title follows "could not be resized:".
 */
export function explainResizeError(error: ServiceProblem, pool: Pool, quotas: QuotaEvidence): ResizeReason {
  const provider = readProviderErrors(error.values);
  const reason = error.values?.find(({ name }) => isSame(name, 'Reason'))?.value;
  const known = findCode('poolAllocation', error.code);
  const text = known?.entry.text();
  const found = isGeneral(known)
    ? findAllocationCause(
        [toOwnCode(error, known), reason, ...provider.flatMap(({ code, message }) => [code, message])],
        pool,
      )
    : undefined;
  const category = found?.category ?? known?.entry.category ?? 'allocation';
  const detail = joinReasons(reason, provider);
  const quota = category === 'quota' ? stateQuota(error, pool, quotas) : undefined;
  // No quota helps to get nodes of a size that Azure no longer provides, and those that are left can't be replaced.
  const retired = category === 'quota' ? findRetired(pool) : undefined;
  const decisive = retired ?? found;
  const steps = toFixes(known, retired === undefined ? quota : undefined, decisive, reason);
  const meaning = text?.meaning ?? firstLine(error.message ?? error.code ?? l10n.t('the service gives no reason'));
  return {
    category,
    code: known?.code ?? error.code,
    title: quota?.headline ?? found?.what ?? toClause(meaning),
    cause: joinSentences([
      // If limit and usage are known, they are more precise than the message that the quota is used up, which may not
      // even be true for a large pool.
      quota?.headline === undefined
        ? (text?.meaning ?? toSentence(error.message ?? error.code ?? l10n.t('The service gives no reason.')))
        : '',
      quota?.cause ?? '',
      detail === undefined ? '' : toReason(detail),
      detail === undefined && text !== undefined ? describeCauses(text) : '',
    ]),
    evidence: [
      ...provider.map(describeProvider),
      ...(quota?.evidence ?? []),
      category === 'quota' ? describeNeed(pool, known) : undefined,
      ...(category === 'quota' ? [] : describeSettings(pool, known)),
    ],
    fixes: withSetting(steps.map(toFix), known, decisive),
    again: adviseAgain(pool, known, decisive, category),
    confidence: known === undefined || known.code === 'Unknown' ? 'guess' : 'certain',
    identity: maskLiterals(provider.at(-1)?.code ?? detail ?? pool.vmSize ?? ''),
  };
}

/** Checks for "Allocation failed" and unknown codes, which have no specific meaning; their details do. */
export function isGeneral(known: KnownCode | undefined): boolean {
  return known === undefined || known.code === 'AllocationFailed' || known.code === 'Unknown';
}

/** States the quota behind an error; the service's own numbers take precedence. */
function stateQuota(error: ServiceProblem, pool: Pool, quotas: QuotaEvidence): QuotaStatement | undefined {
  const code = findCode('poolAllocation', error.code)?.code ?? '';
  const messages = [error, ...readProviderErrors(error.values)].map(({ message }) => message ?? '');
  const texts = [...messages, ...(error.values ?? []).map(({ value }) => value ?? '')];
  return stateCoreQuota(code, pool, texts, quotas) ?? stateSubscriptionQuota(texts, quotas);
}

/** Returns an error's text if the catalog lacks its code, for interpretation as one of Azure's own messages. */
function toOwnCode(problem: ServiceProblem, known: KnownCode | undefined): string | undefined {
  return known === undefined ? `${problem.code ?? ''} ${problem.message ?? ''}` : undefined;
}

/** Links the last fix to the property that it advises changing. */
function withSetting(
  fixes: readonly Fix[],
  known: KnownCode | undefined,
  found: AllocationCause | undefined,
): readonly Fix[] {
  const property = found?.property ?? (/VMSize|Overconstrained/i.test(known?.code ?? '') ? ['vmSize'] : undefined);
  return property === undefined
    ? fixes
    : fixes.map((fix, index) => (index === fixes.length - 1 ? { property, ...fix } : fix));
}

/** Finds the property that sets the size of the pool, or the maximum duration of its resize. */
function findSizeSetting(pool: Pool, known: KnownCode | undefined, category: FailureCategory): Fix['property'] {
  const code = known?.code ?? '';
  if (isSame(code, 'AllocationTimedOut')) return ['resizeTimeout'];
  if (category !== 'quota') return undefined;
  if (pool.enableAutoScale === true) return ['autoScaleFormula'];
  const isLowPriority = findCoreKind(code, pool, [], undefined)?.kind === 'lowPriority';
  return [isLowPriority ? 'targetLowPriorityNodes' : 'targetDedicatedNodes'];
}

function describeSettings(pool: Pool, known: KnownCode | undefined): readonly Evidence[] {
  const timeout = parseDuration(pool.resizeTimeout ?? '');
  if (isSame(known?.code, 'AllocationTimedOut') && timeout !== undefined) {
    return [{ text: l10n.t('The resize timeout is {0}.', toDurationWords(timeout)), source: 'resizeTimeout' }];
  }
  return pool.vmSize !== undefined && /VMSize|Overconstrained|AllocationFailed/i.test(known?.code ?? '')
    ? [{ text: l10n.t("The pool's VM size is {0}.", pool.vmSize), source: 'vmSize' }]
    : [];
}

/** Returns the fixes, without general advice on failed allocations if the quota or the cause is known. */
function toFixes(
  known: KnownCode | undefined,
  quota: QuotaStatement | undefined,
  found: AllocationCause | undefined,
  reason: string | undefined,
): readonly Instruction[] {
  if (quota !== undefined && isGeneral(known)) return quota.fixes;
  if (found !== undefined && found.fixes.length > 0) return found.fixes;
  if (found === undefined && reason !== undefined && isGeneral(known)) {
    const said = firstLine(reason).replace(/\.$/, '');
    return [l10n.t('Act on the reason that Azure gives: “{0}”.', said)];
  }
  const general = known?.entry.text().fixes ?? [l10n.t('Read the reason given by the service.')];
  return [...(quota?.fixes ?? []), ...general];
}

function adviseAgain(
  pool: Pool,
  known: KnownCode | undefined,
  found: AllocationCause | undefined,
  category: FailureCategory,
): Fix | undefined {
  const mayPass = found?.isLasting !== true && (known?.entry.remedies.includes('pool.resize') ?? true);
  if (!mayPass) return undefined;
  const byHand = known?.entry.text().again;
  const advice = adviseResize(pool, byHand ?? l10n.t("Then resize the pool again: Batch doesn't retry automatically."));
  const property = findSizeSetting(pool, known, category);
  return property === undefined ? advice : { property, ...advice };
}

/**
 * Joins Batch's own error, the outermost of the provider's errors, which names the failed operation, and the innermost,
 * which usually has the reason.
 */
function joinReasons(reason: string | undefined, provider: readonly ProviderError[]): string | undefined {
  const messages = provider.map(({ message }) => message).filter((message) => message !== undefined);
  const said = new Set([reason, messages[0], messages.at(-1)].filter((message) => message !== undefined));
  return said.size === 0 ? undefined : [...said].map(toSentence).join(' ');
}

/** Describes the cores of the missing nodes that the error is about; undefined if the VM size doesn't show them. */
function describeNeed(pool: Pool, known: KnownCode | undefined): Evidence | undefined {
  const cores = findCores(pool.vmSize);
  const missing = countMissing(pool, known?.code ?? '');
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

/** Counts the missing dedicated or low-priority nodes that `code` is about; both if the code doesn't specify one. */
export function countMissing(pool: Pool, code: string): number {
  const kind = findCoreKind(code, pool, [], undefined);
  const kinds = kind === undefined ? ([{ kind: 'dedicated' }, { kind: 'lowPriority' }] as const) : [kind];
  return kinds
    .map((one) => countNodes(pool, one))
    .reduce((total, { current, target }) => total + Math.max(0, target - current), 0);
}

function describeProvider({ code, message }: ProviderError): Evidence {
  return { text: [code, message].filter((part) => part !== undefined).join(': '), source: 'Provider Error Json' };
}

interface ProviderError {
  readonly code?: string;
  readonly message?: string;
}

/** Maximum nesting that is followed, and maximum length of JSON that is parsed. */
const maxDepth = 6;
const maxJsonLength = 100_000;

/** Reads the errors inside `Provider Error Json`, outermost first; empty if there are none. */
export function readProviderErrors(values: readonly NameValue[] | undefined): readonly ProviderError[] {
  const json = values?.find(({ name }) => isSame(name, 'Provider Error Json'))?.value;
  if (json === undefined || json.length > maxJsonLength) return [];
  const found: ProviderError[] = [];
  collect(parseWithin(json), found, 0);
  return found.length > 0 ? found : readCut(json);
}

/** Parses the JSON in a text, including JSON after words such as `Status=409: `. */
function parseWithin(text: string): unknown {
  const start = text.indexOf('{');
  return start < 0 ? undefined : parseJson(text.slice(start, text.lastIndexOf('}') + 1));
}

/** Extracts codes and messages from JSON that the service cut off because of its length. */
function readCut(json: string): readonly ProviderError[] {
  const codes = [...json.matchAll(/"code"\s{0,3}:\s{0,3}"([^"\\]{1,200})"/g)].map(([, code]) => code ?? '');
  const messages = [...json.matchAll(/"message"\s{0,3}:\s{0,3}"([^"\\]{1,2000})/g)].map(([, message]) => message ?? '');
  if (codes.length === 0 && messages.length === 0) return [{ message: json }];
  return Array.from({ length: Math.max(codes.length, messages.length) }, (_, index) => {
    const [code, message] = [codes[index], messages[index]];
    return { ...(code === undefined ? {} : { code }), ...(message === undefined ? {} : { message }) };
  });
}

function collect(value: unknown, found: ProviderError[], depth: number): void {
  if (depth > maxDepth || typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const item of value) collect(item, found, depth + 1);
    return;
  }
  const code: unknown = Reflect.get(value, 'code');
  const message: unknown = Reflect.get(value, 'message');
  // Some providers put the JSON of the next error into the message of the current one.
  const inner: ProviderError[] = [];
  if (typeof message === 'string') collect(parseWithin(message), inner, depth + 1);
  if (typeof code === 'string' || typeof message === 'string') {
    found.push({
      ...(typeof code === 'string' ? { code } : {}),
      ...(typeof message === 'string' && inner.length === 0 ? { message } : {}),
    });
  }
  for (const one of inner) found.push(one);
  for (const name of ['error', 'details', 'innererror', 'innerError'])
    collect(Reflect.get(value, name), found, depth + 1);
}
