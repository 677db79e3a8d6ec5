import type { ExamplesOf } from '../../engine/examples.ts';
import type { condaRules } from './conda.ts';

export const condaExamples: Partial<ExamplesOf<typeof condaRules>> = {
  'conda-unreached': {
    examples: [
      'CondaHTTPError: HTTP 000 CONNECTION FAILED for url <https://conda.binstar.org/labsoft/noarch/repodata.json>',
    ],
  },
  'conda-condaerror-run-init': { examples: ["CondaError: Run 'conda init' before 'conda activate'"] },
  'conda-condahttperror-http-404': {
    examples: ['CondaHTTPError: HTTP 404 NOT FOUND for url <https://conda.anaconda.org/acme/linux-64/repodata.json>'],
  },
  'conda-condahttperror-http-503': {
    examples: [
      'CondaHTTPError: HTTP 503 SERVICE UNAVAILABLE for url <https://conda.anaconda.org/acme/linux-64/repodata.json>',
    ],
  },
  'conda-condahttperror-http-5': {
    examples: [
      'CondaHTTPError: HTTP 500 INTERNAL SERVER ERROR for url <https://conda.anaconda.org/acme/linux-64/repodata.json>',
    ],
  },
  'conda-environmentlocationnotfound': {
    examples: ['EnvironmentNameNotFound: Could not find conda environment: render'],
  },
  'conda-checksummismatcherror': {
    examples: ['ChecksumMismatchError: Conda detected a mismatch between the expected content and downloaded content'],
  },
  'conda-condatosnoninteractiveerror': {
    examples: ['CondaToSNonInteractiveError: Terms of Service have not been accepted for the following channels.'],
  },
  'conda-invalidmatchspec': { examples: ["InvalidMatchSpec: Invalid spec 'numpy=>1.2': Invalid version"] },
};
