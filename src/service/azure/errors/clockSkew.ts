import type { ErrorBody, FailedAnswer } from './failedAnswer.ts';

/** The service refuses signatures that are further away (Batch documentation: "Authentication via Shared Key"). */
const allowedSkewMinutes = 15;
/** Below this our clock is not what the service complains about. */
const noticeableSkewMinutes = 5;

const minuteMs = 60_000;

/**
 * By how many minutes this computer's clock is ahead of the service's (negative: behind), when that is why the request
 * was not authenticated; undefined otherwise.
 */
export function findClockSkewMinutes(
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
