import type { HttpOperationResponse, RequestPolicyFactory, WebResourceLike } from '@azure/ms-rest-js';

/** Sends a request through the rest of the pipeline. */
export type Send = (request: WebResourceLike) => Promise<HttpOperationResponse>;

/** Creates a policy for the client library's pipeline from a function that wraps the rest of it. */
export function toPolicy(
  around: (request: WebResourceLike, send: Send) => Promise<HttpOperationResponse>,
): RequestPolicyFactory {
  return { create: (next) => ({ sendRequest: (request) => around(request, (changed) => next.sendRequest(changed)) }) };
}
