import * as l10n from '@vscode/l10n';
import type { LocalErrorCode } from '../model/batchError.ts';
import type { NameValue } from '../model/common.ts';
import { toDurationWords } from '../query/durations.ts';
import { findCode, type KnownCode } from './catalogue/find.ts';
import type { FailureCategory } from './category.ts';
import { type Draft, toClause, toExplanation, toReason } from './draft.ts';
import { isSame } from './evidence/time.ts';
import type { Evidence, Explanation, RemedyId } from './explanation.ts';
import { maskLiterals } from './mask.ts';
import { categorizeMessage } from './messageCategory.ts';
import { stateCountQuota } from './quota/countQuota.ts';
import { type QuotaEvidence, toQuotaEvidence } from './quota/quotaEvidence.ts';
import { describeDetails, firstLine } from './task/commonEvidence.ts';
import { conform } from './wire/conform.ts';

export interface ServiceErrorEvidence {
  /** HTTP status; absent when no answer arrived. */
  readonly status?: number | undefined;
  readonly code?: string | undefined;
  /** A text, or `{lang, value}` as in the body of an answer. */
  readonly message?: string | { readonly value?: string } | undefined;
  /** Details: `key` as on the wire, or `name` as in the model. */
  readonly values?: readonly { readonly key?: string; readonly name?: string; readonly value?: string }[] | undefined;
  /** What was attempted, in the user's words or the operation's name. */
  readonly operation?: string | undefined;
  /** Milliseconds that the service asked to wait. */
  readonly retryAfterMs?: number | undefined;
  /** The account's limits and what counts against them, where they were asked for. */
  readonly quotas?: QuotaEvidence | undefined;
}

const shape = {
  status: 'number',
  code: 'string',
  message: 'any',
  operation: 'string',
  retryAfterMs: 'number',
  quotas: 'any',
  values: [{ key: 'string', name: 'string', value: 'string' }],
} as const;

/** Why a request to the service failed, and what to do about it. Never throws. */
export function explainServiceError(evidence: ServiceErrorEvidence): Explanation {
  const checked = (conform(shape, evidence) ?? {}) as ServiceErrorEvidence;
  return toExplanation(draftFor({ ...checked, message: toMessage(checked.message) }));
}

/** What remains of the evidence once it is checked. */
interface ServiceFailure extends ServiceErrorEvidence {
  readonly message: string | undefined;
}

function toMessage(message: unknown): string | undefined {
  const text: unknown = typeof message === 'object' && message !== null ? Reflect.get(message, 'value') : message;
  return typeof text === 'string' ? text : undefined;
}

function draftFor(error: ServiceFailure): Draft {
  const details = toDetails(error);
  const known = findKnown(error);
  const text = known?.entry.text() ?? describeStatus(error);
  const category = judgeCategory(error, known, details);
  const subject = error.operation === undefined || error.operation === '' ? l10n.t('The request') : error.operation;
  const quota = stateCountQuota(known?.code ?? '', toQuotaEvidence(error.quotas));
  const reason = details.find(({ name }) => isSame(name, 'Reason') || isSame(name, 'AuthenticationErrorDetail'))?.value;
  return {
    category,
    code: error.code,
    title: l10n.t('{0} failed: {1}', subject, toClause(text.meaning)),
    cause: [
      text.meaning,
      quota?.cause ?? '',
      reason === undefined ? '' : toReason(reason),
      reason === undefined ? text.causes.join(' ') : '',
    ]
      .filter((part) => part !== '')
      .join(' '),
    evidence: [describeAnswer(error), ...details.map(toEvidence), ...(quota?.evidence ?? []), describeWait(error)],
    fixes: [...text.fixes, ...(quota?.fixes ?? [])].map((fix) => ({ text: fix })),
    remedies: known?.entry.remedies ?? statusRemedies(error.status),
    confidence:
      known !== undefined ? 'certain' : error.status === undefined && category === 'other' ? 'guess' : 'likely',
    identity: maskLiterals(
      `${error.status ?? ''} ${error.code === undefined ? firstLine(error.message ?? '') : ''} ${reason ?? ''}`,
    ),
  };
}

function toDetails({ values }: ServiceFailure): readonly NameValue[] {
  return (values ?? []).flatMap(({ key, name, value }) => {
    const label = key ?? name;
    return label === undefined || value === undefined ? [] : [{ name: label, value }];
  });
}

