import type { Rules } from '../../engine/rule.ts';

/** What the shell takes for a command where an address with a shared access signature was not put in quotation marks. */
const ofAddress =
  /^'(?:s[eprtvs]|spr|srt|sip|sig|sdd|sks|skv|ske|skt|skoid|sktid|snapshot|restype|comp|timeout)(?:=.*)?' is not recognized as an internal/;

/** cmd.exe, the Windows loader, and the texts of Windows error codes. */
export const windowsRules = {
  'windows-the-module-failed': { like: 'The module "{what}" failed to load', category: 'missing-module' },

  'windows-is-not-recognized': {
    like: "'{what}' is not recognized as an internal",
    unless: ofAddress,
    category: 'missing-program',
    weight: 'verdict',
  },

  'windows-is-not-recognized-as': {
    on: ' is not recognized as an internal',
    match: ofAddress,
    category: 'bad-arguments',
    weight: 'echo',
  },

  'windows-the-system-cannot': {
    like: [
      "The system cannot find the file specified: '{what}.exe'",
      '.exe: The system cannot find the file specified',
      "The system cannot find the file specified: '{what}.bat'",
    ],
    category: 'missing-program',
  },

  'windows-the-system-cannot-find': {
    like: ['The system cannot find the path specified', 'The system cannot find the file specified'],
    category: 'missing-file',
    narrow: 'stated',
  },

  'windows-invalid-drive-specification': {
    like: ['Invalid drive specification', 'The source files could not be found', 'The batch file cannot be found'],
    category: 'missing-file',
  },

  'windows-could-not-find': { like: '^Could Not Find {what}', category: 'missing-file', weight: 'hint' },

  'windows-file-not-found': { like: '^File Not Found', category: 'missing-file', narrow: 'stated', weight: 'error' },

  'windows-access-is-denied': {
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

  'windows-because-it-is': {
    like: [
      'because it is being used by another process',
      'being used by another process',
      'The file is locked',
      'The requested resource is in use',
    ],
    category: 'lock-contention',
  },

  'windows-there-is-not': {
    like: ['There is not enough space on the disk', 'The disk is full'],
    category: 'disk-full',
  },

  'windows-insufficient-system-resources': {
    like: [
      'Insufficient system resources',
      'Not enough memory resources',
      'The paging file is too small',
      'Not enough storage is available',
      'Insufficient memory',
    ],
    category: 'out-of-memory',
  },

  'windows-filename-directory-name': {
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

  'windows-was-unexpected-at': {
    like: 'was unexpected at this time',
    category: 'exception-in-user-code',
    narrow: 'kind',
  },

  'windows-the-system-cannot-find-the': {
    like: ['The system cannot find the batch label', 'Missing operator', 'Missing operand', 'Unbalanced parenthesis'],
    category: 'exception-in-user-code',
    narrow: 'kind',
  },

  'windows-dll-was-not': {
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

  'windows-0xc0000135': {
    like: ['0xc0000135', '0xC0000135', '-1073741515', '3221225781'],
    category: 'missing-module',
    narrow: 'stated',
    weight: 'error',
  },

  'windows-procedure-entry-point': {
    like: ['procedure entry point {} could not be located', 'The specified procedure could not be found'],
    category: 'dependency-version',
  },

  'windows-not-a-valid': {
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

  'windows-faulting-application-name': {
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

  'windows-system-error-53': {
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

  'windows-system-error-1326': {
    like: [
      'System error 1326',
      'user name or password is incorrect',
      'network password is not correct',
      'Logon failure',
      'System error 86 has occurred',
    ],
    category: 'permission',
  },

  'windows-no-such-host': { like: 'No such host is known', category: 'network-dns' },

  'windows-no-connection-could': {
    like: [
      'No connection could be made because the target machine actively refused',
      'connection was forcibly closed by the remote host',
      'A connection attempt failed because the connected party',
    ],
    category: 'network',
  },

  'windows-sec-e-untrusted': {
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

  'windows-insufficient-disk-space': { like: 'Insufficient disk space', category: 'disk-full' },

  'windows-system-error-1219': {
    like: ['System error 1219 has occurred', 'Multiple connections to a server or shared resource'],
    category: 'conflict',
  },

  'windows-another-installation-is': {
    like: 'Another installation is already in progress',
    category: 'lock-contention',
  },

  'windows-ewer-version-of': {
    like: [
      'ewer version of this application is already installed',
      'ewer version of this product is already installed',
      'xit code 1638',
    ],
    category: 'dependency-version',
  },

  'hresult-80070002': {
    like: ['0x80070002', '0x80070003'],
    category: 'missing-file',
    narrow: 'stated',
    weight: 'error',
  },
  'hresult-80070005': { like: ['0x80070005'], category: 'permission', narrow: 'stated', weight: 'error' },
  'hresult-8007000e': {
    like: ['0x8007000E', '0x8007000e'],
    category: 'out-of-memory',
    narrow: 'stated',
    weight: 'error',
  },
  'hresult-80070020': { like: ['0x80070020'], category: 'lock-contention', narrow: 'stated', weight: 'error' },
  'hresult-80070057': { like: ['0x80070057'], category: 'bad-arguments', narrow: 'stated', weight: 'error' },
  'hresult-80070070': { like: ['0x80070070'], category: 'disk-full', narrow: 'stated', weight: 'error' },
  'hresult-8007007e': {
    like: ['0x8007007E', '0x8007007e'],
    category: 'missing-module',
    narrow: 'stated',
    weight: 'error',
  },
  'hresult-800700c1': {
    like: ['0x800700C1', '0x800700c1'],
    category: 'dependency-version',
    narrow: 'stated',
    weight: 'error',
  },
  'hresult-80072ee7': {
    like: ['0x80072EE7', '0x80072ee7'],
    category: 'network-dns',
    narrow: 'stated',
    weight: 'error',
  },
  'hresult-80072efd': { like: ['0x80072EFD', '0x80072efd'], category: 'network', narrow: 'stated', weight: 'error' },
  'hresult-80072ee2': { like: ['0x80072EE2', '0x80072ee2'], category: 'timeout', narrow: 'stated', weight: 'error' },

  'windows-a-subdirectory-or': {
    like: 'A subdirectory or file {what} already exists',
    category: 'conflict',
    weight: 'hint',
  },

  'windows-the-process-cannot': { like: ['The process cannot access the file'], category: 'lock-contention' },

  'windows-terminate-batch-job': {
    like: ['Terminate batch job (Y/N)', '0xC000013A'],
    category: 'interrupted',
    weight: 'error',
  },
} satisfies Rules;
