import { ServiceError } from './serviceError.ts';

export interface ByteRange {
  readonly start: number;
  /** Inclusive; before `start` when there is nothing. */
  readonly end: number;
}

/**
 * The bytes an `ocp-range` asks of a file: `bytes=start-end` or `bytes=start-`. Throws `InvalidHeaderValue` for another
 * form and `InvalidRange` (416) for one that begins behind the end.
 */
export function parseRange(header: string | string[] | undefined, length: number): ByteRange {
  if (header === undefined) return { start: 0, end: length - 1 };
  const match = /^bytes=(\d{1,15})-(\d{1,15})?$/i.exec(String(header).trim());
  const start = Number(match?.[1]);
  const end = match?.[2] === undefined ? length - 1 : Number(match[2]);
  if (match === null || (match[2] !== undefined && end < start)) {
    throw new ServiceError('InvalidHeaderValue', { HeaderName: 'ocp-range', HeaderValue: String(header) });
  }
  if (start >= length) throw new ServiceError('InvalidRange');
  return { start, end: Math.min(end, length - 1) };
}