/** Without a status the code is one of ours, so ours go first; else the service's do. */
function findKnown({ code, message, status }: ServiceFailure): KnownCode | undefined {
  const rest = findCode('rest', code);
  const local = findCode('local', code);
  return status === undefined ? (local ?? rest ?? findByMessage(message)) : (rest ?? local);
}

/** What clients say when no answer arrived: the request never got there, or the answer was lost. */
const transportWords: readonly (readonly [RegExp, LocalErrorCode])[] = [
  [/ENOTFOUND|EAI_AGAIN|name resolution|no such host|could not resolve/i, 'HostNotFound'],
  [/certificate|CERT_|self.signed|\bTLS\b|\bSSL\b/i, 'CertificateInvalid'],
  [/ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ENETDOWN|connection refused/i, 'NetworkUnreachable'],
  [/ETIMEDOUT|timed? ?out/i, 'RequestTimedOut'],
  [/ECONNRESET|EPIPE|hang up|connection reset|premature|terminated/i, 'ConnectionReset'],
];

function findByMessage(message: string | undefined): KnownCode | undefined {
  const text = (message ?? '').slice(0, 4000);
  return findCode('local', transportWords.find(([words]) => words.test(text))?.[1]);
}

function judgeCategory(
  error: ServiceFailure,
  known: KnownCode | undefined,
  details: readonly NameValue[],
): FailureCategory {
  if (known !== undefined && known.entry.category !== 'other') return known.entry.category;
  const fromText = categorizeMessage(`${error.code ?? ''} ${error.message ?? ''} ${describeDetails(details)}`);
  const { status } = error;
  if (status === 429) return 'throttled';
  if (status === undefined) return fromText ?? 'network';
  if (status === 401 || status === 403) return 'permission';
  if (status === 409 || status === 412) return fromText === 'quota' ? 'quota' : 'conflict';
  if (status === 503) return fromText === 'throttled' ? 'throttled' : 'service';
  if (status >= 500 || status === 408) return 'service';
  if (status === 400 || status === 413 || status === 416) return 'bad-arguments';
  return fromText ?? 'other';
}

/** What a status alone says, when the code is not known. */
function describeStatus({ status, message }: ServiceFailure) {
  const said = firstLine(message ?? '');
  const again = l10n.t('Try again in a while.');
  if (status === undefined) {
    return {
      meaning: said === '' ? l10n.t('No answer arrived from the service.') : said,
      causes: [
        l10n.t(
          'Either the request never reached the service, or the answer was lost: what was asked for may have been done.',
        ),
      ],
      fixes: [l10n.t('Check network and proxy, refresh to see what was done, then try again.')],
    };
  }
  const meaning = said === '' ? l10n.t('The service answered with status {0}.', status) : said;
  if (status === 429)
    return {
      meaning,
      causes: [l10n.t('There were too many requests.')],
      fixes: [l10n.t('Wait a little, then try again.')],
    };
  if (status >= 500)
    return { meaning, causes: [l10n.t('A passing fault of the service or of something in between.')], fixes: [again] };
  if (status === 401 || status === 403)
    return { meaning, causes: [], fixes: [l10n.t('Sign in again, or ask for the permission.')] };
  return { meaning, causes: [], fixes: [l10n.t('Refresh, and look at the details of the answer.')] };
}

function statusRemedies(status: number | undefined): readonly RemedyId[] {
  return status === 401 || status === 403 ? ['account.signIn'] : [];
}

function describeAnswer({ status, code, message }: ServiceFailure): Evidence {
  const head = [status === undefined ? l10n.t('no answer') : String(status), code]
    .filter((part) => part !== undefined)
    .join(' ');
  const said = firstLine(message ?? '');
  return { text: said === '' ? head : `${head}: "${said}"`, source: 'HTTP' };
}

function toEvidence({ name, value }: NameValue): Evidence {
  return { text: `${name} = ${value ?? ''}`, source: 'values' };
}

function describeWait({ retryAfterMs }: ServiceFailure): Evidence | undefined {
  if (retryAfterMs === undefined || retryAfterMs <= 0) return undefined;
  return { text: l10n.t('The service asks to wait {0}.', toDurationWords(retryAfterMs)), source: 'Retry-After' };
}
