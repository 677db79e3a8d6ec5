import * as l10n from '@vscode/l10n';
import { findTemporaryDisk } from '../../definitions/temporaryDisks.ts';
import type { ComputeNode } from '../../model/computeNode.ts';
import type { Pool } from '../../model/pool.ts';
import { formatNumber } from '../../words/numbers.ts';
import type { Evidence, Fix } from '../explanation/explanation.ts';

interface Machine {
  readonly pool?: Pool | undefined;
  readonly node?: Pick<ComputeNode, 'vmSize'> | undefined;
}

/** Batch's folder on nodes (Batch documentation: "Files and directories"); relative paths begin there. */
const batchRoot = /^(?:\/mnt\/(?:resource\/)?batch|\/opt\/batch\/data|[CD]:\\batch)(?:[/\\]|$)/i;

/** Checks whether a path is on the disk that holds tasks' folders, as far as the path shows it; true if it isn't known. */
export function isOnTaskDisk(path: string | undefined): boolean {
  const isAbsolute = path !== undefined && /^(?:[/\\]|[a-z]:)/i.test(path);
  return !isAbsolute || (batchRoot.test(path) && !path.includes('fsmounts'));
}

/** Describes the disk that holds tasks' folders, and how many tasks share it; undefined for an unknown VM size. */
export function describeDiskRoom({ pool, node }: Machine): Evidence | undefined {
  const vmSize = node?.vmSize ?? pool?.vmSize;
  const gib = findTemporaryDisk(vmSize);
  if (vmSize === undefined || gib === undefined) return undefined;
  return {
    text: gib === 0 ? sayNone(vmSize, pool) : saySize(vmSize, gib, pool?.taskSlotsPerNode ?? 1),
    source: 'vmSize',
  };
}

function saySize(vmSize: string, gib: number, slots: number): string {
  const size = formatNumber(Math.round(gib));
  return slots === 1
    ? l10n.t('Nodes of VM size {vmSize} have a temporary disk of about {size} GiB for all files of tasks.', {
        vmSize,
        size,
      })
    : l10n.t(
        'Nodes of VM size {vmSize} have a temporary disk of about {size} GiB, and up to {slots} tasks share it: {each} GiB each.',
        { vmSize, size, slots, each: formatNumber(Math.floor(gib / slots)) },
      );
}

function sayNone(vmSize: string, pool: Pool | undefined): string {
  const { diskSizeGB } = pool?.virtualMachineConfiguration?.osDisk ?? {};
  return diskSizeGB === undefined
    ? l10n.t(
        "Nodes of VM size {vmSize} have no temporary disk, so tasks' files are on the operating system disk, which is as large as the image.",
        { vmSize },
      )
    : l10n.t(
        "Nodes of VM size {vmSize} have no temporary disk, so tasks' files are on the operating system disk of {size} GB.",
        { vmSize, size: formatNumber(diskSizeGB) },
      );
}

/** Advises a disk for tasks' files if the VM size has none of its own. */
export function adviseDiskRoom({ pool, node }: Machine): readonly Fix[] {
  if (findTemporaryDisk(node?.vmSize ?? pool?.vmSize) !== 0) return [];
  return [
    {
      text: l10n.t(
        'Use a pool with a VM size that has a temporary disk (a "d" after the number, as in Standard_D4ds_v5), or with a larger operating system disk (`osDisk.diskSizeGB`).',
      ),
    },
  ];
}
