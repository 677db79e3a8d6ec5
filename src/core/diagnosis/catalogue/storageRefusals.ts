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

/** What storage said, which decides. */
export interface StorageRefusal {
  /** Codes that say this and nothing else (Storage documentation: "Blob service error codes", "SAS error codes"). */
  readonly codes: readonly string[];
  /** Parts of the sentences that come with them, or say it where the code does not. */
  readonly sentences: readonly string[];
  readonly category: FailureCategory;
  /** Names the refusal of a program that asked storage itself. */
  readonly says: () => string;
  /** Whether what comes with it may say more: a code that follows a sentence, or a detail that follows a code. */
  readonly isVague?: true;
  readonly explain: (request: RefusedRequest) => RefusalMeaning;
  /** What helps a program that asked storage itself: its log says why it was refused, and not what it asked for. */
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

/** The more specific first: a refused authentication is a code of its own, and its detail says of what. */
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
      renewed(request, l10n.t('Storage says that the signature (SAS) was not valid at the time when it was used.')),
    advise: () => [
      l10n.t('Make a new shared access signature that outlives queueing and running, or use a managed identity.'),
    ],
  },
  policy: {
    codes: [],
    sentences: ['SAS identifier cannot be found'],
    category: 'auth-storage',
    says: () => l10n.t('The stored access policy of the SAS does not exist'),
    explain: ({ place }) => ({
      reason: l10n.t('The stored access policy that the signature (SAS) refers to (`si`) does not exist.'),
      fixes: [
        l10n.t('Create the stored access policy of the container again, or make a new signature (SAS) for {0}.', place),
      ],
      needsAddress: 'unknown',
    }),
    advise: () => [l10n.t('Create the stored access policy of the container again, or make a new SAS.')],
  },
  resource: {
    codes: ['AuthorizationResourceTypeMismatch', 'AuthorizationServiceMismatch'],
    sentences: ['signed resource is not allowed', 'operation using this resource type', 'operation using this service'],
    category: 'auth-storage',
    says: () => l10n.t('The SAS is for another service or kind of resource'),
    explain: (request) =>
      renewed(
        request,
        l10n.t(
          'The signature (SAS) is for another service or kind of resource, so it does not allow {0}.',
          operationWord(request.operation),
        ),
      ),
    advise: () => [
      l10n.t('Make a SAS for the service and the resource types (service, container, object) that are used.'),
    ],
  },
  protocol: {
    codes: ['AuthorizationProtocolMismatch', 'AccountRequiresHttps'],
    sentences: ['operation using this protocol', 'account being accessed does not support http'],
    category: 'auth-storage',
    says: () => l10n.t('The SAS or the storage account demands https'),
    explain: () => ({
      reason: l10n.t('The address starts with http, and its signature (SAS) or the storage account demands https.'),
      fixes: [l10n.t('Write the address with https.')],
      needsAddress: true,
    }),
    advise: () => [l10n.t('Write the address with https.')],
  },
  source: {
    codes: ['AuthorizationSourceIPMismatch'],
    sentences: ['operation using this source IP'],
    category: 'auth-storage',
    says: () => l10n.t('The SAS is not for the IP address of the node'),
    explain: ({ place }) => ({
      reason: l10n.t('The signature (SAS) is accepted from certain addresses only (`sip`), and the node has another.'),
      fixes: [l10n.t('Make a signature for {0} without `sip`, or with the public addresses of the pool.', place)],
      needsAddress: true,
    }),
    advise: () => [
      l10n.t('Make a SAS without a limit of IP addresses (`sip`), or with the public addresses of the pool.'),
    ],
  },
  permission: {
    codes: ['AuthorizationPermissionMismatch'],
    sentences: [
      'operation using this permission',
      'You do not have the required permissions needed to perform this operation',
    ],
    category: 'auth-storage',
    says: () => l10n.t('The identity or SAS lacks the right for this operation'),
    explain: explainPermission,
    advise: () => [
      l10n.t(
        'Give the managed identity a data role (Storage Blob Data Reader or Contributor): Owner of the account is not enough.',
      ),
      l10n.t('A SAS needs the permission for what is done with it: read, list, write, create.'),
    ],
  },
  accountLimited: {
    codes: ['InsufficientAccountPermissions'],
    sentences: ['Read operations are currently disabled', 'Write operations are currently disabled'],
    category: 'auth-storage',
    says: () => l10n.t('The storage account does not allow this operation at present'),
    explain: ({ operation }) => ({
      reason: l10n.t(
        'The storage account itself does not allow {0} at present, for any identity.',
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
        'Use the managed identity of the pool or a SAS that a user delegation key made, or let the storage account accept keys.',
      ),
    ],
  },
  anonymous: {
    codes: ['PublicAccessNotPermitted', 'NoAuthenticationInformation'],
    sentences: ['Public access is not permitted', 'o SAS token or OAuth token is present'],
    category: 'auth-storage',
    says: () => l10n.t('The request to storage had no credentials'),
    explain: explainAnonymous,
    advise: () => [l10n.t('The request carried no credentials. Add a SAS, or use the managed identity of the pool.')],
  },
  disabled: {
    codes: ['AccountIsDisabled'],
    sentences: ['specified account is disabled', 'storage account is disabled', 'storage account is being disabled'],
    category: 'auth-storage',
    says: () => l10n.t('The storage account is disabled'),
    explain: () => ({
      reason: l10n.t('The storage account is disabled, so it refuses every request, whatever the signature or role.'),
      fixes: [l10n.t('Enable the subscription of the storage account again, or use another account.')],
      needsAddress: false,
    }),
    advise: () => [l10n.t('Enable the subscription of the storage account again, or use another account.')],
  },
  clock: {
    codes: [],
    sentences: ['Request date header too old', 'Date header in the request is incorrect'],
    category: 'auth-storage',
    says: () => l10n.t('The clock of the node is wrong'),
    explain: () => ({
      reason: l10n.t('Storage refused the request because of its date: the clock of the node is wrong.'),
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
        'Get a new token for Azure Storage (https://storage.azure.com) in the tenant of the storage account, or use the managed identity of the pool: the token has expired, or is for another service or tenant.',
      ),
    ],
  },
  // Comes with a 401: of a request without credentials, or with a token.
  unidentified: {
    codes: [],
    sentences: ['refer to the information in the www-authenticate header'],
    category: 'auth-storage',
    says: () => l10n.t('The request to storage had no valid token'),
    isVague: true,
    explain: explainToken,
    advise: () => [
      l10n.t(
        'The request carried no credentials, or a token that storage refused. Use the managed identity of the pool, or add a SAS.',
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
    says: () => l10n.t('The firewall of the storage account keeps the node out'),
    explain: ({ account }) => ({
      reason: l10n.t(
        'The network rules (firewall) of the storage account do not let the node in, whatever the signature or role.',
      ),
      fixes: [
        account === undefined
          ? l10n.t('Let the subnet of the pool through the firewall of the storage account.')
          : l10n.t('Let the subnet of the pool through the firewall of the storage account {0}.', account),
        l10n.t(
          'A pool without a virtual network in the region of the storage account cannot be let in by IP addresses: create the pool in a subnet, or use a private endpoint.',
        ),
      ],
      needsAddress: false,
    }),
    advise: () => [
      l10n.t(
        'The firewall of the storage account keeps the nodes out: allow the subnet of the pool, or use a private endpoint.',
      ),
    ],
  },
};

const kinds = Object.keys(storageRefusals) as readonly RefusalKind[];

/** Each kind with its sign: a code as a whole word, or a sentence anywhere. */
const patterns = kinds.map((kind): readonly [RefusalKind, RegExp] => {
  const { codes, sentences } = storageRefusals[kind];
  return [kind, new RegExp([...codes.map((code) => `\\b${code}\\b`), ...sentences].join('|'), 'i')];
});

const maxLength = 4000;

/** Why storage refused, by its own code or sentence in `said`; undefined where only the refusal is known. */
export function readStorageRefusal(said: string): RefusalKind | undefined {
  const text = said.slice(0, maxLength);
  return patterns.find(([, pattern]) => pattern.test(text))?.[0];
}

function adviseClock(): string {
  return l10n.t('The clock of the node is wrong: reboot the node, or let it synchronize its time (chrony).');
}

function adviseAuthentication(): readonly string[] {
  return [
    l10n.t(
      'Check that the SAS was copied whole and is quoted in the command line (& separates commands in a shell), and that its key was not rotated.',
    ),
  ];
}
