import * as l10n from '@vscode/l10n';
import type { ErrorDetail } from '../model/batchError.ts';
import { type Findings, flag, type Infer, list, number, object, readAs, text } from '../model/shape.ts';
import { findKnownState, type StateKind } from '../model/states.ts';
import { toResourceName } from '../places/networkId.ts';
import { isAboutAccess } from '../refusals/refusalReason.ts';
import { describeCauses } from './catalogue/entry.ts';
import { findCode, type KnownCode } from './catalogue/find.ts';
import {
  adviseWait,
  describeRequestedWait,
  findTransportCode,
  findUnknownHost,
  isAnswerLost,
  type RequestedWait,
  readWait,
} from './catalogue/lostAnswer.ts';
import { findRefusal } from './catalogue/refusal.ts';
import { describeAnswer, describeRequestId, describeStatus, isBodyAlone } from './catalogue/statusText.ts';
import { maskLiterals } from './evidence/mask.ts';
import { readQuotaEvidence } from './evidence/quotaEvidence.ts';
import { facts } from './evidence/shapes.ts';
import { isSame } from './evidence/time.ts';
import type { FailureCategory } from './explanation/category.ts';
import { type Draft, toClause, toExplanation, toReason } from './explanation/draft.ts';
import type { Explanation, RemedyId } from './explanation/explanation.ts';
import { toFix } from './explanation/instruction.ts';
import { joinSentences } from './explanation/sentences.ts';
import { describeDetails, findDetail, firstLine } from './explanation/serviceWords.ts';
import { findAllocationCause } from './pool/allocationCause.ts';
import { stateCountQuota } from './pool/countQuota.ts';
import { categorizeMessage } from './process/logCause.ts';

const localizedMessage = object({ value: text });

const readEvidence = facts({
  /** HTTP status; absent if no answer arrived. */
  status: number,
  code: text,
  /** A string, or `{lang, value}` as in the body of an answer. */
  message: (value: unknown, found: Findings) => (typeof value === 'string' ? value : localizedMessage(value, found)),
  /** Details, with `key` as in the response, or `name` as in the model. */
  values: list(object({ key: text, name: text, value: text })),
  operation: text,
  /** Milliseconds that the service asked to wait. */
  retryAfterMs: number,
  /** True if the service may have acted without a confirmation; false for operations that only read. */
  mayHaveActed: flag,
  quotas: readQuotaEvidence,
});

export interface ServiceErrorEvidence extends Infer<typeof readEvidence> {}

const stateKinds: readonly StateKind[] = ['node', 'job', 'pool', 'poolAllocation', 'scheduling'];

/** Explains why a request to the service failed, and what to do about it. Never throws. */
export function explainServiceError(evidence: ServiceErrorEvidence): Explanation {
  const checked: ServiceErrorEvidence = readAs(readEvidence, evidence).value ?? {};
  // Clients that received no answer report a status of 0.
  const status = checked.status === 0 ? undefined : checked.status;
  // This extension's own "Unknown" is less informative than the status that came with it.
  const code = isSame(checked.code, 'Unknown') && status !== undefined ? undefined : checked.code;
  return toExplanation(
    draftFor({
      ...checked,
      status,
      code,
      message: typeof checked.message === 'string' ? checked.message : checked.message?.value,
    }),
    {},
  );
}

interface ServiceFailure extends ServiceErrorEvidence {
  readonly message: string | undefined;
}

function draftFor(error: ServiceFailure): Draft {
  const details = toDetails(error);
  const wait = readWait(error.retryAfterMs, details, error.message);
  const known = findKnown(error, details) ?? findThrottle(error.status, wait);
  const reason = findDetail(details, 'Reason', 'AuthenticationErrorDetail');
  const refusal = isRefused(error, known)
    ? findRefusal(`${error.code ?? ''} ${error.message ?? ''} ${reason ?? ''}`)
    : undefined;
  const text = refusal?.text ?? known?.entry.text() ?? describeStatus(error, firstLine(error.message ?? ''));
  const category = judgeCategory(error, known, details);
  const subject = error.operation === undefined || error.operation === '' ? l10n.t('The request') : error.operation;
  const quota = stateCountQuota(known?.code ?? '', error.quotas ?? {});
  const place = describePlace(details);
  const isLost = isAnswerLost({ status: error.status, code: known?.code, mayHaveActed: error.mayHaveActed });
  return {
    category,
    code: error.code,
    title: l10n.t('{0} failed: {1}', subject, place ?? toClause(text.meaning)),
    cause: joinSentences([
      text.meaning,
      describeHost(error, known),
      quota?.cause ?? '',
      reason === undefined ? '' : toReason(reason),
      reason === undefined || refusal !== undefined ? describeCauses(text) : '',
      isLost ? l10n.t('The service may have carried out the request.') : '',
      describeCurrentState(details),
    ]),
    evidence: [
      describeAnswer(error),
      describeRequestId(error),
      ...details.map(({ name, value }) => ({ text: `${name} = ${value}`, source: 'values' })),
      ...(quota?.evidence ?? []),
      wait === undefined ? undefined : { text: describeRequestedWait(wait), source: 'Retry-After' },
    ],
    fixes: [
      ...listFirstSteps(isLost, wait, text.wait ?? advisePause(category)),
      ...(place === undefined ? [] : (findAllocationCause([reason], { id: '' })?.fixes ?? [])),
      ...text.fixes,
      ...(quota?.fixes ?? []),
    ].map(toFix),
    remedies: (refusal?.remedies ?? known?.entry.remedies ?? statusRemedies(error.status)).filter(
      (remedy) => remedy !== error.operation || known?.entry.transient === true,
    ),
    confidence:
      known !== undefined ? 'certain' : error.status === undefined && category === 'other' ? 'guess' : 'likely',
    identity: maskLiterals(
      `${error.status ?? ''} ${error.code === undefined ? firstLine(error.message ?? '') : ''} ${reason ?? ''}`,
    ),
  };
}

