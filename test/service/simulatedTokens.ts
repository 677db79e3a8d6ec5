import https from 'node:https';
import type { AccessToken, TokenSource } from '../../src/service/auth/tokenSource.ts';
import type { Simulator } from '../../src/simulator/simulatorOptions.ts';

/** Asks the simulator's token endpoint, as the official clients ask Microsoft Entra. */
function askForToken(simulator: Simulator, scope: string): Promise<{ access_token: string; expires_in: number }> {
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: '00000000-0000-0000-0000-000000000001',
    client_secret: 'secret of a test',
    scope,
  });
  return new Promise((resolve, reject) => {
    const options = {
      method: 'POST',
      ca: simulator.ca,
      agent: false,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    };
    const request = https.request(simulator.tokenUrl, options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve(JSON.parse(Buffer.concat(chunks).toString('utf8'))));
      response.on('error', reject);
    });
    request.on('error', reject);
    request.end(form.toString());
  });
}

/** A source of real tokens. `changeScope` is what goes wrong on the way to them. */
export function toSource(
  simulator: Simulator,
  changeScope = (scope: string) => scope,
): TokenSource & { asked: number } {
  return {
    asked: 0,
    async getToken([scope = '']): Promise<AccessToken> {
      this.asked++;
      const answer = await askForToken(simulator, changeScope(scope));
      // The expiry is kept from us, as when a token is withdrawn: the service has to refuse it first.
      return { token: answer.access_token, expiresOnMs: Number.MAX_SAFE_INTEGER };
    },
  };
}
