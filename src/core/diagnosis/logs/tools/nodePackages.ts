import type { LineReader } from '../finding.ts';
import { lineRules } from '../lineRule.ts';

/** What npm says before a message, in its old and its new way. */
const marks = ['npm ERR! ', 'npm error '] as const;

/** npm, Yarn and pnpm. */
export const nodePackageReaders: readonly LineReader[] = lineRules([
  {
    like: npm('code ERESOLVE', 'code EBADENGINE', 'code ETARGET', 'code EBADPLATFORM', 'code ENOTSUP'),
    category: 'dependency-version',
  },
  { like: npm('code E404'), category: 'missing-module' },
  { like: npm('code E401', 'code E403', 'code ENEEDAUTH'), category: 'auth-storage' },
  { like: npm('code EACCES', 'code EPERM'), category: 'permission' },
  { like: npm('code ENOTFOUND', 'code EAI_AGAIN'), category: 'network-dns' },
  { like: npm('code ECONNREFUSED', 'code ECONNRESET'), category: 'network' },
  { like: npm('code ETIMEDOUT'), category: 'timeout' },
  { like: npm('code ENOSPC'), category: 'disk-full' },
  { like: npm('code EINTEGRITY', 'code EJSONPARSE'), category: 'bad-input' },
  { like: npm('code SELF_SIGNED', 'code CERT_', 'code UNABLE_TO'), category: 'network-tls' },
  { like: npm('Missing script', 'missing script'), category: 'bad-arguments' },
  { like: npm("enoent {}open '{what}'"), category: 'missing-file' },
  { like: 'can only install with an existing package-lock.json', category: 'missing-file' },
  { like: npm('gyp ERR! stack Error: Could not find any Python'), category: 'missing-program' },
  {
    like: npm('code ELIFECYCLE', 'code EUSAGE', 'Exit status', 'Lifecycle', 'A complete log', 'command failed', ''),
    category: 'other',
    weight: 'echo',
    narrow: 'other',
  },
  { like: 'The engine "{what}" is incompatible with this module', category: 'dependency-version' },
  { like: ['error Couldn\'t find package "{what}"', 'ERR_PNPM_FETCH_404'], category: 'missing-module' },
  { like: 'error Command "{what}" not found', category: 'bad-arguments' },
  {
    like: ["error Couldn't find a package.json", 'ERR_PNPM_NO_IMPORTER_MANIFEST_FOUND', 'ERR_PNPM_NO_PKG_MANIFEST'],
    category: 'missing-file',
  },
  {
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
  { like: ['ERR_PNPM_FETCH_401', 'ERR_PNPM_FETCH_403'], category: 'auth-storage' },
  { like: ['ERR_PNPM_META_FETCH_FAIL', 'ERR_PNPM_FETCH_'], category: 'network', narrow: 'kind' },
  { like: 'ERR_PNPM_NO_SCRIPT', category: 'bad-arguments' },
  {
    like: ['ELIFECYCLE', 'ERR_PNPM_RECURSIVE_RUN', 'error Command failed with exit code'],
    category: 'other',
    weight: 'echo',
    narrow: 'other',
  },
]);

function npm(...words: readonly string[]): readonly string[] {
  return words.flatMap((text) => marks.map((mark) => mark + text));
}
