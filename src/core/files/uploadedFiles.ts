import { matchesFilePattern } from '../filters/filePattern.ts';
import type { OutputFile } from '../model/common.ts';
import { logNames } from '../model/logEnd.ts';
import type { Task } from '../model/task.ts';

/** Properties of a task that determine its uploads. */
export type UploadingTask = Pick<Task, 'executionInfo' | 'outputFiles'>;

/** A container to which a task uploads files, with its signature (SAS), if any, which is a secret. */
export interface UploadTarget {
  readonly containerUrl: string;
  /** Prefix of the blobs' names; the full name if the pattern names one file. */
  readonly blobPrefix: string;
  /**
   * Returns the possible blob names of a file, given its path in the task's folder; empty for files that aren't
   * uploaded here.
   */
  toBlobs(path: string): readonly string[];
  /** Returns the path, in the task's folder, of the file that was uploaded as `blob`; undefined for other blobs. */
  toPath(blob: string): string | undefined;
}

/**
 * Reason why no upload of a task has a file: there are no uploads, none matches the file, the matching upload requires
 * a different outcome (which may be so for all uploads), or the program never ended on its own.
 */
export type WhyNotUploaded = 'noUploads' | 'otherFiles' | 'otherOnSuccess' | 'onlySuccess' | 'onlyFailure' | 'notEnded';

/** Finds the destinations of the file at `path` in the task's folder, or the reason why there are none. */
export function findUploads(task: UploadingTask, path: string): readonly UploadTarget[] | WhyNotUploaded {
  const { outputFiles = [] } = task;
  const naming = outputFiles.filter((file) => (toTarget(file)?.toBlobs(path) ?? []).length > 0);
  if (outputFiles.length === 0) return 'noUploads';
  const areForSuccess = outputFiles.every((file) => !isDue(file, { executionInfo: failedRun }));
  if (naming.length === 0) return areForSuccess ? 'otherOnSuccess' : 'otherFiles';
  const due = naming.filter((file) => isDue(file, task)).flatMap((file) => toTarget(file) ?? []);
  if (due.length > 0) return due;
  const { exitCode } = task.executionInfo ?? {};
  if (exitCode === undefined) return 'notEnded';
  return exitCode === 0 ? 'onlyFailure' : 'onlySuccess';
}

/** Checks whether both logs of a task with these output files are uploaded when its program fails. */
export function keepsFailedLogs(outputFiles: readonly OutputFile[]): boolean {
  return logNames.every((name) => typeof findUploads({ outputFiles, executionInfo: failedRun }, name) !== 'string');
}

const failedRun = { exitCode: 1 } as const;

/** Lists the uploads of a task that its outcome triggers. */
export function listUploads(task: UploadingTask): readonly UploadTarget[] {
  return (task.outputFiles ?? []).filter((file) => isDue(file, task)).flatMap((file) => toTarget(file) ?? []);
}

/** Lists the paths in a task's folder of its logs that start with `prefix`. */
export function listLogPaths(prefix = ''): readonly string[] {
  return logNames.filter((name) => name.startsWith(prefix));
}

/**
 * Checks whether a file is uploaded, which happens after the program has ended and depends on its exit code (Batch
 * documentation: "OutputFileUploadOptions"). Nothing is uploaded if the program never ended on its own because its node
 * was lost or it did not start.
 */
function isDue({ uploadOptions }: OutputFile, { executionInfo }: UploadingTask): boolean {
  const { exitCode } = executionInfo ?? {};
  if (exitCode === undefined) return false;
  const condition = uploadOptions.uploadCondition.toLowerCase();
  return condition === 'taskcompletion' || condition === (exitCode === 0 ? 'tasksuccess' : 'taskfailure');
}

/**
 * Converts an output file to its destination. A pattern without wildcards names one file, and the destination is its
 * blob; with wildcards, the destination is a folder (Batch documentation: "OutputFileBlobContainerDestination",
 * `path`).
 */
function toTarget({ filePattern, destination: { container } }: OutputFile): UploadTarget | undefined {
  if (container === undefined) return undefined;
  const { containerUrl, path: destination } = container;
  const pattern = toPatternFromWork(filePattern);
  const segments = pattern.split(/[\\/]/).filter((segment) => segment !== '.');
  const firstWild = segments.findIndex((segment) => /[*?[]/.test(segment));
  if (firstWild === -1) {
    const file = toTaskPath(segments);
    const blob = destination ?? segments.at(-1) ?? '';
    if (file === undefined || blob === '') return undefined;
    return {
      containerUrl,
      blobPrefix: blob,
      toBlobs: (path) => (path === file ? [blob] : []),
      toPath: (name) => (name === blob ? file : undefined),
    };
  }
  const base = segments.slice(0, firstWild);
  const folder = destination === undefined ? '' : `${destination.replace(/\/$/, '')}/`;
  const isNamed = (path: string): boolean => matchesFilePattern(segments.join('/'), toWorkPath(path));
  return {
    containerUrl,
    blobPrefix: folder,
    toBlobs(path) {
      const below = findBelow(toWorkPath(path), base);
      return below !== undefined && isNamed(path) ? [folder + below] : [];
    },
    toPath(name) {
      if (!name.startsWith(folder)) return undefined;
      const path = toTaskPath([...base, ...name.slice(folder.length).split('/')]);
      return path !== undefined && isNamed(path) ? path : undefined;
    },
  };
}

const workFolder = /^(?:\$\{?AZ_BATCH_TASK_WORKING_DIR\}?|%AZ_BATCH_TASK_WORKING_DIR%)[\\/]/i;
const taskFolder = /^(?:\$\{?AZ_BATCH_TASK_DIR\}?|%AZ_BATCH_TASK_DIR%)[\\/]/i;

/** Makes a pattern relative to the working directory; variables may name the task's folders. */
function toPatternFromWork(pattern: string): string {
  return pattern.replace(workFolder, '').replace(taskFolder, '../');
}

/** Converts `stdout.txt` to `../stdout.txt`, relative to the working directory, and `wd/a.csv` to `a.csv`. */
function toWorkPath(path: string): string {
  return path.startsWith('wd/') ? path.slice('wd/'.length) : `../${path}`;
}

/**
 * Converts a path relative to the working directory to a path in the task's folder; undefined if it leads out of the
 * folder.
 */
function toTaskPath(segments: readonly string[]): string | undefined {
  const path = ['wd'];
  for (const segment of segments) {
    if (segment !== '..') path.push(segment);
    else if (path.pop() === undefined) return undefined;
  }
  return segments.some((segment) => segment === '' || /[$%]/.test(segment)) || path.length === 0
    ? undefined
    : path.join('/');
}

function findBelow(path: string, base: readonly string[]): string | undefined {
  if (base.length === 0) return path.startsWith('../') ? undefined : path;
  const folder = `${base.join('/')}/`;
  return path.startsWith(folder) ? path.slice(folder.length) : undefined;
}
