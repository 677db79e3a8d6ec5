import type { Finding, LineReader } from '../finding.ts';
import { lineRules } from '../lineRule.ts';
import type { LogText } from '../text/logText.ts';

/** conda, mamba and micromamba. */
export const condaReaders: readonly LineReader[] = [
  { on: ['CondaHTTPError: HTTP 000'], read: readUnreached },
  { on: ['ResolvePackageNotFound:'], read: readUnresolved },
  ...lineRules([
    { like: "CondaError: Run 'conda init' before", category: 'other' },
    {
      like: ['PackagesNotFoundError:', 'PackageNotInstalledError:'],
      category: 'missing-module',
    },
    {
      like: [
        'UnsatisfiableError: ',
        'Could not solve for environment specs',
        'specification could not be satisfied',
        'specifications could not be satisfied',
      ],
      category: 'dependency-version',
    },
    { like: 'CondaHTTPError: HTTP 404', category: 'missing-module' },
    { like: 'CondaHTTPError: HTTP 503', category: 'throttled' },
    { like: 'CondaHTTPError: HTTP 5', unless: /HTTP 503/, category: 'service' },
    {
      like: [
        'EnvironmentLocationNotFound:',
        'EnvironmentNameNotFound:',
        'EnvironmentFileNotFound:',
        'DirectoryNotACondaEnvironmentError:',
        '^Not a conda environment: {what}',
        'Could not find conda environment: {what}',
      ],
      category: 'missing-file',
    },
    {
      like: ['NoWritableEnvsDirError:', 'NotWritableError:', 'NoWritablePkgsDirError:', 'EnvironmentNotWritableError:'],
      category: 'permission',
    },
    {
      like: ['ChecksumMismatchError:', 'CondaVerificationError:'],
      category: 'bad-input',
    },
    { like: 'CommandNotFoundError:', category: 'missing-program' },
    { like: ['CondaToSNonInteractiveError'], category: 'license' },
    { like: 'InvalidMatchSpec:', category: 'bad-arguments' },
  ]),
];

/** Lines of advice before the words of the library that could not connect. */
const adviceLines = 8;

/** The headline says that there was no answer; a library's words below it may say why. */
function readUnreached(log: LogText, line: number): Finding {
  for (let at = log.next(line), seen = 0; at !== -1 && seen < adviceLines; at = log.next(at), seen++)
    if (/\bSSL(?:Cert\w{0,20})?Error\b|certificate verify failed/.test(log.text(at)))
      return { line, category: 'network-tls', weight: 'cause', narrow: 'exact' };
  return { line, category: 'network', weight: 'cause', narrow: 'exact' };
}

/** Packages that are listed one below the other, with the build that is wanted of them: `- libssh2==1.8.0=h5b517e9_3`. */
const listed = /^\s*- \S/;
const ofBuild = /^\s*- \S{1,100}?={1,2}[\w.]{1,40}=\w/;

/** Whoever asks for a build wants a package that is there, and this build of it only for another platform. */
function readUnresolved(log: LogText, line: number): Finding {
  for (let at = log.next(line), seen = 0; at !== -1 && seen < adviceLines; at = log.next(at), seen++) {
    if (!listed.test(log.text(at))) break;
    if (ofBuild.test(log.text(at))) return { line, category: 'dependency-version', weight: 'cause', narrow: 'exact' };
  }
  return { line, category: 'missing-module', weight: 'cause', narrow: 'exact' };
}
