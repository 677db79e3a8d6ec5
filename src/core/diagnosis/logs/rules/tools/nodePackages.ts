import * as l10n from '@vscode/l10n';
import type { Rules } from '../../engine/finding.ts';

const marks = ['npm ERR! ', 'npm error '] as const;

/** Rules for npm, Yarn, and pnpm. */
export const nodePackageRules = {
  'npm-versions-conflict': {
    like: npm('code ERESOLVE', 'code EBADENGINE', 'code ETARGET', 'code EBADPLATFORM', 'code ENOTSUP'),
    category: 'dependency-version',
  },
  'npm-package-missing': { like: npm('code E404'), category: 'missing-module' },
  'npm-registry-refuses': { like: npm('code E401', 'code E403', 'code ENEEDAUTH'), category: 'auth-storage' },
  'npm-permission-denied': { like: npm('code EACCES', 'code EPERM'), category: 'permission' },
  'npm-host-unknown': { like: npm('code ENOTFOUND', 'code EAI_AGAIN'), category: 'network-dns', weight: 'error' },
  'npm-connection-failed': { like: npm('code ECONNREFUSED', 'code ECONNRESET'), category: 'network', weight: 'error' },
  'npm-timed-out': { like: npm('code ETIMEDOUT'), category: 'timeout', weight: 'error' },
  'npm-disk-full': { like: npm('code ENOSPC'), category: 'disk-full' },
  'npm-content-damaged': { like: npm('code EINTEGRITY', 'code EJSONPARSE'), category: 'bad-input' },
  'npm-certificate-untrusted': {
    like: npm('code SELF_SIGNED', 'code CERT_', 'code UNABLE_TO'),
    category: 'network-tls',
  },
  'npm-script-missing': { like: npm('Missing script', 'missing script'), category: 'bad-arguments' },
  'npm-manifest-missing': { like: npm("enoent {}open '{what}'"), category: 'missing-file' },
  'npm-lock-file-missing': { like: 'can only install with an existing package-lock.json', category: 'missing-file' },
  'npm-lock-file-out-of-sync': {
    like: 'can only install packages when your package.json and package-lock.json',
    category: 'dependency-version',
    says: () => l10n.t('package.json and its lock file are not in sync'),
    fix: () => [l10n.t('Run npm install where package.json was changed, and ship the new lock file with it.')],
  },
  'node-gyp-without-python': {
    like: npm('gyp ERR! stack Error: Could not find any Python'),
    category: 'missing-program',
  },
  'npm-tail': {
    like: npm('code ELIFECYCLE', 'code EUSAGE', 'Exit status', 'Lifecycle', 'A complete log', 'command failed', ''),
    category: 'other',
    weight: 'echo',
    narrow: 'other',
  },
  'yarn-engine-incompatible': {
    like: 'The engine "{what}" is incompatible with this module',
    category: 'dependency-version',
  },
  'yarn-package-missing': {
    like: ['error Couldn\'t find package "{what}"', 'ERR_PNPM_FETCH_404'],
    category: 'missing-module',
  },
  'yarn-command-missing': { like: 'error Command "{what}" not found', category: 'bad-arguments' },
  'yarn-manifest-missing': {
    like: ["error Couldn't find a package.json", 'ERR_PNPM_NO_IMPORTER_MANIFEST_FOUND', 'ERR_PNPM_NO_PKG_MANIFEST'],
    category: 'missing-file',
  },
  'pnpm-versions-conflict': {
    like: [
      'ERR_PNPM_OUTDATED_LOCKFILE',
      'ERR_PNPM_NO_MATCHING_VERSION',
      'ERR_PNPM_UNSUPPORTED_ENGINE',
      'ERR_PNPM_PEER_DEP_ISSUES',
      'ERR_PNPM_LOCKFILE_BREAKING_CHANGE',
      "error Couldn't find any versions for",
      'error Your lockfile needs to be updated',
      'YN0028: ',
      'YN0082: ',
    ],
    category: 'dependency-version',
  },
  'pnpm-registry-refuses': { like: ['ERR_PNPM_FETCH_401', 'ERR_PNPM_FETCH_403'], category: 'auth-storage' },
  'pnpm-fetch-failed': { like: ['ERR_PNPM_META_FETCH_FAIL', 'ERR_PNPM_FETCH_'], category: 'network', narrow: 'kind' },
  'pnpm-script-missing': { like: 'ERR_PNPM_NO_SCRIPT', category: 'bad-arguments' },
  'pnpm-script-failed': {
    like: ['ELIFECYCLE', 'ERR_PNPM_RECURSIVE_RUN', 'error Command failed with exit code'],
    category: 'other',
    weight: 'echo',
    narrow: 'other',
  },
} satisfies Rules;

function npm(...words: readonly string[]): readonly string[] {
  return words.flatMap((text) => marks.map((mark) => mark + text));
}
