import * as l10n from '@vscode/l10n';
import type { Finding, Rules } from '../../engine/finding.ts';
import type { LogText } from '../../engine/text/logText.ts';

/** Rules for conda, mamba, and micromamba. */
export const condaRules = {
  'conda-channel-unreachable': { on: ['CondaHTTPError: HTTP 000'], read: readUnreached },
  'conda-packages-unresolved': { on: ['ResolvePackageNotFound:'], read: readUnresolved },
  'conda-not-initialized': {
    like: "CondaError: Run 'conda init' before",
    category: 'other',
    fix: () => [
      l10n.t(
        "A task doesn't run a login shell: source the installation's etc/profile.d/conda.sh before conda activate.",
      ),
    ],
  },
  'conda-package-missing': {
    like: ['PackagesNotFoundError:', 'PackageNotInstalledError:'],
    category: 'missing-module',
  },
  'conda-package-unknown': {
    like: ['nothing provides requested {what}'],
    unless: /requested \S+ [\d=<>~!*]/,
    category: 'missing-module',
    weight: 'verdict',
  },
  'conda-versions-conflict': {
    like: [
      'UnsatisfiableError:',
      'Could not solve for environment specs',
      'specification could not be satisfied',
      'specifications could not be satisfied',
    ],
    category: 'dependency-version',
  },
  'conda-channel-missing': { like: 'CondaHTTPError: HTTP 404', category: 'missing-module' },
  'conda-channel-throttles': { like: 'CondaHTTPError: HTTP 503', category: 'throttled' },
  'conda-channel-fails': { like: 'CondaHTTPError: HTTP 5', unless: /HTTP 503/, category: 'service' },
  'conda-environment-missing': {
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
  'conda-folder-not-writable': {
    like: ['NoWritableEnvsDirError:', 'NotWritableError:', 'NoWritablePkgsDirError:', 'EnvironmentNotWritableError:'],
    category: 'permission',
  },
  'conda-package-damaged': { like: ['ChecksumMismatchError:', 'CondaVerificationError:'], category: 'bad-input' },
  'conda-command-missing': { like: 'CommandNotFoundError:', category: 'missing-program' },
  'conda-terms-not-accepted': {
    like: ['CondaToSNonInteractiveError'],
    category: 'license',
    says: () => l10n.t("The terms of a Conda channel haven't been accepted"),
    fix: () => [l10n.t('Accept them in the start task (conda tos accept), or use only the conda-forge channel.')],
  },
  'conda-spec-invalid': { like: 'InvalidMatchSpec:', category: 'bad-arguments' },
} satisfies Rules;

/** Maximum number of lines of advice before the message of the library that could not connect. */
const adviceLines = 8;

/** Reads a failed connection. The headline says that nothing responded; a library's message below may say why. */
function readUnreached(log: LogText, line: number): Finding {
  for (let at = log.next(line), seen = 0; at !== -1 && seen < adviceLines; at = log.next(at), seen++)
    if (/\bSSL(?:Cert\w{0,20})?Error\b|certificate verify failed/.test(log.text(at)))
      return { line, category: 'network-tls', weight: 'cause', narrow: 'exact' };
  return { line, category: 'network', weight: 'cause', narrow: 'exact' };
}

/** Matches packages, one per line. `ofBuild` matches one with the requested build: `- libssh2==1.8.0=h5b517e9_3`. */
const listed = /^\s*- \S/;
const ofBuild = /^\s*- \S{1,100}?={1,2}[\w.]{1,40}=\w/;

/** Reads unresolved packages. A requested build belongs to an existing package, but for a different platform. */
function readUnresolved(log: LogText, line: number): Finding {
  for (let at = log.next(line), seen = 0; at !== -1 && seen < adviceLines; at = log.next(at), seen++) {
    if (!listed.test(log.text(at))) break;
    if (ofBuild.test(log.text(at))) return { line, category: 'dependency-version', weight: 'cause', narrow: 'exact' };
  }
  return { line, category: 'missing-module', weight: 'cause', narrow: 'exact' };
}
