import type { FailureCategory } from '../../explanation/category.ts';
import type { LineReader } from '../finding.ts';
import { type LineRule, lineRules } from '../lineRule.ts';

/** HRESULTs of Windows errors, as installers, downloads and COM print them. */
const errorCodes: readonly { readonly codes: readonly string[]; readonly category: FailureCategory }[] = [
  { codes: ['0x80070002', '0x80070003'], category: 'missing-file' },
  { codes: ['0x80070005'], category: 'permission' },
  { codes: ['0x8007000E', '0x8007000e'], category: 'out-of-memory' },
  { codes: ['0x80070020'], category: 'lock-contention' },
  { codes: ['0x80070057'], category: 'bad-arguments' },
  { codes: ['0x80070070'], category: 'disk-full' },
  { codes: ['0x8007007E', '0x8007007e'], category: 'missing-module' },
  { codes: ['0x800700C1', '0x800700c1'], category: 'dependency-version' },
  { codes: ['0x80072EE7', '0x80072ee7'], category: 'network-dns' },
  { codes: ['0x80072EFD', '0x80072efd'], category: 'network' },
  { codes: ['0x80072EE2', '0x80072ee2'], category: 'timeout' },
];

/** What the shell takes for a command where an address with a shared access signature was not put in quotation marks. */
const ofAddress =
  /^'(?:s[eprtvs]|spr|srt|sip|sig|sdd|sks|skv|ske|skt|skoid|sktid|snapshot|restype|comp|timeout)(?:=.*)?' is not recognized as an internal/;

/** cmd.exe, the Windows loader, and the texts of Windows error codes. */
export const windowsReaders: readonly LineReader[] = lineRules([
  { like: 'The module "{what}" failed to load', category: 'missing-module' },
  {
    like: "'{what}' is not recognized as an internal",
    unless: ofAddress,
    category: 'missing-program',
    weight: 'verdict',
  },
  {
    on: ' is not recognized as an internal',
    match: ofAddress,
    category: 'bad-arguments',
    weight: 'echo',
  },
  {
    like: [
      "The system cannot find the file specified: '{what}.exe'",
      '.exe: The system cannot find the file specified',
      "The system cannot find the file specified: '{what}.bat'",
    ],
    category: 'missing-program',
  },
  {
    like: ['The system cannot find the path specified', 'The system cannot find the file specified'],
    category: 'missing-file',
    narrow: 'stated',
  },
  {
    like: ['Invalid drive specification', 'The source files could not be found', 'The batch file cannot be found'],
    category: 'missing-file',
  },
  { like: '^Could Not Find {what}', category: 'missing-file', weight: 'hint' },
  { like: '^File Not Found', category: 'missing-file', narrow: 'stated', weight: 'error' },
  {
    like: [
      'Access is denied',
      'Access Denied',
      'System error 5 has occurred',
      'A required privilege is not held',
      'requested operation requires elevation',
      'insufficient privileges',
      'not have sufficient privilege',
    ],
    category: 'permission',
    narrow: 'stated',
  },
  {
    like: [
      'because it is being used by another process',
      'being used by another process',
      'The file is locked',
      'The requested resource is in use',
    ],
    category: 'lock-contention',
  },
  { like: ['There is not enough space on the disk', 'The disk is full'], category: 'disk-full' },
  {
    like: [
      'Insufficient system resources',
      'Not enough memory resources',
      'The paging file is too small',
      'Not enough storage is available',
      'Insufficient memory',
    ],
    category: 'out-of-memory',
  },
  {
    like: [
      'filename, directory name, or volume label syntax is incorrect',
      'The syntax of the command is incorrect',
      'The filename or extension is too long',
      'Invalid switch',
      'Invalid parameter',
      'Invalid number of parameters',
      'Too many parameters',
      'The parameter is incorrect',
      'Invalid syntax.',
    ],
    category: 'bad-arguments',
  },
  { like: 'was unexpected at this time', category: 'exception-in-user-code', narrow: 'kind' },
  {
    like: ['The system cannot find the batch label', 'Missing operator', 'Missing operand', 'Unbalanced parenthesis'],
    category: 'exception-in-user-code',
    narrow: 'kind',
  },
  {
    like: [
      '{what}.dll was not found',
      '{what}.dll is missing',
      'The code execution cannot proceed',
      'The specified module could not be found',
      'side-by-side configuration',
      'nable to load DLL',
      'LoadLibrary failed',
    ],
    category: 'missing-module',
  },
  {
    like: ['0xc0000135', '0xC0000135', '-1073741515', '3221225781'],
    category: 'missing-module',
    narrow: 'stated',
    weight: 'error',
  },
  {
    like: ['procedure entry point {} could not be located', 'The specified procedure could not be found'],
    category: 'dependency-version',
  },
  {
    like: [
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
    like: [
      'Faulting application name: {what},',
      'ccess violation',
      '0xC0000005',
      '0xc0000005',
      '0xC00000FD',
      '0xc00000fd',
      '0xC0000409',
      '0xc0000409',
      '0xC0000374',
      '0xc0000374',
      'EXCEPTION_STACK_OVERFLOW',
      '-1073741819',
    ],
    category: 'crash-signal',
    narrow: 'stated',
    weight: 'error',
  },
  {
    like: [
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
    like: [
      'System error 1326',
      'user name or password is incorrect',
      'network password is not correct',
      'Logon failure',
      'System error 86 has occurred',
    ],
    category: 'permission',
  },
  { like: 'No such host is known', category: 'network-dns' },
  {
    like: [
      'No connection could be made because the target machine actively refused',
      'connection was forcibly closed by the remote host',
      'A connection attempt failed because the connected party',
    ],
    category: 'network',
  },
  {
    like: [
      'SEC_E_UNTRUSTED',
      'SEC_E_CERT',
      'SEC_E_ILLEGAL',
      'SEC_E_WRONG',
      'CRYPT_E_REVO',
      'trust relationship for the SSL',
    ],
    category: 'network-tls',
  },
  { like: 'Insufficient disk space', category: 'disk-full' },
  {
    like: ['System error 1219 has occurred', 'Multiple connections to a server or shared resource'],
    category: 'conflict',
  },
  { like: 'Another installation is already in progress', category: 'lock-contention' },
  {
    like: [
      'ewer version of this application is already installed',
      'ewer version of this product is already installed',
      'xit code 1638',
    ],
    category: 'dependency-version',
  },
  ...errorCodes.map(({ codes, category }): LineRule => ({ like: codes, category, narrow: 'stated', weight: 'error' })),
  {
    like: 'A subdirectory or file {what} already exists',
    category: 'conflict',
    weight: 'hint',
  },
  { like: ['The process cannot access the file'], category: 'lock-contention' },
  {
    like: ['Terminate batch job (Y/N)', '0xC000013A'],
    category: 'interrupted',
    weight: 'error',
  },
]);
