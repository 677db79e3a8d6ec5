import * as l10n from '@vscode/l10n';
import { addSubject, type Rules } from '../../engine/finding.ts';

/** Rules for apt, dpkg, yum, dnf, rpm, zypper, and apk. */
export const packageRules = {
  'pkg-config-package-missing': {
    like: 'Package {what} was not found in the pkg-config search path',
    category: 'missing-module',
  },
  'r-configuration-failed': {
    like: 'ERROR: configuration failed for package',
    category: 'other',
    weight: 'echo',
    narrow: 'other',
  },
  'apt-version-missing': {
    like: "^E: Version '{what}' for '{}' was not found",
    category: 'dependency-version',
  },
  'dpkg-unconfigured': {
    like: ['dependency problems prevent configuration of {what}:', 'dependency problems - leaving unconfigured'],
    category: 'dependency-version',
    weight: 'error',
  },
  'apt-option-unknown': {
    like: ['is not understood in combination', 'E: Invalid operation '],
    category: 'bad-arguments',
  },
  'package-manager-locked': {
    like: [
      'Could not get lock ',
      'Unable to lock directory',
      'holding the yum lock',
      'locked by another process',
      'Waiting for cache lock',
      'System management is locked',
      'Unable to lock database',
      'lock held by process',
    ],
    category: 'lock-contention',
    unless: /Permission denied|are you root/,
    says: () => l10n.t('A package manager is busy on the node'),
    fix: waitForPackageManager,
  },
  'dpkg-lock-held': {
    like: 'is another process using it',
    category: 'lock-contention',
    weight: 'error',
    says: () => l10n.t('A package manager is busy on the node'),
    fix: waitForPackageManager,
  },
  'dpkg-needs-root': { like: 'are you root?', category: 'permission' },
  'package-missing': {
    like: [
      'Unable to locate package {what}',
      "Package '{what}' has no installation candidate",
      "package '{what}' has no installation candidate",
      "Couldn't find any package",
    ],
    category: 'missing-module',
    says: addSubject(() => l10n.t('No repository has the package')),
    isOpen: true,
    fix: () => [
      l10n.t(
        'Run apt-get update first, because images come without lists of packages. If that ran, the name is wrong, or the release has no such package.',
      ),
      checkPackageName(),
    ],
  },
  'package-unknown': {
    like: [
      'Unable to find a match: {what}',
      'No match for argument: ',
      'No package {} available.',
      '(no such package)',
      'not found in package names',
      'The following module(s) are unknown: {what}',
    ],
    category: 'missing-module',
    says: addSubject(() => l10n.t('No repository has the package')),
    fix: () => [checkPackageName()],
  },
  'packages-exclude-each-other': {
    like: [
      ' breaks {what} and is installed',
      ' conflicts with file from package {what}',
      'package {} conflicts with {} provided by {what}',
      ' : Conflicts: {what}',
    ],
    category: 'dependency-version',
    narrow: 'unmistakable',
    says: addSubject(() => l10n.t('The package excludes another one')),
    fix: () => [
      l10n.t(
        'Leave one of the two packages out: install nothing if the one that the image has does the same, or else remove that one first.',
      ),
    ],
  },
  'package-dependencies-unmet': {
    like: ['have unmet dependencies', 'error: Failed dependencies', 'nothing provides', 'package {} conflicts with'],
    category: 'dependency-version',
  },
  'apt-held-broken-packages': { like: 'held broken packages', category: 'dependency-version', weight: 'echo' },
  'dpkg-interrupted': {
    like: 'dpkg was interrupted',
    category: 'interrupted',
    fix: () => [l10n.t('Run dpkg --configure -a before apt-get in the start task, or reimage the node.')],
  },
  'apt-file-missing': {
    on: ['  404  Not Found', ' 404 Not Found'],
    match: /^(?:Err:\d|E: Failed to fetch|W: Failed to fetch).*404|^\s+404 {2}Not Found/,
    category: 'missing-file',
  },
  'apt-host-unknown': { like: ["Could not resolve '", 'Temporary failure resolving'], category: 'network-dns' },
  'apt-mirror-unreachable': {
    like: ['Could not connect to ', 'Cannot initiate the connection to ', 'Unable to connect to '],
    category: 'network',
    narrow: 'kind',
  },
  'apt-fetch-failed': {
    like: ['E: Failed to fetch', 'E: Unable to fetch some archives', 'E: Some index files failed'],
    category: 'network',
    weight: 'echo',
  },
  'apt-mirror-out-of-step': {
    like: [
      'E: Failed to fetch {}Hash Sum mismatch',
      'E: Failed to fetch {}File has unexpected size',
      'E: Failed to fetch {}Writing more data than expected',
    ],
    category: 'bad-input',
    narrow: 'unmistakable',
  },
  'apt-release-missing': {
    like: ['does not have a Release file', 'no longer has a Release file'],
    category: 'missing-file',
    fix: () => [
      l10n.t(
        'The mirrors have dropped a release that is no longer supported: use a newer image, or the archive of old releases.',
      ),
    ],
  },
  'package-signature-untrusted': {
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
  'package-disk-full': {
    like: [
      "You don't have enough free space in",
      'At least {} more space needed on the',
      'installing package {} needs {} on the',
    ],
    category: 'disk-full',
  },
  'apt-dpkg-failed': {
    like: ['Sub-process /usr/bin/', 'Errors were encountered while processing'],
    category: 'other',
    weight: 'echo',
    narrow: 'other',
  },
  'dpkg-package-failed': {
    like: ['^dpkg: error processing package {what}', '^dpkg: error processing archive {what}'],
    category: 'other',
    weight: 'error',
    narrow: 'other',
  },
  'dpkg-script-failed': {
    like: 'script subprocess returned error',
    category: 'other',
    weight: 'error',
    narrow: 'other',
  },
  'dpkg-file-conflict': { like: "trying to overwrite '{what}', which is also in package", category: 'conflict' },
  'yum-mirror-unreachable': {
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
  'rpm-database-unreadable': { like: ['cannot open Packages database', 'rpmdb: '], category: 'other', weight: 'error' },
  'apt-source-malformed': { like: ['E: Malformed entry', "E: Type '{}' is not known on line"], category: 'bad-input' },
  'debconf-chatter': {
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

function checkPackageName(): string {
  return l10n.t(
    "Correct the package's name: the release in the node's image has none of that name, which may have changed or depend on its kernel.",
  );
}

function waitForPackageManager(): readonly string[] {
  return [
    l10n.t(
      'A new node updates itself at first: have the package manager wait (apt-get -o DPkg::Lock::Timeout=300 …), with retries in the start task.',
    ),
  ];
}
