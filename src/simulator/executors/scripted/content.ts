import type { Clock } from '../../clock.ts';
import type { GeneratedText, RunScript, TimedText } from '../runScript.ts';

/** Bytes of a file that may grow while a run is in progress. */
export interface Content {
  /** Returns the number of bytes that can be read now. */
  byteLength(): number;
  /** Returns the bytes from `start` up to but not including `end`; fewer if the content is shorter. */
  bytes(start: number, end: number): Uint8Array;
}

/** The part of a run that decides how much of its output is visible. */
export interface Span {
  readonly startMs: number;
  /** Absent while the run is in progress. */
  endMs?: number;
}

/** Returns the part of a script's output stream or file that is visible by now, given the run's `span`. */
export function toContent(source: RunScript['stdout'], span: Span, clock: Clock): Content {
  if (source === undefined || typeof source === 'string') return textContent(source ?? '');
  return isGenerated(source) ? generatedContent(source) : timedContent(source, span, clock);
}

/** Returns when an output of a running run was last written: now, unless the script has times. */
export function findWrittenMs(source: RunScript['stdout'], startMs: number, nowMs: number): number {
  if (typeof source !== 'object' || isGenerated(source)) return nowMs;
  const last = source.findLast(({ atMs }) => startMs + atMs <= nowMs);
  return startMs + (last?.atMs ?? 0);
}

export function textContent(text: string): Content {
  let all: Buffer | undefined;
  const bytes = (start: number, end: number): Buffer => {
    all ??= Buffer.from(text);
    return all.subarray(start, end);
  };
  return { byteLength: () => Buffer.byteLength(text), bytes };
}

function generatedContent(text: GeneratedText): Content {
  return {
    byteLength: () => text.byteLength,
    bytes: (start, end) => text.bytes(Math.min(start, text.byteLength), Math.min(end, text.byteLength)),
  };
}

function timedContent(pieces: readonly TimedText[], span: Span, clock: Clock): Content {
  const visible = (): Buffer => {
    const elapsedMs = (span.endMs ?? clock.now()) - span.startMs;
    const shown = pieces.filter((piece) => piece.atMs <= elapsedMs);
    const start = Math.max(
      0,
      shown.findLastIndex((piece) => piece.restarts),
    );
    return Buffer.from(
      shown
        .slice(start)
        .map((piece) => piece.text)
        .join(''),
    );
  };
  return { byteLength: () => visible().length, bytes: (start, end) => visible().subarray(start, end) };
}

function isGenerated(source: readonly TimedText[] | GeneratedText): source is GeneratedText {
  return 'byteLength' in source;
}
