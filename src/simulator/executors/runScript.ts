import { failureExitCode, type RunFailure, type RunResult } from './outcome.ts';

/** One run of a command line, played. */
export interface RunScript {
  /** Time between start and end. */
  readonly durationMs: number;
  /** Absent when the program never started or was only cut off; then `failure` says why. */
  readonly exitCode?: number;
  readonly failure?: RunFailure;
  readonly stdout?: string | readonly TimedText[] | GeneratedText;
  readonly stderr?: string | readonly TimedText[] | GeneratedText;
  /** Files that exist when it has ended, by path relative to the task's folder (`wd/out.txt`). */
  readonly files?: Readonly<Record<string, string | GeneratedText>>;
}

/** A piece of output and when it appears, counted from the start of the run. */
export interface TimedText {
  readonly atMs: number;
  readonly text: string;
  /** The file starts again with this piece, as when a program rotates its log. */
  readonly restarts?: boolean;
}

/** Text made when it is asked for, so that a log of a gigabyte costs nothing. It exists whole from the start of the run. */
export interface GeneratedText {
  readonly byteLength: number;
  /** Bytes `start` up to but not including `end`, both within the text. */
  bytes(start: number, end: number): Uint8Array;
}

/** How a run ends that was played to its end. */
export function toResult(script: RunScript): RunResult {
  const { exitCode } = script;
  const failure = script.failure ?? (exitCode === undefined || exitCode === 0 ? undefined : failureExitCode);
  return { ...(exitCode !== undefined && { exitCode }), ...(failure && { failure }) };
}

/** Whether it ended before its program was to be started, and so has no output. */
export function neverStarted({ exitCode, failure }: RunScript): boolean {
  return exitCode === undefined && failure !== undefined && !failure.code.startsWith('Command');
}
