import * as l10n from '@vscode/l10n';
import type { NameValue } from '../../model/common.ts';
import { toDurationWords } from '../../query/durations.ts';
import { toTime, toTimeText } from '../evidence/time.ts';

/** How long the service asks to wait: for so many milliseconds, or until a time. */
export type RequestedWait = { readonly ms: number } | { readonly until: number };

const retryAfter = /^(?:x-ms-)?retry-?after(?:-ms)?$/i;
const inMessage = /\b(?:try|retry)(?: again)? (?:after|in) (\d{1,6}) ?(ms|milliseconds|m|minutes?|s|sec|seconds?)\b/i;
const timeSpan = /\b(\d{1,2}):(\d{2}):(\d{2})\b/;

/** The wait in what a client read of the header, in the details of the answer (seconds, a time span, a date), or in its words. */
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

/** The wait as a sentence. */
export function describeRequestedWait(wait: RequestedWait): string {
  return 'ms' in wait
    ? l10n.t('The service asks to wait {0}.', toDurationWords(wait.ms))
    : l10n.t('The service asks to wait until {0}.', toTimeText(wait.until));
}

/** The wait as advice. */
export function adviseWait(wait: RequestedWait): string {
  return 'ms' in wait
    ? l10n.t('Wait {0}, then try again.', toDurationWords(wait.ms))
    : l10n.t('Wait until {0}, then try again.', toTimeText(wait.until));
}
