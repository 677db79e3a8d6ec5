import type { ExamplesOf } from '../../engine/examples.ts';
import type { mountRules } from './mounts.ts';

export const mountExamples: ExamplesOf<typeof mountRules> = {
  'fuse-failed': {
    examples: [
      "fuse: device not found, try 'modprobe fuse' first",
      'fuse: failed to exec fusermount3: No such file or directory',
      'fusermount: failed to open /etc/fuse.conf: Permission denied',
    ],
    not: ["fuse: if you are sure this is safe, use the 'nonempty' mount option"],
  },
  'mount-folder-not-empty': { examples: ['Error: mount directory is not empty'] },
  'blobfuse-settings': {
    examples: ['Error: failed to initialize new pipeline [config error in azstorage [account name not provided]]'],
  },
  'blobfuse-credentials': {
    examples: [
      'Error: failed to initialize new pipeline [failed to authenticate credentials for azstorage]',
      'Unable to start blobfuse due to a lack of credentials. Please check the readme for valid auth setups.',
      'Fri Nov 20 08:00:12 UTC 2026 : blobfuse2[2214] : LOG_ERR [mount.go (431)]: mount : failed to initialize new pipeline [failed to authenticate credentials for azstorage]',
    ],
  },
  'mount-device-missing': { examples: ['mount: /mnt/data: special device /dev/sdz1 does not exist.'] },
  'mount-type-unknown': {
    examples: ["mount: /mnt/batch/tasks/workitems/nightly/job-1/sample-0042/wd/m: unknown filesystem type 'nfs'."],
  },
  'mount-module-missing': {
    examples: ['mount error: cifs filesystem not supported by the system', 'mount error(19): No such device'],
  },
  'mount-refused': {
    examples: [
      'mount error(13): Permission denied',
      'mount.nfs: access denied by server while mounting 10.1.0.4:/data',
    ],
  },
  'mount-share-missing': {
    examples: [
      'mount error(2): No such file or directory',
      'mount.nfs: mounting contoso:/data/export failed, reason given by server: No such file or directory',
    ],
    not: ['mount: /mnt/data: special device /dev/sdc1 does not exist'],
  },
  'mount-server-unreachable': {
    examples: ['mount error(115): Operation now in progress', 'mount error(112): Host is down'],
  },
  'mount-server-unknown': {
    examples: [
      'mount error: could not resolve address for contoso.file.core.windows.net: Unknown error',
      'mount.nfs: Failed to resolve server files.contoso.local: Name or service not known',
    ],
  },
  'rclone-remote-unknown': {
    examples: ['Failed to create file system for "azblob:results": didn\'t find section in config file'],
  },
};
