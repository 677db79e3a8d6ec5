import type { HttpOperationResponse, RequestPolicyFactory } from '@azure/ms-rest-js';
import * as l10n from '@vscode/l10n';
import type { Clock } from '../../../core/clock.ts';
import { BatchError } from '../../../core/model/batchError.ts';
import type { FailedAnswer } from '../errors/failedAnswer.ts';
import { carriesMarkup, mayHaveActed, notBatchService, toServiceError } from '../errors/serviceError.ts';
import { malformedResponse } from '../errors/toBatchError.ts';
import { readJson } from '../readJson.ts';
import { toPolicy } from './requestPolicy.ts';

/**
 * Converts every unsuccessful response to a `BatchError`, and reads the JSON of all others. Markup counts as
 * unsuccessful regardless of its status, and so does a status that the operation doesn't return.
 */
export function responseCheckPolicy(clock: Clock): RequestPolicyFactory {
  return toPolicy(async (request, send) => {
    const response = await send(request);
    const answer = toAnswer(response);
    if (answer.status >= 300 && answer.status < 400) throw toRedirectError(answer, request.url);
    if (answer.status >= 400) throw toServiceError(answer, clock.now());
    if (carriesMarkup(answer) && !isFileOfBatch(response)) throw notBatchService(answer);
    // Part of a file is documented as 200, but some servers send 206: the client library accepts only 200.
    if (response.status === 206) response.status = 200;
    if (!isExpected(response)) {
      throw malformedResponse(`HTTP status ${answer.status}`, {
        status: answer.status,
        asked: request,
        mayHaveActed: mayHaveActed(answer),
      });
    }
    if (request.streamResponseBody !== true) response.parsedBody = readJson(answer.body, request, response.status);
    return response;
  });
}

function isExpected({ request, status }: HttpOperationResponse): boolean {
  return request.operationSpec === undefined || status in request.operationSpec.responses;
}

/** A file may be an HTML page; then the request ID shows that it came from the service. */
function isFileOfBatch(response: HttpOperationResponse): boolean {
  return response.request.streamResponseBody === true && response.headers.get('request-id') !== undefined;
}

function toAnswer(response: HttpOperationResponse): FailedAnswer {
  return {
    method: response.request.method,
    status: response.status,
    header: (name) => response.headers.get(name),
    body: response.bodyAsText ?? '',
  };
}

/** Batch never redirects. Following a redirect would mean signing a request for another server. */
function toRedirectError(answer: FailedAnswer, url: string): BatchError {
  const target = answer.header('location');
  const host = target !== undefined && URL.canParse(target, url) ? new URL(target, url).host : undefined;
  if (host === undefined || host === new URL(url).host) return notBatchService(answer);
  return new BatchError({
    code: 'ForeignOrigin',
    message: l10n.t(
      'The service redirected the request to {0}. The request was not sent there: credentials go only to the account.',
      host,
    ),
    status: answer.status,
    mayHaveActed: mayHaveActed(answer),
  });
}
