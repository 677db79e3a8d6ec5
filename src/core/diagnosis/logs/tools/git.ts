import type { LineReader } from '../finding.ts';
import { lineRules } from '../lineRule.ts';

/** Git and Git LFS. */
export const gitReaders: readonly LineReader[] = lineRules([
  { like: ['No valid patches in input', 'error: corrupt patch at', ': patch does not apply'], category: 'bad-input' },
  {
    like: [
      "fatal: invalid upstream '{what}'",
      'fatal: ambiguous argument',
      'fatal: bad object',
      'fatal: Not a valid object name',
    ],
    category: 'bad-arguments',
  },
  { like: 'not a git repository', category: 'bad-arguments' },
  {
    like: "pathspec '{what}' did not match",
    category: 'bad-arguments',
  },
  {
    like: [
      'Authentication failed for',
      'could not read Username for',
      'could not read Password for',
      'terminal prompts disabled',
      'Invalid username or password',
      'Support for password authentication was removed',
    ],
    category: 'permission',
  },
  { like: 'Could not read from remote repository', category: 'permission', weight: 'echo' },
  { like: 'Remote branch {what} not found in upstream', category: 'bad-arguments' },
  {
    like: [
      "couldn't find remote ref",
      'unknown revision or path',
      'bad revision',
      'invalid reference: ',
      'reference is not a tree',
      'not our ref',
    ],
    category: 'bad-arguments',
  },
  {
    like: [
      "^fatal: repository '{}' not found",
      "^fatal: repository '{}' does not exist",
      '^fatal: Repository not found',
      "^ERROR: repository '{}' not found",
      "^ERROR: repository '{}' does not exist",
      '^ERROR: Repository not found',
      "^remote: repository '{}' not found",
      "^remote: repository '{}' does not exist",
      '^remote: Repository not found',
    ],
    category: 'missing-file',
  },
  { like: 'does not appear to be a git repository', category: 'missing-file' },
  {
    like: ["Unable to create '{}.lock': File exists", 'Another git process'],
    category: 'lock-contention',
  },
  { like: 'already exists and is not an empty directory', category: 'conflict' },
  {
    like: ['CONFLICT (', 'Automatic merge failed', 'would be overwritten by', 'Your local changes'],
    category: 'conflict',
  },
  { on: ['[rejected]', 'failed to push some refs'], category: 'conflict', weight: 'error' },
  { like: 'dubious ownership', category: 'permission' },
  {
    like: ['early EOF', 'RPC failed', 'remote end hung up', 'unexpected disconnect', 'invalid index-pack output'],
    category: 'network',
    weight: 'error',
  },
  { like: 'server certificate verification failed', category: 'network-tls' },
  { like: ['SSL certificate problem', 'gnutls_handshake() failed', 'schannel: '], category: 'network-tls' },
  { like: 'Smudge error', category: 'network', weight: 'error' },
  { like: 'is not a git command', category: 'bad-arguments' },
  { like: ['batch response: This repository is over its data quota'], category: 'quota' },
  {
    like: [
      'object file {} is empty',
      'object file {} is corrupt',
      'loose object {} is empty',
      'loose object {} is corrupt',
    ],
    category: 'bad-input',
  },
  { like: ['Please tell me who you are', 'unable to auto-detect email'], category: 'bad-arguments' },
]);
