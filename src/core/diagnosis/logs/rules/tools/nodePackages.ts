import type { Rules } from '../../engine/rule.ts';

/** What npm says before a message, in its old and its new way. */
const marks = ['npm ERR! ', 'npm error '] as const;

/** npm, Yarn and pnpm. */
export const nodePackageRules = {
  'node-packages': {
    like: npm('code ERESOLVE', 'code EBADENGINE', 'code ETARGET', 'code EBADPLATFORM', 'code ENOTSUP'),
    category: 'dependency-version',
  },
  'node-packages-2': { like: npm('code E404'), category: 'missing-module' },
  'node-packages-3': { like: npm('code E401', 'code E403', 'code ENEEDAUTH'), category: 'auth-storage' },
  'node-packages-4': { like: npm('code EACCES', 'code EPERM'), category: 'permission' },
  'node-packages-5': { like: npm('code ENOTFOUND', 'code EAI_AGAIN'), category: 'network-dns' },
  'node-packages-6': { like: npm('code ECONNREFUSED', 'code ECONNRESET'), category: 'network' },
  'node-packages-7': { like: npm('code ETIMEDOUT'), category: 'timeout' },
  'node-packages-8': { like: npm('code ENOSPC'), category: 'disk-full' },
  'node-packages-9': { like: npm('code EINTEGRITY', 'code EJSONPARSE'), category: 'bad-input' },
  'node-packages-10': { like: npm('code SELF_SIGNED', 'code CERT_', 'code UNABLE_TO'), category: 'network-tls' },
  'node-packages-11': { like: npm('Missing script', 'missing script'), category: 'bad-arguments' },
  'node-packages-12': { like: npm("enoent {}open '{what}'"), category: 'missing-file' },
  'node-packages-can-only-install': {
    like: 'can only install with an existing package-lock.json',
    category: 'missing-file',
  },
  'node-packages-13': { like: npm('gyp ERR! stack Error: Could not find any Python'), category: 'missing-program' },
  'node-packages-14': {
    like: npm('code ELIFECYCLE', 'code EUSAGE', 'Exit status', 'Lifecycle', 'A complete log', 'command failed', ''),
    category: 'other',
    weight: 'echo',
    narrow: 'other',
  },
  'node-packages-the-engine-is': {
    like: 'The engine "{what}" is incompatible with this module',
    category: 'dependency-version',
  },
  'node-packages-error-couldn-t': {
    like: ['error Couldn\'t find package "{what}"', 'ERR_PNPM_FETCH_404'],
    category: 'missing-module',
  },
  'node-packages-error-command-not': { like: 'error Command "{what}" not found', category: 'bad-arguments' },
  'node-packages-error-couldn-t-find': {
    like: ["error Couldn't find a package.json", 'ERR_PNPM_NO_IMPORTER_MANIFEST_FOUND', 'ERR_PNPM_NO_PKG_MANIFEST'],
    category: 'missing-file',
  },
  'node-packages-err-pnpm-outdated': {
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
  'node-packages-err-pnpm-fetch': { like: ['ERR_PNPM_FETCH_401', 'ERR_PNPM_FETCH_403'], category: 'auth-storage' },
  'node-packages-err-pnpm-meta': {
    like: ['ERR_PNPM_META_FETCH_FAIL', 'ERR_PNPM_FETCH_'],
    category: 'network',
    narrow: 'kind',
  },
  'node-packages-err-pnpm-no': { like: 'ERR_PNPM_NO_SCRIPT', category: 'bad-arguments' },
  'node-packages-elifecycle': {
    like: ['ELIFECYCLE', 'ERR_PNPM_RECURSIVE_RUN', 'error Command failed with exit code'],
    category: 'other',
    weight: 'echo',
    narrow: 'other',
  },
} satisfies Rules;

function npm(...words: readonly string[]): readonly string[] {
  return words.flatMap((text) => marks.map((mark) => mark + text));
}
