import * as l10n from '@vscode/l10n';
import { type RefusalKind, storageRefusals } from '../../../evidence/storageRefusals.ts';
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
    ...toRefusal('time'),
    weight: 'verdict',
    narrow: 'unmistakable',
  },
  'storage-clock-skewed': {
    ...toCodes('RequestTimeTooSkewed'),
    fix: () => [l10n.t('The clock of the node is wrong: reboot the node, or let it synchronize its time (chrony).')],
  },
  'storage-role-missing': {
    ...toRefusal('permission'),
    says: () => l10n.t('The identity or SAS lacks the right for this operation'),
    fix: () => [
      l10n.t(
        'Give the managed identity a data role (Storage Blob Data Reader or Contributor): Owner of the account is not enough.',
      ),
      l10n.t('A SAS needs the permission for what is done with it: read, list, write, create.'),
    ],
  },
  'storage-sas-restricted': {
    ...toRefusal('resource'),
    says: () => l10n.t('The SAS is for another service or kind of resource'),
    fix: () => [
      l10n.t('Make a SAS for the service and the resource types (service, container, object) that are used.'),
    ],
  },
  'storage-sas-protocol': {
    ...toRefusal('protocol'),
    says: () => l10n.t('The SAS demands https'),
    fix: () => [l10n.t('Write the address with https.')],
  },
  'storage-sas-source': {
    ...toRefusal('source'),
    says: () => l10n.t('The SAS is not for the IP address of the node'),
    fix: () => [
      l10n.t('Make a SAS without a limit of IP addresses (`sip`), or with the public addresses of the pool.'),
    ],
  },
  'storage-policy-missing': {
    ...toRefusal('policy'),
    says: () => l10n.t('The stored access policy of the SAS does not exist'),
    fix: () => [l10n.t('Create the stored access policy of the container again, or make a new SAS.')],
  },
  'storage-firewall': {
    ...toRefusal('network'),
    like: '^{}This request is not authorized to perform this operation.',
    says: () => l10n.t('The firewall of the storage account keeps the node out'),
    fix: () => [
      l10n.t(
        'The firewall of the storage account keeps the nodes out: allow the subnet of the pool, or use a private endpoint.',
      ),
    ],
  },
  'storage-signature-refused': {
    ...toRefusal('authentication', 'signature'),
    fix: () => [
      l10n.t(
        'Check that the SAS was copied whole and is quoted in the command line (& separates commands in a shell), and that its key was not rotated.',
      ),
    ],
  },
  'storage-anonymous': {
    ...toRefusal('anonymous'),
    says: () => l10n.t('The request to storage had no credentials'),
    fix: () => [l10n.t('The request carried no credentials. Add a SAS, or use the managed identity of the pool.')],
  },
  'storage-keys-disabled': {
    ...toRefusal('keysOff'),
    says: () => l10n.t('The storage account does not accept keys'),
    fix: () => [
      l10n.t(
        'Use the managed identity of the pool or a SAS that a user delegation key made, or let the storage account accept keys.',
      ),
    ],
  },
  'storage-account-disabled': {
    ...toRefusal('disabled'),
    says: () => l10n.t('The storage account is disabled'),
    fix: () => [l10n.t('Enable the subscription of the storage account again, or use another account.')],
  },
  'storage-account-limited': {
    ...toRefusal('accountLimited'),
    says: () => l10n.t('The storage account does not allow this operation at present'),
    fix: () => [l10n.t('Look at the state of the storage account and its subscription in the Azure portal.')],
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

/** How storage says why it refused a request. */
function toRefusal(...kinds: readonly RefusalKind[]): Pick<LineRule, 'on' | 'match' | 'like' | 'category'> {
  const refusals = kinds.map((kind) => storageRefusals[kind]);
  const codes = refusals.flatMap((refusal) => refusal.codes);
  const category = refusals[0]?.category ?? 'auth-storage';
  const like = refusals.flatMap(({ sentences }) => sentences);
  return { ...(codes.length === 0 ? {} : toCodes(...codes)), like, category };
}

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
