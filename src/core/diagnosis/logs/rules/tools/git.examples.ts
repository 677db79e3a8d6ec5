import type { ExamplesOf } from '../../engine/examples.ts';
import type { gitRules } from './git.ts';

export const gitExamples: ExamplesOf<typeof gitRules> = {
  'git-outside-repository': { examples: ['fatal: not a git repository (or any of the parent directories): .git'] },
  'git-sign-in-failed': {
    examples: ["  stderr: 'fatal: could not read Username for 'https://github.com': No such device or address'"],
  },
  'git-remote-unreadable': { examples: ['fatal: Could not read from remote repository.'] },
  'git-repository-missing': {
    examples: [
      "fatal: repository '/nonexistent/x.git' does not exist",
      "fatal: 'origin' does not appear to be a git repository",
    ],
  },
  'git-folder-not-empty': { examples: ["fatal: destination path 'r' already exists and is not an empty directory."] },
  'git-merge-conflict': {
    examples: [
      'CONFLICT (content): Merge conflict in a',
      'Automatic merge failed; fix conflicts and then commit the result.',
    ],
  },
  'git-local-changes': {
    examples: ['error: Your local changes to the following files would be overwritten by checkout:'],
  },
  'git-push-rejected': {
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
  'git-transfer-broken': {
    examples: ['fatal: early EOF', 'error: RPC failed; curl 56 GnuTLS recv error (-54): Error in the pull function.'],
    not: ['remote: Enumerating objects: 120, done.'],
  },
  'git-command-unknown': { examples: ["git: 'chekout' is not a git command. See 'git --help'."] },
  'git-identity-missing': { examples: ['*** Please tell me who you are.'] },
  'git-patch-does-not-apply': {
    examples: [
      'error: src/mesh.c: patch does not apply',
      'error: No valid patches in input (allow with "--allow-empty")',
      'error: corrupt patch at line 12',
    ],
    not: ['patching file src/mesh.c', 'Applying: Read meshes in parallel'],
  },
  'git-revision-unknown': {
    examples: [
      "fatal: invalid upstream 'nosuch'",
      "error: pathspec 'v9.9' did not match any file(s) known to git",
      'fatal: Remote branch release not found in upstream origin',
      "fatal: couldn't find remote ref release/2024",
      "fatal: bad revision 'v9.9'",
      'fatal: remote error: upload-pack: not our ref 0f3c1b2a',
      'fatal: reference is not a tree: 8d2f1c',
    ],
  },
  'git-index-locked': {
    examples: [
      "fatal: Unable to create '/mnt/batch/tasks/shared/src/.git/index.lock': File exists.",
      'Another git process seems to be running in this repository, e.g.',
    ],
    not: ["Unable to create '/mnt/out/frame.exr': File exists"],
  },
  'git-tls-failed': {
    examples: [
      "fatal: unable to access 'https://git.contoso.com/sim.git/': server certificate verification failed. CAfile: none CRLfile: none",
      "fatal: unable to access 'https://git.contoso.com/sim.git/': SSL certificate problem: self signed certificate in certificate chain",
      "fatal: unable to access 'https://git.contoso.com/sim.git/': gnutls_handshake() failed: The TLS connection was non-properly terminated.",
    ],
  },
  'git-lfs-download-failed': {
    examples: [
      'Error downloading object: models/net.bin (4f1c2d3): Smudge error: Error downloading models/net.bin (4f1c2d3e5a): error transferring "4f1c2d3e5a": [0] remote missing object 4f1c2d3e5a',
    ],
  },
  'git-lfs-quota-used': {
    examples: [
      'batch response: This repository is over its data quota. Account responsible for LFS bandwidth should purchase more data packs to restore access.',
    ],
  },
  'git-object-damaged': {
    examples: [
      'error: object file .git/objects/0a/1b2c3d is empty',
      'fatal: loose object 0a1b2c3d (stored in .git/objects/0a/1b2c3d) is corrupt',
    ],
  },
};
