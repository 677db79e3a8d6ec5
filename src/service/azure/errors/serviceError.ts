import * as l10n from '@vscode/l10n';
import { BatchError, type ErrorDetail } from '../../../core/model/batchError.ts';
import { minuteMs, toDurationWords } from '../../../core/words/durations.ts';
import { isSafe } from '../policies/replay.ts';
import { type ErrorBody, type FailedAnswer, parseErrorBody, readErrorBody } from './failedAnswer.ts';

/** Codes for failures whose response contains no code, such as responses to HEAD requests and from gateways. */
const codeByStatus: ReadonlyMap<number, string> = new Map([
  [401, 'AuthenticationFailed'],
  [403, 'AuthenticationFailed'],
  [404, 'ResourceNotFound'],
  [408, 'OperationTimedOut'],
  [412, 'ConditionNotMet'],
  [416, 'InvalidRange'],
  [429, 'TooManyRequests'],
  [500, 'InternalError'],
  [503, 'ServerBusy'],
]);

/**
 * Name of the detail that holds the `WWW-Authenticate` header of a refusal (401): the requirements for the next token.
 */
export const challengeDetail = 'WWW-Authenticate';

const retryableStatuses: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504]);

/** Converts an unsuccessful response to an error with this extension's own message. `nowMs` is this computer's time. */
export function toServiceError(answer: FailedAnswer, nowMs: number): BatchError {
  if (answer.status === 407) return toProxyRefusal();
  const body = parseErrorBody(answer.body);
  const retryable = retryableStatuses.has(answer.status);
  if (body === undefined && !retryable && !isFromBatch(answer)) return notBatchService(answer);

  const skewMinutes = findClockSkewMinutes(answer, body, nowMs);
  const retryAfterMs = toRetryAfterMs(answer.header('retry-after'), nowMs);
  const requestId = answer.header('request-id');
  return new BatchError({
    code: skewMinutes === undefined ? (body?.code ?? codeByStatus.get(answer.status) ?? 'Unknown') : 'ClockSkew',
    message:
      skewMinutes === undefined ? (body?.message ?? toStatusSentence(answer.status)) : toSkewSentence(skewMinutes),
    details: [...(body?.details ?? []), ...toChallengeDetails(answer)],
    retryable,
    status: answer.status,
    mayHaveActed: mayHaveActed(answer, retryAfterMs),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...(requestId === undefined ? {} : { requestId }),
  });
}

/**
 * Describes why one task of a collection was not added: a mistake in the request (`clienterror`), or a failure that may
 * pass.
 */
export function toTaskError(error: unknown, status: string): BatchError {
  const body = readErrorBody(error);
  const isOurs = status.toLowerCase() === 'clienterror';
  return new BatchError({
    code: body?.code ?? 'Unknown',
    message: body?.message ?? toStatusSentence(isOurs ? 400 : 500),
    details: body?.details ?? [],
    retryable: !isOurs,
    mayHaveActed: !isOurs,
  });
}

/** Returns the error for a proxy that requires authentication (RFC 9110). Nothing has reached the service. */
export function toProxyRefusal(): BatchError {
  return new BatchError({
    code: 'NotBatchService',
    message: l10n.t(
      "Your network's proxy requires a user name and password. Add them to the VS Code setting “http.proxy”.",
    ),
    status: 407,
  });
}

/**
 * Returns the error for a response that didn't come from `service` (a Microsoft product name, not translated), but from
 * a network's login page, a proxy, or another server.
 */
export function notBatchService(answer: Pick<FailedAnswer, 'method' | 'status'>, service = 'Azure Batch'): BatchError {
  return new BatchError({
    code: 'NotBatchService',
    message: l10n.t(
      "The response didn't come from {service}. Something between this computer and {service} responded, such as a proxy, a gateway, or your network's sign-in page. Check the network, the proxy settings, and the account endpoint.",
      { service },
    ),
    status: answer.status,
    mayHaveActed: mayHaveActed(answer),
  });
}

/** Returns true if a response carries markup instead of data: Batch sends JSON, a gateway HTML or XML. */
export function carriesMarkup(answer: Pick<FailedAnswer, 'header' | 'body'>): boolean {
  const contentType = answer.header('content-type')?.toLowerCase() ?? '';
  return (
    /^(text|application)\/(html|xml|xhtml\+xml)\b/.test(contentType) || /^\uFEFF?\s*</.test(answer.body.slice(0, 200))
  );
}

