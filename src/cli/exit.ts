import * as l10n from '@vscode/l10n';
import { BatchError } from '../core/model/batchError.ts';
import { Cancelled } from '../core/model/cancelled.ts';
import { describeDefect } from '../core/text/describeError.ts';
import { listPlain } from '../core/text/lists.ts';
import { describeFileError, isFileError } from '../node/fileError.ts';

/** Exit codes of the program (docs/cli.md). */
export const exitCodes = { done: 0, found: 1, wrongUse: 2, notDone: 3, unanswered: 4, late: 5, stuck: 6 } as const;
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
  if (error instanceof WrongUse || error instanceof Unanswered) return error.message;
  if (BatchError.is(error)) return [error.message, describeAnswer(error)].filter(Boolean).join(' ');
  if (Cancelled.is(error)) return l10n.t('Nothing was changed.');
  if (isFileError(error))
    return l10n.t('{file} could not be used: {reason}', {
      file: error.path,
      reason: describeFileError(error),
    });
  return describeDefect(error);
}

/** Describes the service's answer for a support request; undefined if the error isn't one. */
function describeAnswer({ status, code, requestId }: BatchError): string | undefined {
  if (status === undefined) return undefined;
  const answer = [
    `HTTP ${status}`,
    code,
    ...(requestId === undefined
      ? []
      : [l10n.t({ message: 'request {id}', args: { id: requestId }, comment: ['Id of a request to Azure Batch'] })]),
  ];
  return `(${listPlain(answer)})`;
}
