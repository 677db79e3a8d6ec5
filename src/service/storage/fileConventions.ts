import { createHash } from 'node:crypto';
import { logNames, uploadLogName } from '../../core/model/logEnd.ts';
import type { UploadTarget } from '../../core/query/uploadedFiles.ts';

/*
 * Where tasks keep files by the file conventions of Batch ("Azure Batch File Conventions", a library for .NET whose names
 * others use as well): a container for each job in the auto-storage of the account, a folder for each task.
 */

const longestContainerName = 63;
/** Of a job whose id is no name of a container, so much of the id is in it. */
const longestReadablePart = 15;

/** The name of the container for the files of a job: the same for ids that differ in case alone, as ids of jobs cannot. */
export function toContainerName(jobId: string): string {
  const id = jobId.toLowerCase();
  const name = `job-${id}`;
  if (name.length <= longestContainerName && /^[a-z\d]+(?:-[a-z\d]+)*$/.test(id)) return name;
  const readable = id.replace(/[-_:]+/g, '-').replace(/^-|-$/g, '') || 'job';
  const hash = createHash('sha1').update(id).digest('hex');
  return `job-${readable.slice(0, longestReadablePart).replace(/-$/, '')}-${hash}`;
}

/** Folders for kinds of files. Logs of the task itself are in the first, what programs make in any. */
const kinds = ['$TaskLog', '$TaskOutput', '$TaskPreview', '$TaskIntermediate'] as const;
const [logKind, ...otherKinds] = kinds;
/** Files beside the working directory. */
const besideWork: ReadonlySet<string> = new Set([...logNames, uploadLogName]);

/** Where a task keeps its files in the container of its job. */
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
