import { constants } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { isLoopback } from '../../http/listening.ts';
import { invalidPropertyValue } from '../../http/serviceError.ts';
import type { RunFailure } from '../outcome.ts';
import { listBlobs, toBlobUrl } from './blobContainer.ts';
import { readRefusal, StorageRefusal, type TransferLimits, transfer } from './httpTransfer.ts';
import { realPathInside, resolveInside } from './jail.ts';
import { isDiskFull, toBlobFailure, toContainerFailure, toFileFailure } from './resourceFailure.ts';

/** Mode of a downloaded file. Batch documentation: ResourceFile, `fileMode`. */
const defaultMode = 0o770;

const writeFlags = constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | constants.O_NOFOLLOW;

type ResourceFile = Readonly<Record<string, unknown>>;

interface Download {
  readonly url: string;
  /** Relative to the working folder. */
  readonly path: string;
  readonly mode: number;
}

/** Returns URLs of auto-storage containers; absent if the account has no auto-storage. */
export type AutoStorage = (containerName: string) => string;

/** The places that resource files may come from. */
export interface ResourceSources extends Pick<TransferLimits, 'findHostFault'> {
  readonly autoStorage?: AutoStorage | undefined;
}

/** Context of downloading, in addition to the list of files. */
export interface DownloadContext extends TransferLimits, ResourceSources {
  readonly workingFolder: string;
}

/**
 * Returns the places that resource files may come from. A client's URL may otherwise name any server that this computer
 * reaches, such as that of a cloud's metadata.
 */
export function toSources({
  autoStorage,
  resourceHosts = [],
}: {
  readonly autoStorage?: AutoStorage;
  readonly resourceHosts?: readonly string[];
}): ResourceSources {
  for (const name of resourceHosts) {
    if (/^[\w.*-]+$/.test(name)) continue;
    throw invalidPropertyValue('resourceHosts', name, 'It is not the name of a host, such as *.blob.core.windows.net');
  }
  const names = resourceHosts.map((name) => name.toLowerCase());
  if (autoStorage !== undefined) names.push(new URL(autoStorage('x')).hostname);
  const isAllowed = (host: string): boolean =>
    isLoopback(host.replace(/^\[(.*)\]$/, '$1')) ||
    names.some((name) => name === host || (name.startsWith('*') && host.endsWith(name.slice(1))));
  return {
    autoStorage,
    findHostFault: (host) =>
      isAllowed(host)
        ? undefined
        : `The simulator reads resource files only from this computer and from hosts that --resource-hosts or resourceHosts names, not from ${host}`,
  };
}

/** Downloads all resource files into the working folder. Returns the first failure, as the node agent reports it. */
export async function downloadResourceFiles(
  files: readonly ResourceFile[],
  context: DownloadContext,
): Promise<RunFailure | undefined> {
  for (const file of files) {
    const planned = await planDownloads(file, context);
    if (!Array.isArray(planned)) return planned;
    for (const download of planned) {
      const failure = await downloadOne(download, context);
      if (failure) return failure;
    }
  }
  return undefined;
}

async function planDownloads(file: ResourceFile, context: DownloadContext): Promise<Download[] | RunFailure> {
  const filePath = findText(file, 'filePath');
  const mode = Number.parseInt(findText(file, 'fileMode') ?? '', 8) || defaultMode;
  const url = findText(file, 'httpUrl');
  if (url !== undefined) return [{ url, path: filePath ?? '', mode }];
  const autoContainer = findText(file, 'autoStorageContainerName');
  const containerUrl =
    findText(file, 'storageContainerUrl') ??
    (autoContainer === undefined ? undefined : context.autoStorage?.(autoContainer));
  if (containerUrl === undefined) return toContainerFailure(autoContainer ?? '', new StorageRefusal(404, undefined));
  const folder = filePath === undefined ? '' : `${filePath}/`;
  try {
    const names = await listBlobs(containerUrl, findText(file, 'blobPrefix') ?? '', context);
    return names.map((name) => ({ url: toBlobUrl(containerUrl, name), path: `${folder}${name}`, mode }));
  } catch (error) {
    return toContainerFailure(containerUrl, error);
  }
}

async function downloadOne({ url, path, mode }: Download, context: DownloadContext): Promise<RunFailure | undefined> {
  const { workingFolder } = context;
  const target = resolveInside(workingFolder, path);
  if (target === undefined || target === workingFolder) {
    return toFileFailure('ResourceFileCreateFailed', path, 'The path is not inside the working directory');
  }
  try {
    await mkdir(dirname(target), { recursive: true });
  } catch (error) {
    return toFileFailure('ResourceDirectoryCreateFailed', path, error);
  }
  // A program of an earlier attempt may have put a link in place of a folder.
  if ((await realPathInside(workingFolder, dirname(target))) === undefined) {
    return toFileFailure('ResourceFileCreateFailed', path, 'The path is not inside the working directory');
  }
  try {
    await transfer({ url, method: 'GET' }, context, async (answer) => {
      if (answer.statusCode !== 200) throw await readRefusal(answer);
      const handle = await open(target, writeFlags, mode);
      // Set separately, because our umask limits the mode on opening.
      await handle.chmod(mode);
      await pipeline(answer, handle.createWriteStream());
    });
    return undefined;
  } catch (error) {
    if (isDiskFull(error)) return toFileFailure('DiskFull', path, error);
    if (error instanceof Error && 'syscall' in error && 'path' in error) {
      return toFileFailure(
        error.syscall === 'open' ? 'ResourceFileCreateFailed' : 'ResourceFileWriteFailed',
        path,
        error,
      );
    }
    return toBlobFailure(url, path, error);
  }
}

function findText(object: ResourceFile, name: string): string | undefined {
  const value = object[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/**
 * Returns containers of the blob service at `serviceUrl`, which ends with an account SAS:
 * `http://127.0.0.1:10000/devstoreaccount1?sv=…&sig=…`.
 */
export function autoStorageAt(serviceUrl: string): AutoStorage {
  return (container) => {
    const url = new URL(serviceUrl);
    url.pathname = `${url.pathname.replace(/\/$/, '')}/${encodeURIComponent(container)}`;
    return url.href;
  };
}
