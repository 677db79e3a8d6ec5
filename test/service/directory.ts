import { request } from 'node:https';
import type { AccessToken, TokenSource } from '../../src/service/auth/tokenSource.ts';
import type { Simulator } from '../../src/simulator/simulatorOptions.ts';

type Json = Readonly<Record<string, unknown>>;

export interface ArmAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Json;
}

interface Asked {
  /** The simulator's own tenant if absent. */
  readonly tenantId?: string;
  readonly claims?: string;
  readonly body?: Json;
}

/** Returns a custom cloud for VS Code's sign-in, as in the setting `microsoft-sovereign-cloud.customEnvironment`. */
export function toOwnCloud(armUrl: string): Json {
  return {
    name: 'Contoso Cloud',
    portalUrl: armUrl,
    managementEndpointUrl: armUrl,
    resourceManagerEndpointUrl: armUrl,
    activeDirectoryEndpointUrl: armUrl,
    activeDirectoryResourceId: armUrl,
  };
}

/** Sends a request to the simulator's Resource Manager with a token of a tenant. */
export async function askArm(
  simulator: Simulator,
  method: string,
  path: string,
  asked: Asked = {},
): Promise<ArmAnswer> {
  const { token } = await toTenantSource(simulator, asked.tenantId).getToken(
    ['https://management.azure.com/.default'],
    asked.claims === undefined ? {} : { claims: asked.claims },
  );
  return send(simulator, method, `${simulator.armUrl}${path}?api-version=2022-12-01`, {
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(asked.body === undefined ? {} : { body: JSON.stringify(asked.body) }),
  });
}

/** Returns tokens of one tenant of the simulator, with the requested claims. */
export function toTenantSource(simulator: Simulator, tenantId?: string): TokenSource {
  const url = tenantId === undefined ? simulator.tokenUrl : simulator.tokenUrl.replace(/[0-9a-f-]{36}/, tenantId);
  return {
    async getToken([scope = ''], { claims } = {}): Promise<AccessToken> {
      const form = new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: 'test',
        client_secret: simulator.accountKey,
        scope,
        ...(claims === undefined ? {} : { claims }),
      });
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      const { status, body } = await send(simulator, 'POST', url, { headers, body: form.toString() });
      if (status !== 200) throw new Error(String(body['error_description']));
      return { token: String(body['access_token']), expiresOnMs: Date.now() + Number(body['expires_in']) * 1000 };
    },
  };
}

function send(
  simulator: Simulator,
  method: string,
  url: string,
  { headers, body }: { readonly headers: Readonly<Record<string, string>>; readonly body?: string },
): Promise<ArmAnswer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method, ca: simulator.ca, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers as ArmAnswer['headers'],
          body: JSON.parse(Buffer.concat(chunks).toString('utf8')) as Json,
        });
      });
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
