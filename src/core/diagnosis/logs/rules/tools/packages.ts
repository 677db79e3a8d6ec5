import type { Rules } from '../../engine/rule.ts';

/** apt, dpkg, yum, dnf, rpm, zypper and apk. */
export const packageRules = {
  'packages-package-was-not': {
    like: 'Package {what} was not found in the pkg-config search path',
    category: 'missing-module',
  },
  'packages-error-configuration-failed': {
    like: 'ERROR: configuration failed for package',
    category: 'other',
    weight: 'echo',
    narrow: 'other',
  },
  'packages-e-version-for': {
    like: [
      "^E: Version '{what}' for '{}' was not found",
      'dependency problems prevent configuration of {what}:',
      'dependency problems - leaving unconfigured',
    ],
    category: 'dependency-version',
  },
  'packages-is-not-understood': {
    like: ['is not understood in combination', 'E: Invalid operation '],
    category: 'bad-arguments',
  },
  'packages-could-not-get': {
    like: [
      'Could not get lock ',
      'Unable to lock directory',
      'holding the yum lock',
      'is locked by another process',
      'Waiting for cache lock',
      'System management is locked',
      'Unable to lock database',
      'lock held by process',
    ],
    category: 'lock-contention',
    unless: /Permission denied|are you root/,
  },
  'packages-is-another-process': {
    like: 'is another process using it',
    category: 'lock-contention',
    weight: 'error',
  },
  'packages-are-you-root': { like: 'are you root?', category: 'permission', weight: 'error' },
  'packages-locked-by-another': {
    like: 'locked by another process',
    category: 'lock-contention',
  },
  'packages-unable-to-locate': {
    like: [
      'Unable to locate package {what}',
      "Package '{what}' has no installation candidate",
      "package '{what}' has no installation candidate",
      'Unable to find a match: {what}',
      'No match for argument: ',
      'No package {} available.',
      '(no such package)',
      "Couldn't find any package",
      'not found in package names',
      'The following module(s) are unknown: {what}',
    ],
    category: 'missing-module',
  },
  'packages-have-unmet-dependencies': {
    like: ['have unmet dependencies', 'error: Failed dependencies', 'nothing provides', 'package {} conflicts with'],
    category: 'dependency-version',
  },
  'packages-held-broken': { like: 'held broken packages', category: 'dependency-version', weight: 'echo' },
  'packages-dpkg-was-interrupted': { like: 'dpkg was interrupted', category: 'interrupted' },
  'packages-404-not-found': {
    on: ['  404  Not Found', ' 404 Not Found'],
    match: /^(?:Err:\d|E: Failed to fetch|W: Failed to fetch).*404|^\s+404 {2}Not Found/,
    category: 'missing-file',
  },
  'packages-could-not-resolve': {
    like: ["Could not resolve '", 'Temporary failure resolving'],
    category: 'network-dns',
  },
  'packages-could-not-connect': {
    like: ['Could not connect to ', 'Cannot initiate the connection to ', 'Unable to connect to '],
    category: 'network',
    narrow: 'kind',
  },
  'packages-e-failed-to': {
    like: ['E: Failed to fetch', 'E: Unable to fetch some archives', 'E: Some index files failed'],
    category: 'network',
    weight: 'echo',
  },
  'packages-e-failed-to-fetch': {
    like: [
      'E: Failed to fetch {}Hash Sum mismatch',
      'E: Failed to fetch {}File has unexpected size',
      'E: Failed to fetch {}Writing more data than expected',
    ],
    category: 'bad-input',
    narrow: 'unmistakable',
  },
  'packages-does-not-have': {
    like: ['does not have a Release file', 'no longer has a Release file'],
    category: 'missing-file',
  },
  'packages-is-not-signed': {
    like: [
      'is not signed.',
      'NO_PUBKEY',
      'EXPKEYSIG',
      "signatures couldn't be verified",
      'signatures were invalid',
      'GPG check FAILED',
      'Public key for {} is not installed',
    ],
    category: 'network-tls',
    weight: 'error',
    narrow: 'guess',
  },
  'packages-you-don-t': {
    like: [
      "You don't have enough free space in",
      'At least {} more space needed on the',
      'installing package {} needs {} on the',
    ],
    category: 'disk-full',
  },
  'packages-requires-superuser-privilege': {
    like: [
      'requires superuser privilege',
      'has to be run with superuser privileges',
      'You need to be root',
      'are you root?',
      'must be root',
      'must be run as root',
      'requires root privileges',
      'need to be root',
    ],
    category: 'permission',
    narrow: 'stated',
  },
  'packages-sub-process-usr': {
    like: [
      'Sub-process /usr/bin/dpkg returned',
      'Sub-process /usr/bin/apt',
      'Errors were encountered while processing',
    ],
    category: 'other',
    weight: 'echo',
    narrow: 'other',
  },
  'packages-dpkg-error-processing': {
    like: ['^dpkg: error processing package {what}', '^dpkg: error processing archive {what}'],
    category: 'other',
    weight: 'error',
    narrow: 'other',
  },
  'packages-script-subprocess-returned': {
    like: 'script subprocess returned error',
    category: 'other',
    weight: 'error',
    narrow: 'other',
  },
  'packages-trying-to-overwrite': {
    like: "trying to overwrite '{what}', which is also in package",
    category: 'conflict',
  },
  'packages-cannot-find-a': {
    like: [
      'Cannot find a valid baseurl',
      'Cannot prepare internal mirrorlist',
      'Failed to download metadata',
      'Cannot retrieve repository metadata',
      'Cannot download repomd.xml',
    ],
    category: 'network',
    weight: 'error',
  },
  'packages-cannot-open-database': {
    like: ['cannot open Packages database', 'rpmdb: '],
    category: 'other',
    weight: 'error',
  },
  'packages-e-malformed-entry': {
    like: ['E: Malformed entry', "E: Type '{}' is not known on line"],
    category: 'bad-input',
  },
  'packages-debconf-unable-to': {
    like: [
      'debconf: unable to initialize frontend',
      'debconf: delaying',
      'debconf: falling back',
      'does not have a stable CLI interface',
      'unsandboxed as root',
    ],
    category: 'other',
    weight: 'hint',
    narrow: 'other',
  },
} satisfies Rules;
