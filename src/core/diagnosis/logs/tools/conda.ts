import type { Finding, Reader } from '../finding.ts';
import { lineRules } from '../lineRule.ts';
import type { LogText } from '../text/logText.ts';

/** conda, mamba and micromamba. */
export const condaReaders: readonly Reader[] = [
  { on: ['CondaHTTPError: HTTP 000'], read: readUnreached },
  ...lineRules([
    { like: "CondaError: Run 'conda init' before", category: 'other' },
    {
      like: ['PackagesNotFoundError:', 'ResolvePackageNotFound:', 'PackageNotInstalledError:'],
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
    { like: 'CondaHTTPError: HTTP 5', category: 'service' },
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
