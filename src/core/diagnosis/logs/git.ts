import type { Reader } from './finding.ts';
import { lineRules } from './lineRule.ts';

/** Git and Git LFS. */
export const gitReaders: readonly Reader[] = lineRules([
  { on: 'not a git repository', category: 'bad-arguments' },
  {
    on: 'did not match any file(s) known to git',
    match: /pathspec '(?<what>[^']{1,300})' did not match/,
    category: 'bad-arguments',
  },
  {
    on: [
      'Authentication failed for',
      'could not read Username for',
      'could not read Password for',
      'terminal prompts disabled',
      'Invalid username or password',
      'Support for password authentication was removed',
    ],
    category: 'permission',
  },
  { on: 'Could not read from remote repository', category: 'permission', weight: 'echo' },
  { on: 'Remote branch ', match: /Remote branch (?<what>\S{1,200}) not found in upstream/, category: 'bad-arguments' },
  {
    on: [
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
    on: ['repository ', 'Repository not found'],
    match: /^(?:fatal|ERROR|remote): (?:repository '.{1,500}' (?:not found|does not exist)|Repository not found)/,
    category: 'missing-file',
  },
  { on: 'does not appear to be a git repository', category: 'missing-file' },
  {
    on: ['index.lock', 'Another git process seems to be running'],
    match: /Unable to create '.{1,500}\.lock': File exists|Another git process/,
    category: 'lock-contention',
  },
  { on: 'already exists and is not an empty directory', category: 'conflict' },
  {
    on: ['CONFLICT (', 'Automatic merge failed', 'would be overwritten by', 'Your local changes'],
    category: 'conflict',
  },
  { on: ['[rejected]', 'failed to push some refs'], category: 'conflict', weight: 'error' },
  { on: 'dubious ownership', category: 'permission' },
  {
    on: ['early EOF', 'RPC failed', 'the remote end hung up', 'unexpected disconnect while reading', 'fetch-pack: '],
    match: /early EOF|RPC failed|remote end hung up|unexpected disconnect|invalid index-pack output/,
    category: 'network',
    weight: 'error',
  },
  { on: 'server certificate verification failed', category: 'network-tls' },
  { on: ['SSL certificate problem', 'gnutls_handshake() failed', 'schannel: '], category: 'network-tls' },
  { on: 'Smudge error', category: 'network', weight: 'error' },
  { on: 'is not a git command', category: 'bad-arguments' },
  { on: ['batch response: This repository is over its data quota'], category: 'quota' },
  {
    on: ['loose object', 'object file'],
    match: /(?:object file|loose object) .{1,300} is (?:empty|corrupt)/,
    category: 'bad-input',
  },
  { on: ['Please tell me who you are', 'unable to auto-detect email'], category: 'bad-arguments' },
]);
