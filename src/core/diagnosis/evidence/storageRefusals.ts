import * as l10n from '@vscode/l10n';
import type { FailureCategory } from '../explanation/category.ts';
import {
  describePermissions,
  operationWord,
  type SharedAccess,
  type StorageOperation,
  showsPermission,
} from './sas.ts';

/** How storage was asked: with a signature (SAS), an identity, through the auto-storage account, or without anything. */
export type StorageAccess = 'sas' | 'identity' | 'autoStorage' | 'public' | 'unknown';

/** A request that storage refused, as far as it is known. */
export interface RefusedRequest {
  readonly access: StorageAccess;
  readonly operation: StorageOperation;
  /** What the address leads to, as people say it. */
  readonly place: string;
  readonly account: string | undefined;
  readonly identity: string | undefined;
  /** What the signature shows, where there is one. */
  readonly sas?: SharedAccess | undefined;
}

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

/** The cause, and what helps against it and nothing else. */
interface RefusalMeaning {
  readonly reason: string;
  readonly fixes: readonly string[];
  /** Whether the same address is refused again whatever else is changed; unknown where either helps. */
  readonly needsAddress: boolean | 'unknown';
  /** That the reason is only the most that can be said. */
  readonly isUnsure?: true;
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
    codes: ['AuthorizationProtocolMismatch'],
    sentences: ['operation using this protocol'],
    category: 'auth-storage',
    says: () => l10n.t('The SAS demands https'),
    explain: () => ({
      reason: l10n.t('The signature (SAS) demands https (`spr`), and the address starts with http.'),
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
        'The storage account itself does not allow {0} at present, whoever asks.',
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
    sentences: [
      'Public access is not permitted',
      'o SAS token or OAuth token is present',
      'Unable to locate credentials',
    ],
    category: 'auth-storage',
    says: () => l10n.t('The request to storage had no credentials'),
    explain: ({ place, operation }) => ({
      reason: l10n.t(
        'The request had neither a signature (SAS) nor an identity, and storage does not allow anonymous access here.',
      ),
      fixes: [
        l10n.t(
          'Add a signature (SAS) for {0} that allows {1}, or an `identityReference`.',
          place,
          operationWord(operation),
        ),
      ],
      needsAddress: true,
    }),
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

/** Each of them with what tells it: a code as a whole word, or a sentence wherever it is. */
const patterns = kinds.map((kind): readonly [RefusalKind, RegExp] => {
  const { codes, sentences } = storageRefusals[kind];
  return [kind, new RegExp([...codes.map((code) => `\\b${code}\\b`), ...sentences].join('|'), 'i')];
});

/** Longest text that is looked at. */
const maxLength = 4000;

/** Why storage refused, by its own code or sentence in `said`; undefined where only the refusal is known. */
export function readStorageRefusal(said: string): RefusalKind | undefined {
  const text = said.slice(0, maxLength);
  return patterns.find(([, pattern]) => pattern.test(text))?.[0];
}

function renewed(request: RefusedRequest, reason: string): RefusalMeaning {
  return { reason, fixes: [renewSignature(request)], needsAddress: true };
}

/** The step that replaces a signature. */
export function renewSignature({ place, operation }: Pick<RefusedRequest, 'place' | 'operation'>): string {
  return l10n.t(
    'Make a new signature (SAS) for {0} that allows {1} and lasts longer than tasks wait and run, or use a managed identity.',
    place,
    operationWord(operation),
  );
}

/** The built-in role that allows `operation` with data. */
export function toDataRole(operation: StorageOperation): string {
  return operation === 'write' ? 'Storage Blob Data Contributor' : 'Storage Blob Data Reader';
}

function explainAuthentication(request: RefusedRequest): RefusalMeaning {
  if (request.access === 'identity') return explainIdentity(request.identity);
  if (request.access === 'autoStorage')
    return {
      reason: l10n.t(
        'Storage did not accept the key of the auto-storage account: it was replaced, and Batch still uses the old one.',
      ),
      fixes: [l10n.t('Synchronize the keys of the auto-storage account in the settings of the Batch account.')],
      needsAddress: false,
    };
  return renewed(
    request,
    l10n.t(
      'Storage did not accept the signature (SAS): it was changed or cut off when it was copied, or the key that made it was replaced. Network rules and roles are not the cause.',
    ),
  );
}

function explainToken({ access, identity, place }: RefusedRequest): RefusalMeaning {
  if (access === 'identity') return explainIdentity(identity);
  if (access === 'autoStorage')
    return {
      reason: l10n.t('Storage did not accept the token with which Batch reaches the auto-storage account.'),
      fixes: [
        l10n.t(
          'Check that the identity that the Batch account uses for auto-storage still exists, and that it is in the same tenant as the storage account.',
        ),
      ],
      needsAddress: false,
    };
  return {
    reason: l10n.t(
      'Storage did not accept the token of the request, or there was none. A signature (SAS) is not the cause.',
    ),
    fixes: [
      l10n.t(
        'For {0}, use a managed identity (`identityReference`) in the same tenant as the storage account, or a signature (SAS).',
        place,
      ),
    ],
    needsAddress: 'unknown',
  };
}

function explainIdentity(identity = ''): RefusalMeaning {
  return {
    reason: l10n.t('Storage did not accept the token of the managed identity {0}.', identity),
    fixes: [
      l10n.t(
        'Check that the identity {0} still exists, and that it is in the same tenant as the storage account.',
        identity,
      ),
    ],
    needsAddress: false,
  };
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

function explainPermission(request: RefusedRequest): RefusalMeaning {
  const { access, operation, account = '', identity, sas } = request;
  const allowed = operationWord(operation);
  const role = toDataRole(operation);
  if (access === 'identity')
    return {
      reason: l10n.t(
        'The managed identity {identity} has no role for the data of the storage account that allows {operation}.',
        { identity: identity ?? '', operation: allowed },
      ),
      fixes: [
        l10n.t('Give the identity {0} the role "{1}" on the storage account {2}.', identity ?? '', role, account),
        l10n.t('Wait some minutes until the role is in effect. Owner or Contributor of the account is not enough.'),
      ],
      needsAddress: false,
    };
  if (access === 'autoStorage')
    return {
      reason: l10n.t(
        'The identity with which Batch reaches the auto-storage account has no role that allows {0}.',
        allowed,
      ),
      fixes: [l10n.t('Give this identity the role "{0}" on the auto-storage account.', role)],
      needsAddress: false,
    };
  if (sas !== undefined && showsPermission(sas, operation)) return explainShownPermission(request, sas);
  if (access === 'sas')
    return renewed(
      request,
      l10n.t(
        'Storage says that the signature (SAS) does not allow {0}: its permissions (`sp`) lack it, or the user who made it with a user delegation key has no role for it.',
        allowed,
      ),
    );
  return {
    reason: l10n.t('The signature (SAS) or the identity with which storage was asked does not allow {0}.', allowed),
    fixes: [renewSignature(request), l10n.t('With an identity, give it the role "{0}".', role)],
    needsAddress: 'unknown',
  };
}

/** Storage misses a permission, and not the one that is known to be needed: the signature shows it. */
function explainShownPermission(request: RefusedRequest, sas: SharedAccess): RefusalMeaning {
  const { operation, account = '', place } = request;
  const parts = { permissions: describePermissions(sas.permissions ?? ''), operation: operationWord(operation) };
  if (sas.keyExpiresAt !== undefined)
    return {
      reason: l10n.t(
        'Storage says that a permission is missing. The signature (SAS) allows: {permissions}, so the user or identity whose key made it (user delegation) has no role that allows {operation}.',
        parts,
      ),
      fixes: [
        l10n.t(
          'Give the user or identity that made the signature the role "{role}" on the storage account {account}, and wait some minutes until it is in effect.',
          { role: toDataRole(operation), account },
        ),
        l10n.t('Or let someone who has this role make a new signature (SAS) for {0}.', place),
      ],
      needsAddress: 'unknown',
    };
  return {
    reason: l10n.t(
      'Storage says that a permission is missing. The signature (SAS) allows: {permissions}, which is enough for {operation}. Storage may have been asked for something else, or with another signature.',
      parts,
    ),
    fixes: [
      l10n.t(
        'Find the refused request in the resource logs of the storage account {0}: they name the operation. Then make a new signature (SAS) that allows it.',
        account,
      ),
    ],
    needsAddress: 'unknown',
    isUnsure: true,
  };
}

function explainKeysOff({ access, place, account }: RefusedRequest): RefusalMeaning {
  const allowKeys =
    account === undefined
      ? l10n.t('Or let the storage account accept keys again, if your organization permits it.')
      : l10n.t('Or let the storage account {0} accept keys again, if your organization permits it.', account);
  if (access === 'autoStorage')
    return {
      reason: l10n.t('The auto-storage account does not accept access by its keys.'),
      fixes: [
        l10n.t('Let the Batch account reach the auto-storage account by a managed identity (`authenticationMode`).'),
        allowKeys,
      ],
      needsAddress: false,
    };
  return {
    reason: l10n.t(
      'The storage account does not accept access by its keys, so it refuses every signature (SAS) that was made with one.',
    ),
    fixes: [
      l10n.t(
        'For {0}, use a managed identity (`identityReference`), or a signature (SAS) that a user delegation key made.',
        place,
      ),
      allowKeys,
    ],
    needsAddress: 'unknown',
  };
}
