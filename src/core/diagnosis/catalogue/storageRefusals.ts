import * as l10n from '@vscode/l10n';
import { operationWord } from '../evidence/sas.ts';
import type { FailureCategory } from '../explanation/category.ts';
import {
  explainAnonymous,
  explainAuthentication,
  explainKeysOff,
  explainPermission,
  explainToken,
  type RefusalMeaning,
  type RefusedRequest,
  renewed,
} from './refusalMeanings.ts';

/** A refusal by storage, recognized by codes and messages. */
export interface StorageRefusal {
  /** Codes that have exactly this meaning (Storage documentation: "Blob service error codes", "SAS error codes"). */
  readonly codes: readonly string[];
  /** Parts of the sentences that accompany these codes, or that have this meaning next to a more general code. */
  readonly sentences: readonly string[];
  readonly category: FailureCategory;
  readonly says: () => string;
  /** True if further text may be more precise: a code after a sentence, or a detail after a code. */
  readonly isVague?: true;
  readonly explain: (request: RefusedRequest) => RefusalMeaning;
  /** Returns advice for a program that called storage itself. Its log has the reason, but not the request. */
  readonly advise: () => readonly string[];
}

export type RefusalKind =
  | 'time'
  | 'policy'
  | 'resource'
  | 'protocol'
  | 'source'
  | 'permission'
  | 'accountLimited'
  | 'keysOff'
  | 'anonymous'
  | 'disabled'
  | 'clock'
  | 'signature'
  | 'token'
  | 'unidentified'
  | 'authentication'
  | 'network';

