import * as l10n from '@vscode/l10n';
import type { LineRule, Rules } from '../../engine/rule.ts';
import { serviceCodes } from '../../lexicon/serviceCodes.ts';

/** What services of Azure and of other clouds answer: their codes where clients put them, and the sentences that come with them. */
export const storageRules = {
  'storage-name-unknown': {
    ...toCodes(
      'BlobNotFound',
      'ContainerNotFound',
      'ShareNotFound',
      'ParentNotFound',
      'PathNotFound',
      'FilesystemNotFound',
      'NoSuchKey',
      'NoSuchBucket',
      'NoSuchUpload',
    ),
    like: [
      'The specified blob does not exist',
      'The specified container does not exist',
      'The specified resource does not exist',
      'The specified share does not exist',
      'The specified path does not exist',
    ],
  },
  'service-resource-unknown': toCodes(
    'ResourceNotFound',
    'ResourceGroupNotFound',
    'JobNotFound',
    'TaskNotFound',
    'PoolNotFound',
  ),
  'storage-sas-expired': {
    ...toCodes('ExpiredToken', 'RequestExpired'),
    like: [
      'Signature not valid in the specified time frame',
      'signature has expired',
      'Signed expiry time',
      'Signature expired',
      'SAS token has expired',
      'SAS has expired',
    ],
    weight: 'verdict',
    narrow: 'unmistakable',
  },
  'storage-clock-skewed': {
    ...toCodes('RequestTimeTooSkewed'),
    fix: () => [l10n.t('The clock of the node is wrong: reboot the node, or let it synchronize its time (chrony).')],
  },
  'storage-role-missing': {
    ...toCodes('AuthorizationPermissionMismatch'),
    like: [
      'not authorized to perform this operation using this permission',
      'You do not have the required permissions needed to perform this operation',
    ],
    says: () => l10n.t('The identity or SAS lacks the right for this operation'),
    fix: () => [
      l10n.t(
        'Give the managed identity a data role (Storage Blob Data Reader or Contributor): Owner of the account is not enough.',
      ),
      l10n.t('A SAS needs the permission for what is done with it: read, list, write, create.'),
    ],
  },
  'storage-sas-restricted': {
    ...toCodes(
      'AuthorizationResourceTypeMismatch',
      'AuthorizationServiceMismatch',
      'AuthorizationProtocolMismatch',
      'AuthorizationSourceIPMismatch',
      'InsufficientAccountPermissions',
    ),
    says: () => l10n.t('The SAS is not for this service, resource or address'),
    fix: () => [
      l10n.t(
        'Make a SAS for the service and the resource types (service, container, object) that are used, without a limit of addresses that leaves the nodes out.',
      ),
    ],
  },
  'storage-firewall': {
    ...toCodes('AuthorizationFailure'),
    like: '^{}This request is not authorized to perform this operation.',
    says: () => l10n.t('The firewall of the storage account keeps the node out'),
    fix: () => [
      l10n.t(
        'The firewall of the storage account keeps the nodes out: allow the subnet of the pool, or use a private endpoint.',
      ),
    ],
  },
  'storage-signature-refused': {
    ...toCodes('AuthenticationFailed', 'InvalidAuthenticationInfo', 'SignatureDoesNotMatch'),
    like: ['Server failed to authenticate the request', 'Signature did not match', 'Signature fields not well formed'],
    fix: () => [
      l10n.t(
        'Check that the SAS was copied whole and is quoted in the command line (& separates commands in a shell), and that its key was not rotated.',
      ),
    ],
  },
  'storage-anonymous': {
    ...toCodes('PublicAccessNotPermitted', 'NoAuthenticationInformation'),
    like: ['o SAS token or OAuth token is present', 'Unable to locate credentials'],
    says: () => l10n.t('The request to storage had no credentials'),
    fix: () => [l10n.t('The request went out without credentials: add a SAS or use the managed identity of the pool.')],
  },
  'storage-keys-disabled': {
    ...toCodes('KeyBasedAuthenticationNotPermitted', 'AccountIsDisabled'),
    says: () => l10n.t('The storage account does not accept this kind of access'),
    fix: () => [l10n.t('Use the managed identity of the pool, or allow shared keys in the storage account.')],
  },
  'cloud-key-refused': {
    ...toCodes('InvalidAccessKeyId', 'InvalidAuthenticationToken'),
    like: [
      '(AccessDenied)',
      'AccessDenied: Access Denied',
      'AccessDeniedException: 403',
      '(403) when calling',
      '(403) occurred when calling',
    ],
  },
  'azure-role-missing': {
    ...toCodes('AuthorizationFailed', 'LinkedAuthorizationFailed'),
    like: ['does not have authorization to perform action', 'does not have secrets {} permission on key vault'],
    fix: () => [l10n.t('Give the identity a role with this action on the resource, and wait some minutes for it.')],
    says: () => l10n.t('The identity lacks a role for this action'),
  },
  'blob-leased': {
    ...toCodes('LeaseIdMissing', 'LeaseAlreadyPresent'),
    like: 'There is currently a lease on the',
    says: () => l10n.t('Another program holds a lease on the blob'),
    fix: () => [l10n.t('Break the lease (az storage blob lease break) when the program that took it has ended.')],
  },
  'storage-exists': toCodes(
    'BlobAlreadyExists',
    'ContainerAlreadyExists',
    'ContainerBeingDeleted',
    'ResourceExists',
    'ResourceAlreadyExists',
    'BucketAlreadyExists',
  ),
  'storage-busy': {
    ...toCodes('ServerBusy', 'SlowDown'),
    like: ['The server is busy', 'is over the account limit'],
    fix: () => [l10n.t('Spread inputs over several storage accounts, or let tasks start less at the same moment.')],
  },
  'service-throttles': {
    ...toCodes('TooManyRequests', 'ThrottlingException', 'RequestLimitExceeded', 'RequestRateTooLarge'),
    like: '(Throttling',
  },
  'service-timed-out': toCodes('OperationTimedOut'),
  'storage-request-malformed': toCodes(
    'InvalidResourceName',
    'InvalidQueryParameterValue',
    'OutOfRangeInput',
    'InvalidUri',
  ),
  'blob-damaged-on-the-way': toCodes('Md5Mismatch'),
  'azure-quota-used-up': {
    ...toCodes('QuotaExceeded', 'AccountQuotaExceeded'),
    like: [
      'exceeding approved {} quota',
      'ores quota',
      'ore quota',
      'uota exceeded',
      'without additional quota',
      'exceeding quota limits of',
    ],
    unless: /\b(?:disk|user|group|block|inode) quota\b|\bon (?:\/|[A-Z]:)/i,
  },
  'azure-no-capacity': toCodes('SkuNotAvailable', 'AllocationFailed'),
  'batch-image-refused': toCodes('ContainerInvalidImage', 'ContainerInvalidRegistryCredentials'),
} satisfies Rules;

/** Rules of codes which mean the same, where clients put them; in other places the lexicon finds them. */
function toCodes(...codes: readonly string[]): Pick<LineRule, 'on' | 'match' | 'category'> {
  return {
    on: codes,
    match: new RegExp(
      `(?:[Cc]ode["']?\\s?[:=]\\s?["']?|\\(|<Code>|Status(?:Code|Message)=|^|\\s)(?:${codes.join('|')})\\b`,
    ),
    category: serviceCodes[codes[0] ?? ''] ?? 'other',
  };
}
