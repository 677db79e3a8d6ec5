import type { Reader } from './finding.ts';
import { lineRules } from './lineRule.ts';

/** conda, mamba and micromamba. */
export const condaReaders: readonly Reader[] = lineRules([
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
  { like: 'CondaHTTPError: HTTP 000', category: 'network' },
  { like: 'CondaHTTPError: HTTP 404', category: 'missing-module' },
  { like: 'CondaHTTPError: HTTP 5', category: 'service' },
  { like: 'CondaHTTPError: HTTP 429', category: 'throttled' },
  { like: 'CondaSSLError:', category: 'network-tls' },
  {
    like: [
      'EnvironmentLocationNotFound:',
      'EnvironmentNameNotFound:',
      'EnvironmentFileNotFound:',
      'DirectoryNotACondaEnvironmentError:',
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
  { like: 'NoSpaceLeftError', category: 'disk-full' },
  { like: 'CommandNotFoundError:', category: 'missing-program' },
  { like: 'CondaValueError: prefix already exists', category: 'conflict' },
  { like: ['CondaToSNonInteractiveError'], category: 'license' },
  { like: 'InvalidMatchSpec:', category: 'bad-arguments' },
]);
