import type { ExamplesOf } from '../../engine/examples.ts';
import type { azureRules } from './azure.ts';

export const azureExamples: Partial<ExamplesOf<typeof azureRules>> = {
  'azure-mount-directory-is': { examples: ['Error: mount directory is not empty'] },
  'azure-signature-not-valid': {
    examples: [
      'the SAS token has expired',
      'azcopy: the SAS token has expired',
      'The shared access signature has expired',
    ],
  },
  'azure-server-failed-to': {
    examples: [
      '403 This request is not authorized to perform this operation.',
      'RESPONSE 403: 403 This request is not authorized to perform this operation using this permission.',
      'azure.core.exceptions.HttpResponseError: This request is not authorized to perform this operation.',
    ],
  },
  'azure-the-specified-blob': {
    examples: [
      'ERROR: The specified blob does not exist.',
      'The specified blob does not exist. RequestId:3f2c',
      'RestError: The specified container does not exist.',
    ],
  },
  'azure-there-is-currently': {
    examples: [
      'RestError: There is currently a lease on the blob and no lease ID was specified in the request.',
      '    "message": "There is currently a lease on the blob and no lease ID was specified in the request.\\nRequestId:8c5f7a5e-001e-0062-5d5d-0f2b5a000000\\nTime:2026-03-11T07:14:02.1234567Z",',
    ],
  },
  'azure-please-run-az': { examples: ["ERROR: Please run 'az login' to setup account."] },
  'azure-aadsts': { examples: ['msal.exceptions.MsalServiceError: AADSTS7000215: Invalid client secret provided.'] },
  'azure-managedidentitycredential-unavailable': {
    examples: [
      'DefaultAzureCredential failed to retrieve a token from the included credentials.',
      'ManagedIdentityCredential authentication unavailable, no response from the IMDS endpoint.',
      '\tManagedIdentityCredential: ManagedIdentityCredential authentication unavailable, no response from the IMDS endpoint.',
    ],
  },
  'azure-exceeding-approved-quota': {
    examples: [
      'storage quota exceeded for account',
      'monthly quota exceeded for project 42',
      'core quota of region exhausted (limit 100)',
    ],
  },
  'azure-failed-to-authenticate': {
    examples: [
      'Error: failed to initialize new pipeline [failed to authenticate credentials for azstorage]',
      'Unable to start blobfuse due to a lack of credentials. Please check the readme for valid auth setups.',
      'Fri Nov 20 08:00:12 UTC 2026 : blobfuse2[2214] : LOG_ERR [mount.go (431)]: mount : failed to initialize new pipeline [failed to authenticate credentials for azstorage]',
    ],
  },
  'azure-failed-to-parse': {
    examples: [
      'failed to parse user input due to error: the inferred source/destination combination could not be identified, or is currently not supported',
    ],
  },
  'azure-cannot-start-job': {
    examples: [
      'failed to perform copy command due to error: cannot use directory as source without --recursive or a trailing wildcard (/*)',
    ],
  },
  'azure-final-job-status': { examples: ['Final Job Status: Failed'] },
  'azure-no-such-host': {
    examples: [
      'dial tcp: lookup db.internal: no such host',
      'Error response from daemon: Get "https://contosoo.azurecr.io/v2/": dial tcp: lookup contosoo.azurecr.io on 168.63.129.16:53: no such host',
      'time="2026-11-20T08:28:07Z" level=fatal msg="Error parsing image name \\"docker://registry.contoso.invalid/x:1\\": pinging container registry registry.contoso.invalid: Get \\"https://registry.contoso.invalid/v2/\\": dial tcp: lookup registry.contoso.invalid on 10.255.255.53:53: no such host"',
    ],
  },
  'azure-cannot-scan-the': {
    examples: [
      'failed to perform copy command due to error: cannot start job due to error: cannot scan the path /mnt/batch/tasks/workitems/a/job-1/t/wd/results, please verify that it is a valid.',
    ],
  },
};
