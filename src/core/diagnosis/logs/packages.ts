import type { Reader } from './finding.ts';
import { lineRules } from './lineRule.ts';

/** apt, dpkg, yum, dnf, rpm, zypper and apk. */
export const packageReaders: readonly Reader[] = lineRules([
  { on: ['is not understood in combination', 'E: Invalid operation '], category: 'bad-arguments' },
  {
    on: [
      'Could not get lock /var',
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
    on: ['Unable to acquire the dpkg frontend lock'],
    match: /is another process using it/,
    category: 'lock-contention',
    weight: 'error',
  },
  { on: ['dpkg frontend lock'], match: /are you root\?/, category: 'permission', weight: 'error' },
  {
    on: ['dpkg status database is locked', 'dpkg: error: '],
    match: /locked by another process/,
    category: 'lock-contention',
  },
  {
    on: [
      'Unable to locate package',
      'no installation candidate',
      'Unable to find a match',
      'No match for argument',
      ' available.',
      'no such package',
      "Couldn't find any package",
      'not found in package names',
    ],
    match:
      /Unable to locate package (?<what>\S{1,100})|[Pp]ackage '(?<p>[^']{1,100})' has no installation candidate|Unable to find a match: (?<m>.{1,200})|No match for argument: |No package \S{1,100} available\.|\(no such package\)|Couldn't find any package|not found in package names/,
    category: 'missing-module',
  },
  {
    on: [
      'have unmet dependencies',
      'error: Failed dependencies',
      'nothing provides ',
      'held broken packages',
      'conflicts with',
      'requires: ',
    ],
    match: /have unmet dependencies|error: Failed dependencies|nothing provides|package .{1,200} conflicts with/,
    category: 'dependency-version',
  },
  { on: 'held broken packages', category: 'dependency-version', weight: 'echo' },
  { on: 'dpkg was interrupted', category: 'interrupted' },
  {
    on: ['  404  Not Found', ' 404 Not Found'],
    match: /^(?:Err:\d|E: Failed to fetch|W: Failed to fetch).{0,500}404|^\s+404 {2}Not Found/,
    category: 'missing-file',
  },
  { on: ["Could not resolve '", 'Temporary failure resolving'], category: 'network-dns' },
  {
    on: ['Could not connect to ', 'Cannot initiate the connection to', 'Unable to connect to '],
    match: /(?:Could not connect to|Cannot initiate the connection to|Unable to connect to) \S{1,200}/,
    category: 'network',
    narrow: 'told',
  },
  {
    on: ['E: Failed to fetch', 'E: Unable to fetch some archives', 'E: Some index files failed'],
    category: 'network',
    weight: 'echo',
  },
  { on: ['does not have a Release file', 'no longer has a Release file'], category: 'missing-file' },
  {
    on: [
      'is not signed',
      'NO_PUBKEY',
      'EXPKEYSIG',
      'following signatures couldn',
      'GPG check FAILED',
      'Public key for',
    ],
    match:
      /is not signed\.|NO_PUBKEY|EXPKEYSIG|signatures (?:couldn't be verified|were invalid)|GPG check FAILED|Public key for .{1,200} is not installed/,
    category: 'network-tls',
    weight: 'error',
    narrow: 'guess',
  },
  {
    on: ["You don't have enough free space in", 'Disk Requirements:', 'needs at least '],
    match:
      /You don't have enough free space in|At least .{1,40} more space needed on the|installing package .{1,200} needs .{1,40} on the/,
    category: 'disk-full',
  },
  {
    on: [
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
    narrow: 'told',
  },
  {
    on: ['Sub-process /usr/bin/dpkg returned', 'Sub-process /usr/bin/apt', 'Errors were encountered while processing'],
    category: 'other',
    weight: 'echo',
    narrow: 'other',
  },
  {
    on: 'dpkg: error processing',
    match: /^dpkg: error processing (?:package|archive) (?<what>\S{1,200})/,
    category: 'other',
    weight: 'error',
    narrow: 'other',
  },
  { on: 'script subprocess returned error', category: 'other', weight: 'error', narrow: 'other' },
  {
    on: ['trying to overwrite'],
    match: /trying to overwrite '(?<what>[^']{1,300})', which is also in package/,
    category: 'conflict',
  },
  {
    on: [
      'Cannot find a valid baseurl',
      'Cannot prepare internal mirrorlist',
      'Failed to download metadata',
      'Cannot retrieve repository metadata',
      'Cannot download repomd.xml',
    ],
    category: 'network',
    weight: 'error',
  },
  { on: ['cannot open Packages database', 'rpmdb: '], category: 'other', weight: 'error' },
  {
    on: ['E: Malformed entry', 'E: Type '],
    match: /E: Malformed entry|E: Type '.{1,60}' is not known on line/,
    category: 'bad-input',
  },
  {
    on: [
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
