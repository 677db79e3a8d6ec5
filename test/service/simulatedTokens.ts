import { createSampleTokenSource } from '../../src/extension/sample/sampleTokens.ts';
import type { AccessToken, TokenSource } from '../../src/service/auth/tokenSource.ts';
import type { Simulator } from '../../src/simulator/simulatorOptions.ts';

/** Scope that the product requests on loopback, and the one of Azure's accounts, which the simulator also accepts. */
const loopbackScope = 'https://batch.simulator.invalid//.default';
const batchScope = 'https://batch.core.windows.net//.default';

/** Returns a source of the simulator's own tokens. `changeScope` injects errors in the requested scope. */
export function toSource(
  simulator: Simulator,
  changeScope = (scope: string) => scope,
): TokenSource & { asked: number } {
  const source = createSampleTokenSource(simulator);
  return {
    asked: 0,
    async getToken([scope = '']): Promise<AccessToken> {
      this.asked++;
      const { token } = await source.getToken([changeScope(scope === loopbackScope ? batchScope : scope)]);
      // The expiry is hidden from the product, as if the token had been revoked, so the service has to refuse it first.
      return { token, expiresOnMs: Number.MAX_SAFE_INTEGER };
    },
  };
}
