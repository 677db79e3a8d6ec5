import { createHash, timingSafeEqual } from 'node:crypto';
import { clientTimeMs } from '../clock.ts';
import type { Account } from './account.ts';
import type { ArmReply, ArmRequest } from './message.ts';
import { listTenants } from './tenants.ts';

const lifetimeSeconds = 3600;

/**
 * Answers sign-in requests; returns undefined for other requests. Any client ID is accepted, but the secret must be the
 * account's key: a program that merely reaches loopback gets no token.
 */
export function signInReply(request: ArmRequest, account: Account, authority: string): ArmReply | undefined {
  const path = request.url.pathname;
  if (path === '/common/discovery/instance') return { status: 200, body: instanceDiscovery(account, authority) };
  const [, tenant = '', rest = ''] = /^\/([^/]+)\/(.+)$/.exec(path) ?? [];
  if (/^(v2\.0\/)?\.well-known\/openid-configuration$/.test(rest)) {
    return { status: 200, body: openIdConfiguration(tenant, authority) };
  }
  return /^oauth2\/(v2\.0\/)?token$/.test(rest) && request.method === 'POST'
    ? tokenReply(request, tenant, account)
    : undefined;
}

function instanceDiscovery(account: Account, authority: string): ArmReply['body'] {
  const { host } = new URL(authority);
  return {
    tenant_discovery_endpoint: `${authority}/${account.tokens.tenantId}/v2.0/.well-known/openid-configuration`,
    'api-version': '1.1',
    metadata: [{ preferred_network: host, preferred_cache: host, aliases: [host] }],
  };
}

function openIdConfiguration(tenant: string, authority: string): ArmReply['body'] {
  const base = `${authority}/${tenant}`;
  return {
    issuer: `${base}/v2.0`,
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
    token_endpoint: `${base}/oauth2/v2.0/token`,
    device_authorization_endpoint: `${base}/oauth2/v2.0/devicecode`,
    jwks_uri: `${base}/discovery/v2.0/keys`,
    response_types_supported: ['code', 'token'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
  };
}

/** The audience is the scope without `/.default`; if another slash precedes that, it stays, as in Microsoft Entra. */
function tokenReply(request: ArmRequest, tenant: string, account: Account): ArmReply {
  const form = new URLSearchParams(request.body);
  const scope = (form.get('scope') ?? '').split(' ').find((item) => item.endsWith('/.default'));
  const audience = form.get('resource') ?? scope?.replace(/\/\.default$/, '');
  const tenantId = tenant.toLowerCase();
  if (!listTenants(account).some((known) => known.tenantId === tenantId)) {
    return oauthError(400, 'invalid_request', `AADSTS90002: Tenant '${tenant}' not found.`);
  }
  const refusal = refusalOfClient(form, account);
  if (refusal !== undefined) return refusal;
  if (audience === undefined || !/^https:\/\//.test(audience)) {
    const description = 'AADSTS70011: The provided value for the input parameter scope is not valid.';
    return oauthError(400, 'invalid_scope', description);
  }
  const nowMs = clientTimeMs(account.world.clock);
  const access_token = account.tokens.issue(audience, nowMs, lifetimeSeconds * 1000, {
    tid: tenantId,
    appid: form.get('client_id') ?? '',
    acrs: readContexts(form.get('claims')),
  });
  return {
    status: 200,
    body: { token_type: 'Bearer', expires_in: lifetimeSeconds, ext_expires_in: lifetimeSeconds, access_token },
  };
}

/** Reads the authentication contexts that a claims request asks for; they count as fulfilled. */
function readContexts(claims: string | null): readonly string[] {
  try {
    const asked = JSON.parse(claims ?? '{}') as { access_token?: { acrs?: { value?: string } } };
    const value = asked.access_token?.acrs?.value;
    return value === undefined ? [] : [value];
  } catch {
    return [];
  }
}

/** Returns Microsoft Entra's refusal of a client that doesn't authenticate; undefined if it does. */
function refusalOfClient(form: URLSearchParams, { accountKey }: Account): ArmReply | undefined {
  const missing = ['grant_type', 'client_id'].find((name) => !form.get(name));
  if (missing !== undefined) {
    const description = `AADSTS900144: The request body must contain the following parameter: '${missing}'.`;
    return oauthError(400, 'invalid_request', description);
  }
  if (form.get('grant_type') !== 'client_credentials') {
    return oauthError(400, 'unsupported_grant_type', 'AADSTS70003: The app requested an unsupported grant type.');
  }
  const secret = form.get('client_secret');
  if (!secret) {
    const description = "AADSTS7000218: The request body must contain the following parameter: 'client_secret'.";
    return oauthError(401, 'invalid_client', description);
  }
  return isSameKey(secret, accountKey)
    ? undefined
    : oauthError(401, 'invalid_client', 'AADSTS7000215: Invalid client secret provided.');
}

/** Compares digests, so that neither the time nor the length reveals anything about the key. */
function isSameKey(given: string, key: string): boolean {
  const [left, right] = [given, key].map((text) => createHash('sha256').update(text).digest());
  return left !== undefined && right !== undefined && timingSafeEqual(left, right);
}

function oauthError(status: 400 | 401, error: string, description: string): ArmReply {
  return { status, body: { error, error_description: description } };
}
