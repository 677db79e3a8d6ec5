import { request } from 'node:https';
import type { AccessToken, TokenSource } from '../../service/auth/tokenSource.ts';
import type { Simulator } from '../../simulator/simulatorOptions.ts';

/** The embedded service takes any id and secret. */
const anybody = { grant_type: 'client_credentials', client_id: 'sample', client_secret: 'sample' };

/** Tokens of the embedded service's own authority, which nobody else accepts. */
export function createSampleTokenSource({ tokenUrl, ca }: Pick<Simulator, 'tokenUrl' | 'ca'>): TokenSource {
  return {
    async getToken([scope = '']): Promise<AccessToken> {
      const answer: unknown = JSON.parse(
        await post(tokenUrl, ca, new URLSearchParams({ ...anybody, scope }).toString()),
      );
      const { access_token: token, expires_in: seconds } = Object(answer) as Record<string, unknown>;
      if (typeof token !== 'string' || typeof seconds !== 'number') throw new Error('the sample account gave no token');
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
