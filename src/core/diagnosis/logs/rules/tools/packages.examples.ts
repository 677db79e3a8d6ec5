import type { ExamplesOf } from '../../engine/examples.ts';
import type { packageRules } from './packages.ts';

export const packageExamples: Partial<ExamplesOf<typeof packageRules>> = {
  'packages-package-was-not': {
    examples: [
      'Package libcurl was not found in the pkg-config search path.',
      'Package libxml-2.0 was not found in the pkg-config search path.',
    ],
  },
  'packages-e-version-for': {
    examples: [
      "E: Version '99.9' for 'bash' was not found",
      ' dependency problems - leaving unconfigured',
      'dpkg: dependency problems prevent configuration of contosotool:',
    ],
  },
  'packages-is-not-understood': {
    examples: ['E: Command line option --no-such-pkg-opt is not understood in combination with the other options'],
  },
  'packages-could-not-get': {
    examples: [
      'database file is locked by another process',
      'E: Could not get lock /var/lib/apt/lists/lock. It is held by process 812 (apt-get)',
    ],
  },
  'packages-is-another-process': {
    examples: [
      'E: Unable to acquire the dpkg frontend lock (/var/lib/dpkg/lock-frontend), is another process using it?',
    ],
  },
  'packages-are-you-root': {
    examples: ['E: Unable to acquire the dpkg frontend lock (/var/lib/dpkg/lock-frontend), are you root?'],
  },
  'packages-unable-to-locate': {
    examples: [
      '  py3-foo (no such package):',
      'E: Unable to locate package ffmpeg',
      'STDERR: No package glusterfs available.',
    ],
  },
  'packages-have-unmet-dependencies': { examples: ['error: Failed dependencies:'] },
  'packages-dpkg-was-interrupted': {
    examples: ["E: dpkg was interrupted, you must manually run 'dpkg --configure -a' to correct the problem."],
  },
  'packages-could-not-resolve': {
    examples: [
      "  Temporary failure resolving 'azure.archive.ubuntu.com'",
      "W: Failed to fetch http://azure.archive.ubuntu.com/ubuntu/dists/jammy/InRelease  Temporary failure resolving 'azure.archive.ubuntu.com'",
    ],
  },
  'packages-could-not-connect': { examples: ['Unable to connect to MLflow tracking server at http://10.0.0.9:5000'] },
  'packages-e-failed-to-fetch': {
    examples: ['E: Failed to fetch http://deb.debian.org/debian/pool/main/a/acme_1.0_amd64.deb  Hash Sum mismatch'],
  },
  'packages-does-not-have': {
    examples: ["E: The repository 'http://deb.debian.org/debian stretch Release' does not have a Release file."],
  },
  'packages-is-not-signed': {
    examples: [
      "W: GPG error: http://packages.contoso.com stable InRelease: The following signatures couldn't be verified because the public key is not available: NO_PUBKEY EB3E94ADBE1229CF",
    ],
  },
  'packages-you-don-t': { examples: ["E: You don't have enough free space in /var/cache/apt/archives/."] },
  'packages-requires-superuser-privilege': {
    examples: ['must be run as root', 'You must be root to run this tool', 'This operation requires root privileges'],
  },
  'packages-sub-process-usr': { examples: ['Errors were encountered while processing:'] },
  'packages-dpkg-error-processing': { examples: ['dpkg: error processing package contosotool (--install):'] },
  'packages-trying-to-overwrite': {
    examples: [" trying to overwrite '/usr/bin/tool', which is also in package tool-old 1.0"],
  },
  'packages-cannot-find-a': { examples: ['Cannot find a valid baseurl for repo: base/7/x86_64'] },
};
