import type { AbortSignalLike, RequestOptionsBase, WebResourceLike } from '@azure/ms-rest-js';
import type { CallOptions } from '../../ports.ts';

/** The signal of a call as the client library's options carry it; its type predates the platform's. */
export function toAbortOptions({ signal }: CallOptions): Pick<RequestOptionsBase, 'abortSignal'> {
  return signal === undefined ? {} : { abortSignal: signal as AbortSignalLike };
}

/** The signal that `toAbortOptions` put into a request. */
export function findAbortSignal(request: WebResourceLike): AbortSignal | undefined {
  return request.abortSignal as AbortSignal | undefined;
}
