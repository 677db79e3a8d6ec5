import type { IncomingHttpHeaders } from 'node:http';
import { ServiceError } from './serviceError.ts';
import { isSignedBy, type SignedRequest } from './sharedKey.ts';
import type { Claims, TokenAuthority } from './tokens.ts';

/** Batch documentation: maximum difference between a request's date and the service's time. */
const dateWindowMs = 15 * 60 * 1000;

/** A token's audience must be exactly this, including the slash at the end. */
export const batchAudience = 'https://batch.core.windows.net/';

export interface Credentials {
  readonly accountName: string;
  readonly key: Buffer;
  readonly tokens: TokenAuthority;
}

/** The client of a request: a holder of the account's key, who may do everything, or of a token with its claims. */
export interface Asking extends Partial<Pick<Claims, 'job' | 'appid'>> {
  readonly isSharedKey: boolean;
}

/** Throws unless the request is signed with the account's key or has a valid token. */
export function authenticate(request: SignedRequest, credentials: Credentials, nowMs: number): Asking {
  const authorization = request.headers.authorization;
  if (authorization === undefined) throw new ServiceError('MissingRequiredHeader', { HeaderName: 'Authorization' });
  const [, scheme = '', value = ''] = /^(\S+)\s+(\S.*)$/.exec(authorization) ?? [];
  switch (scheme.toLowerCase()) {
    case 'sharedkey':
      checkSharedKey(request, value, credentials, nowMs);
      return { isSharedKey: true };
    case 'bearer':
      checkToken(value, credentials, nowMs);
      return { ...credentials.tokens.read(value), isSharedKey: false };
    default:
      throw new ServiceError('InvalidAuthenticationInfo', {
        AuthenticationErrorDetail: 'The Authorization header is neither SharedKey nor Bearer.',
      });
  }
}

function checkSharedKey(request: SignedRequest, value: string, credentials: Credentials, nowMs: number): void {
  const colon = value.indexOf(':');
  if (colon < 1) {
    throw new ServiceError('InvalidAuthenticationInfo', {
      AuthenticationErrorDetail: 'The Authorization header has not the form SharedKey account:signature.',
    });
  }
  checkDate(request.headers, nowMs);
  const account = value.slice(0, colon);
  if (account !== credentials.accountName) {
    throw refused(`Cannot find the claimed account when trying to GetProperties for the account ${account}.`);
  }
  if (!isSignedBy(request, account, credentials.key, value.slice(colon + 1)))
    throw refused('The MAC signature found in the HTTP request is not the same as any computed signature.');
}

function checkDate(headers: IncomingHttpHeaders, nowMs: number): void {
  const text = headers['ocp-date'] ?? headers.date;
  if (typeof text !== 'string') throw refused('Either the ocp-date or the Date header must be specified.');
  const dateMs = Date.parse(text);
  if (Number.isNaN(dateMs)) throw new ServiceError('InvalidHeaderValue', { HeaderName: 'ocp-date', HeaderValue: text });
  if (Math.abs(dateMs - nowMs) > dateWindowMs) {
    throw refused(
      `The Date header in the request is incorrect: it is more than 15 minutes from ${new Date(nowMs).toUTCString()}.`,
    );
  }
}

function checkToken(token: string, { tokens }: Credentials, nowMs: number): void {
  const fault = tokens.findFault(token, batchAudience, nowMs);
  if (fault !== undefined) {
    throw new ServiceError('AuthenticationFailed', { AuthenticationErrorDetail: fault }, { status: 401 });
  }
}

function refused(detail: string): ServiceError {
  return new ServiceError('AuthenticationFailed', { AuthenticationErrorDetail: detail });
}
