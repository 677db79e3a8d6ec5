import {
  AzureCliCredential,
  EnvironmentCredential,
  ManagedIdentityCredential,
  type TokenCredential,
  type TokenCredentialOptions,
  WorkloadIdentityCredential,
} from '@azure/identity';
import * as l10n from '@vscode/l10n';
import type { IdentityKind } from '../../core/model/account.ts';
import { BatchError } from '../../core/model/batchError.ts';
import { Cancelled } from '../../core/model/cancelled.ts';
import { definedOnly } from '../../core/model/defined.ts';
import { toNetworkError } from '../azure/errors/networkError.ts';
import { toProxyRefusal } from '../azure/errors/serviceError.ts';
import type { FindProxy } from '../azure/http/findProxy.ts';
import type { TokenSource } from './tokenSource.ts';

export { configureText } from '../../core/text/configureText.ts';

/**
 * Creates a source of tokens for the user who is signed in to the Azure CLI on this machine, or for the machine's own
 * identity. Each request for a token starts the CLI, so use a cache. `credential` is for tests.
 */
export function createIdentityTokenSource(
  kind: IdentityKind,
  tenantId?: string,
  { findProxy, credential }: { readonly findProxy?: FindProxy; readonly credential?: TokenCredential } = {},
): TokenSource {
  let known = credential;
  const network = new NetworkWatch(findProxy);
  return {
    async getToken(scopes, { claims, signal } = {}) {
      if (signal?.aborted) throw new Cancelled();
      try {
        const options = {
          ...(claims === undefined ? {} : { claims }),
          ...(signal === undefined ? {} : { abortSignal: signal }),
        };
        // Some credentials throw when constructed if the environment lacks what they need.
        known ??= createCredential(kind, tenantId, network);
        const token = await known.getToken([...scopes], options);
        if (token === null) throw toNotSignedIn(kind, undefined);
        return { token: token.token, expiresOnMs: token.expiresOnTimestamp };
      } catch (error) {
        if (signal?.aborted) throw new Cancelled();
        throw BatchError.is(error) ? error : (network.failure ?? toNotSignedIn(kind, error));
      }
    },
  };
}

/**
 * Creates the credential of the user or the machine. An unreachable address of managed identities means that there is
 * none, because only Azure virtual machines can reach it. AZURE_CLIENT_ID, which Azure's own tools read as well,
 * selects one of several identities. A machine's identity belongs to one tenant; the user of the Azure CLI may be a
 * guest in others.
 */
function createCredential(kind: IdentityKind, tenantId: string | undefined, network: NetworkWatch): TokenCredential {
  const options = { additionalPolicies: network.policies };
  switch (kind) {
    case 'azureCli':
      return new AzureCliCredential(tenantId === undefined ? {} : { tenantId });
    case 'environment':
      return new EnvironmentCredential(options);
    case 'workloadIdentity':
      return new WorkloadIdentityCredential(options);
    case 'managedIdentity':
      return new ManagedIdentityCredential(definedOnly({ clientId: process.env['AZURE_CLIENT_ID'] || undefined }));
  }
}

function toNotSignedIn(kind: IdentityKind, cause: unknown): BatchError {
  if (isAudienceUnknown(cause)) {
    const message = l10n.t(
      "Microsoft Entra ID doesn't issue tokens for an account on this computer. Open the account with its key.",
    );
    return new BatchError({ code: 'NotSignedIn', message, cause });
  }
  if (kind === 'azureCli' && isCliMissing(cause)) {
    return new BatchError({
      code: 'AzureCliMissing',
      message: l10n.t('The Azure CLI was not found. Install it, or sign in another way.'),
      cause,
    });
  }
  return new BatchError({ code: 'NotSignedIn', message: toIdentityReason(kind), cause });
}

function toIdentityReason(kind: IdentityKind): string {
  switch (kind) {
    case 'azureCli':
      return l10n.t('The Azure CLI has no valid sign-in. Run “az login” in a terminal, then try again.');
    case 'environment':
      return l10n.t(
        "The environment doesn't specify an identity that Microsoft Entra ID accepts. Set AZURE_TENANT_ID, AZURE_CLIENT_ID, and AZURE_CLIENT_SECRET or AZURE_CLIENT_CERTIFICATE_PATH, then start this program again.",
      );
    case 'workloadIdentity':
      return l10n.t(
        "The environment doesn't specify a workload identity that Microsoft Entra ID accepts. In Kubernetes, AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_FEDERATED_TOKEN_FILE specify it.",
      );
    case 'managedIdentity':
      return l10n.t(
        'No managed identity responded on this computer. Only Azure resources, such as virtual machines, have one.',
      );
  }
}

function isCliMissing(cause: unknown): boolean {
  return cause instanceof Error && /could not be found|not found|not installed|ENOENT/i.test(cause.message);
}

/** AADSTS500011: Microsoft Entra ID doesn't know the audience; the audience of a simulator is never known. */
function isAudienceUnknown(cause: unknown): boolean {
  return cause instanceof Error && /AADSTS500011/.test(cause.message);
}

/** Records the network failure of an identity's last request, which the library reports only in its own words. */
class NetworkWatch {
  readonly #findProxy: FindProxy | undefined;
  #failure: BatchError | undefined;

  constructor(findProxy: FindProxy | undefined) {
    this.#findProxy = findProxy;
  }

  /** Undefined if the last request got a response. */
  get failure(): BatchError | undefined {
    return this.#failure;
  }

  readonly policies: NonNullable<TokenCredentialOptions['additionalPolicies']> = [
    {
      position: 'perRetry',
      policy: {
        name: 'networkWatch',
        sendRequest: async (request, next) => {
          // The library's own agent would return a proxy's refusal as the host's response.
          const proxy = this.#findProxy?.(request.url, {});
          if (proxy !== undefined) request.agent = proxy;
          try {
            const answer = await next(request);
            this.#failure = answer.status === 407 ? toProxyRefusal() : undefined;
            return answer;
          } catch (error) {
            this.#failure = toNetworkError(error, 'GET', new URL(request.url).host);
            throw error;
          }
        },
      },
    },
  ];
}
