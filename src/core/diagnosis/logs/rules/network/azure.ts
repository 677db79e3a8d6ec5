import * as l10n from '@vscode/l10n';
import type { Rules } from '../../engine/finding.ts';

/** Rules for AzCopy, the Azure CLI, and identities as reported by the SDKs of any language. */
export const azureRules = {
  'az-login-missing': {
    like: ["Please run 'az login'", 'az login --', 'No subscription found', "'az login' to setup account"],
    category: 'permission',
    fix: () => [l10n.t("Sign in with the pool's identity first: az login --identity, in the same command line.")],
    says: () => l10n.t('No identity is signed in to Azure'),
  },
  'az-command-unknown': { like: 'is misspelled or not recognized by the system', category: 'bad-arguments' },
  'entra-sign-in-refused': {
    like: 'AADSTS{what}',
    category: 'permission',
    says: () => l10n.t('Microsoft Entra ID rejected the sign-in'),
  },
  'address-not-allowed': {
    like: [
      'Client with IP address {what} is not allowed',
      'Client address is not authorized and caller is not a trusted service',
      'Request originated from IP {what} through public internet',
    ],
    category: 'permission',
    narrow: 'unmistakable',
    says: () => l10n.t("The service's firewall doesn't let the node in"),
    fix: () => [
      l10n.t(
        "Allow the pool's public addresses or subnet through the service's firewall, or give the service a private endpoint.",
      ),
    ],
  },
  'identity-ambiguous': {
    like: ['Multiple user assigned identities exist', 'multiple user-assigned identities'],
    category: 'auth-storage',
    weight: 'verdict',
    narrow: 'exact',
    says: () => l10n.t("The node has several managed identities, and the program doesn't say which it wants"),
    fix: () => [
      l10n.t(
        'Give the program the client ID of one of them: AZURE_CLIENT_ID in the `environmentSettings` of the task, or the client ID in its own settings.',
      ),
    ],
  },
  'identity-unavailable': {
    like: [
      'ManagedIdentityCredential{}unavailable',
      'ManagedIdentityCredential{}failed',
      'DefaultAzureCredential failed',
      'ChainedTokenCredential',
      'CredentialUnavailableError',
      'Failed to connect to MSI',
      'no managed identity endpoint',
      'Identity not found',
    ],
    unless: /\b(?:INFO|DEBUG)\b/,
    category: 'auth-storage',
    says: () => l10n.t("The program didn't get a managed identity"),
    fix: () => [
      l10n.t(
        'Assign a user-assigned managed identity to the pool, and give its client ID to the program (AZURE_CLIENT_ID).',
      ),
    ],
  },
  'azcopy-arguments': {
    like: ['failed to parse user input due to error', 'failed to parse --', 'wrong number of arguments, please refer'],
    category: 'bad-arguments',
  },
  'azcopy-source-missing': {
    like: [
      'cannot scan the path {what}, please verify',
      'cannot find source to scan',
      'no transfers were scheduled',
      'failed to get properties of source',
    ],
    category: 'missing-file',
  },
  'azcopy-failed': {
    like: [
      'cannot start job due to error',
      'failed to perform copy command due to error',
      'failed to perform sync command',
    ],
    category: 'other',
    weight: 'error',
    narrow: 'other',
  },
  'azcopy-status': {
    like: ['Final Job Status: Failed', 'Final Job Status: CompletedWithErrors'],
    category: 'other',
    weight: 'echo',
    narrow: 'other',
  },
} satisfies Rules;
