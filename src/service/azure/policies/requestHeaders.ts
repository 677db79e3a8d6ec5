import type { RequestPolicyFactory } from '@azure/ms-rest-js';
import type { Clock } from '../../../core/clock.ts';
import { toPolicy } from './requestPolicy.ts';

/** Gives every attempt its own date and request ID, which the service's log records. */
export function requestHeadersPolicy(clock: Clock, createId: () => string): RequestPolicyFactory {
  return toPolicy((request, send) => {
    request.headers.set('ocp-date', new Date(clock.now()).toUTCString());
    request.headers.set('client-request-id', createId());
    request.headers.set('user-agent', 'azure-batch-troubleshooter');
    return send(request);
  });
}
