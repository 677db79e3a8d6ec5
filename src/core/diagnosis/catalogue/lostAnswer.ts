import * as l10n from '@vscode/l10n';
import type { LocalErrorCode } from '../../model/batchError.ts';
import type { NameValue } from '../../model/common.ts';
import { toDurationWords } from '../../words/durations.ts';
import { toTime, toTimeText } from '../evidence/time.ts';

interface LostAnswer {
  readonly status?: number | undefined;
  readonly code?: string | undefined;
  /**
   * True if the service may have carried out the request; undefined if the client does not know. Never true for a read.
   */
  readonly mayHaveActed?: boolean | undefined;
}

const lostCodes: ReadonlySet<string> = new Set<LocalErrorCode>(['ConnectionReset', 'RequestTimedOut']);
/** Service response codes that leave open whether the request was carried out: it may finish after a timeout. */
const openCodes: ReadonlySet<string> = new Set(['OperationTimedOut']);
/** Statuses that a proxy or gateway also returns if the service does not answer in time. */
const lostStatuses: ReadonlySet<number> = new Set([408, 502, 504]);

/** Checks whether a request may have been carried out because its response was lost. */
export function isAnswerLost({ status, code, mayHaveActed }: LostAnswer): boolean {
  if (mayHaveActed !== undefined) return mayHaveActed;
  if (status === undefined) return lostCodes.has(code ?? '');
  return lostStatuses.has(status) || openCodes.has(code ?? '');
}

const maxLength = 4000;

/** Matches client messages about a request without a response: it never arrived, or the response was lost. */
const transportWords: readonly (readonly [RegExp, LocalErrorCode])[] = [
  [/\bENOTFOUND\b|EAI_AGAIN|name resolution|no such host|could not (?:be )?resolve/i, 'HostNotFound'],
  [/certificate|CERT_|self.signed|\bTLS\b|\bSSL\b|\bEPROTO\b/i, 'CertificateInvalid'],
  [/ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ENETDOWN|connect(?:ion)? (?:refused|ETIMEDOUT)/i, 'NetworkUnreachable'],
  [/ETIMEDOUT|timed? ?out/i, 'RequestTimedOut'],
  [/ECONNRESET|EPIPE|hang up|connection reset|premature|terminated/i, 'ConnectionReset'],
];

/**
 * Finds the host whose name was not found in a client's message: `getaddrinfo ENOTFOUND
 * contoso.westeurope.batch.azure.com`.
 */
export function findUnknownHost(message: string): string | undefined {
  return /\b(?:ENOTFOUND|EAI_AGAIN) ([\w.-]{1,253})/.exec(message.slice(0, maxLength))?.[1];
}

/** Returns this extension's code for a client's error, from its code and message; undefined if neither is known. */
export function findTransportCode(text: string): LocalErrorCode | undefined {
  const start = text.slice(0, maxLength);
  return transportWords.find(([words]) => words.test(start))?.[1];
}

/** The wait that the service requests: a number of milliseconds, or until a time. */
export type RequestedWait = { readonly ms: number } | { readonly until: number };

const retryAfter = /^(?:x-ms-)?retry-?after(?:-ms)?$/i;
const inMessage = /\b(?:try|retry)(?: again)? (?:after|in) (\d{1,6}) ?(ms|milliseconds|m|minutes?|s|sec|seconds?)\b/i;
const timeSpan = /\b(\d{1,2}):(\d{2}):(\d{2})\b/;

/**
 * Reads the requested wait from a client's copy of the header, from the details of the response (seconds, a time span,
 * a date), or from its message.
 */
export function readWait(
  retryAfterMs: number | undefined,
  details: readonly NameValue[],
  message: string | undefined,
): RequestedWait | undefined {
  if (retryAfterMs !== undefined && retryAfterMs > 0) return { ms: retryAfterMs };
  const detail = details.find(({ name }) => retryAfter.test(name));
  return (detail === undefined ? undefined : readDetail(detail)) ?? readMessage((message ?? '').slice(0, 4000));
}

function readDetail({ name, value = '' }: NameValue): RequestedWait | undefined {
  if (/^\d{1,9}(?:\.\d{1,3})?$/.test(value)) return { ms: Number(value) * (/-ms$/i.test(name) ? 1 : 1000) };
  const span = readSpan(value);
  if (span !== undefined) return span;
  const until = toTime(value);
  return until === undefined ? undefined : { until };
}

function readSpan(text: string): RequestedWait | undefined {
  const match = /[T ]\d/.test(text) ? null : timeSpan.exec(text);
  if (match === null) return undefined;
  const [hours, minutes, seconds] = match.slice(1).map(Number);
  return { ms: ((hours ?? 0) * 3600 + (minutes ?? 0) * 60 + (seconds ?? 0)) * 1000 };
}

function readMessage(message: string): RequestedWait | undefined {
  const match = inMessage.exec(message);
  if (match === null) {
    const span = /(?:after|in) (\d{1,2}:\d{2}:\d{2})\b/i.exec(message)?.[1];
    return span === undefined ? undefined : readSpan(span);
  }
  const [, count = '0', unit = 's'] = match;
  const factor = /^m(?:s|illi)/i.test(unit) ? 1 : /^m/i.test(unit) ? 60_000 : 1000;
  return { ms: Number(count) * factor };
}

/** Describes the wait as a sentence. */
export function describeRequestedWait(wait: RequestedWait): string {
  return 'ms' in wait
    ? l10n.t('The service asks you to wait {0}.', toDurationWords(wait.ms))
    : l10n.t('The service asks you to wait until {0}.', toTimeText(wait.until));
}

/** Returns the wait as advice. */
export function adviseWait(wait: RequestedWait): string {
  return 'ms' in wait
    ? l10n.t('Wait {0}, then try again.', toDurationWords(wait.ms))
    : l10n.t('Wait until {0}, then try again.', toTimeText(wait.until));
}
