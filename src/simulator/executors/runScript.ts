import { failureExitCode, type RunFailure, type RunResult } from './outcome.ts';

/** Duration of a run that doesn't specify one. */
export const defaultDurationMs = 1000;

/** A run to play instead of running the command line. */
export interface RunScript {
  readonly durationMs: number;
  /** Absent if the program never started or was cut off; then `failure` has the reason. */
  readonly exitCode?: number;
  readonly failure?: RunFailure;
  readonly stdout?: string | readonly TimedText[] | GeneratedText;
  readonly stderr?: string | readonly TimedText[] | GeneratedText;
  /** Files that exist after the run's end, by path relative to the task's folder (`wd/out.txt`). */
  readonly files?: Readonly<Record<string, string | GeneratedText>>;
}

/** A piece of output and the time at which it appears, counted from the start of the run. */
export interface TimedText {
  readonly atMs: number;
  readonly text: string;
  /** True if the file starts over with this piece, as when a program rotates its log. */
  readonly restarts?: boolean;
}

/**
 * Text that is generated on reading, so that a log of a gigabyte costs nothing. It exists completely from the start of
 * the run.
 */
export interface GeneratedText {
  readonly byteLength: number;
  /** Returns the bytes from `start` up to but not including `end`, both within the text. */
  bytes(start: number, end: number): Uint8Array;
}

/** Returns the result of a run that was played to its end. */
export function toResult(script: RunScript): RunResult {
  const { exitCode } = script;
  const failure = script.failure ?? (exitCode === undefined || exitCode === 0 ? undefined : failureExitCode);
  return { ...(exitCode !== undefined && { exitCode }), ...(failure && { failure }) };
}

/** Returns true if the run ended before its program would have started, so that it has no output. */
export function neverStarted({ exitCode, failure }: RunScript): boolean {
  return exitCode === undefined && failure !== undefined && !failure.code.startsWith('Command');
}
