import type { ExamplesOf } from '../../engine/examples.ts';
import type { windowsRules } from './windows.ts';

export const windowsExamples: Partial<ExamplesOf<typeof windowsRules>> = {
  'windows-the-module-failed': { examples: ['The module "plugin.dll" failed to load.'] },
  'windows-is-not-recognized': { examples: ["'ffmpeg' is not recognized as an internal or external command,"] },
  'windows-is-not-recognized-as': { examples: ["'se' is not recognized as an internal or external command,"] },
  'windows-the-system-cannot': {
    examples: ['Spawn failed: C:\\tools\\rclone.exe: The system cannot find the file specified'],
  },
  'windows-the-system-cannot-find': {
    examples: [
      'The system cannot find the path specified.',
      "Program 'solver.exe' failed to run: The system cannot find the file specifiedAt D:\\w\\run.ps1:4 char:1",
      'Start-Process : This command cannot be run due to the error: The system cannot find the file specified.',
    ],
  },
  'windows-invalid-drive-specification': {
    examples: [
      'Invalid drive specification',
      'The source files could not be found.',
      'C:\\w\\run.cmd: line 4: The batch file cannot be found.',
    ],
  },
  'windows-access-is-denied': {
    examples: [
      'Access is denied.',
      'insufficient privileges to open the device',
      'You do not have sufficient privilege to perform this operation.',
    ],
  },
  'windows-there-is-not': { examples: ['There is not enough space on the disk.'] },
  'windows-insufficient-system-resources': {
    examples: [
      'Insufficient memory to build the index',
      'ImportError: The paging file is too small for this operation to complete.',
    ],
  },
  'windows-filename-directory-name': {
    examples: ['Invalid number of parameters', 'The filename or extension is too long.'],
  },
  'windows-was-unexpected-at': { examples: [') was unexpected at this time.'] },
  'windows-dll-was-not': {
    examples: [
      'The specified module could not be found.',
      "Unable to load DLL 'SQLite.Interop.dll': The specified module could not be found.",
      'The code execution cannot proceed because VCRUNTIME140_1.dll was not found. Reinstalling the program may fix this problem.',
    ],
  },
  'windows-0xc0000135': { examples: ['The program exited with code -1073741515.'] },
  'windows-not-a-valid': { examples: ['OSError: [WinError 193] %1 is not a valid Win32 application'] },
  'windows-faulting-application-name': {
    examples: [
      'solver.exe exited with code 0xC00000FD',
      'Process finished with exit code -1073741819 (0xC0000005)',
      'Unhandled exception at 0x00007FF6: Access violation reading location 0x0000000000000000.',
    ],
  },
  'windows-system-error-1326': {
    examples: ['System error 1326 has occurred.', 'The user name or password is incorrect.'],
  },
  'windows-no-connection-could': {
    examples: [
      '       ---> System.ComponentModel.Win32Exception (10061): No connection could be made because the target machine actively refused it.',
    ],
  },
  'windows-sec-e-untrusted': { examples: ['The request was aborted: SEC_E_UNTRUSTED_ROOT (0x80090325)'] },
  'windows-system-error-1219': {
    examples: [
      'System error 1219 has occurred.',
      'Multiple connections to a server or shared resource by the same user, using more than one user name, are not allowed. Disconnect all previous connections to the server or shared resource and try again.',
    ],
  },
  'windows-another-installation-is': {
    examples: [
      'Another installation is already in progress. Complete that installation before proceeding with this install.',
    ],
  },
  'windows-ewer-version-of': {
    examples: [
      'MSI (s) (B0:44) [07:14:05:120]: Product: Contoso Solver -- A newer version of this application is already installed.',
    ],
  },
  'hresult-8007000e': { examples: ['Failed to create CoreCLR, HRESULT: 0x8007000E'] },
  'hresult-80070057': { examples: ['bitsadmin : Unable to add file to job - 0x80070057'] },
  'windows-the-process-cannot': {
    examples: [
      'The process cannot access the file because it is being used by another process.',
      "PermissionError: [WinError 32] The process cannot access the file because it is being used by another process: 'cache.db'",
    ],
  },
};
