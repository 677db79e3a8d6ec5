import { failureExitCode } from '../executors/outcome.ts';
import { defaultDurationMs, type RunScript } from '../executors/runScript.ts';
import { parseDurationMs } from '../state/time.ts';

/** A run in a scenario's file. */
export interface OutcomeSection {
  readonly duration?: string;
  readonly exitCode?: number;
  readonly failureInfo?: {
    readonly category: 'UserError' | 'ServerError';
    readonly code: string;
    readonly message?: string;
    readonly details?: readonly { readonly name: string; readonly value: string }[];
  };
  readonly stdout?: string;
  readonly stderr?: string;
  readonly files?: Readonly<Record<string, string>>;
}

/** Properties of a run in a scenario's file: their types for `parseModels`, and their meanings. */
export const outcomeRows: Readonly<
  Record<keyof Required<OutcomeSection>, { readonly type: string; readonly meaning: string }>
> = {
  duration: { type: 'duration', meaning: 'how long the run takes; a second by default' },
  exitCode: { type: 'int', meaning: 'its exit code; none if it never started' },
  failureInfo: { type: 'TaskFailureInformation', meaning: "why it failed, if the exit code doesn't show that" },
  stdout: { type: 'string', meaning: 'contents of stdout.txt' },
  stderr: { type: 'string', meaning: 'contents of stderr.txt' },
  files: { type: 'files', meaning: 'files that it leaves behind, by path relative to its folder (`wd/out.csv`)' },
};

/** The model of a run's failure. */
export const failureModel = `
TaskFailureInformation: category=UserError|ServerError! code=string! message=string details=NameValuePair[]
NameValuePair: name=string value=string
`;

/** Converts a run in a scenario's file to a script. A run without an exit code succeeded, unless it has a failure. */
export function toScript({ duration, failureInfo, ...outcome }: OutcomeSection): RunScript {
  const exitCode = outcome.exitCode ?? (failureInfo === undefined ? 0 : undefined);
  const failure =
    failureInfo === undefined
      ? exitCode === 0
        ? undefined
        : failureExitCode
      : { ...failureInfo, message: failureInfo.message ?? failureInfo.code };
  return {
    durationMs: duration === undefined ? defaultDurationMs : (parseDurationMs(duration) ?? 0),
    ...outcome,
    ...(exitCode === undefined ? {} : { exitCode }),
    ...(failure === undefined ? {} : { failure }),
  };
}
