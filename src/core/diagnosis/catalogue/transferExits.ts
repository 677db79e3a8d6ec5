import * as l10n from '@vscode/l10n';
import { exit, forRange, maybe, mostly, type ProgramExits, success } from './exit.ts';

function mapToZero(): readonly string[] {
  return [
    l10n.t('Make the command line exit with 0 after a success: `cmd /c "robocopy … & if not errorlevel 8 exit 0"`.'),
  ];
}

function readAnswer(): readonly string[] {
  return [l10n.t('Request the address manually: the status and body of the response say why.')];
}

function readAzCopyLog(): readonly string[] {
  return [
    l10n.t(
      "Read the log that `azcopy` names when it starts; to keep the log, set AZCOPY_LOG_LOCATION to one of the task's folders.",
    ),
  ];
}

/** Exit codes of programs that transfer files (`man curl`, `man wget`, `man rsync`; robocopy, azcopy docs). */
export const transferExits: readonly ProgramExits[] = [
  {
    programs: ['curl'],
    exits: {
      1: exit('bad-arguments', () => l10n.t("The protocol in the address isn't supported.")),
      2: exit('bad-arguments', () => l10n.t('It could not start, usually because of an unknown option.')),
      3: exit('bad-arguments', () => l10n.t('The address is malformed.')),
      5: exit('network-dns', () => l10n.t("The proxy's host name could not be resolved.")),
      6: exit('network-dns', () => l10n.t('The host name could not be resolved.')),
      7: exit('network', () => l10n.t('The host could not be reached, or refused the connection.')),
      8: exit('network', () => l10n.t("The server's response could not be understood.")),
      9: exit('permission', () => l10n.t('The server denied access.')),
      16: exit('network', () => l10n.t('An HTTP/2 error.')),
      18: exit('network', () => l10n.t('Only part of the file was transferred.')),
      22: exit('other', () => l10n.t('The server responded with an HTTP error (400 or above).'), readAnswer),
      23: mostly('disk-full', () => l10n.t('The received data could not be written.')),
      26: mostly('missing-file', () => l10n.t('The file to send could not be read.')),
      27: exit('out-of-memory', () => l10n.t('It ran out of memory.')),
      28: { ...exit('network', () => l10n.t('The transfer took longer than allowed.')), passes: true },
      35: exit('network-tls', () => l10n.t('The TLS handshake failed.')),
      37: exit('missing-file', () => l10n.t('The local file could not be read.')),
      47: exit('network', () => l10n.t('There were too many redirects.')),
      48: exit('bad-arguments', () => l10n.t('An option is unknown.')),
      51: exit('network-tls', () => l10n.t("The server's certificate doesn't match its name.")),
      52: exit('network', () => l10n.t('The server sent no response.')),
      53: exit('network-tls', () => l10n.t('The TLS engine was not found.')),
      55: exit('network', () => l10n.t('Sending data failed.')),
      56: exit('network', () => l10n.t('Receiving data failed.')),
      58: exit('network-tls', () => l10n.t('The client certificate cannot be used.')),
      59: exit('network-tls', () => l10n.t('The TLS cipher cannot be used.')),
      60: exit('network-tls', () => l10n.t("The server's certificate isn't trusted.")),
      66: exit('network-tls', () => l10n.t('The TLS engine could not be started.')),
      67: exit('permission', () => l10n.t('The user name or password was rejected.')),
      77: exit('network-tls', () => l10n.t('The CA certificates could not be read.')),
      78: exit('missing-file', () => l10n.t("The resource at the address doesn't exist.")),
      80: exit('network-tls', () => l10n.t('The TLS connection could not be closed.')),
      83: exit('network-tls', () => l10n.t("The certificate's issuer isn't the expected one.")),
      91: exit('network-tls', () => l10n.t("The certificate's status isn't valid.")),
      92: exit('network', () => l10n.t('An HTTP/2 stream error.')),
    },
  },
  {
    programs: ['wget'],
    exits: {
      2: exit('bad-arguments', () => l10n.t('Its options or configuration could not be parsed.')),
      3: exit(
        'other',
        () => l10n.t('A file could not be read or written.'),
        () => [l10n.t('Check the disk space and the permissions on the folder that it writes to.')],
      ),
      4: exit('network', () => l10n.t('The network failed.')),
      5: exit('network-tls', () => l10n.t("The server's certificate could not be verified.")),
      6: exit('permission', () => l10n.t('The user name or password was rejected.')),
      7: exit('network', () => l10n.t('The remote host violated the protocol.')),
      8: exit('other', () => l10n.t('The server responded with an error.'), readAnswer),
    },
  },
  {
    programs: ['rsync'],
    exits: {
      1: exit('bad-arguments', () => l10n.t('Wrong syntax or usage.')),
      2: exit('dependency-version', () => l10n.t('The two sides use incompatible protocols.')),
      3: exit('missing-file', () => l10n.t('The files or folders to copy could not be selected.')),
      5: exit('network', () => l10n.t('The connection to the remote host could not be started.')),
      10: exit('network', () => l10n.t('A network connection error.')),
      11: mostly('disk-full', () => l10n.t('A file could not be read or written.')),
      12: exit('network', () => l10n.t('The connection was lost, or the remote host printed something unexpected.')),
      20: exit('interrupted', () => l10n.t('It was asked to terminate.')),
      22: exit('out-of-memory', () => l10n.t('It ran out of memory.')),
      23: exit(
        'other',
        () => l10n.t('Some files could not be copied.'),
        () => [l10n.t("Check the files named in its output: they're missing, or access to them is denied.")],
      ),
      24: exit('missing-file', () => l10n.t('Some files vanished before they were copied.')),
      30: { ...exit('network', () => l10n.t('The remote host sent nothing for too long.')), passes: true },
      35: { ...exit('network', () => l10n.t('Connecting to the remote host took too long.')), passes: true },
      255: exit('network', () => l10n.t('SSH could not connect to the remote host.')),
    },
  },
  {
    programs: ['ssh', 'scp', 'sftp', 'sshpass'],
    exits: {
      255: mostly('network', () => l10n.t('The connection could not be established, or the sign-in was refused.')),
    },
  },
  { programs: ['azcopy'], exits: { 1: exit('other', () => l10n.t('At least one transfer failed.'), readAzCopyLog) } },
  {
    programs: ['robocopy'],
    exits: {
      ...forRange(
        1,
        7,
        success(() => l10n.t('Success: values below 8 say what was copied.'), mapToZero),
      ),
      ...forRange(
        8,
        15,
        exit(
          'other',
          () => l10n.t('Some files could not be copied.'),
          () => [l10n.t('Look in its output for lines with ERROR: they name the file and the reason.')],
        ),
      ),
      16: exit(
        'other',
        () => l10n.t('Nothing was copied: wrong arguments, or no access to a folder.'),
        () => [l10n.t('Check the two folders in the command line and the permissions on them.')],
      ),
    },
  },
  {
    programs: ['xcopy'],
    exits: {
      1: exit('missing-file', () => l10n.t('There were no files to copy.')),
      2: exit('interrupted', () => l10n.t('It was terminated (Ctrl+C).')),
      4: maybe('bad-arguments', () => l10n.t('It could not start: wrong arguments, or not enough memory or disk.')),
      5: exit('disk-full', () => l10n.t('The disk could not be written to.')),
    },
  },
];
