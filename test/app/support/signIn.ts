import type { Simulator } from '../../../src/simulator/simulatorOptions.ts';
import { toSource } from '../../service/simulatedTokens.ts';

/** Signs in with a token, so that Resource Manager can be asked; `asked` collects the paths of all requests. */
export function signIn(asked: string[]) {
  return (simulator: Simulator) => {
    const source = toSource(simulator);
    const { armUrl: endpoint, ca } = simulator;
    return {
      credential: { kind: 'token', source } as const,
      resourceManager: { endpoint, scope: 'https://management.azure.com/.default', source, ca },
      onAttempt: ({ path }: { readonly path: string }) => asked.push(path),
    };
  };
}
