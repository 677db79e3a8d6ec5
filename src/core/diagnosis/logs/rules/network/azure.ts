import type { Rules } from '../../engine/rule.ts';

/** AzCopy, the Azure CLI, blobfuse and the SDKs of any language. */
export const azureRules = {
  'azure-mount-directory-is': { like: 'mount directory is not empty', category: 'conflict' },

  'azure-signature-not-valid': {
    like: [
      'Signature not valid in the specified time frame',
      'signature has expired',
      'Signed expiry time',
      'Signature expired',
      'SAS token has expired',
      'SAS has expired',
    ],
    category: 'sas-expired',
    weight: 'verdict',
    narrow: 'unmistakable',
  },

  'azure-server-failed-to': {
    like: [
      'Server failed to authenticate the request',
      'This request is not authorized to perform this operation',
      'Signature did not match',
      'Signature fields not well formed',
      'You do not have the required permissions needed to perform this operation',
    ],
    category: 'auth-storage',
  },

  'azure-the-specified-blob': {
    like: [
      'The specified blob does not exist',
      'The specified container does not exist',
      'The specified resource does not exist',
      'The specified share does not exist',
      'The specified path does not exist',
    ],
    category: 'missing-file',
  },

  'azure-there-is-currently': { like: 'There is currently a lease on the', category: 'lock-contention' },

  'azure-the-server-is': { like: 'The server is busy', category: 'throttled' },

  'azure-please-run-az': {
    like: [
      "Please run 'az login'",
      'az login --',
      'No subscription found',
      "'az login' to setup account",
      'does not have authorization to perform action',
    ],
    category: 'permission',
    weight: 'cause',
  },

  'azure-aadsts': { like: 'AADSTS{what}', category: 'permission' },

  'azure-managedidentitycredential-unavailable': {
    like: [
      'ManagedIdentityCredential unavailable',
      'ManagedIdentityCredential failed',
      'ManagedIdentityCredential authentication unavailable',
      'ManagedIdentityCredential authentication failed',
      'ManagedIdentityCredential authentication authentication unavailable',
      'ManagedIdentityCredential authentication authentication failed',
      'DefaultAzureCredential failed',
      'ChainedTokenCredential',
      'CredentialUnavailableError',
      'Failed to connect to MSI',
      'no managed identity endpoint',
      'Identity not found',
    ],
    unless: /\b(?:INFO|DEBUG)\b/,
    category: 'auth-storage',
  },

  'azure-exceeding-approved-quota': {
    like: ['exceeding approved {} quota', 'ores quota', 'ore quota', 'uota exceeded'],
    unless: /\b(?:disk|user|group|block|inode) quota\b|\bon (?:\/|[A-Z]:)/i,
    category: 'quota',
  },

  'azure-is-misspelled-or': { like: 'is misspelled or not recognized by the system', category: 'bad-arguments' },

  'azure-failed-to-authenticate': {
    like: [
      'failed to authenticate credentials for azstorage',
      'failed to authenticate credentials',
      'Unable to start pipeline',
      'failed to initialize new pipeline',
      'Unable to start blobfuse due to a lack of credentials',
      'no SAS token or OAuth token is present',
    ],
    category: 'auth-storage',
    weight: 'cause',
    narrow: 'kind',
  },

  'azure-failed-to-parse': {
    like: ['failed to parse user input due to error', 'failed to parse --', 'wrong number of arguments, please refer'],
    category: 'bad-arguments',
  },

  'azure-cannot-start-job': {
    like: [
      'cannot start job due to error',
      'failed to perform copy command due to error',
      'failed to perform sync command',
      'INTERNAL ERROR',
    ],
    category: 'other',
    weight: 'error',
    narrow: 'other',
  },

  'azure-final-job-status': {
    like: ['Final Job Status: Failed', 'Final Job Status: CompletedWithErrors'],
    category: 'other',
    weight: 'echo',
    narrow: 'other',
  },

  'azure-no-such-host': { like: 'no such host', category: 'network-dns' },

  'azure-cannot-scan-the': {
    like: [
      'cannot scan the path {what}, please verify',
      'cannot find source to scan',
      'no transfers were scheduled',
      'failed to get properties of source',
    ],
    category: 'missing-file',
  },
} satisfies Rules;
