import type { RequestPolicyFactory } from '@azure/ms-rest-js';
import type { Clock } from '../../../core/clock.ts';
import { toPolicy } from './requestPolicy.ts';

/** Gives every attempt a date and a request id of its own; the service's log knows both. */
export function requestHeadersPolicy(clock: Clock, createId: () => string): RequestPolicyFactory {
  return toPolicy((request, send) => {
    request.headers.set('ocp-date', new Date(clock.now()).toUTCString());
    request.headers.set('client-request-id', createId());
    request.headers.set('user-agent', 'azure-batch-troubleshooter');
    return send(request);
  });
}
