import * as l10n from '@vscode/l10n';
import { toDurationWords } from '../core/words/durations.ts';
import type { Given, Options } from './commandLine.ts';
import { WrongUse } from './exit.ts';

/** Option that limits how long an account is read. */
export const budgetOption: Options = {
  budget: {
    type: 'string',
    value: 'TIME',
    describe: () => l10n.t('Stop reading after this time, such as 60s or 5m, and print what is known by then'),
  },
};

const unitsMs = { s: 1000, m: 60_000, h: 3_600_000 } as const;

/** Returns the time that an option has, in milliseconds; undefined if it wasn't given. Throws `WrongUse`. */
export function readTime(given: Given, option: 'budget' | 'timeout'): number | undefined {
  const text = given.text(option);
  if (text === undefined) return undefined;
  const [, number, unit = 's'] = /^(\d{1,6})([smh])?$/.exec(text) ?? [];
  const timeMs = Number(number) * unitsMs[unit as keyof typeof unitsMs];
  if (timeMs > 0) return timeMs;
  throw new WrongUse(l10n.t('{0} needs a time such as 60s, 5m, or 1h.', `--${option}`));
}

/** A reason to stop early, which resolves to a sentence for the user. Dispose of it when the work is done. */
export interface Stop {
  readonly asked: Promise<string>;
  readonly isAsked: boolean;
  dispose(): void;
}

/**
 * Waits until the budget is used up, or the process is asked to end: by Ctrl+C, or by the system or pipeline that started
 * it. The second signal ends the process immediately.
 */
export function whenToStop(budgetMs: number | undefined): Stop {
  let isAsked = false;
  let resolve: (why: string) => void = () => undefined;
  const asked = new Promise<string>((done) => (resolve = done));
  const ask = (why: string): void => {
    isAsked = true;
    resolve(why);
  };
  const timer =
    budgetMs === undefined
      ? undefined
      : setTimeout(
          () => ask(l10n.t('Stopped after {time}, as specified.', { time: toDurationWords(budgetMs) })),
          budgetMs,
        );
  const onSignal = (): void => ask(l10n.t('Stopped because the process was asked to end.'));
  const signals = ['SIGINT', 'SIGTERM'] as const;
  for (const signal of signals) process.once(signal, onSignal);
  return {
    asked,
    get isAsked() {
      return isAsked;
    },
    dispose: () => {
      clearTimeout(timer);
      for (const signal of signals) process.removeListener(signal, onSignal);
    },
  };
}
