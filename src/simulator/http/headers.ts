import type { IncomingHttpHeaders } from 'node:http';
import { ServiceError } from './serviceError.ts';

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Checks the headers every operation takes; throws `InvalidHeaderValue`. */
export function checkHeaders(headers: IncomingHttpHeaders): void {
  const clientRequestId = headers['client-request-id'];
  if (clientRequestId !== undefined && !guid.test(String(clientRequestId))) {
    throw invalid('client-request-id', clientRequestId);
  }
  const returned = headers['return-client-request-id'];
  if (returned !== undefined && !/^(true|false)$/i.test(String(returned))) {
    throw invalid('return-client-request-id', returned);
  }
  const date = headers['ocp-date'];
  if (date !== undefined && Number.isNaN(Date.parse(String(date)))) throw invalid('ocp-date', date);
}

function invalid(name: string, value: string | string[]): ServiceError {
  return new ServiceError('InvalidHeaderValue', { HeaderName: name, HeaderValue: String(value) });
}

/** The headers all answers carry (recorded). */
export function commonHeaders(headers: IncomingHttpHeaders, requestId: string): Record<string, string> {
  const clientRequestId = headers['client-request-id'];
  const isReturned = String(headers['return-client-request-id']).toLowerCase() === 'true';
  return {
    server: 'Microsoft-HTTPAPI/2.0',
    dataserviceversion: '3.0',
    'request-id': requestId,
    'strict-transport-security': 'max-age=31536000; includeSubDomains',
    'x-content-type-options': 'nosniff',
    ...(isReturned && clientRequestId !== undefined ? { 'client-request-id': String(clientRequestId) } : {}),
  };
}
