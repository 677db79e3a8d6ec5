import * as l10n from '@vscode/l10n';
import { continueAfterColon } from '../../text/afterColon.ts';
import { adviseKernel, sayUnsupported } from '../logs/rules/system/mounts.ts';
import type { ImageCause } from './imageCause.ts';

/**
 * The reason why a file system could not be mounted, as far as the mount command shows it: its server could not be
 * reached or refused the request.
 */
export type MountCause = ImageCause;

type Kind = 'unreached' | 'key' | 'refused' | 'missing' | 'unsupported';

/**
 * Meanings of the errors of `mount.cifs` and `net use` for a file share (errno.h; Windows: "System Error Codes"; Batch
 * documentation: "Mount a virtual file system on a Batch pool"). Any response from a server means that it was reached.
 */
const kinds: Readonly<Record<'linux' | 'windows', Readonly<Record<string, Kind>>>> = {
  linux: {
    2: 'missing',
    6: 'missing',
    13: 'refused',
    19: 'unsupported',
    101: 'unreached',
    110: 'unreached',
    111: 'unreached',
    112: 'unreached',
    113: 'unreached',
    115: 'unreached',
  },
  windows: {
    5: 'refused',
    53: 'unreached',
    67: 'missing',
    86: 'key',
    121: 'unreached',
    1231: 'unreached',
    1326: 'key',
  },
};

const linuxError = /\bmount error\s?\((\d{1,3})\)/i;
const windowsError = /\bSystem error (\d{1,4})\b/i;
const lacksModule = /\bfilesystem not supported by the system\b/;
const nfsError =
  /\bmount\.nfs4?: (access denied by server|no such file|connection (?:timed out|refused)|no route to host)/i;

const maxLength = 8000;

/** Finds the meaning of a node's message about a mount from the error in it; undefined for unknown messages. */
export function findMountCause(words: string): MountCause | undefined {
  const text = words.slice(0, maxLength);
  const [, nfs] = nfsError.exec(text) ?? [];
  if (nfs !== undefined) return toNfsCause(nfs.toLowerCase());
  const [, onLinux = ''] = linuxError.exec(text) ?? [];
  const [, onWindows = ''] = windowsError.exec(text) ?? [];
  const kind = lacksModule.test(text) ? 'unsupported' : (kinds.linux[onLinux] ?? kinds.windows[onWindows]);
  return kind === undefined ? undefined : toShareCause(kind);
}

function toShareCause(kind: Kind): MountCause {
  switch (kind) {
    case 'unreached':
      return unreached('445');
    case 'key':
      return {
        category: 'auth-storage',
        what: continueAfterColon(l10n.t('The server of a mount refused its user name or key')),
        fixes: [l10n.t("Put a current key of the storage account into the pool's mount configuration.")],
        change: 'surroundings',
      };
    case 'refused':
      return {
        category: 'auth-storage',
        what: continueAfterColon(l10n.t('The server of a mount refused access')),
        fixes: [
          l10n.t('Compare the key in the mount configuration with the keys that the storage account has now.'),
          l10n.t(
            "If the key is right, check the storage account's network rules and the SMB settings of its file service.",
          ),
        ],
        change: 'surroundings',
      };
    case 'missing':
      return missing();
    case 'unsupported':
      return {
        category: 'missing-program',
        what: continueAfterColon(sayUnsupported()),
        fixes: [adviseKernel()],
        change: 'surroundings',
      };
  }
}

function toNfsCause(answer: string): MountCause {
  if (answer.startsWith('no such')) return missing();
  return answer.startsWith('access')
    ? {
        category: 'permission',
        what: continueAfterColon(l10n.t('The server of a mount refused access')),
        fixes: [l10n.t("Let the server export the share to the addresses of the pool's nodes.")],
        change: 'surroundings',
      }
    : unreached('2049');
}

function unreached(port: string): MountCause {
  return {
    category: 'network',
    what: continueAfterColon(l10n.t('The node could not reach the server of a mount (port {0})', port)),
    fixes: [
      l10n.t(
        "Let the pool's subnet reach the server on port {0}: check its network security group, routes, and firewalls.",
        port,
      ),
    ],
    change: 'surroundings',
  };
}

function missing(): MountCause {
  return {
    category: 'missing-file',
    what: continueAfterColon(l10n.t('The share of a mount was not found')),
    fixes: [l10n.t("Create the share, or correct its name in the pool's mount configuration.")],
    change: 'surroundings',
  };
}
