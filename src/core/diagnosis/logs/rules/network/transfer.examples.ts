import type { ExamplesOf } from '../../engine/examples.ts';
import type { transferRules } from './transfer.ts';

export const transferExamples: Partial<ExamplesOf<typeof transferRules>> = {
  'transfer-curl': {
    examples: [
      'curl: (22) The requested URL returned error: 403',
      'curl: (6) Could not resolve host: assets.example.net',
      'curl: (3) bad range specification in URL position 9:',
    ],
  },
  'transfer-wget': {
    examples: ['ERROR 403: Forbidden.', 'ERROR 404: Not Found.', 'ERROR 500: Internal Server Error.'],
  },
  'transfer-curl-can-t': { examples: ["curl: Can't open 'nofile'!"] },
  'transfer-accessdeniedexception-403': {
    examples: [
      "AccessDeniedException: 403 HttpError accessing <https://storage.googleapis.com/storage/v1/b/inputs/o>: response: <{'status': '403'}>",
    ],
  },
  'transfer-resolving-failed': {
    examples: ['Resolving contosodata.invalid (contosodata.invalid)... failed: Name or service not known.'],
  },
  'transfer-curl-try-curl': { examples: ["curl: try 'curl --help' or 'curl --manual' for more information"] },
  'transfer-unable-to-resolve': { examples: ['wget: unable to resolve host address ‘contosodata.invalid’'] },
  'transfer-wget-missing-url': { examples: ['wget: missing URL'] },
  'transfer-giving-up': {
    examples: [
      'Giving up.',
      '26/03/11 07:13:01 ERROR StandaloneSchedulerBackend: Application has been killed. Reason: All masters are unresponsive! Giving up.',
    ],
  },
  'transfer-failed-connection-refused': {
    examples: [
      'Connecting to 127.0.0.1:9... failed: Connection refused.',
      '[tcp @ 0x55cc6b7751c0] Connection to tcp://127.0.0.1:9 failed: Connection refused',
      'psql: error: connection to server at "127.0.0.1", port 9 failed: Connection refused',
    ],
  },
  'transfer-mount-unknown-filesystem': {
    examples: [
      'mount error: cifs filesystem not supported by the system',
      "mount: /mnt/batch/tasks/workitems/nightly/job-1/sample-0042/wd/m: unknown filesystem type 'nfs'.",
    ],
  },
  'transfer-didn-t-find': {
    examples: ['Failed to create file system for "azblob:results": didn\'t find section in config file'],
  },
  'transfer-mount-error-115': { examples: ['mount error(115): Operation now in progress'] },
  'transfer-404': { examples: ['An error occurred (404) when calling the HeadObject operation: Not Found'] },
  'transfer-accessdenied': {
    examples: [
      'botocore.exceptions.NoCredentialsError: Unable to locate credentials',
      'An error occurred (AccessDenied) when calling the PutObject operation: Access Denied',
    ],
  },
  'transfer-ssh-connect-to': {
    examples: [
      'ssh: connect to host node3 port 22: Connection refused',
      'ssh: connect to host 127.0.0.1 port 9: Connection refused',
    ],
  },
  'transfer-ssh-could-not': { examples: ['ssh: Could not resolve hostname node9.invalid: Name or service not known'] },
  'transfer-lost-connection': { examples: ['lost connection to MySQL server during query'] },
  'transfer-remote-host-identification': { examples: ['@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @'] },
  'transfer-load-key': { examples: ['Load key "/root/.ssh/id_rsa": bad permissions'] },
};
