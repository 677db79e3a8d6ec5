import * as l10n from '@vscode/l10n';
import { BatchError } from '../core/model/batchError.ts';
import { Cancelled } from '../core/model/cancelled.ts';
import { describeDefect } from '../core/text/describeError.ts';

/** What the program ends with (docs/cli.md). */
export const exitCodes = { done: 0, found: 1, wrongUse: 2, notDone: 3, unanswered: 4 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** The command line does not say what is wanted. The message is for the user. */
export class WrongUse extends Error {}

/** A question was not answered so that anything could be done. The message is for the user. */
export class Unanswered extends Error {}

/** There is nothing that a command could be about. The message is for the user. */
export class NothingThere extends Cancelled {
  constructor(message: string) {
    super();
    this.message = message;
  }
}

/** What a program that failed ends with. */
export function toExitCode(error: unknown): ExitCode {
  if (error instanceof Unanswered || Cancelled.is(error)) return exitCodes.unanswered;
  return error instanceof WrongUse ? exitCodes.wrongUse : exitCodes.notDone;
}

/** What failed, as a sentence for the user; of a defect of ours what is known of it. */
export function describeFailure(error: unknown): string {
  if (error instanceof WrongUse || error instanceof Unanswered || BatchError.is(error)) return error.message;
  if (Cancelled.is(error)) return l10n.t('Nothing was done.');
  return describeDefect(error);
}
