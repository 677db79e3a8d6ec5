import * as l10n from '@vscode/l10n';
import { type RefusalKind, storageRefusals } from '../../../catalogue/storageRefusals.ts';
import type { LineRule, Rules } from '../../engine/finding.ts';
import { serviceCodes } from '../../lexicon/serviceCodes.ts';

/**
 * Rules for responses of Azure and other clouds: codes as printed by clients, and the sentences that accompany them.
 */
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
  'aws-credentials-missing': {
    like: ['Unable to locate credentials', 'Could not load credentials from any providers'],
    category: 'auth-storage',
    says: () => l10n.t('The program found no AWS credentials'),
    fix: () => [
      l10n.t('Give the task AWS credentials (AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY) or a credentials file.'),
    ],
  },
  'google-credentials-missing': {
    like: ['Could not automatically determine credentials', 'Your default credentials were not found'],
    category: 'auth-storage',
    says: () => l10n.t('The program found no Google Cloud credentials'),
    fix: () => [
      l10n.t('Give the task the key file of a Google Cloud service account (GOOGLE_APPLICATION_CREDENTIALS).'),
    ],
  },
  'service-resource-unknown': toCodes(
    'ResourceNotFound',
    'ResourceGroupNotFound',
    'JobNotFound',
    'TaskNotFound',
    'PoolNotFound',
  ),
  'storage-sas-times': {
    on: ['Signature not valid in the specified time frame'],
    match: /specified time frame: Start \[[^\]]{0,60}\] - (?<what>Expiry \[[^\]]{1,60}\] - Current \[[^\]]{1,60}\])/,
    category: 'sas-expired',
    weight: 'verdict',
    narrow: 'unmistakable',
    says: (times = '') => describeTimes(times) ?? storageRefusals.time.says(),
    fix: storageRefusals.time.advise,
  },
  'storage-sas-expired': { ...toRefusalRule('time'), weight: 'verdict', narrow: 'unmistakable' },
  'storage-clock-skewed': {
    ...toCodes('RequestTimeTooSkewed'),
    says: storageRefusals.clock.says,
    fix: storageRefusals.clock.advise,
  },
  'storage-role-missing': toRefusalRule('permission'),
  'storage-sas-restricted': toRefusalRule('resource'),
  'storage-sas-protocol': toRefusalRule('protocol'),
  'storage-sas-source': toRefusalRule('source'),
  'storage-policy-missing': toRefusalRule('policy'),
  'storage-firewall': {
    ...toRefusalRule('network'),
    like: [
      '^{}This request is not authorized to perform this operation.',
      'may be blocked by network rules of storage account',
    ],
  },
  'storage-signature-refused': toRefusalRule('authentication', 'signature', 'unidentified'),
  'storage-anonymous': toRefusalRule('anonymous'),
  'storage-keys-disabled': toRefusalRule('keysOff'),
  'storage-account-disabled': toRefusalRule('disabled'),
  'storage-account-limited': toRefusalRule('accountLimited'),
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
    fix: () => [
      l10n.t(
        'Give the identity a role with this action on the resource, and wait a few minutes for it to take effect.',
      ),
    ],
    says: () => l10n.t('The identity lacks a role for this action'),
  },
  'vault-role-missing': { like: 'aller is not authorized to perform action on resource', category: 'auth-storage' },
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
    fix: () => [l10n.t('Spread inputs across several storage accounts, or have fewer tasks start at the same time.')],
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
    unless:
      /\b(?:disk|user|group|block|inode) quota\b|\bon (?:\/|[A-Z]:)|\bper (?:second|minute|hour|day)\b|\bfor requests\b/i,
  },
  'azure-no-capacity': toCodes('SkuNotAvailable', 'AllocationFailed'),
  'batch-image-refused': toCodes('ContainerInvalidImage', 'ContainerInvalidRegistryCredentials'),
} satisfies Rules;

/** Says when a signature was used too late, or too early, by the times that storage reports; undefined if unclear. */
function describeTimes(times: string): string | undefined {
  const [expiry = Number.NaN, current = Number.NaN] = [...times.matchAll(/\[([^[\]]+)\]/g)].map(([, time = '']) =>
    Date.parse(time),
  );
  if (!Number.isFinite(expiry - current)) return undefined;
  return current > expiry
    ? l10n.t('A shared access signature had expired when it was used')
    : l10n.t('A shared access signature was used before its start time');
}

/**
 * Builds the rule for Azure Storage's reasons for refusing a request. If there are several kinds, the response itself
 * shows which one applies.
 */
function toRefusalRule(
  ...kinds: readonly RefusalKind[]
): Pick<LineRule, 'on' | 'match' | 'like' | 'category' | 'says'> {
  const refusals = kinds.map((kind) => storageRefusals[kind]);
  const codes = refusals.flatMap((refusal) => refusal.codes);
  const { category, says } = refusals[0] ?? storageRefusals.authentication;
  const like = refusals.flatMap(({ sentences }) => sentences);
  return { ...(codes.length === 0 ? {} : toCodes(...codes)), like, category, ...(kinds.length === 1 && { says }) };
}

/** Builds the rule for codes with one meaning where clients print them; elsewhere, the lexicon finds them. */
function toCodes(...codes: readonly string[]): Pick<LineRule, 'on' | 'match' | 'category'> {
  return {
    on: codes,
    match: new RegExp(
      `(?:[Cc]ode["']?\\s?[:=]\\s?["']?|\\(|<Code>|Status(?:Code|Message)=|^|\\s)(?:${codes.join('|')})\\b`,
    ),
    category: serviceCodes[codes[0] ?? ''] ?? 'other',
  };
}
