import type { ExamplesOf } from '../../engine/examples.ts';
import type { provisioningRules } from './provisioning.ts';

export const provisioningExamples: ExamplesOf<typeof provisioningRules> = {
  'terraform-configuration-error': {
    examples: [
      [
        'Error: creating Batch Pool "tiles": unexpected status 409 (409 Conflict)',
        '',
        '  on pool.tf line 12, in resource "azurerm_batch_pool" "tiles":',
      ],
      [
        'Error: Invalid expression',
        '',
        '  on m.tf line 2, in resource "x" "y":',
        '   2:   a =',
        '   3: }',
        '',
        'Expected the start of an expression, but found an invalid expression token.',
      ],
    ],
  },
  'ansible-playbook-error': {
    examples: [
      [
        "ERROR! couldn't resolve module/action 'contoso.batch.pkg'. This often indicates a misspelling, missing collection, or incorrect module path.",
        '',
        "The error appears to be in '/mnt/batch/tasks/workitems/nightly/job-1/sample-0042/wd/p.yml': line 5, column 5, but may",
      ],
      [
        'ERROR! We were unable to read either as JSON nor YAML, these are the errors we got from each:',
        'JSON: Expecting value: line 1 column 1 (char 0)',
        '',
        'Syntax Error while loading YAML.',
        '  did not find expected key',
        '',
        "The error appears to be in '/mnt/batch/tasks/workitems/nightly/job-1/sample-0042/wd/p.yml': line 4, column 4, but may",
      ],
    ],
  },
  'provisioning-command-failed': {
    examples: [
      "Command '/usr/bin/apt-get' failed with return code: 100",
      "Mixlib::ShellOut::ShellCommandFailed: Expected process to exit with [0], but received '1'",
    ],
  },
  'terraform-state-locked': {
    examples: [
      'Error: Error acquiring the state lock',
      ['│ Error: Error acquiring the state lock', '│ ', '│ Error message: state blob is already locked'],
      [
        '│ Error: Error acquiring the state lock',
        '│ ',
        '│ Error message: failed to lock: StatusCode=403 AuthorizationPermissionMismatch: This request is not authorized',
      ],
    ],
    not: ['Acquiring state lock. This may take a few moments...'],
  },
  'terraform-variable-missing': { examples: ['Error: No value for required variable'] },
  'terraform-version-unsupported': { examples: ['Error: Unsupported Terraform Core version'] },
  'terraform-plugin-missing': { examples: ['│ Error: Module not installed'] },
  'ansible-variable-undefined': {
    examples: [
      "fatal: [localhost]: FAILED! => {\"msg\": \"The task includes an option with an undefined variable. The error was: 'batch_account' is undefined. 'batch_account' is undefined\\n\\nThe error appears to be in '/mnt/batch/tasks/workitems/nightly/job-1/sample-0042/wd/p.yml': line 5, column 5, but may\\nbe elsewhere in the file depending on the exact syntax problem.\\n\\nThe offending line appears to be:\\n\\n  tasks:\\n  - name: Write config\\n    ^ here\\n\"}",
    ],
  },
  'terraform-error': {
    examples: [
      [
        '╷',
        '│ Error: creating Batch pool "render": unexpected status 400',
        '│ ',
        '│   with azurerm_batch_pool.render,',
        '╵',
      ],
    ],
    not: ['│ Warning: Argument is deprecated'],
  },
  'ansible-task-failed': {
    examples: [
      [
        'fatal: [node-1]: FAILED! => {',
        '    "changed": false,',
        '    "msg": "Could not find the requested service rsyslogd: host"',
        '}',
      ],
      'fatal: [node-1]: FAILED! => {"changed": false, "cmd": "docker-compose up -d", "msg": "[Errno 2] No such file or directory: b\'docker-compose\'", "rc": 2}',
      'fatal: [node-1]: FAILED! => {"changed": true, "cmd": "make install", "msg": "non-zero return code", "rc": 127, "stderr": "/bin/sh: 1: make: not found"}',
    ],
    not: ['ok: [node-1] => {"changed": false, "msg": "All assertions passed"}'],
  },
  'terraform-provisioner-failed': {
    examples: [
      'Error: local-exec provisioner error',
      'Error: Terraform encountered problems during initialisation, including problems',
    ],
  },
  'terraform-file-missing': {
    examples: [
      'Call to function "file" failed: no file exists at "keys/id.pub"; this function works only with files that are distributed as part of the configuration source code.',
    ],
  },
  'ansible-host-unreachable': {
    examples: [
      'fatal: [node-1]: UNREACHABLE! => {"changed": false, "msg": "Failed to connect to the host via ssh", "unreachable": true}',
    ],
  },
};
