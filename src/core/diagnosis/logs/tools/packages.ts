import type { LineReader } from '../finding.ts';
import { lineRules } from '../lineRule.ts';

/** apt, dpkg, yum, dnf, rpm, zypper and apk. */
export const packageReaders: readonly LineReader[] = lineRules([
  { like: 'Package {what} was not found in the pkg-config search path', category: 'missing-module' },
  { like: 'ERROR: configuration failed for package', category: 'other', weight: 'echo', narrow: 'other' },
  {
    like: [
      "^E: Version '{what}' for '{}' was not found",
      'dependency problems prevent configuration of {what}:',
      'dependency problems - leaving unconfigured',
    ],
    category: 'dependency-version',
  },
  { like: ['is not understood in combination', 'E: Invalid operation '], category: 'bad-arguments' },
  {
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
  {
    like: 'is another process using it',
    category: 'lock-contention',
    weight: 'error',
  },
  { like: 'are you root?', category: 'permission', weight: 'error' },
  {
    like: 'locked by another process',
    category: 'lock-contention',
  },
  {
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
  {
    like: ['have unmet dependencies', 'error: Failed dependencies', 'nothing provides', 'package {} conflicts with'],
    category: 'dependency-version',
  },
  { like: 'held broken packages', category: 'dependency-version', weight: 'echo' },
  { like: 'dpkg was interrupted', category: 'interrupted' },
  {
    on: ['  404  Not Found', ' 404 Not Found'],
    match: /^(?:Err:\d|E: Failed to fetch|W: Failed to fetch).*404|^\s+404 {2}Not Found/,
    category: 'missing-file',
  },
  { like: ["Could not resolve '", 'Temporary failure resolving'], category: 'network-dns' },
  {
    like: ['Could not connect to ', 'Cannot initiate the connection to ', 'Unable to connect to '],
    category: 'network',
    narrow: 'kind',
  },
  {
    like: ['E: Failed to fetch', 'E: Unable to fetch some archives', 'E: Some index files failed'],
    category: 'network',
    weight: 'echo',
  },
  {
    like: [
      'E: Failed to fetch {}Hash Sum mismatch',
      'E: Failed to fetch {}File has unexpected size',
      'E: Failed to fetch {}Writing more data than expected',
    ],
    category: 'bad-input',
    narrow: 'unmistakable',
  },
  { like: ['does not have a Release file', 'no longer has a Release file'], category: 'missing-file' },
  {
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
  {
    like: [
      "You don't have enough free space in",
      'At least {} more space needed on the',
      'installing package {} needs {} on the',
    ],
    category: 'disk-full',
  },
  {
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
  {
    like: [
      'Sub-process /usr/bin/dpkg returned',
      'Sub-process /usr/bin/apt',
      'Errors were encountered while processing',
    ],
    category: 'other',
    weight: 'echo',
    narrow: 'other',
  },
  {
    like: ['^dpkg: error processing package {what}', '^dpkg: error processing archive {what}'],
    category: 'other',
    weight: 'error',
    narrow: 'other',
  },
  { like: 'script subprocess returned error', category: 'other', weight: 'error', narrow: 'other' },
  {
    like: "trying to overwrite '{what}', which is also in package",
    category: 'conflict',
  },
  {
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
  { like: ['cannot open Packages database', 'rpmdb: '], category: 'other', weight: 'error' },
  {
    like: ['E: Malformed entry', "E: Type '{}' is not known on line"],
    category: 'bad-input',
  },
  {
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
]);