/** Refusals by kind, more specific ones first. Failed authentication has a single code; a detail gives the reason. */
export const storageRefusals: Readonly<Record<RefusalKind, StorageRefusal>> = {
  time: {
    codes: ['ExpiredToken', 'RequestExpired'],
    sentences: [
      'Signature not valid in the specified time frame',
      'signature has expired',
      'Signed expiry time',
      'Signature expired',
      'SAS token has expired',
      'SAS has expired',
    ],
    category: 'sas-expired',
    says: () => l10n.t('A shared access signature is not valid at this time'),
    explain: (request) =>
      renewed(request, l10n.t("Storage reports that the signature (SAS) wasn't valid when it was used.")),
    advise: () => [
      l10n.t(
        'Create a new shared access signature that outlasts the queue time and run time, or use a managed identity.',
      ),
    ],
  },
  policy: {
    codes: [],
    sentences: ['SAS identifier cannot be found'],
    category: 'auth-storage',
    says: () => l10n.t("The stored access policy for the SAS doesn't exist"),
    explain: ({ place }) => ({
      reason: l10n.t('The stored access policy that the signature (SAS) refers to (`si`) does not exist.'),
      fixes: [
        l10n.t("Re-create the container's stored access policy, or create a new signature (SAS) for {0}.", place),
      ],
      needsAddress: 'unknown',
    }),
    advise: () => [l10n.t("Re-create the container's stored access policy, or create a new SAS.")],
  },
  resource: {
    codes: ['AuthorizationResourceTypeMismatch', 'AuthorizationServiceMismatch'],
    sentences: ['signed resource is not allowed', 'operation using this resource type', 'operation using this service'],
    category: 'auth-storage',
    says: () => l10n.t('The SAS is for another service or resource type'),
    explain: (request) =>
      renewed(
        request,
        l10n.t(
          "The signature (SAS) is for another service or resource type, so it doesn't allow {0}.",
          operationWord(request.operation),
        ),
      ),
    advise: () => [
      l10n.t('Create a SAS for the service and resource types (service, container, object) that are used.'),
    ],
  },
  protocol: {
    codes: ['AuthorizationProtocolMismatch', 'AccountRequiresHttps'],
    sentences: ['operation using this protocol', 'account being accessed does not support http'],
    category: 'auth-storage',
    says: () => l10n.t('The SAS or the storage account requires HTTPS'),
    explain: () => ({
      reason: l10n.t('The address starts with http, but its signature (SAS) or the storage account requires HTTPS.'),
      fixes: [l10n.t('Use https in the address.')],
      needsAddress: true,
    }),
    advise: () => [l10n.t('Use https in the address.')],
  },
  source: {
    codes: ['AuthorizationSourceIPMismatch'],
    sentences: ['operation using this source IP'],
    category: 'auth-storage',
    says: () => l10n.t("The SAS isn't valid for the node's IP address"),
    explain: ({ place }) => ({
      reason: l10n.t(
        'The signature (SAS) is accepted only from certain addresses (`sip`), and the node has a different one.',
      ),
      fixes: [l10n.t("Create a signature for {0} without `sip`, or with the pool's public addresses.", place)],
      needsAddress: true,
    }),
    advise: () => [
      l10n.t("Create a SAS without an IP address restriction (`sip`), or with the pool's public addresses."),
    ],
  },
  permission: {
    codes: ['AuthorizationPermissionMismatch'],
    sentences: [
      'operation using this permission',
      'You do not have the required permissions needed to perform this operation',
    ],
    category: 'auth-storage',
    says: () => l10n.t('The identity or SAS lacks permission for this operation'),
    explain: explainPermission,
    advise: () => [
      l10n.t(
        "Give the managed identity a data role (Storage Blob Data Reader or Contributor): the Owner role on the account isn't enough.",
      ),
      l10n.t("A SAS needs permission for each operation it's used for: read, list, write, create."),
    ],
  },
  accountLimited: {
    codes: ['InsufficientAccountPermissions'],
    sentences: ['Read operations are currently disabled', 'Write operations are currently disabled'],
    category: 'auth-storage',
    says: () => l10n.t("The storage account doesn't currently allow this operation"),
    explain: ({ operation }) => ({
      reason: l10n.t(
        "The storage account itself doesn't currently allow {0}, for any identity.",
        operationWord(operation),
      ),
      fixes: [l10n.t('Look at the state of the storage account and its subscription in the Azure portal.')],
      needsAddress: false,
    }),
    advise: () => [l10n.t('Look at the state of the storage account and its subscription in the Azure portal.')],
  },
  keysOff: {
    codes: ['KeyBasedAuthenticationNotPermitted'],
    sentences: ['Key based authentication is not permitted'],
    category: 'auth-storage',
    says: () => l10n.t('The storage account does not accept keys'),
    explain: explainKeysOff,
    advise: () => [
      l10n.t(
        "Use the pool's managed identity or a SAS created with a user delegation key, or let the storage account accept keys.",
      ),
    ],
  },
  anonymous: {
    codes: ['PublicAccessNotPermitted', 'NoAuthenticationInformation'],
    sentences: ['Public access is not permitted', 'o SAS token or OAuth token is present'],
    category: 'auth-storage',
    says: () => l10n.t('The request to storage had no credentials'),
    explain: explainAnonymous,
    advise: () => [l10n.t("The request carried no credentials. Add a SAS, or use the pool's managed identity.")],
  },
  disabled: {
    codes: ['AccountIsDisabled'],
    sentences: ['specified account is disabled', 'storage account is disabled', 'storage account is being disabled'],
    category: 'auth-storage',
    says: () => l10n.t('The storage account is disabled'),
    explain: () => ({
      reason: l10n.t(
        'The storage account is disabled, so it refuses every request, regardless of the signature or role.',
      ),
      fixes: [l10n.t("Re-enable the storage account's subscription, or use another account.")],
      needsAddress: false,
    }),
    advise: () => [l10n.t("Re-enable the storage account's subscription, or use another account.")],
  },
  clock: {
    codes: [],
    sentences: ['Request date header too old', 'Date header in the request is incorrect'],
    category: 'auth-storage',
    says: () => l10n.t("The node's clock is wrong"),
    explain: () => ({
      reason: l10n.t("Storage refused the request because of its date: the node's clock is wrong."),
      fixes: [adviseClock()],
      needsAddress: false,
    }),
    advise: () => [adviseClock()],
  },
  signature: {
    codes: ['SignatureDoesNotMatch'],
    sentences: ['Signature did not match', 'Signature fields not well formed', 'The MAC signature found'],
    category: 'auth-storage',
    says: () => l10n.t('Storage refused the credentials'),
    explain: explainAuthentication,
    advise: adviseAuthentication,
  },
  token: {
    codes: ['InvalidAuthenticationInfo'],
    sentences: ['Issuer validation failed', 'Audience validation failed', 'Lifetime validation failed'],
    category: 'auth-storage',
    says: () => l10n.t('Storage did not accept the token'),
    explain: explainToken,
    advise: () => [
      l10n.t(
        "Get a new token for Azure Storage (https://storage.azure.com) in the storage account's tenant, or use the pool's managed identity: the token has expired, or is for another service or tenant.",
      ),
    ],
  },
  // Accompanies a 401 response to a request without credentials, or with a token.
  unidentified: {
    codes: [],
    sentences: ['refer to the information in the www-authenticate header'],
    category: 'auth-storage',
    says: () => l10n.t('The request to storage had no valid token'),
    isVague: true,
    explain: explainToken,
    advise: () => [
      l10n.t(
        "The request carried no credentials, or a token that storage refused. Use the pool's managed identity, or add a SAS.",
      ),
    ],
  },
  authentication: {
    codes: ['AuthenticationFailed'],
    sentences: ['Server failed to authenticate the request'],
    category: 'auth-storage',
    isVague: true,
    says: () => l10n.t('Storage refused the credentials'),
    explain: explainAuthentication,
    advise: adviseAuthentication,
  },
  network: {
    codes: ['AuthorizationFailure'],
    sentences: [
      'This request is not authorized to perform this operation',
      'may be blocked by network rules of storage account',
    ],
    category: 'auth-storage',
    says: () => l10n.t("The storage account's firewall blocks the node"),
    explain: ({ account }) => ({
      reason: l10n.t(
        "The storage account's network rules (firewall) block the node, regardless of the signature or role.",
      ),
      fixes: [
        account === undefined
          ? l10n.t("Allow the pool's subnet through the storage account's firewall.")
          : l10n.t("Allow the pool's subnet through the firewall of storage account {0}.", account),
        l10n.t(
          "A pool that has no virtual network and is in the storage account's region can't be allowed by IP address: create the pool in a subnet, or use a private endpoint.",
        ),
      ],
      needsAddress: false,
    }),
    advise: () => [
      l10n.t("The storage account's firewall blocks the nodes: allow the pool's subnet, or use a private endpoint."),
    ],
  },
};

const kinds = Object.keys(storageRefusals) as readonly RefusalKind[];

/** Each kind with its pattern: a code as a whole word, or a sentence anywhere. */
const patterns = kinds.map((kind): readonly [RefusalKind, RegExp] => {
  const { codes, sentences } = storageRefusals[kind];
  return [kind, new RegExp([...codes.map((code) => `\\b${code}\\b`), ...sentences].join('|'), 'i')];
});

const maxLength = 4000;

/** Returns the reason that a code or sentence in `said` gives for a refusal by storage; undefined if it gives none. */
export function readStorageRefusal(said: string): RefusalKind | undefined {
  const text = said.slice(0, maxLength);
  return patterns.find(([, pattern]) => pattern.test(text))?.[0];
}

function adviseClock(): string {
  return l10n.t("The node's clock is wrong: reboot the node, or let it synchronize its time (chrony).");
}

function adviseAuthentication(): readonly string[] {
  return [
    l10n.t(
      "Check the credentials that the program sends to storage: a key may have been rotated, and a shell cuts off a SAS that isn't quoted at its first &.",
    ),
  ];
}
