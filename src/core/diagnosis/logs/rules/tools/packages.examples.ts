import type { ExamplesOf } from '../../engine/examples.ts';
import type { packageRules } from './packages.ts';

export const packageExamples: ExamplesOf<typeof packageRules> = {
  'pkg-config-package-missing': {
    examples: [
      'Package libcurl was not found in the pkg-config search path.',
      'Package libxml-2.0 was not found in the pkg-config search path.',
    ],
  },
  'apt-version-missing': {
    examples: ["E: Version '99.9' for 'bash' was not found"],
  },
  'dpkg-unconfigured': {
    examples: [
      ' dependency problems - leaving unconfigured',
      'dpkg: dependency problems prevent configuration of contosotool:',
    ],
  },
  'apt-option-unknown': {
    examples: ['E: Command line option --no-such-pkg-opt is not understood in combination with the other options'],
  },
  'package-manager-locked': {
    examples: [
      'database file is locked by another process',
      'E: Could not get lock /var/lib/apt/lists/lock. It is held by process 812 (apt-get)',
    ],
    not: ['E: Could not open lock file /var/lib/dpkg/lock-frontend - open (13: Permission denied)'],
  },
  'dpkg-lock-held': {
    examples: [
      'E: Unable to acquire the dpkg frontend lock (/var/lib/dpkg/lock-frontend), is another process using it?',
    ],
  },
  'dpkg-needs-root': {
    examples: ['E: Unable to acquire the dpkg frontend lock (/var/lib/dpkg/lock-frontend), are you root?'],
  },
  'package-missing': {
    examples: [
      'E: Unable to locate package ffmpeg',
      "E: Package 'python-dev' has no installation candidate",
      "E: Couldn't find any package by glob 'libssl1.0'",
    ],
  },
  'package-unknown': {
    examples: [
      '  py3-foo (no such package):',
      'STDERR: No package glusterfs available.',
      'Error: Unable to find a match: openmpi3-devel',
    ],
  },
  'packages-exclude-each-other': {
    examples: [
      ' containerd.io (1.6.4-1) breaks containerd and is installed.',
      'file /usr/bin/nvidia-smi from install of driver-535 conflicts with file from package driver-470',
      '  - package podman-docker-4.2 conflicts with docker provided by docker-ce-20.10',
      ' containerd.io : Conflicts: containerd',
    ],
  },
  'package-dependencies-unmet': { examples: ['error: Failed dependencies:'] },
  'dpkg-interrupted': {
    examples: ["E: dpkg was interrupted, you must manually run 'dpkg --configure -a' to correct the problem."],
  },
  'apt-host-unknown': {
    examples: [
      "  Temporary failure resolving 'azure.archive.ubuntu.com'",
      "W: Failed to fetch http://azure.archive.ubuntu.com/ubuntu/dists/jammy/InRelease  Temporary failure resolving 'azure.archive.ubuntu.com'",
    ],
  },
  'apt-mirror-unreachable': { examples: ['Unable to connect to MLflow tracking server at http://10.0.0.9:5000'] },
  'apt-mirror-out-of-step': {
    examples: ['E: Failed to fetch http://deb.debian.org/debian/pool/main/a/acme_1.0_amd64.deb  Hash Sum mismatch'],
  },
  'apt-release-missing': {
    examples: ["E: The repository 'http://deb.debian.org/debian stretch Release' does not have a Release file."],
  },
  'package-signature-untrusted': {
    examples: [
      "W: GPG error: http://packages.contoso.com stable InRelease: The following signatures couldn't be verified because the public key is not available: NO_PUBKEY EB3E94ADBE1229CF",
    ],
  },
  'package-disk-full': { examples: ["E: You don't have enough free space in /var/cache/apt/archives/."] },
  'apt-dpkg-failed': { examples: ['Errors were encountered while processing:'] },
  'dpkg-package-failed': { examples: ['dpkg: error processing package contosotool (--install):'] },
  'dpkg-file-conflict': {
    examples: [" trying to overwrite '/usr/bin/tool', which is also in package tool-old 1.0"],
  },
  'yum-mirror-unreachable': { examples: ['Cannot find a valid baseurl for repo: base/7/x86_64'] },
  'r-configuration-failed': { examples: ['ERROR: configuration failed for package ‘xml2’'] },
  'apt-held-broken-packages': { examples: ['E: Unable to correct problems, you have held broken packages.'] },
  'apt-file-missing': {
    examples: [
      'E: Failed to fetch http://azure.archive.ubuntu.com/ubuntu/pool/main/c/curl/curl_7.81.0-1_amd64.deb  404  Not Found [IP: 10.0.0.4 80]',
      '  404  Not Found [IP: 10.0.0.4 80]',
    ],
    not: ['10.0.0.4 - - "GET /favicon.ico HTTP/1.1" 404 Not Found'],
  },
  'apt-fetch-failed': {
    examples: [
      'E: Unable to fetch some archives, maybe run apt-get update or try with --fix-missing?',
      'E: Some index files failed to download. They have been ignored, or old ones used instead.',
    ],
  },
  'dpkg-script-failed': {
    examples: [' installed mysql-server-8.0 package post-installation script subprocess returned error exit status 1'],
  },
  'rpm-database-unreadable': {
    examples: [
      'error: cannot open Packages database in /var/lib/rpm',
      'error: rpmdb: BDB0113 Thread/process 812/139 failed: BDB1507 Thread died in Berkeley DB library',
    ],
  },
  'apt-source-malformed': {
    examples: [
      'E: Malformed entry 1 in list file /etc/apt/sources.list.d/contoso.list (Component)',
      "E: Type 'dep' is not known on line 3 in source list /etc/apt/sources.list",
    ],
  },
  'debconf-chatter': {
    examples: [
      'debconf: unable to initialize frontend: Dialog',
      'debconf: delaying package configuration, since apt-utils is not installed',
      'WARNING: apt does not have a stable CLI interface. Use with caution in scripts.',
    ],
  },
};
