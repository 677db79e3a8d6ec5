/**
 * Decodes the claims that a refusal requires of a new token; undefined if it requires none. The `WWW-Authenticate`
 * header has them as base64 (Microsoft identity platform: "Claims challenges").
 */
export function findClaims(wwwAuthenticate: string | undefined): string | undefined {
  const encoded = /\bclaims="([A-Za-z0-9+/=_-]+)"/.exec(wwwAuthenticate ?? '')?.[1];
  return encoded === undefined ? undefined : Buffer.from(encoded, 'base64').toString('utf8');
}
