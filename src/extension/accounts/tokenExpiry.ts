import { readMember } from '../../core/model/readMember.ts';

/** Assumed lifetime of a token whose expiry can't be read. */
const assumedLifetimeMs = 10 * 60_000;

/**
 * Returns when an access token expires, in milliseconds since the epoch. VS Code returns only the token, so this reads
 * its `exp` claim (RFC 7519). The token is not verified: that is up to the service.
 */
export function readExpiry(accessToken: string, nowMs: number): number {
  const payload = accessToken.split('.')[1] ?? '';
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
    const exp = readMember(claims, 'exp');
    return typeof exp === 'number' ? exp * 1000 : nowMs + assumedLifetimeMs;
  } catch {
    return nowMs + assumedLifetimeMs;
  }
}
