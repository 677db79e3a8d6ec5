import { createHash } from 'node:crypto';
import type { UploadTarget } from '../../core/files/uploadedFiles.ts';
import { logNames, uploadLogName } from '../../core/model/logEnd.ts';

/**
 * Places of files by the Azure Batch File Conventions (a .NET library whose naming scheme others use as well): a
 * container for each job in the account's auto-storage, and a folder for each task.
 */

const longestContainerName = 63;
/** Length of the part of a job's ID that is kept if the ID isn't a valid container name. */
const longestReadablePart = 15;

/**
 * Returns the name of the container for the files of a job; the same for IDs that differ only in case, because the IDs
 * of two jobs can't.
 */
export function toContainerName(jobId: string): string {
  const id = jobId.toLowerCase();
  const name = `job-${id}`;
  if (name.length <= longestContainerName && /^[a-z\d]+(?:-[a-z\d]+)*$/.test(id)) return name;
  const readable = id.replace(/[-_:]+/g, '-').replace(/^-|-$/g, '') || 'job';
  const hash = createHash('sha1').update(id).digest('hex');
  return `job-${readable.slice(0, longestReadablePart).replace(/-$/, '')}-${hash}`;
}

/** Folders by kind of file. The task's own logs are in the first; files that programs write are in any of them. */
const kinds = ['$TaskLog', '$TaskOutput', '$TaskPreview', '$TaskIntermediate'] as const;
const [logKind, ...otherKinds] = kinds;
/** Files next to the working directory. */
const besideWork: ReadonlySet<string> = new Set([...logNames, uploadLogName]);

/** Returns where a task keeps its files in the container of its job. */
export function toConventionTarget(containerUrl: string, taskId: string): UploadTarget {
  const folder = `${taskId}/`;
  return {
    containerUrl,
    blobPrefix: folder,
    toBlobs(path) {
      if (besideWork.has(path)) return [`${folder}${logKind}/${path}`];
      const below = path.startsWith('wd/') ? path.slice('wd/'.length) : undefined;
      return below === undefined ? [] : [...otherKinds, logKind].map((kind) => `${folder}${kind}/${below}`);
    },
    toPath(blob) {
      const kind = kinds.find((one) => blob.startsWith(`${folder}${one}/`));
      if (kind === undefined) return undefined;
      const below = blob.slice(`${folder}${kind}/`.length);
      if (below === '') return undefined;
      return kind === logKind && besideWork.has(below) ? below : `wd/${below}`;
    },
  };
}
