import type { ExamplesOf } from '../../engine/examples.ts';
import type { condaRules } from './conda.ts';

export const condaExamples: ExamplesOf<typeof condaRules> = {
  'conda-channel-unreachable': {
    examples: [
      'CondaHTTPError: HTTP 000 CONNECTION FAILED for url <https://conda.binstar.org/labsoft/noarch/repodata.json>',
    ],
  },
  'conda-not-initialized': { examples: ["CondaError: Run 'conda init' before 'conda activate'"] },
  'conda-channel-missing': {
    examples: ['CondaHTTPError: HTTP 404 NOT FOUND for url <https://conda.anaconda.org/acme/linux-64/repodata.json>'],
  },
  'conda-channel-throttles': {
    examples: [
      'CondaHTTPError: HTTP 503 SERVICE UNAVAILABLE for url <https://conda.anaconda.org/acme/linux-64/repodata.json>',
    ],
  },
  'conda-channel-fails': {
    examples: [
      'CondaHTTPError: HTTP 500 INTERNAL SERVER ERROR for url <https://conda.anaconda.org/acme/linux-64/repodata.json>',
    ],
    not: [
      'CondaHTTPError: HTTP 503 SERVICE UNAVAILABLE for url <https://conda.anaconda.org/acme/linux-64/repodata.json>',
    ],
  },
  'conda-environment-missing': {
    examples: ['EnvironmentNameNotFound: Could not find conda environment: render'],
  },
  'conda-package-damaged': {
    examples: ['ChecksumMismatchError: Conda detected a mismatch between the expected content and downloaded content'],
  },
  'conda-terms-not-accepted': {
    examples: ['CondaToSNonInteractiveError: Terms of Service have not been accepted for the following channels.'],
  },
  'conda-spec-invalid': { examples: ["InvalidMatchSpec: Invalid spec 'numpy=>1.2': Invalid version"] },
  'conda-packages-unresolved': {
    examples: [
      ['ResolvePackageNotFound:', '  - rasteriox'],
      ['ResolvePackageNotFound:', '  - libgcc-ng==9.1.0=hdf63c60_0', '  - readline==7.0=h7b6447c_5'],
    ],
  },
  'conda-package-missing': {
    examples: [
      ['PackagesNotFoundError: The following packages are not available from current channels:', '', '  - gdalx'],
      'PackageNotInstalledError: Package is not installed in prefix.',
    ],
  },
  'conda-versions-conflict': {
    examples: [
      'UnsatisfiableError: The following specifications were found to be incompatible with each other:',
      ['failed', '', 'UnsatisfiableError: '],
      'error    libmamba Could not solve for environment specs',
    ],
  },
  'conda-folder-not-writable': {
    examples: [
      'EnvironmentNotWritableError: The current user does not have write permissions to the target environment.',
      'NoWritableEnvsDirError: No writeable envs directories configured.',
    ],
  },
  'conda-command-missing': { examples: ["CommandNotFoundError: No command 'conda instal'."] },
  'conda-package-unknown': {
    examples: [
      ['LibMambaUnsatisfiableError: Encountered problems while solving:', '  - nothing provides requested rasteriox'],
    ],
    not: ['  - nothing provides requested numpy 99.*', '  - nothing provides libgfortran 4 needed by scipy-1.5.0'],
  },
};
