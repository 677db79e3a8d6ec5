import type { ExamplesOf } from '../../engine/examples.ts';
import type { azureCodeRules } from './azureCodes.ts';

export const azureCodeExamples: Partial<ExamplesOf<typeof azureCodeRules>> = {
  'azure-BlobNotFound': {
    examples: [
      'ErrorCode:BlobNotFound',
      '<?xml version="1.0" encoding="utf-8"?><Error><Code>BlobNotFound</Code><Message>The specified blob does not exist.',
      'Content: <?xml version="1.0" encoding="utf-8"?><Error><Code>BlobNotFound</Code><Message>The specified blob does not exist.',
    ],
  },
  'azure-ContainerNotFound': { examples: ["  code: 'ContainerNotFound',"] },
  'azure-PathNotFound': {
    examples: ['    + FullyQualifiedErrorId : PathNotFound,Microsoft.PowerShell.Commands.CopyItemCommand'],
  },
  'azure-ContainerInvalidImage': {
    examples: [
      '[AZURE BATCH] Task failed. ERROR code: ContainerInvalidImage; message: One or more container images specified are invalid',
    ],
  },
  'azure-JobNotFound': { examples: ['Code: JobNotFound'] },
  'azure-AuthenticationFailed': {
    examples: [
      'ErrorCode:AuthenticationFailed',
      'Content: <?xml version="1.0" encoding="utf-8"?><Error><Code>AuthenticationFailed</Code>',
      'failed to perform copy command due to error: cannot start job due to error: cannot list files due to reason -> AuthenticationFailed: Server failed to authenticate the request.',
    ],
  },
  'azure-AuthorizationFailure': {
    examples: [
      'ErrorCode:AuthorizationFailure',
      'AuthorizationFailure: This request is not authorized to perform this operation',
    ],
  },
  'azure-AuthorizationPermissionMismatch': {
    examples: [
      'ErrorCode:AuthorizationPermissionMismatch',
      'ERROR CODE: AuthorizationPermissionMismatch',
      'Failed to copy: AuthorizationPermissionMismatch',
    ],
  },
  'azure-LeaseIdMissing': {
    examples: ['  "code": "LeaseIdMissing",', '    "code": "LeaseIdMissing"', '    "errorCode": "LeaseIdMissing",'],
  },
  'azure-BlobAlreadyExists': { examples: ['BlobAlreadyExists: The specified blob already exists.'] },
  'azure-ServerBusy': {
    examples: ['ServerBusy: The server is busy. (503)', 'ServerBusy: Ingress is over the account limit'],
  },
  'azure-TooManyRequests': {
    examples: ['azure.core.exceptions.HttpResponseError: (TooManyRequests) The request is being throttled.'],
  },
  'azure-QuotaExceeded': {
    examples: [
      'Code: QuotaExceeded',
      'QuotaExceeded: Operation could not be completed as it results in exceeding approved cores quota',
      [
        'ERROR: (QuotaExceeded) Operation could not be completed as it results in exceeding approved standardNCFamily Cores quota. Additional details - Deployment Model: Resource Manager, Location: westeurope, Current Limit: 24, Current Usage: 24, Additional Required: 12.',
        'Code: QuotaExceeded',
      ],
    ],
  },
  'azure-NoSuchKey': {
    examples: [
      'botocore.errorfactory.NoSuchKey: An error occurred (NoSuchKey) when calling the GetObject operation: The specified key does not exist.',
    ],
  },
  'azure-ExpiredToken': { examples: ['ExpiredToken: The provided token has expired.'] },
  'azure-RequestTimeTooSkewed': {
    examples: [
      'An error occurred (RequestTimeTooSkewed) when calling the PutObject operation: The difference between the request time and the current time is too large.',
    ],
  },
  'azure-SlowDown': {
    examples: [
      'botocore.exceptions.ClientError: An error occurred (SlowDown) when calling the PutObject operation: Please reduce your request rate.',
    ],
  },
};
