import { RestError } from '@azure/ms-rest-js';
import * as l10n from '@vscode/l10n';
import { BatchError, type BatchErrorInit } from '../../../core/model/batchError.ts';
import { Cancelled } from '../../../core/model/cancelled.ts';
import { definedOnly } from '../../../core/model/defined.ts';
import { describeError } from '../../../core/text/describeError.ts';
import { type AskedRequest, nameRequest } from './askedRequest.ts';

/**
 * Whatever was thrown on the way to the service or back, as `BatchError` or `Cancelled`. Most errors are one already:
 * they are made where the answer is read. What remains are the client's own: arguments that it refuses, answers that
 * are no JSON.
 */
export function toBatchError(error: unknown): BatchError | Cancelled {
  if (BatchError.is(error) || Cancelled.is(error)) return error;
  if (error instanceof RestError)
    return malformedResponse(error, definedOnly({ status: error.statusCode, asked: error.request }));
  if (error instanceof Error && error.name === 'AbortError') return new Cancelled();
  return new BatchError({
    code: isRefusedArgument(error) ? 'InvalidInput' : 'Unknown',
    message: describeError(error),
    cause: error,
  });
}

/** Which answer could not be understood, and what follows from it. */
type Misunderstood = Pick<BatchErrorInit, 'status' | 'retryable' | 'mayHaveActed'> & {
  readonly asked?: AskedRequest;
};

/** The service answered `asked` with something that is not what its interface promises. */
export function malformedResponse(cause: unknown, { asked, ...facts }: Misunderstood = {}): BatchError {
  return new BatchError({
    code: 'MalformedResponse',
    message:
      asked === undefined
        ? l10n.t("The service's response couldn't be understood.")
        : l10n.t("The response to {0} couldn't be understood.", nameRequest(asked)),
    cause,
    ...facts,
  });
}

/** The client's serializer raises a plain `Error` for what it refuses to send; a mistake of ours has a type of its own. */
function isRefusedArgument(error: unknown): boolean {
  return error instanceof Error && error.name === 'Error';
}
