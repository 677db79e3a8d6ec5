import { RestError } from '@azure/ms-rest-js';
import * as l10n from '@vscode/l10n';
import { BatchError, type BatchErrorInit } from '../../../core/model/batchError.ts';
import { Cancelled } from '../../../core/model/cancelled.ts';
import { definedOnly } from '../../../core/model/defined.ts';
import { describeError } from '../../../core/text/describeError.ts';
import { type AskedRequest, nameRequest } from './askedRequest.ts';

/**
 * Turns anything thrown during a request into a `BatchError` or `Cancelled`. Most errors are already a `BatchError`,
 * created where the response is read. The remaining ones come from the client library: arguments that it refuses,
 * responses that aren't JSON.
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

type Misunderstood = Pick<BatchErrorInit, 'status' | 'retryable' | 'mayHaveActed'> & { readonly asked?: AskedRequest };

/** Creates the error for a response to `asked` that doesn't match the service's documented interface. */
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

/**
 * The client's serializer throws a plain `Error` for what it refuses to send; errors in our code have their own types.
 */
function isRefusedArgument(error: unknown): boolean {
  return error instanceof Error && error.name === 'Error';
}
