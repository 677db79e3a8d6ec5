import type { AbortSignalLike, RequestOptionsBase, WebResourceLike } from '@azure/ms-rest-js';
import type { CallOptions } from '../../ports.ts';

/** Converts the signal of a call to the client library's option, whose type predates the platform's. */
export function toAbortOptions({ signal }: CallOptions): Pick<RequestOptionsBase, 'abortSignal'> {
  return signal === undefined ? {} : { abortSignal: signal as AbortSignalLike };
}

/** Returns the signal that `toAbortOptions` put into a request. */
export function findAbortSignal(request: WebResourceLike): AbortSignal | undefined {
  return request.abortSignal as AbortSignal | undefined;
}
