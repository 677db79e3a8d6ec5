import type { ExamplesOf } from '../../engine/examples.ts';
import type { nodePackageRules } from './nodePackages.ts';

export const nodePackageExamples: ExamplesOf<typeof nodePackageRules> = {
  'npm-versions-conflict': { examples: ['npm ERR! code ERESOLVE'] },
  'npm-certificate-untrusted': { examples: ['npm ERR! code SELF_SIGNED_CERT_IN_CHAIN'] },
  'npm-lock-file-missing': {
    examples: ['npm error The `npm ci` command can only install with an existing package-lock.json or'],
  },
  'npm-lock-file-out-of-sync': {
    examples: [
      'npm error `npm ci` can only install packages when your package.json and package-lock.json or npm-shrinkwrap.json are in sync. Please update your lock file with `npm install` before continuing.',
    ],
  },
  'node-gyp-without-python': {
    examples: ['npm ERR! gyp ERR! stack Error: Could not find any Python installation to use'],
  },
  'npm-tail': {
    examples: ['npm ERR! code 1', 'npm ERR! command failed', 'npm ERR! gyp ERR! not ok'],
    not: [
      'npm notice New minor version of npm available! 10.2.4 -> 10.5.0',
      'npm WARN deprecated request@2.88.2: request has been deprecated',
    ],
  },
  'yarn-package-missing': { examples: ['error Couldn\'t find package "left-padd" on the "npm" registry.'] },
  'yarn-command-missing': { examples: ['error Command "biuld" not found.'] },
  'yarn-manifest-missing': {
    examples: ['error Couldn\'t find a package.json file in "/mnt/batch/tasks/wd"'],
  },
  'pnpm-registry-refuses': {
    examples: [' ERR_PNPM_FETCH_401  GET https://npm.contoso.com/core: Unauthorized - 401'],
  },
  'pnpm-script-missing': { examples: [' ERR_PNPM_NO_SCRIPT  Missing script: biuld'] },
  'npm-package-missing': {
    examples: [
      'npm ERR! code E404',
      ['npm error code E404', 'npm error 404 Not Found - GET https://registry.npmjs.org/left-padd - Not found'],
    ],
  },
  'npm-registry-refuses': { examples: ['npm ERR! code E401', 'npm error code ENEEDAUTH'] },
  'npm-permission-denied': {
    examples: [
      [
        'npm ERR! code EACCES',
        'npm ERR! syscall mkdir',
        'npm ERR! path /usr/lib/node_modules/mesh',
        'npm ERR! errno -13',
      ],
    ],
  },
  'npm-host-unknown': {
    examples: [
      ['npm error code ENOTFOUND', 'npm error syscall getaddrinfo', 'npm error errno ENOTFOUND'],
      'npm ERR! code EAI_AGAIN',
    ],
    not: ['npm ERR! code ECONNRESET'],
  },
  'npm-connection-failed': { examples: ['npm ERR! code ECONNRESET', 'npm error code ECONNREFUSED'] },
  'npm-timed-out': { examples: ['npm ERR! code ETIMEDOUT'] },
  'npm-disk-full': { examples: ['npm ERR! code ENOSPC'] },
  'npm-content-damaged': { examples: ['npm ERR! code EINTEGRITY', 'npm error code EJSONPARSE'] },
  'npm-script-missing': {
    examples: [
      'npm ERR! Missing script: "biuld"',
      'npm error Missing script: "start"',
      'npm ERR! missing script: start',
    ],
  },
  'npm-manifest-missing': {
    examples: ["npm ERR! enoent ENOENT: no such file or directory, open '/mnt/batch/tasks/wd/package.json'"],
  },
  'yarn-engine-incompatible': {
    examples: [
      'error sharp@0.33.2: The engine "node" is incompatible with this module. Expected version ">=18.17.0". Got "16.20.2"',
    ],
  },
  'pnpm-versions-conflict': {
    examples: [
      ' ERR_PNPM_OUTDATED_LOCKFILE  Cannot install with "frozen-lockfile" because pnpm-lock.yaml is not up to date with package.json',
      'error Your lockfile needs to be updated, but yarn was run with `--frozen-lockfile`.',
      'error Couldn\'t find any versions for "sharp" that matches "^99.0.0"',
      '➤ YN0028: │ The lockfile would have been modified by this install, which is explicitly forbidden.',
    ],
  },
  'pnpm-fetch-failed': {
    examples: [
      ' ERR_PNPM_META_FETCH_FAIL  GET https://registry.npmjs.org/sharp: request to https://registry.npmjs.org/sharp failed',
      ' ERR_PNPM_FETCH_502  GET https://registry.npmjs.org/sharp: Bad Gateway - 502',
    ],
  },
  'pnpm-script-failed': {
    examples: [' ELIFECYCLE  Command failed with exit code 2.', 'error Command failed with exit code 1.'],
  },
};
