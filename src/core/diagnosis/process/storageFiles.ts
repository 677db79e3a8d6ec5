import * as l10n from '@vscode/l10n';
import type { FailureInfo, OutputFile, ResourceFile } from '../../model/common.ts';
import type { Pool } from '../../model/pool.ts';
import { findIdentity, type NamedIdentity } from '../catalogue/poolIdentity.ts';
import { maskName } from '../evidence/mask.ts';
import { readStorageAddress, type StorageAddress } from '../evidence/storageAddress.ts';
import type { Fix } from '../explanation/explanation.ts';
import { quoteWord } from '../explanation/sentences.ts';
import { findDetail } from '../explanation/serviceWords.ts';

/** The file of a task's definition that a failure is about. */
export interface FileAtFault {
  /** Name that users know: the path on the node, or else the blob, or else the container. */
  readonly name?: string | undefined;
  readonly address?: StorageAddress | undefined;
  /** Path of the address, or of the identity used instead of a signature, in the task's JSON. */
  readonly property?: readonly (string | number)[] | undefined;
  readonly identity?: NamedIdentity | undefined;
  readonly container?: string | undefined;
  /** True if this is a whole container, whose blobs Batch lists and downloads. */
  readonly isContainer?: boolean | undefined;
  /** True if Batch accesses the file through the auto-storage account. */
  readonly isAutoStorage?: boolean | undefined;
}

function toBaseName(text: string | undefined): string | undefined {
  return text === undefined ? undefined : (readStorageAddress(text)?.base ?? text);
}

function toAddress(file: ResourceFile): string | undefined {
  return file.httpUrl ?? file.storageContainerUrl;
}

function findResourceIndex(
  files: readonly ResourceFile[],
  path: string | undefined,
  source: string | undefined,
): number {
  const byAddress = files.findIndex(
    (file) => source !== undefined && toBaseName(toAddress(file)) === toBaseName(source),
  );
  if (byAddress >= 0) return byAddress;
  const byPath = files.findIndex((file) => path !== undefined && file.filePath === path);
  if (byPath >= 0) return byPath;
  const byContainer = files.findIndex((file) => {
    const base = toBaseName(file.storageContainerUrl);
    return base !== undefined && source !== undefined && toBaseName(source)?.startsWith(base) === true;
  });
  return byContainer >= 0 ? byContainer : files.length === 1 ? 0 : -1;
}

/**
 * Finds the resource file that `info` names by `FilePath` and `BlobSource`, with its place in the definition, and its
 * identity in `pool`.
 */
export function findResourceFile(
  info: FailureInfo | undefined,
  files: readonly ResourceFile[],
  pool?: Pool,
): FileAtFault {
  const path = findDetail(info?.details, 'FilePath', 'File');
  const source = findDetail(info?.details, 'BlobSource', 'HttpUrl', 'Url', 'StorageContainerUrl', 'ContainerUrl');
  const index = findResourceIndex(files, path, source);
  const file = index < 0 ? undefined : files[index];
  // The definition has the whole signature, whereas the service may shorten the reported one.
  const address = readStorageAddress(file === undefined ? undefined : toAddress(file)) ?? readStorageAddress(source);
  const key =
    file?.identityReference !== undefined
      ? 'identityReference'
      : file?.httpUrl !== undefined
        ? 'httpUrl'
        : file?.storageContainerUrl !== undefined
          ? 'storageContainerUrl'
          : 'autoStorageContainerName';
  return {
    name: path ?? file?.filePath ?? address?.blob ?? address?.container ?? file?.autoStorageContainerName,
    address,
    property: file === undefined ? undefined : ['resourceFiles', index, key],
    identity: findIdentity(file?.identityReference, pool),
    container: address?.container ?? findDetail(info?.details, 'ContainerName') ?? file?.autoStorageContainerName,
    isContainer: (file?.storageContainerUrl ?? file?.autoStorageContainerName) !== undefined,
    isAutoStorage: file?.autoStorageContainerName !== undefined,
  };
}

/** Describes the target of an address: `a.exr in container inputs in storage account contoso`. */
export function describeAddress({ address }: FileAtFault): string | undefined {
  if (address?.account === undefined || address.container === undefined) return undefined;
  return address.blob === undefined
    ? l10n.t('container {0} in storage account {1}', address.container, address.account)
    : l10n.t('{0} in container {1} in storage account {2}', address.blob, address.container, address.account);
}

/** Returns what the signature of an address is for: the container rather than one of its blobs, if it covers them all. */
export function toSigned(file: FileAtFault): FileAtFault {
  if (file.address === undefined || !coversContainer(file.address)) return file;
  const { blob: _, ...address } = file.address;
  return { ...file, name: address.container, address };
}

/** Names what the signature of an address is for; undefined if the file has no name. */
export function nameSigned({ address, name }: FileAtFault): string | undefined {
  if (address !== undefined && coversContainer(address)) return l10n.t('container {0}', address.container ?? '');
  return name === undefined ? undefined : quoteWord(name);
}

/** Checks whether a signature is for a whole container (Storage documentation: "Specify the signed resource field"). */
function coversContainer({ sas, container }: StorageAddress): boolean {
  return sas?.resource === 'c' && container !== undefined;
}

/** Adds the file's place in the task's JSON to a step. */
export function atFile(fix: Fix, { property }: FileAtFault): Fix {
  return property === undefined ? fix : { ...fix, property };
}

/** Finds the output file that `info` names, with its place in the definition, and its identity in `pool`. */
export function findOutputFile(info: FailureInfo | undefined, files: readonly OutputFile[], pool?: Pool): FileAtFault {
  const pattern = findDetail(info?.details, 'FilePattern', 'FilePath', 'File');
  const source = findDetail(info?.details, 'FileDestination', 'ContainerUrl', 'BlobSource', 'Url', 'Destination');
  const byPattern = files.findIndex((file) => pattern !== undefined && file.filePattern === pattern);
  const byAddress = files.findIndex(
    (file) => source !== undefined && toBaseName(file.destination?.container?.containerUrl) === toBaseName(source),
  );
  const index = byPattern >= 0 ? byPattern : byAddress >= 0 ? byAddress : files.length === 1 ? 0 : -1;
  const file = index < 0 ? undefined : files[index];
  const key = file?.destination?.container?.identityReference === undefined ? 'containerUrl' : 'identityReference';
  return {
    name: pattern ?? file?.filePattern,
    address: readStorageAddress(file?.destination?.container?.containerUrl) ?? readStorageAddress(source),
    property: file === undefined ? undefined : ['outputFiles', index, 'destination', 'container', key],
    identity: findIdentity(file?.destination?.container?.identityReference, pool),
  };
}

/**
 * Returns the identity of a file's failure, which separates failures with different fixes: account, container, and name
 * without their varying parts.
 */
export function identifyFile({ address, name }: FileAtFault): string {
  return `${identifyContainer({ address })}/${maskName(name ?? '')}`;
}

/** Returns the identity of a container: numbered ones, one for each job, count as one. */
export function identifyContainer({ address }: Pick<FileAtFault, 'address'>): string {
  return `${address?.account ?? ''}/${maskName(address?.container ?? '')}`;
}
