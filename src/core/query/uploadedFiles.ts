import type { OutputFile } from '../model/common.ts';
import { logNames } from '../model/logEnd.ts';
import type { Task } from '../model/task.ts';
import { matchesFilePattern } from './filePattern.ts';

/** What is needed of a task to know what it uploaded. */
export type UploadingTask = Pick<Task, 'executionInfo' | 'outputFiles'>;

/** A container to which a task uploads files, with its signature (SAS) where it has one: a secret. */
export interface UploadTarget {
  readonly containerUrl: string;
  /** What the names of these blobs begin with; the whole name where the pattern names one file. */
  readonly blobPrefix: string;
  /** The names that the blob of a file may have, which is given by its path in the task's folder; none for other files. */
  toBlobs(path: string): readonly string[];
  /** The path in the task's folder of what was uploaded as `blob`; undefined for a blob of something else. */
  toPath(blob: string): string | undefined;
}

/**
 * Why none of a task's uploads has a file: there are none, none names it, the one that does waits for another outcome, or
 * the program never ended by itself.
 */
export type WhyNotUploaded = 'noUploads' | 'otherFiles' | 'onlySuccess' | 'onlyFailure' | 'notEnded';

/** Where the file at `path` in the task's folder was uploaded to by its output files, or why nowhere. */
export function findUploads(task: UploadingTask, path: string): readonly UploadTarget[] | WhyNotUploaded {
  const { outputFiles = [] } = task;
  const naming = outputFiles.filter((file) => (toTarget(file)?.toBlobs(path) ?? []).length > 0);
  if (naming.length === 0) return outputFiles.length === 0 ? 'noUploads' : 'otherFiles';
  const due = naming.filter((file) => isDue(file, task)).flatMap((file) => toTarget(file) ?? []);
  if (due.length > 0) return due;
  const { exitCode } = task.executionInfo ?? {};
  if (exitCode === undefined) return 'notEnded';
  return exitCode === 0 ? 'onlyFailure' : 'onlySuccess';
}

/** Whether both logs of a task with these output files are uploaded when its program fails. */
export function keepsFailedLogs(outputFiles: readonly OutputFile[]): boolean {
  return logNames.every((name) => typeof findUploads({ outputFiles, executionInfo: failedRun }, name) !== 'string');
}

const failedRun = { exitCode: 1 } as const;

/** All that a task uploaded by its output files, as far as its outcome says. */
export function listUploads(task: UploadingTask): readonly UploadTarget[] {
  return (task.outputFiles ?? []).filter((file) => isDue(file, task)).flatMap((file) => toTarget(file) ?? []);
}

/** The logs of a task by their paths in its folder that begin with `prefix`. */
export function listLogPaths(prefix = ''): readonly string[] {
  return logNames.filter((name) => name.startsWith(prefix));
}

/**
 * Files are uploaded once the program has ended, by its exit code (Batch documentation: "OutputFileUploadOptions"): not
 * where it never ended by itself, since its node was lost or it did not start.
 */
function isDue({ uploadOptions }: OutputFile, { executionInfo }: UploadingTask): boolean {
  const { exitCode } = executionInfo ?? {};
  if (exitCode === undefined) return false;
  const condition = uploadOptions.uploadCondition.toLowerCase();
  return condition === 'taskcompletion' || condition === (exitCode === 0 ? 'tasksuccess' : 'taskfailure');
}

/**
 * A pattern without wildcards names one file, and the destination its blob; with wildcards the destination is a folder
 * (Batch documentation: "OutputFileBlobContainerDestination", `path`).
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

/** Patterns are relative to the working directory; the folders of the task may be named by their variables. */
function toPatternFromWork(pattern: string): string {
  return pattern.replace(workFolder, '').replace(taskFolder, '../');
}

/** `stdout.txt` is `../stdout.txt` from the working directory, and `wd/a.csv` is `a.csv`. */
function toWorkPath(path: string): string {
  return path.startsWith('wd/') ? path.slice('wd/'.length) : `../${path}`;
}

/** The path in the task's folder of a path from its working directory; undefined for one that leads out of it. */
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
