import type { ExamplesOf } from '../../engine/examples.ts';
import type { nodePackageRules } from './nodePackages.ts';

export const nodePackageExamples: Partial<ExamplesOf<typeof nodePackageRules>> = {
  'node-packages': { examples: ['npm ERR! code ERESOLVE'] },
  'node-packages-10': { examples: ['npm ERR! code SELF_SIGNED_CERT_IN_CHAIN'] },
  'node-packages-can-only-install': {
    examples: ['npm error The `npm ci` command can only install with an existing package-lock.json or'],
  },
  'node-packages-13': { examples: ['npm ERR! gyp ERR! stack Error: Could not find any Python installation to use'] },
  'node-packages-14': { examples: ['npm ERR! code 1', 'npm ERR! command failed', 'npm ERR! gyp ERR! not ok'] },
  'node-packages-error-couldn-t': { examples: ['error Couldn\'t find package "left-padd" on the "npm" registry.'] },
  'node-packages-error-command-not': { examples: ['error Command "biuld" not found.'] },
  'node-packages-error-couldn-t-find': {
    examples: ['error Couldn\'t find a package.json file in "/mnt/batch/tasks/wd"'],
  },
  'node-packages-err-pnpm-fetch': {
    examples: [' ERR_PNPM_FETCH_401  GET https://npm.contoso.com/core: Unauthorized - 401'],
  },
  'node-packages-err-pnpm-no': { examples: [' ERR_PNPM_NO_SCRIPT  Missing script: biuld'] },
};
