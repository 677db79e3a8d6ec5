import { clientTimeMs } from '../clock.ts';
import type { Account } from './account.ts';
import type { ArmReply, ArmRequest } from './message.ts';

/** Seconds a token lives, as the answer tells it. */
const lifetimeSeconds = 3600;

/** The sign-in half of the listener; undefined when the request is not for it. Any client id and secret will do. */
export function signInReply(request: ArmRequest, account: Account, authority: string): ArmReply | undefined {
  const path = request.url.pathname;
  if (path === '/common/discovery/instance') {
    return { status: 200, body: instanceDiscovery(account, authority) };
  }
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

/** The audience is the scope without `/.default`: a final slash before it stays, as it does at Microsoft Entra. */
function tokenReply(request: ArmRequest, tenant: string, account: Account): ArmReply {
  const form = new URLSearchParams(request.body);
  const scope = (form.get('scope') ?? '').split(' ').find((item) => item.endsWith('/.default'));
  const audience = form.get('resource') ?? scope?.replace(/\/\.default$/, '');
  if (tenant.toLowerCase() !== account.tokens.tenantId) {
    return oauthError('invalid_request', `AADSTS90002: Tenant '${tenant}' not found.`);
  }
  if (!form.get('client_id')) {
    return oauthError(
      'invalid_request',
      "AADSTS900144: The request body must contain the following parameter: 'client_id'.",
    );
  }
  if (audience === undefined || !/^https:\/\//.test(audience)) {
    return oauthError('invalid_scope', 'AADSTS70011: The provided value for the input parameter scope is not valid.');
  }
  const access_token = account.tokens.issue(audience, clientTimeMs(account.world.clock), lifetimeSeconds * 1000);
  return {
    status: 200,
    body: { token_type: 'Bearer', expires_in: lifetimeSeconds, ext_expires_in: lifetimeSeconds, access_token },
  };
}

function oauthError(error: string, description: string): ArmReply {
  return { status: 400, body: { error, error_description: description } };
}