/** Checks for a request ID, which the service adds to every response. Gateways may remove it from responses to HEAD. */
function isFromBatch(answer: FailedAnswer): boolean {
  return !carriesMarkup(answer) && (answer.method === 'HEAD' || answer.header('request-id') !== undefined);
}

/**
 * Returns true if the request behind an unsuccessful response may have taken effect. The service refuses before it
 * acts, but a failure on the way may occur after it has acted (Batch retries nothing on its own). An unexpected success
 * or redirect comes from another server, and shows nothing about what the service did before.
 */
export function mayHaveActed(answer: Pick<FailedAnswer, 'method' | 'status'>, retryAfterMs?: number): boolean {
  const { method, status } = answer;
  if (isSafe(method)) return false;
  if (status === 503) return retryAfterMs === undefined;
  return status < 400 || status === 408 || status >= 500;
}

function toChallengeDetails(answer: FailedAnswer): readonly ErrorDetail[] {
  const challenge = answer.status === 401 ? answer.header('www-authenticate') : undefined;
  return challenge === undefined ? [] : [{ name: challengeDetail, value: challenge }];
}

function toSkewSentence(minutes: number): string {
  const skew = toDurationWords(Math.abs(minutes) * 60_000);
  return minutes > 0
    ? l10n.t("This computer's clock is {0} ahead of the service. Correct the clock, then try again.", skew)
    : l10n.t("This computer's clock is {0} behind the service. Correct the clock, then try again.", skew);
}

function toStatusSentence(status: number): string {
  switch (status) {
    case 401:
      return l10n.t('The service did not accept the sign-in.');
    case 403:
      return l10n.t('The service denied access.');
    case 404:
      return l10n.t("The service couldn't find what the request asked for.");
    case 429:
      return l10n.t('The service received too many requests and asks you to wait.');
    case 503:
      return l10n.t('The service is busy.');
    default:
      return l10n.t('The service returned HTTP status {0}.', status);
  }
}

/** Maximum clock difference for valid signatures (Batch documentation: "Authentication via Shared Key"). */
const allowedSkewMinutes = 15;
/** Minimum clock difference that can be the reason for a refusal. */
const noticeableSkewMinutes = 5;

/**
 * Returns the minutes by which this computer's clock is ahead of the service's (negative: behind) if that is why
 * authentication failed; otherwise undefined.
 */
function findClockSkewMinutes(
  answer: Pick<FailedAnswer, 'status' | 'header'>,
  body: ErrorBody | undefined,
  nowMs: number,
): number | undefined {
  const isRefused = answer.status === 403 && (body?.code ?? 'AuthenticationFailed') === 'AuthenticationFailed';
  if (!isRefused) return undefined;
  const theirsMs = Date.parse(answer.header('date') ?? '');
  if (Number.isNaN(theirsMs)) return undefined;

  const minutes = Math.round((nowMs - theirsMs) / minuteMs);
  const limit = mentionsTime(body) ? noticeableSkewMinutes : allowedSkewMinutes;
  return Math.abs(minutes) >= limit ? minutes : undefined;
}

function mentionsTime(body: ErrorBody | undefined): boolean {
  return body?.details.some(({ value }) => /\b(ocp-)?date\b|\bclock\b|\bskew/i.test(value)) ?? false;
}

/**
 * Returns the delay in a `Retry-After` header in milliseconds from `nowMs`. The header holds whole seconds or an HTTP
 * date (RFC 9110 §10.2.3). Returns undefined for a header that is missing or is neither; a time in the past means 0.
 */
export function toRetryAfterMs(header: string | undefined, nowMs: number): number | undefined {
  const text = header?.trim();
  if (!text) return undefined;
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  // Date.parse accepts much that isn't a date ('-1' is a year), so the format is checked first: it begins with a
  // weekday.
  if (!/^[A-Z][a-z]{2,8}[, ]/.test(text)) return undefined;
  const dateMs = Date.parse(text);
  return Number.isNaN(dateMs) ? undefined : Math.max(0, dateMs - nowMs);
}
