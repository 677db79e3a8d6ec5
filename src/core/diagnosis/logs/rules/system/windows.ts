import * as l10n from '@vscode/l10n';
import { findWindowsError } from '../../../catalogue/windowsErrors.ts';
import type { Finding, Rules } from '../../engine/finding.ts';
import type { LogText } from '../../engine/text/logText.ts';

/** Matches parts of an unquoted address with a shared access signature, which the shell interprets as commands. */
const ofAddress =
  /^'(?:s[eprtvs]|spr|srt|sip|sig|sdd|sks|skv|ske|skt|skoid|sktid|snapshot|restype|comp|timeout)(?:=.*)?' is not recognized as an internal/;

/** Rules for cmd.exe, the Windows loader and installer, and the error texts and numbers of Windows. */
export const windowsRules = {
  'windows-error-number': { on: ['0x8007', 'System error '], read: readNumber },
  'windows-command-unknown': {
    like: "'{what}' is not recognized as an internal",
    unless: ofAddress,
    category: 'missing-program',
    weight: 'verdict',
  },
  'windows-address-cut-at-ampersand': {
    on: ' is not recognized as an internal',
    match: ofAddress,
    category: 'bad-arguments',
    weight: 'echo',
    says: () => l10n.t('The shell cut off an address with a SAS at its &'),
    fix: () => [l10n.t('Put the address in quotation marks in the command line: & separates commands in a shell.')],
  },
  'windows-program-missing': {
    like: [
      "The system cannot find the file specified: '{what}.exe'",
      '.exe: The system cannot find the file specified',
      "The system cannot find the file specified: '{what}.bat'",
    ],
    category: 'missing-program',
  },
  'windows-path-missing': {
    like: ['The system cannot find the path specified', 'The system cannot find the file specified'],
    category: 'missing-file',
    narrow: 'stated',
  },
  'windows-source-missing': {
    like: ['Invalid drive specification', 'The source files could not be found', 'The batch file cannot be found'],
    category: 'missing-file',
  },
  'windows-nothing-to-delete': { like: '^Could Not Find {what}', category: 'missing-file', weight: 'hint' },
  'windows-nothing-to-list': { like: '^File Not Found', category: 'missing-file', narrow: 'stated', weight: 'error' },
  'windows-access-denied': {
    like: [
      'Access is denied',
      'Access Denied',
      'A required privilege is not held',
      'requested operation requires elevation',
      'insufficient privileges',
      'not have sufficient privilege',
    ],
    category: 'permission',
    narrow: 'stated',
  },
  'windows-file-in-use': {
    like: ['being used by another process', 'The process cannot access the file', 'The requested resource is in use'],
    category: 'lock-contention',
    fix: () => [
      l10n.t('Have each task write its own files, and stop anything that an earlier task left running on the node.'),
    ],
  },
  'windows-disk-full': {
    like: ['There is not enough space on the disk', 'The disk is full', 'Insufficient disk space'],
    category: 'disk-full',
  },
  'windows-memory-short': {
    like: [
      'Insufficient system resources',
      'Not enough memory resources',
      'The paging file is too small',
      'Not enough storage is available',
      'Insufficient memory',
    ],
    category: 'out-of-memory',
  },
  'windows-syntax-wrong': {
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
  'batch-script-broken': {
    like: [
      'was unexpected at this time',
      'The system cannot find the batch label',
      'Missing operator',
      'Missing operand',
      'Unbalanced parenthesis',
    ],
    category: 'exception-in-user-code',
    narrow: 'kind',
  },
  'dll-missing': {
    like: [
      '{what}.dll was not found',
      '{what}.dll is missing',
      'The module "{what}" failed to load',
      'The code execution cannot proceed',
      'The specified module could not be found',
      'side-by-side configuration',
      'nable to load DLL',
      'LoadLibrary failed',
    ],
    category: 'missing-module',
  },
  'dll-entry-missing': {
    like: ['procedure entry point {what} could not be located', 'The specified procedure could not be found'],
    category: 'dependency-version',
  },
  'windows-program-of-other-kind': {
    like: [
      'not a valid Win32 application',
      'is not compatible with the version of Windows',
      'This program cannot be run in DOS mode',
      'cannot run on this machine type',
    ],
    category: 'dependency-version',
  },
  'windows-program-crashed': {
    like: ['Faulting application name: {what},', 'ccess violation', 'EXCEPTION_STACK_OVERFLOW'],
    category: 'crash-signal',
    narrow: 'stated',
    weight: 'error',
  },
  'share-unreachable': {
    like: [
      'The network path was not found',
      'The network name cannot be found',
      'specified network name is no longer available',
      'An unexpected network error occurred',
    ],
    category: 'network',
    fix: () => [l10n.t('Let the nodes reach port 445 on the file server: many networks block it to the internet.')],
  },
  'share-login-refused': {
    like: ['user name or password is incorrect', 'network password is not correct', 'Logon failure'],
    category: 'permission',
    fix: () => [
      l10n.t(
        'Mount the share with the account (localhost\\account) and a current key, as the user that runs the task.',
      ),
    ],
    says: () => l10n.t('The file share denied access to the user'),
  },
  'share-used-by-other-user': {
    like: 'Multiple connections to a server or shared resource',
    category: 'conflict',
    fix: () => [l10n.t('Disconnect the share first (net use /delete), or use the same user for all tasks on a node.')],
  },
  'windows-host-unknown': { like: 'No such host is known', category: 'network-dns' },
  'schannel-refused': {
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
  'installer-busy': {
    like: 'Another installation is already in progress',
    category: 'lock-contention',
    fix: () => [l10n.t("Run the start task's installers one after another (start /wait), and retry on 1618.")],
  },
  'installer-found-newer-version': {
    like: [
      'ewer version of this application is already installed',
      'ewer version of this product is already installed',
      'xit code 1638',
    ],
    category: 'dependency-version',
  },
  'windows-folder-exists': {
    like: 'A subdirectory or file {what} already exists',
    category: 'conflict',
    weight: 'hint',
  },
  'batch-job-interrupted': { like: ['Terminate batch job (Y/N)'], category: 'interrupted', weight: 'error' },
} satisfies Rules;

/** Reads `System error 53 has occurred.`, and HRESULTs of Windows errors: `0x80070005`. */
function readNumber(log: LogText, line: number): Finding | undefined {
  const { hex, number } =
    /\b0x8007(?<hex>[\da-f]{4})\b|\bSystem error (?<number>\d{1,5}) has occurred/i.exec(log.text(line))?.groups ?? {};
  const category = findWindowsError(hex === undefined ? Number(number) : Number.parseInt(hex, 16))?.category;
  if (category === undefined) return undefined;
  return { line, category, weight: hex === undefined ? 'cause' : 'error', narrow: 'stated' };
}

/** Rules for Robocopy: `ERROR 2 (0x00000002) Accessing Source Directory D:\in\`, with the error's text below. */
export const robocopyRules = { 'robocopy-error': { on: [' (0x00000'], read: readError } } satisfies Rules;

const header = /^ERROR (?<code>\d{1,5}) \(0x[\dA-F]{8}\) [A-Z]/;

function readError(log: LogText, line: number): Finding | undefined {
  const text = log.text(line);
  const category = findWindowsError(Number(header.exec(text)?.groups?.['code']))?.category;
  if (category === undefined) return undefined;
  return { line, category, weight: 'cause', narrow: 'exact', subject: fileIn(text), covers: [line, log.next(line)] };
}

function fileIn(text: string): string | undefined {
  const at = text.search(/[A-Z]:\\|\\\\/);
  return at === -1 ? undefined : text.slice(at);
}
