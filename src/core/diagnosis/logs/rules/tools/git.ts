import * as l10n from '@vscode/l10n';
import type { Rules } from '../../engine/finding.ts';

/** Rules for Git and Git LFS. */
export const gitRules = {
  'git-patch-does-not-apply': {
    like: ['No valid patches in input', 'error: corrupt patch at', ': patch does not apply'],
    category: 'bad-input',
  },
  'git-outside-repository': { like: 'not a git repository', category: 'bad-arguments' },
  'git-sign-in-failed': {
    like: [
      'Authentication failed for',
      'could not read Username for',
      'could not read Password for',
      'terminal prompts disabled',
      'Invalid username or password',
      'Support for password authentication was removed',
    ],
    category: 'permission',
    says: () => l10n.t('Git could not sign in'),
    fix: () => [
      l10n.t(
        'A task cannot answer a password prompt: give Git a token (GIT_ASKPASS or a credential helper), or ship the source as a resource file.',
      ),
    ],
  },
  'git-remote-unreadable': { like: 'Could not read from remote repository', category: 'permission', weight: 'echo' },
  'git-revision-unknown': {
    like: [
      "fatal: invalid upstream '{what}'",
      'fatal: ambiguous argument',
      'fatal: bad object',
      'fatal: Not a valid object name',
      "pathspec '{what}' did not match",
      'Remote branch {what} not found in upstream',
      "couldn't find remote ref",
      'unknown revision or path',
      'bad revision',
      'invalid reference: ',
      'reference is not a tree',
      'not our ref',
      'request for unadvertised object',
    ],
    category: 'bad-arguments',
  },
  'git-repository-missing': {
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
      'does not appear to be a git repository',
    ],
    category: 'missing-file',
  },
  'git-index-locked': {
    like: ["Unable to create '{}.lock': File exists", 'Another git process'],
    category: 'lock-contention',
    says: () => l10n.t('Another Git process is using the repository'),
    fix: () => [
      l10n.t('Have each task clone into its own working directory instead of sharing one between task slots.'),
    ],
  },
  'git-folder-not-empty': { like: 'already exists and is not an empty directory', category: 'conflict' },
  'git-merge-conflict': {
    like: ['CONFLICT (', 'Automatic merge failed'],
    category: 'conflict',
    fix: () => [
      l10n.t('Merge outside the task, and have the task check out a commit in which the conflict is resolved.'),
    ],
  },
  'git-local-changes': {
    like: ['would be overwritten by', 'Your local changes'],
    category: 'conflict',
    fix: () => [l10n.t('Check out into a new folder, or drop local changes first (git reset --hard).')],
  },
  'git-push-rejected': { on: ['[rejected]', 'failed to push some refs'], category: 'conflict', weight: 'error' },
  'git-dubious-ownership': {
    like: 'dubious ownership',
    category: 'permission',
    says: () => l10n.t('The Git repository belongs to another user'),
    fix: () => [
      l10n.t('Clone it as the user that runs the task, or run git config --global --add safe.directory with its path.'),
    ],
  },
  'git-transfer-broken': {
    like: ['early EOF', 'RPC failed', 'remote end hung up', 'unexpected disconnect', 'invalid index-pack output'],
    category: 'network',
    weight: 'error',
  },
  'git-tls-failed': {
    like: [
      'server certificate verification failed',
      'SSL certificate problem',
      'gnutls_handshake() failed',
      'schannel: ',
    ],
    category: 'network-tls',
  },
  'git-lfs-download-failed': { like: 'Smudge error', category: 'network', weight: 'error' },
  'git-command-unknown': { like: 'is not a git command', category: 'bad-arguments' },
  'git-lfs-quota-used': { like: ['batch response: This repository is over its data quota'], category: 'quota' },
  'git-object-damaged': {
    like: [
      'object file {} is empty',
      'object file {} is corrupt',
      'loose object {} is empty',
      'loose object {} is corrupt',
    ],
    category: 'bad-input',
  },
  'git-identity-missing': {
    like: ['Please tell me who you are', 'unable to auto-detect email'],
    category: 'bad-arguments',
  },
} satisfies Rules;
