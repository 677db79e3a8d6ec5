import type { Reader } from './finding.ts';
import { lineRules } from './lineRule.ts';

/** cmd.exe, the Windows loader, and the texts of Windows error codes. */
export const windowsReaders: readonly Reader[] = lineRules([
  {
    on: 'is not recognized as an internal or external command',
    match: /'(?<what>[^']{1,300})' is not recognized as an internal/,
    category: 'missing-program',
    weight: 'verdict',
  },
  {
    on: [
      'The system cannot find the path specified',
      'The system cannot find the file specified',
      'The system cannot find the batch label',
      'The network name cannot be found',
    ],
    match: /The system cannot find the (?:path|file) specified/,
    category: 'missing-file',
    narrow: 'told',
  },
  { on: 'Could Not Find ', match: /^Could Not Find (?<what>.{1,500})/, category: 'missing-file', weight: 'hint' },
  { on: 'File Not Found', match: /^File Not Found/, category: 'missing-file', narrow: 'told', weight: 'error' },
  {
    on: [
      'Access is denied',
      'Access Denied',
      'System error 5 has occurred',
      'A required privilege is not held',
      'requested operation requires elevation',
    ],
    category: 'permission',
    narrow: 'told',
  },
  {
    on: [
      'because it is being used by another process',
      'being used by another process',
      'The file is locked',
      'The requested resource is in use',
    ],
    category: 'lock-contention',
  },
  { on: ['There is not enough space on the disk', 'The disk is full'], category: 'disk-full' },
  {
    on: [
      'Insufficient system resources',
      'Not enough memory resources',
      'The paging file is too small',
      'Not enough storage is available',
      'Insufficient memory',
    ],
    category: 'out-of-memory',
  },
  {
    on: [
      'filename, directory name, or volume label syntax is incorrect',
      'The syntax of the command is incorrect',
      'Invalid switch',
      'Invalid parameter',
      'Invalid number of parameters',
      'Too many parameters',
      'The parameter is incorrect',
      'Invalid syntax.',
    ],
    category: 'bad-arguments',
  },
  { on: 'was unexpected at this time', category: 'exception-in-user-code', narrow: 'kind' },
  {
    on: ['The system cannot find the batch label', 'Missing operator', 'Missing operand', 'Unbalanced parenthesis'],
    category: 'exception-in-user-code',
    narrow: 'kind',
  },
  {
    on: [
      '.dll was not found',
      'The code execution cannot proceed',
      '.dll is missing',
      'The specified module could not be found',
      'side-by-side configuration is incorrect',
      'Unable to load DLL',
      'LoadLibrary failed',
    ],
    match:
      /(?<what>[\w.+-]{1,100}\.dll) (?:was not found|is missing)|The specified module could not be found|side-by-side configuration|Unable to load DLL|LoadLibrary failed/i,
    category: 'missing-module',
  },
  {
    on: ['0xc0000135', '0xC0000135', '-1073741515', '3221225781'],
    category: 'missing-module',
    narrow: 'told',
    weight: 'error',
  },
  {
    on: ['procedure entry point', 'The specified procedure could not be found'],
    match: /procedure entry point .{1,300} could not be located|The specified procedure could not be found/,
    category: 'dependency-version',
  },
  {
    on: [
      'not a valid Win32 application',
      'is not compatible with the version of Windows',
      'This program cannot be run in DOS mode',
      '0xc000007b',
      '0xC000007B',
      'cannot run on this machine type',
    ],
    category: 'dependency-version',
  },
  {
    on: [
      'Exception code: 0xc0000005',
      'ccess violation',
      '0xC0000005',
      '0xc0000005',
      'Faulting application name',
      'EXCEPTION_STACK_OVERFLOW',
      '0xC00000FD',
      '0xc0000409',
      '0xC0000409',
      '0xc0000374',
      '-1073741819',
    ],
    match:
      /Faulting application name: (?<what>[^,]{1,200})|[Aa]ccess violation|0x[cC]0000005|0x[cC]00000[fF][dD]|0x[cC]0000409|0x[cC]0000374|EXCEPTION_STACK_OVERFLOW|-1073741819/,
    category: 'crash-signal',
    narrow: 'told',
    weight: 'error',
  },
  {
    on: [
      'System error 53 has occurred',
      'System error 67 has occurred',
      'The network path was not found',
      'The network name cannot be found',
      'System error 64 has occurred',
      'specified network name is no longer available',
      'An unexpected network error occurred',
    ],
    category: 'network',
  },
  {
    on: ['System error 1326', 'user name or password is incorrect', 'Logon failure', 'System error 86 has occurred'],
    category: 'permission',
  },
  { on: 'No such host is known', category: 'network-dns' },
  {
    on: [
      'No connection could be made because the target machine actively refused',
      'connection was forcibly closed by the remote host',
      'A connection attempt failed because the connected party',
    ],
    category: 'network',
  },
  {
    on: ['The trust relationship for the SSL', 'SEC_E_', 'CRYPT_E_REVO'],
    match: /SEC_E_(?:UNTRUSTED|CERT|ILLEGAL|WRONG)|CRYPT_E_REVO|trust relationship for the SSL/,
    category: 'network-tls',
  },
  { on: ['File creation error', 'Insufficient disk space'], match: /Insufficient disk space/, category: 'disk-full' },
  {
    on: 'already exists',
    match: /A subdirectory or file (?<what>.{1,300}) already exists/,
    category: 'conflict',
    weight: 'hint',
  },
  { on: ['The process cannot access the file'], category: 'lock-contention' },
  {
    on: ['Terminate batch job', '0xC000013A'],
    match: /Terminate batch job \(Y\/N\)|0xC000013A/,
    category: 'interrupted',
    weight: 'error',
  },
]);
