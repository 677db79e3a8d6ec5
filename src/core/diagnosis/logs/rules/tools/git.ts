import type { Rules } from '../../engine/rule.ts';

/** Git and Git LFS. */
export const gitRules = {
  'git-no-valid-patches': {
    like: ['No valid patches in input', 'error: corrupt patch at', ': patch does not apply'],
    category: 'bad-input',
  },
  'git-fatal-invalid-upstream': {
    like: [
      "fatal: invalid upstream '{what}'",
      'fatal: ambiguous argument',
      'fatal: bad object',
      'fatal: Not a valid object name',
    ],
    category: 'bad-arguments',
  },
  'git-not-a-repository': { like: 'not a git repository', category: 'bad-arguments' },
  'git-pathspec-did-not': {
    like: "pathspec '{what}' did not match",
    category: 'bad-arguments',
  },
  'git-authentication-failed-for': {
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
  'git-could-not-read': { like: 'Could not read from remote repository', category: 'permission', weight: 'echo' },
  'git-remote-branch-not': { like: 'Remote branch {what} not found in upstream', category: 'bad-arguments' },
  'git-couldn-t-find': {
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
  'git-fatal-repository-not': {
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
  'git-does-not-appear': { like: 'does not appear to be a git repository', category: 'missing-file' },
  'git-unable-to-create': {
    like: ["Unable to create '{}.lock': File exists", 'Another git process'],
    category: 'lock-contention',
  },
  'git-already-exists-and': { like: 'already exists and is not an empty directory', category: 'conflict' },
  'git-conflict': {
    like: ['CONFLICT (', 'Automatic merge failed', 'would be overwritten by', 'Your local changes'],
    category: 'conflict',
  },
  'git-rejected': { on: ['[rejected]', 'failed to push some refs'], category: 'conflict', weight: 'error' },
  'git-dubious-ownership': { like: 'dubious ownership', category: 'permission' },
  'git-early-eof': {
    like: ['early EOF', 'RPC failed', 'remote end hung up', 'unexpected disconnect', 'invalid index-pack output'],
    category: 'network',
    weight: 'error',
  },
  'git-server-certificate-verification': { like: 'server certificate verification failed', category: 'network-tls' },
  'git-ssl-certificate-problem': {
    like: ['SSL certificate problem', 'gnutls_handshake() failed', 'schannel: '],
    category: 'network-tls',
  },
  'git-smudge-error': { like: 'Smudge error', category: 'network', weight: 'error' },
  'git-is-not-a': { like: 'is not a git command', category: 'bad-arguments' },
  'git-batch-response-this': { like: ['batch response: This repository is over its data quota'], category: 'quota' },
  'git-object-file-is': {
    like: [
      'object file {} is empty',
      'object file {} is corrupt',
      'loose object {} is empty',
      'loose object {} is corrupt',
    ],
    category: 'bad-input',
  },
  'git-please-tell-me': {
    like: ['Please tell me who you are', 'unable to auto-detect email'],
    category: 'bad-arguments',
  },
} satisfies Rules;
