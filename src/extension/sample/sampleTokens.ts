import { request } from 'node:https';
import { isObject } from '../../core/model/shape.ts';
import type { AccessToken, TokenSource } from '../../service/auth/tokenSource.ts';
import type { Simulator } from '../../simulator/simulatorOptions.ts';

type Authority = Pick<Simulator, 'tokenUrl' | 'ca' | 'accountKey'>;

/**
 * Creates a source of tokens from the embedded service's own authority, which issues them for the account's key. No
 * other service accepts them.
 */
export function createSampleTokenSource({ tokenUrl, ca, accountKey }: Authority): TokenSource {
  const client = { grant_type: 'client_credentials', client_id: 'sample', client_secret: accountKey };
  return {
    async getToken([scope = '']): Promise<AccessToken> {
      const form = new URLSearchParams({ ...client, scope }).toString();
      const answer: unknown = JSON.parse(await post(tokenUrl, ca, form));
      const { access_token: token, expires_in: seconds } = isObject(answer) ? answer : {};
      if (typeof token !== 'string' || typeof seconds !== 'number')
        throw new Error('the sample account returned no token');
      return { token, expiresOnMs: Date.now() + seconds * 1000 };
    },
  };
}

function post(url: string, ca: string, form: string): Promise<string> {
  const headers = { 'content-type': 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(form) };
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method: 'POST', ca, agent: false, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
      response.on('error', reject);
    });
    outgoing.on('error', reject);
    outgoing.end(form);
  });
}
