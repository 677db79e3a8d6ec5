import type { ExamplesOf } from '../../engine/examples.ts';
import type { azureRules } from './azure.ts';

export const azureExamples: ExamplesOf<typeof azureRules> = {
  'az-login-missing': {
    examples: [
      "ERROR: Please run 'az login' to setup account.",
      'Interactive authentication is needed. Please run: az login --scope https://management.core.windows.net//.default',
    ],
  },
  'az-command-unknown': {
    examples: ["ERROR: 'pol' is misspelled or not recognized by the system."],
  },
  'entra-sign-in-refused': {
    examples: ['msal.exceptions.MsalServiceError: AADSTS7000215: Invalid client secret provided.'],
  },
  'address-not-allowed': {
    examples: [
      "Cannot open server 'contoso' requested by the login. Client with IP address '20.61.1.2' is not allowed to access the server.",
      'Message: Client address is not authorized and caller is not a trusted service.',
      'Message: Request originated from IP 20.61.1.2 through public internet. This is blocked by your firewall settings.',
    ],
    not: ['INFO: client with IP address 10.0.0.4 connected'],
  },
  'identity-ambiguous': {
    examples: [
      "ManagedIdentityCredential: Unexpected response '{'error': 'invalid_request', 'error_description': 'Multiple user assigned identities exist, please specify the clientId / resourceId of the identity in the token request'}'",
      '{"error":"invalid_request","error_description":"Multiple user assigned identities exist, please specify the clientId / resourceId of the identity in the token request"}',
      'ERROR: Multiple user assigned identities exist, please specify the clientId / resourceId',
    ],
  },
  'identity-unavailable': {
    examples: [
      'DefaultAzureCredential failed to retrieve a token from the included credentials.',
      'ManagedIdentityCredential authentication unavailable, no response from the IMDS endpoint.',
      '\tManagedIdentityCredential: ManagedIdentityCredential authentication unavailable, no response from the IMDS endpoint.',
    ],
    not: ['2026-11-20 08:00:01 INFO azure.identity: ManagedIdentityCredential will use IMDS'],
  },
  'azcopy-arguments': {
    examples: [
      'failed to parse user input due to error: the inferred source/destination combination could not be identified, or is currently not supported',
      'Error: wrong number of arguments, please refer to the help page on usage of this command',
    ],
  },
  'azcopy-source-missing': {
    examples: [
      'failed to perform copy command due to error: cannot start job due to error: cannot scan the path /mnt/batch/tasks/workitems/a/job-1/t/wd/results, please verify that it is a valid.',
      'failed to perform copy command due to error: no transfers were scheduled, transfer may have failed or no files were found',
    ],
  },
  'azcopy-failed': {
    examples: [
      'failed to perform copy command due to error: cannot use directory as source without --recursive or a trailing wildcard (/*)',
    ],
  },
  'azcopy-status': { examples: ['Final Job Status: Failed', 'Final Job Status: CompletedWithErrors'] },
};