/** Lists the steps that precede all others, which are to check and to wait. */
function listFirstSteps(
  isLost: boolean,
  wait: RequestedWait | undefined,
  ownWait: string | undefined,
): readonly string[] {
  return [
    isLost ? l10n.t('Check whether the request was carried out before you try again.') : undefined,
    wait === undefined ? ownWait : adviseWait(wait),
  ].filter((step) => step !== undefined);
}

function advisePause(category: FailureCategory): string | undefined {
  return category === 'throttled' ? l10n.t('Wait a moment, then try again.') : undefined;
}

/** Checks for a refusal of the caller's identity, based on the code if it is known, and on the status otherwise. */
function isRefused({ status, code }: ServiceFailure, known: KnownCode | undefined): boolean {
  if (known === undefined) return status === 401 || status === 403 || isBodyAlone({ status, code });
  return isSame(known.code, 'AuthenticationFailed') || isSame(known.code, 'InvalidAuthenticationInfo');
}

/** Describes the host of the failed lookup, so that a misspelling is visible. */
function describeHost({ message }: ServiceFailure, known: KnownCode | undefined): string {
  const host = known?.code === 'HostNotFound' ? findUnknownHost(message ?? '') : undefined;
  return host === undefined ? '' : l10n.t('The host that was looked up is {0}.', host);
}

/** Describes the refused property or parameter with its value, for the title. */
function describePlace(details: readonly ErrorDetail[]): string | undefined {
  const name = findDetail(details, 'PropertyName', 'QueryParameterName', 'HeaderName', 'ParameterName');
  if (name === undefined) return undefined;
  const value = findDetail(details, 'PropertyValue', 'QueryParameterValue', 'HeaderValue', 'ParameterValue');
  return value === undefined
    ? l10n.t('the service does not accept {0}', name)
    : l10n.t('the service does not accept {0} = {1}', name, shorten(value));
}

/** Shortens a value for a title: an Azure resource is known by its name, which is the end of its ID. */
function shorten(value: string): string {
  return (/^\/subscriptions\//i.test(value) ? toResourceName(value) : value).slice(0, 80);
}

function describeCurrentState(details: readonly ErrorDetail[]): string {
  const state = findDetail(details, 'CurrentState', 'State', 'NodeState');
  return state === undefined ? '' : l10n.t('Its state is now “{0}”.', describeAnyState(state));
}

/** Returns the label of a state for any kind of resource, because the service does not name the resource. */
function describeAnyState(state: string): string {
  const known = stateKinds.map((kind) => findKnownState(kind, state)).find((found) => found !== undefined);
  return known?.label ?? state;
}

function toDetails({ values }: ServiceFailure): readonly ErrorDetail[] {
  return (values ?? []).flatMap(({ key, name, value }) => {
    const label = key ?? name;
    return label === undefined || value === undefined ? [] : [{ name: label, value }];
  });
}

/**
 * Finds the meaning of a code. Without a status, the code comes from a client, so local codes take precedence;
 * otherwise, the service's codes do.
 */
function findKnown({ code, message, status }: ServiceFailure, details: readonly ErrorDetail[]): KnownCode | undefined {
  // For a refusal of the caller's identity, the message is more precise than the code.
  const rest = isSame(code, 'Forbidden') && isAboutAccess({ code, details }) ? undefined : findCode('rest', code);
  const local = findCode('local', code);
  const transport = () => findCode('local', findTransportCode(`${code ?? ''} ${message ?? ''}`));
  return status === undefined ? (local ?? rest ?? transport()) : (rest ?? local);
}

/**
 * Finds the entry for a service that is unavailable until a given time, which means that it is only busy, regardless of
 * the code (Batch REST API: "ServerBusy").
 */
function findThrottle(status: number | undefined, wait: RequestedWait | undefined): KnownCode | undefined {
  return status === 503 && wait !== undefined ? findCode('rest', 'ServerBusy') : undefined;
}

function judgeCategory(
  error: ServiceFailure,
  known: KnownCode | undefined,
  details: readonly ErrorDetail[],
): FailureCategory {
  if (known !== undefined && known.entry.category !== 'other') return known.entry.category;
  const fromText = categorizeMessage(`${error.message ?? ''} ${describeDetails(details)}`);
  const { status } = error;
  if (status === 429) return 'throttled';
  if (status === undefined) return fromText ?? ((error.message ?? '') === '' ? 'network' : 'other');
  if (status === 401 || status === 403) return 'permission';
  if (status === 407) return 'network';
  if (status === 409 || status === 412) return fromText === 'quota' ? 'quota' : 'conflict';
  if (status === 503) return fromText === 'throttled' ? 'throttled' : 'service';
  if (status >= 500 || status === 408) return 'service';
  if (status === 400 || status === 413 || status === 416) return 'bad-arguments';
  return fromText ?? 'other';
}

function statusRemedies(status: number | undefined): readonly RemedyId[] {
  return status === 401 || status === 403 ? ['account.signIn'] : [];
}
