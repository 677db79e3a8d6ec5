import type { ExamplesOf } from '../../engine/examples.ts';
import type { robocopyRules, windowsRules } from './windows.ts';

export const windowsExamples: ExamplesOf<typeof windowsRules> = {
  'windows-error-number': {
    examples: [
      'System error 53 has occurred.',
      'System error 1326 has occurred.',
      'Failed to create CoreCLR, HRESULT: 0x80070008',
      'bitsadmin : Unable to add file to job - 0x80070057',
      'Start-BitsTransfer : The server name or address could not be resolved (Exception from HRESULT: 0x80072EE7)',
    ],
    not: ['fetched 0x80070005a bytes', 'System error log saved'],
  },
  'windows-command-unknown': { examples: ["'ffmpeg' is not recognized as an internal or external command,"] },
  'windows-address-cut-at-ampersand': { examples: ["'se' is not recognized as an internal or external command,"] },
  'windows-program-missing': {
    examples: ['Spawn failed: C:\\tools\\rclone.exe: The system cannot find the file specified'],
  },
  'windows-path-missing': {
    examples: [
      'The system cannot find the path specified.',
      "Program 'solver.exe' failed to run: The system cannot find the file specifiedAt D:\\w\\run.ps1:4 char:1",
      'Start-Process : This command cannot be run due to the error: The system cannot find the file specified.',
    ],
  },
  'windows-source-missing': {
    examples: [
      'Invalid drive specification',
      'The source files could not be found.',
      'C:\\w\\run.cmd: line 4: The batch file cannot be found.',
    ],
  },
  'windows-nothing-to-delete': { examples: ['Could Not Find D:\\batch\\tasks\\wd\\*.tmp'] },
  'windows-nothing-to-list': { examples: ['File Not Found'] },
  'windows-access-denied': {
    examples: [
      'Access is denied.',
      'insufficient privileges to open the device',
      'The requested operation requires elevation.',
    ],
  },
  'windows-file-in-use': {
    examples: [
      'The process cannot access the file because it is being used by another process.',
      "PermissionError: [WinError 32] The process cannot access the file because it is being used by another process: 'cache.db'",
      'The requested resource is in use.',
    ],
  },
  'windows-disk-full': {
    examples: ['There is not enough space on the disk.', 'Insufficient disk space', 'The disk is full.'],
  },
  'windows-memory-short': {
    examples: [
      'Insufficient memory to build the index',
      'ImportError: The paging file is too small for this operation to complete.',
      'Not enough memory resources are available to process this command.',
    ],
  },
  'windows-syntax-wrong': {
    examples: [
      'Invalid number of parameters',
      'The filename or extension is too long.',
      'The syntax of the command is incorrect.',
    ],
  },
  'batch-script-broken': {
    examples: [
      ') was unexpected at this time.',
      'The system cannot find the batch label specified - done',
      'Missing operand.',
    ],
  },
  'dll-missing': {
    examples: [
      'The specified module could not be found.',
      'The module "plugin.dll" failed to load.',
      "Unable to load DLL 'SQLite.Interop.dll': The specified module could not be found.",
      'The code execution cannot proceed because VCRUNTIME140_1.dll was not found. Reinstalling the program may fix this problem.',
    ],
  },
  'dll-entry-missing': {
    examples: [
      'The procedure entry point H5Dopen2 could not be located in the dynamic link library D:\\app\\hdf5.dll.',
      'OSError: [WinError 127] The specified procedure could not be found',
    ],
  },
  'windows-program-of-other-kind': {
    examples: [
      'OSError: [WinError 193] %1 is not a valid Win32 application',
      "This version of D:\\app\\solver.exe is not compatible with the version of Windows you're running.",
    ],
  },
  'windows-program-crashed': {
    examples: [
      'Faulting application name: solver.exe, version: 3.2.0.0, time stamp: 0x65a0f1c2',
      'Unhandled exception at 0x00007FF6: Access violation reading location 0x0000000000000000.',
    ],
  },
  'share-unreachable': {
    examples: ['The network path was not found.', 'The specified network name is no longer available.'],
  },
  'share-login-refused': {
    examples: [
      'The user name or password is incorrect.',
      'The specified network password is not correct.',
      'Logon failure: unknown user name or bad password.',
    ],
  },
  'share-used-by-other-user': {
    examples: [
      'Multiple connections to a server or shared resource by the same user, using more than one user name, are not allowed. Disconnect all previous connections to the server or shared resource and try again.',
    ],
  },
  'windows-host-unknown': {
    examples: ['System.Net.Sockets.SocketException (11001): No such host is known. (data.contoso.invalid:443)'],
  },
  'schannel-refused': { examples: ['The request was aborted: SEC_E_UNTRUSTED_ROOT (0x80090325)'] },
  'installer-busy': {
    examples: [
      'Another installation is already in progress. Complete that installation before proceeding with this install.',
    ],
  },
  'installer-found-newer-version': {
    examples: [
      'MSI (s) (B0:44) [07:14:05:120]: Product: Contoso Solver -- A newer version of this application is already installed.',
    ],
  },
  'windows-folder-exists': { examples: ['A subdirectory or file out already exists.'] },
  'batch-job-interrupted': { examples: ['^CTerminate batch job (Y/N)?'] },
};

export const robocopyExamples: ExamplesOf<typeof robocopyRules> = {
  'robocopy-error': { examples: ['ERROR 112 (0x00000070) Copying File D:\\results\\a.exr'] },
};
