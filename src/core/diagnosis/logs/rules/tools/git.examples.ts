import type { ExamplesOf } from '../../engine/examples.ts';
import type { gitRules } from './git.ts';

export const gitExamples: Partial<ExamplesOf<typeof gitRules>> = {
  'git-fatal-invalid-upstream': { examples: ["fatal: invalid upstream 'nosuch'"] },
  'git-not-a-repository': { examples: ['fatal: not a git repository (or any of the parent directories): .git'] },
  'git-pathspec-did-not': { examples: ["error: pathspec 'v9.9' did not match any file(s) known to git"] },
  'git-authentication-failed-for': {
    examples: ["  stderr: 'fatal: could not read Username for 'https://github.com': No such device or address'"],
  },
  'git-could-not-read': { examples: ['fatal: Could not read from remote repository.'] },
  'git-remote-branch-not': { examples: ['fatal: Remote branch release not found in upstream origin'] },
  'git-fatal-repository-not': { examples: ["fatal: repository '/nonexistent/x.git' does not exist"] },
  'git-already-exists-and': { examples: ["fatal: destination path 'r' already exists and is not an empty directory."] },
  'git-conflict': {
    examples: [
      'CONFLICT (content): Merge conflict in a',
      'Automatic merge failed; fix conflicts and then commit the result.',
    ],
  },
  'git-rejected': {
    examples: [
      ' ! [rejected]        HEAD -> main (non-fast-forward)',
      "error: failed to push some refs to '/mnt/batch/tasks/workitems/frames/job-1/task-7/wd/b.git'",
    ],
  },
  'git-dubious-ownership': {
    examples: [
      "fatal: detected dubious ownership in repository at '/mnt/batch/tasks/workitems/frames/job-1/task-7/wd/r'",
    ],
  },
  'git-early-eof': {
    examples: ['fatal: early EOF', 'error: RPC failed; curl 56 GnuTLS recv error (-54): Error in the pull function.'],
  },
  'git-is-not-a': { examples: ["git: 'chekout' is not a git command. See 'git --help'."] },
  'git-please-tell-me': { examples: ['*** Please tell me who you are.'] },
};
