import * as l10n from '@vscode/l10n';
import type { FailureCategory } from '../../../explanation/category.ts';
import { addSubject, type Finding, type Rules } from '../../engine/finding.ts';
import type { LogText } from '../../engine/text/logText.ts';
import { findMeaning, type Meanings } from '../../engine/words.ts';
import { categoryOfLine } from '../../lexicon/lexicon.ts';

const saidByFuse: Meanings<FailureCategory> = [
  [/device not found|\/dev\/fuse: No such/, 'missing-file'],
  [/failed to exec \S+: No such file|fusermount3?: not found/, 'missing-program'],
  [/mountpoint is not empty/, 'conflict'],
  [/[Pp]ermission denied|[Nn]ot permitted|has no write access|option allow_other only allowed/, 'permission'],
  [/unknown option/, 'bad-arguments'],
];

/** Rules for programs that mount remote files: blobfuse and others based on the FUSE library, CIFS, NFS, and rclone. */
export const mountRules = {
  'fuse-failed': { on: ['fuse: ', 'fusermount: ', 'fusermount3: '], read: readFuse },
  'mount-folder-not-empty': {
    like: 'mount directory is not empty',
    category: 'conflict',
    fix: () => [
      l10n.t('Mount to an empty folder: an earlier task on the node may have left the mount or files there.'),
    ],
  },
  'blobfuse-settings': {
    like: ['config error in azstorage [{what}]', 'failed to initialize new pipeline [config error in {what}'],
    category: 'bad-arguments',
    narrow: 'unmistakable',
    fix: () => [l10n.t('Correct the account, container, or access method in the blobfuse configuration.')],
  },
  'blobfuse-credentials': {
    like: [
      'failed to authenticate credentials',
      'Unable to start pipeline',
      'failed to initialize new pipeline',
      'Unable to start blobfuse due to a lack of credentials',
    ],
    category: 'auth-storage',
    narrow: 'kind',
  },
  'mount-device-missing': { like: 'mount: {}: special device {what} does not exist', category: 'missing-file' },
  'mount-type-unknown': {
    like: "mount: {}unknown filesystem type '{what}'",
    category: 'missing-program',
    says: () => l10n.t('The node cannot mount this kind of file system'),
    fix: () => [l10n.t('Install its helper in the start task: nfs-common, cifs-utils or blobfuse2.')],
  },
  'mount-module-missing': {
    like: ['filesystem not supported by the system', 'mount error(19)'],
    category: 'missing-program',
    says: sayUnsupported,
    fix: () => [adviseKernel()],
  },
  'mount-refused': {
    like: [
      'mount error(13)',
      'mount.nfs: access denied by server while mounting {what}',
      'mount.nfs4: access denied by server while mounting {what}',
    ],
    category: 'permission',
    says: addSubject(() => l10n.t('The file server denied access to the share')),
    fix: () => [l10n.t("Check the share's key or user, and that its network rules allow the pool's subnet.")],
  },
  'mount-share-missing': {
    like: [
      'mount error(2)',
      'mount.nfs: mounting {what} failed, reason given by server: No such file or directory',
      'mount.nfs4: mounting {what} failed, reason given by server: No such file or directory',
    ],
    category: 'missing-file',
    narrow: 'unmistakable',
    says: () => l10n.t('The share to mount does not exist on its server'),
    fix: () => [l10n.t('Create the share, or correct its name in the mount.')],
  },
  'mount-server-unreachable': {
    like: ['mount error(115)', 'mount error(112)', 'mount error(113)', 'mount error(111)'],
    category: 'network',
    fix: () => [
      l10n.t(
        'Let the nodes reach the file server: port 445 for SMB, 2049 for NFS; many networks block 445 to the internet.',
      ),
    ],
  },
  'mount-server-unknown': {
    like: ['mount error: could not resolve address for {what}:', 'mount.nfs: Failed to resolve server {what}:'],
    category: 'network-dns',
  },
  'rclone-remote-unknown': { like: ["didn't find section in config file"], category: 'bad-arguments' },
} satisfies Rules;

function readFuse(log: LogText, line: number): Finding | undefined {
  const text = log.text(line);
  if (!/^(?:\S+: )?fuse(?:rmount3?)?: \S/.test(text) || text.includes('if you are sure this is safe')) return undefined;
  const category = findMeaning(text, saidByFuse) ?? categoryOfLine(text);
  return { line, category: category ?? 'other', weight: 'cause', narrow: category === undefined ? 'failed' : 'exact' };
}

/** Describes a mount that fails before its server is asked, although its helper is installed. */
export function sayUnsupported(): string {
  return l10n.t("The kernel of the node's image can't mount this kind of file system");
}

/** Advises on a kernel without the module of a file system. */
export function adviseKernel(): string {
  return l10n.t(
    'Use a version of the image whose kernel has the module of the file system, or install the module before mounting (on Ubuntu it is in the package linux-modules-extra of the kernel).',
  );
}
