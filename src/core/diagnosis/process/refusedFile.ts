import type { OutputFile, ResourceFile } from '../../model/common.ts';
import { judgeSharedAccess, type StorageOperation } from '../evidence/sas.ts';
import { type FileAtFault, findOutputFile, findResourceFile } from './storageFiles.ts';

/** Checks whether the service doesn't identify the refused file. */
export function isUnnamed({ name, address }: FileAtFault): boolean {
  return name === undefined && address === undefined;
}

/** Returns Batch's operation on a resource file, which may be a whole container according to the service's code. */
export function toReadOperation({ isContainer }: FileAtFault, code: string): StorageOperation {
  return isContainer === true || isOfContainer(code) ? 'readContainer' : 'read';
}

function isOfContainer(code: string): boolean {
  return /container/i.test(code);
}

/**
 * Finds the only resource file to which `code` may apply and whose signature Azure Storage refuses; undefined for none
 * or several.
 */
export function findRefusedResource(
  files: readonly ResourceFile[],
  code: string,
  at: number | undefined,
): FileAtFault | undefined {
  const all = files.map((file, index) => placeAt(findResourceFile(undefined, [file]), index));
  const asked = isOfContainer(code) ? all.filter(({ isContainer }) => isContainer === true) : all;
  return findOnlyRefused(asked, (file) => toReadOperation(file, code), at);
}

/** Finds the only output file whose signature Azure Storage refuses; undefined for none or several. */
export function findRefusedOutput(files: readonly OutputFile[], at: number | undefined): FileAtFault | undefined {
  const all = files.map((file, index) => placeAt(findOutputFile(undefined, [file]), index));
  return findOnlyRefused(all, () => 'write', at);
}

function placeAt(file: FileAtFault, index: number): FileAtFault {
  const [list, , ...rest] = file.property ?? [];
  return list === undefined ? file : { ...file, property: [list, index, ...rest] };
}

function findOnlyRefused(
  files: readonly FileAtFault[],
  toOperation: (file: FileAtFault) => StorageOperation,
  at: number | undefined,
): FileAtFault | undefined {
  const refused = files.filter((file) => {
    const sas = file.address?.sas;
    const problem = sas === undefined ? 'none' : judgeSharedAccess(sas, toOperation(file), at);
    // The node's address may or may not be allowed, which the evidence doesn't show.
    return problem !== 'none' && problem !== 'ipRestricted';
  });
  return refused.length === 1 ? refused[0] : undefined;
}
