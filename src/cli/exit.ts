import * as l10n from '@vscode/l10n';
import { BatchError } from '../core/model/batchError.ts';
import { Cancelled } from '../core/model/cancelled.ts';
import { describeDefect } from '../core/text/describeError.ts';

/** Exit codes of the program (docs/cli.md). */
export const exitCodes = { done: 0, found: 1, wrongUse: 2, notDone: 3, unanswered: 4 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** An error because the command line is incomplete or contradictory. The message is for the user. */
export class WrongUse extends Error {}

/** An error because a question was not answered, or not in a way that allows an action. The message is for the user. */
export class Unanswered extends Error {}

/** An error because nothing matches the command's arguments. The message is for the user. */
export class NothingThere extends Cancelled {
  constructor(message: string) {
    super();
    this.message = message;
  }
}

/** Returns the exit code for an error. */
export function toExitCode(error: unknown): ExitCode {
  if (error instanceof Unanswered || Cancelled.is(error)) return exitCodes.unanswered;
  return error instanceof WrongUse ? exitCodes.wrongUse : exitCodes.notDone;
}

/** Describes a failure as a sentence for the user; for a bug, returns the known details. */
export function describeFailure(error: unknown): string {
  if (error instanceof WrongUse || error instanceof Unanswered || BatchError.is(error)) return error.message;
  if (Cancelled.is(error)) return l10n.t('Nothing was done.');
  return describeDefect(error);
}
