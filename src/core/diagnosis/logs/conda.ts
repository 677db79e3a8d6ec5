import type { Reader } from './finding.ts';
import { lineRules } from './lineRule.ts';

/** conda, mamba and micromamba. */
export const condaReaders: readonly Reader[] = lineRules([
  { like: "CondaError: Run 'conda init' before", category: 'other' },
  {
    on: ['PackagesNotFoundError', 'ResolvePackageNotFound', 'PackageNotInstalledError'],
    match: /(?:PackagesNotFoundError|ResolvePackageNotFound|PackageNotInstalledError):/,
    category: 'missing-module',
  },
  {
    on: [
      'UnsatisfiableError',
      'LibMambaUnsatisfiableError',
      'Could not solve for environment specs',
      'could not be satisfied',
    ],
    match: /UnsatisfiableError: |Could not solve for environment specs|specifications? could not be satisfied/,
    category: 'dependency-version',
  },
  { on: ['CondaHTTPError', 'CondaSSLError'], match: /CondaHTTPError: HTTP 000/, category: 'network' },
  { on: 'CondaHTTPError', match: /CondaHTTPError: HTTP 404/, category: 'missing-module' },
  { on: 'CondaHTTPError', match: /CondaHTTPError: HTTP 5\d\d/, category: 'service' },
  { on: 'CondaHTTPError', match: /CondaHTTPError: HTTP 429/, category: 'throttled' },
  { on: ['CondaSSLError', 'SSLError'], match: /CondaSSLError:/, category: 'network-tls' },
  {
    on: [
      'EnvironmentLocationNotFound',
      'EnvironmentNameNotFound',
      'EnvironmentFileNotFound',
      'DirectoryNotACondaEnvironmentError',
    ],
    match:
      /(?:EnvironmentLocationNotFound|EnvironmentNameNotFound|EnvironmentFileNotFound|DirectoryNotACondaEnvironmentError):/,
    category: 'missing-file',
  },
  {
    on: ['NoWritableEnvsDirError', 'NotWritableError', 'NoWritablePkgsDirError'],
    match: /(?:NoWritableEnvsDirError|NotWritableError|NoWritablePkgsDirError|EnvironmentNotWritableError):/,
    category: 'permission',
  },
  {
    on: ['ChecksumMismatchError', 'CondaVerificationError', 'SafetyError'],
    match: /(?:ChecksumMismatchError|CondaVerificationError):/,
    category: 'bad-input',
  },
  { on: 'NoSpaceLeftError', category: 'disk-full' },
  { on: 'CommandNotFoundError', match: /CommandNotFoundError:/, category: 'missing-program' },
  { on: 'CondaValueError', match: /CondaValueError: prefix already exists/, category: 'conflict' },
  { on: ['CondaToSNonInteractiveError'], category: 'license' },
  { on: 'InvalidMatchSpec', match: /InvalidMatchSpec:/, category: 'bad-arguments' },
]);
