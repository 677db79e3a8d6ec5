import type { ExamplesOf } from '../../engine/examples.ts';
import type { storageRules } from './storage.ts';

export const storageExamples: ExamplesOf<typeof storageRules> = {
  'storage-name-unknown': {
    examples: [
      'ErrorCode:BlobNotFound',
      'ERROR: The specified blob does not exist.',
      "  code: 'ContainerNotFound',",
      '<?xml version="1.0" encoding="utf-8"?><Error><Code>ShareNotFound</Code><Message>The specified share does not exist.',
      'botocore.errorfactory.NoSuchKey: An error occurred (NoSuchKey) when calling the GetObject operation: The specified key does not exist.',
    ],
    not: ['raise BlobNotFoundWarning(name)', 'INFO: container exists'],
  },
  'service-resource-unknown': {
    examples: [
      'Code: JobNotFound',
      "ERROR: (ResourceGroupNotFound) Resource group 'rg-render' could not be found.",
      '(PoolNotFound) The specified pool does not exist.',
    ],
  },
  'storage-sas-times': {
    examples: [
      'authenticationerrordetail:Signature not valid in the specified time frame: Start [Thu, 19 Nov 2026 08:00:00 GMT] - Expiry [Thu, 19 Nov 2026 20:00:00 GMT] - Current [Fri, 20 Nov 2026 05:10:00 GMT]',
    ],
    not: ['Signature not valid in the specified time frame: Start [] - Expiry [Thu, 19 Nov 2026 20:00:00 GMT]'],
  },
  'storage-sas-expired': {
    examples: [
      'azcopy: the SAS token has expired',
      '<AuthenticationErrorDetail>Signature not valid in the specified time frame: Start [Thu, 19 Nov 2026 08:00:00 GMT] - Expiry [Thu, 19 Nov 2026 20:00:00 GMT]',
      'ExpiredToken: The provided token has expired.',
    ],
    not: ['the certificate has expired'],
  },
  'storage-clock-skewed': {
    examples: [
      'An error occurred (RequestTimeTooSkewed) when calling the PutObject operation: The difference between the request time and the current time is too large.',
    ],
  },
  'storage-role-missing': {
    examples: [
      'ErrorCode:AuthorizationPermissionMismatch',
      'RESPONSE 403: 403 This request is not authorized to perform this operation using this permission.',
      'You do not have the required permissions needed to perform this operation.',
    ],
  },
  'storage-sas-restricted': {
    examples: [
      'ErrorCode:AuthorizationResourceTypeMismatch',
      'Code: AuthorizationServiceMismatch',
      '<AuthenticationErrorDetail>The specified signed resource is not allowed for the this resource level',
    ],
  },
  'storage-sas-protocol': {
    examples: [
      'ErrorCode:AuthorizationProtocolMismatch',
      'This request is not authorized to perform this operation using this protocol.',
    ],
  },
  'storage-sas-source': {
    examples: [
      'ERROR CODE: AuthorizationSourceIPMismatch',
      'This request is not authorized to perform this operation using this source IP 20.50.2.4.',
    ],
  },
  'storage-policy-missing': {
    examples: [
      '<AuthenticationErrorDetail>SAS identifier cannot be found for specified signed identifier</AuthenticationErrorDetail>',
    ],
  },
  'storage-firewall': {
    examples: [
      'ErrorCode:AuthorizationFailure',
      'azure.core.exceptions.HttpResponseError: This request is not authorized to perform this operation.',
    ],
  },
  'storage-signature-refused': {
    examples: [
      'ErrorCode:AuthenticationFailed',
      'AuthenticationFailed: Server failed to authenticate the request. Make sure the value of Authorization header is formed correctly including the signature.',
      'botocore.exceptions.ClientError: An error occurred (SignatureDoesNotMatch) when calling the PutObject operation: The request signature we calculated does not match the signature you provided.',
    ],
  },
  'aws-credentials-missing': {
    examples: [
      'botocore.exceptions.NoCredentialsError: Unable to locate credentials',
      'CredentialsProviderError: Could not load credentials from any providers',
    ],
  },
  'google-credentials-missing': {
    examples: [
      'google.auth.exceptions.DefaultCredentialsError: Your default credentials were not found. To set up Application Default Credentials, see https://cloud.google.com/docs/authentication',
      'google.auth.exceptions.DefaultCredentialsError: Could not automatically determine credentials. Please set GOOGLE_APPLICATION_CREDENTIALS',
    ],
  },
  'storage-anonymous': {
    examples: [
      'ErrorCode:PublicAccessNotPermitted',
      'com.microsoft.azure.storage.StorageException: Public access is not permitted on this storage account.',
      'ErrorCode:NoAuthenticationInformation',
      'failed to perform copy command due to error: Login Credentials missing. No SAS token or OAuth token is present and the resource is not public',
      'failed to perform copy command due to error: no SAS token or OAuth token is present and the resource is not public',
    ],
  },
  'storage-keys-disabled': {
    examples: [
      'ErrorCode:KeyBasedAuthenticationNotPermitted',
      'Key based authentication is not permitted on this storage account.',
    ],
  },
  'storage-account-disabled': {
    examples: ['ErrorCode:AccountIsDisabled', 'The specified account is disabled.'],
    not: ['Your user account is disabled'],
  },
  'storage-account-limited': {
    examples: ['Code: InsufficientAccountPermissions', 'Write operations are currently disabled.'],
  },
  'cloud-key-refused': {
    examples: [
      'An error occurred (InvalidAccessKeyId) when calling the ListBuckets operation: The AWS Access Key Id you provided does not exist in our records.',
      'A client error (403) occurred when calling the HeadObject operation: Forbidden',
      'An error occurred (AccessDenied) when calling the PutObject operation: Access Denied',
      "AccessDeniedException: 403 HttpError accessing <https://storage.googleapis.com/storage/v1/b/inputs/o>: response: <{'status': '403'}>",
    ],
  },
  'azure-role-missing': {
    examples: [
      "ERROR: (AuthorizationFailed) The client '11111111-2222-3333-4444-555555555555' with object id '11111111-2222-3333-4444-555555555555' does not have authorization to perform action 'Microsoft.Batch/batchAccounts/read' over scope '/subscriptions/s'.",
      'Code: LinkedAuthorizationFailed',
      'The user, group or application does not have secrets get permission on key vault',
    ],
  },
  'vault-role-missing': {
    examples: [
      'azure.core.exceptions.HttpResponseError: (Forbidden) Caller is not authorized to perform action on resource.',
    ],
  },
  'blob-leased': {
    examples: [
      'RestError: There is currently a lease on the blob and no lease ID was specified in the request.',
      '    "code": "LeaseIdMissing"',
    ],
  },
  'storage-exists': {
    examples: [
      'BlobAlreadyExists: The specified blob already exists.',
      'ErrorCode:ContainerBeingDeleted',
      'ErrorCode:ContainerAlreadyExists',
    ],
  },
  'storage-busy': {
    examples: [
      'ServerBusy: The server is busy. (503)',
      'ServerBusy: Ingress is over the account limit',
      'RESPONSE Status: 503 Operations per second is over the account limit.',
      'botocore.exceptions.ClientError: An error occurred (SlowDown) when calling the PutObject operation: Please reduce your request rate.',
    ],
  },
  'service-throttles': {
    examples: [
      'azure.core.exceptions.HttpResponseError: (TooManyRequests) The request is being throttled.',
      'An error occurred (ThrottlingException) when calling the GetLogEvents operation (reached max retries: 4): Rate exceeded',
      'An error occurred (RequestLimitExceeded) when calling the DescribeInstances operation (reached max retries: 4): Request limit exceeded.',
    ],
  },
  'service-timed-out': { examples: ['ErrorCode:OperationTimedOut'] },
  'storage-request-malformed': {
    examples: ['ErrorCode:InvalidResourceName', 'ErrorCode:OutOfRangeInput', 'Code: InvalidUri'],
  },
  'blob-damaged-on-the-way': { examples: ['ErrorCode:Md5Mismatch'] },
  'azure-quota-used-up': {
    examples: [
      'Code: QuotaExceeded',
      'Operation cannot be completed without additional quota.',
      'QuotaExceeded: Operation could not be completed as it results in exceeding approved cores quota',
      [
        'ERROR: (QuotaExceeded) Operation could not be completed as it results in exceeding approved standardNCFamily Cores quota. Additional details - Deployment Model: Resource Manager, Location: westeurope, Current Limit: 24, Current Usage: 24, Additional Required: 12.',
        'Code: QuotaExceeded',
      ],
    ],
    not: ['tar: out/f.bin: Cannot write: Disk quota exceeded'],
  },
  'azure-no-capacity': {
    examples: [
      'Code: AllocationFailed',
      "ERROR: (SkuNotAvailable) The requested VM size for resource 'Following SKUs have failed for Capacity Restrictions: Standard_NC24ads_A100_v4' is currently not available in location 'westeurope'.",
    ],
  },
  'batch-image-refused': {
    examples: [
      '[AZURE BATCH] Task failed. ERROR code: ContainerInvalidImage; message: One or more container images specified are invalid',
      'Code: ContainerInvalidRegistryCredentials',
    ],
  },
};
