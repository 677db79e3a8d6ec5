import { matchesFilePattern } from '../filters/filePattern.ts';
import type { NodeFile } from '../model/nodeFile.ts';
import type { Task } from '../model/task.ts';

/** A file that a task's run left behind; its name is relative to `wd`. */
export interface LostFile {
  readonly name: string;
  readonly bytes: number;
}

type Outputs = Pick<Task, 'executionInfo' | 'outputFiles' | 'resourceFiles'>;

/**
 * Lists the files of a failed task that another run overwrites or leaves behind: files in `wd` that are neither inputs
 * nor uploaded by its output files. The largest files come first.
 */
export function listLostFiles(task: Outputs, files: readonly NodeFile[]): readonly LostFile[] {
  const inputs = new Set(
    (task.resourceFiles ?? []).flatMap(({ filePath }) => (filePath === undefined ? [] : [filePath])),
  );
  const sent = listSent(task);
  return files
    .flatMap(({ name, isDirectory, properties }): readonly LostFile[] => {
      const path = /^wd[\\/](.+)$/.exec(name)?.[1];
      if (isDirectory || path === undefined || inputs.has(path)) return [];
      return sent.some((pattern) => matchesFilePattern(pattern, path))
        ? []
        : [{ name: path, bytes: properties?.contentLength ?? 0 }];
    })
    .sort((one, other) => other.bytes - one.bytes);
}

/** Lists the patterns of files that were uploaded when the task failed; none if the upload itself failed. */
function listSent({ executionInfo, outputFiles = [] }: Outputs): readonly string[] {
  if (/^FileUpload/i.test(executionInfo?.failureInfo?.code ?? '')) return [];
  return outputFiles.flatMap(({ filePattern, uploadOptions }) =>
    ['taskfailure', 'taskcompletion'].includes(uploadOptions.uploadCondition.toLowerCase()) ? [filePattern] : [],
  );
}
