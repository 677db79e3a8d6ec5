import { invalidPropertyValue } from '../http/serviceError.ts';
import { findNumber, findObject, findObjects, findText, type WireObject } from '../state/wire.ts';
import { checkRange, requireAtMost, requireDistinct } from './rules.ts';

const lastDisk = 63;
const longestUserName = 20;
const mostMounts = 10;

/** Kinds of mount configurations; each describes one file system. */
const mountKinds = [
  'azureBlobFileSystemConfiguration',
  'nfsMountConfiguration',
  'cifsMountConfiguration',
  'azureFileShareConfiguration',
];

const containerKeys = ['accountKey', 'sasKey', 'identityReference'];

/** Checks the disks, users, and file systems of a pool's machines. Batch documentation: each violation is a 400. */
export function checkMachineSetup(body: WireObject): void {
  const machine = findObject(body, 'virtualMachineConfiguration');
  const isWindows = findText(machine, 'nodeAgentSKUId')?.toLowerCase().includes('windows') === true;
  if (!isWindows && machine?.['windowsConfiguration'] !== undefined) {
    throw invalidPropertyValue('windowsConfiguration', machine['windowsConfiguration'], 'The image is one of Linux');
  }
  checkDisks(findObjects(machine, 'dataDisks'));
  for (const user of findObjects(body, 'userAccounts')) checkUserAccount(user, isWindows);
  checkMounts(findObjects(body, 'mountConfiguration'));
}

function checkDisks(disks: readonly WireObject[]): void {
  for (const disk of disks) checkRange(disk, 'lun', 0, lastDisk);
  requireDistinct(
    'lun',
    disks.map((disk) => findNumber(disk, 'lun')),
  );
}

function checkUserAccount(user: WireObject, isWindows: boolean): void {
  const name = findText(user, 'name') ?? '';
  // Counts Unicode characters, not UTF-16 code units.
  if (name === '' || [...name].length > longestUserName) {
    throw invalidPropertyValue('name', name, `The user name must have from 1 to ${longestUserName} characters`);
  }
  const linux = findObject(user, 'linuxUserConfiguration');
  if (!isWindows && (linux?.['uid'] === undefined) !== (linux?.['gid'] === undefined)) {
    throw invalidPropertyValue('linuxUserConfiguration', linux, 'uid and gid must be given together or not at all');
  }
  const windows = findObject(user, 'windowsUserConfiguration');
  if (!isWindows && windows !== undefined) {
    throw invalidPropertyValue('windowsUserConfiguration', windows, 'The pool is one of Linux');
  }
}

function checkMounts(mounts: readonly WireObject[]): void {
  requireAtMost('mountConfiguration', mounts, mostMounts);
  for (const mount of mounts) {
    checkExclusive(mount, mountKinds, 'mountConfiguration');
    const container = findObject(mount, 'azureBlobFileSystemConfiguration');
    if (container !== undefined) checkExclusive(container, containerKeys, 'azureBlobFileSystemConfiguration');
  }
}

function checkExclusive(body: WireObject, names: readonly string[], of: string): void {
  if (names.filter((name) => body[name] !== undefined).length !== 1) {
    throw invalidPropertyValue(of, Object.keys(body).join(', '), `Exactly one of ${names.join(', ')} must be given`);
  }
}
