import * as l10n from '@vscode/l10n';
import { listAll } from '../../core/text/lists.ts';
import { type Endpoint, findAccountNameProblem, findKeyProblem, parseEndpoint } from './endpoint.ts';

/** The environment variables from which the Azure CLI and Azure Batch samples read an account. */
export const environmentNames = {
  account: 'AZURE_BATCH_ACCOUNT',
  key: 'AZURE_BATCH_ACCESS_KEY',
  endpoint: 'AZURE_BATCH_ENDPOINT',
} as const;

/** An account and its key, which is a secret, from the environment. */
export interface EnvironmentKey {
  readonly name: string;
  readonly key: string;
  readonly endpoint: Endpoint;
}

/** Finds the account in the environment, or the reason that it cannot be opened; undefined when there is none. */
export function findEnvironmentKey(
  environment: Readonly<Record<string, string | undefined>>,
): EnvironmentKey | { readonly problem: string } | undefined {
  const [name, key, typed] = [environmentNames.account, environmentNames.key, environmentNames.endpoint].map(
    (variable) => environment[variable]?.trim(),
  );
  const missing = Object.values(environmentNames).filter((variable) => !environment[variable]?.trim());
  if (missing.length === Object.values(environmentNames).length) return undefined;
  if (!name || !key || !typed) return { problem: l10n.t('The VS Code environment is missing {0}.', listAll(missing)) };
  const endpoint = parseEndpoint(typed);
  if ('problem' in endpoint) return toProblem(environmentNames.endpoint, endpoint.problem);
  const nameProblem = findAccountNameProblem(name);
  if (nameProblem !== undefined) return toProblem(environmentNames.account, nameProblem);
  const keyProblem = findKeyProblem(key);
  return keyProblem === undefined ? { name, key, ...endpoint } : toProblem(environmentNames.key, keyProblem);
}

function toProblem(variable: string, reason: string): { readonly problem: string } {
  // Do not put the reason after a colon, where it would be mistaken for the key itself and masked.
  return { problem: l10n.t('{variable} is not valid. {reason}', { variable, reason }) };
}
