import * as l10n from '@vscode/l10n';
import { BatchError } from '../core/model/batchError.ts';
import { toDurationWords } from '../core/words/durations.ts';
import { type Given, type Options, refuseValue } from './commandLine.ts';

/** Option that limits how long an account is read. */
export const budgetOption: Options = {
  budget: {
    type: 'string',
    value: 'TIME|none',
    describe: () =>
      l10n.t('Stop reading after this time, such as 5m, and print what is known by then (default: {0})', '60s'),
  },
};

/** Milliseconds after which reading stops, so that the answer comes while someone waits for it. */
const usualBudgetMs = 60_000;

/** Returns when to stop reading: as specified, or after the usual time if `isLimited`. Throws `WrongUse`. */
export function readBudget(given: Given, isLimited = true): Budget {
  const text = given.text('budget');
  if (text === 'none' || (text === undefined && !isLimited)) return {};
  return text === undefined ? { timeMs: usualBudgetMs, isUsual: true } : { timeMs: readTime(given, 'budget') };
}

interface Budget {
  readonly timeMs?: number | undefined;
  /** True if the user didn't ask to stop. */
  readonly isUsual?: boolean;
}

const unitsMs = { s: 1000, m: 60_000, h: 3_600_000 } as const;

/** Returns the time that an option has, in milliseconds; undefined if it wasn't given. Throws `WrongUse`. */
export function readTime(given: Given, option: 'budget' | 'timeout' | 'stuck-after'): number | undefined {
  const text = given.text(option);
  if (text === undefined) return undefined;
  const [, number, unit = 's'] = /^(\d{1,6})([smh])?$/.exec(text) ?? [];
  const timeMs = Number(number) * unitsMs[unit as keyof typeof unitsMs];
  if (timeMs > 0) return timeMs;
  throw refuseValue(`--${option}`, text, l10n.t('Specify a time such as 60s, 5m, or 1h.'));
}

/** A reason to stop early, which resolves to a sentence for the user. Dispose of it when the work is done. */
export interface Stop {
  readonly asked: Promise<string>;
  readonly isAsked: boolean;
  /** True if the reason is the time, and no signal. */
  readonly isLate: boolean;
  /** Resolves to the result of `work`; rejects with a `BatchError` if it isn't there when asked to stop. */
  orStopped<T>(work: Promise<T>): Promise<T>;
  dispose(): void;
}

let endedBy: NodeJS.Signals | undefined;

/**
 * Ends the process with an exit code or by the signal that asked it to end, as its caller expects: a shell ends
 * its script after Ctrl+C. Requests that are never answered would keep the process alive.
 */
export function endProcess(code: number): void {
  process.exitCode = code;
  const end = (): void => {
    if (endedBy === undefined) process.exit();
    else process.kill(process.pid, endedBy);
  };
  // Pipes are written in the background, and the error of a full disk comes after the call.
  process.stdout.write('', () => process.stderr.write('', () => setImmediate(end)));
}

/**
 * Waits until the budget is used up, or the process is asked to end: by Ctrl+C, or by the system or pipeline that started
 * it. The second signal ends the process immediately.
 */
export function whenToStop({ timeMs, isUsual = false }: Budget): Stop {
  let isAsked = false;
  let isLate = false;
  let resolve: (why: string) => void = () => undefined;
  const asked = new Promise<string>((done) => (resolve = done));
  const ask = (why: string): void => {
    isAsked = true;
    resolve(why);
  };
  const timer =
    timeMs === undefined
      ? undefined
      : setTimeout(() => {
          isLate = !isAsked;
          const time = toDurationWords(timeMs);
          ask(
            isUsual
              ? l10n.t('Stopped after {time}. To read everything, add {option}.', { time, option: '--budget none' })
              : l10n.t('Stopped after {time}, as specified.', { time }),
          );
        }, timeMs);
  const onSignal = (signal: NodeJS.Signals): void => {
    endedBy = signal;
    ask(l10n.t('Stopped because the process was asked to end.'));
  };
  const signals = ['SIGINT', 'SIGTERM'] as const;
  for (const signal of signals) process.once(signal, onSignal);
  return {
    asked,
    get isAsked() {
      return isAsked;
    },
    get isLate() {
      return isLate;
    },
    orStopped: (work) =>
      Promise.race([
        work,
        asked.then((message) => {
          throw new BatchError({ code: 'Stopped', message });
        }),
      ]),
    dispose: () => {
      clearTimeout(timer);
      for (const signal of signals) process.removeListener(signal, onSignal);
    },
  };
}
