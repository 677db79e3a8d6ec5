import type { EngineTexts } from '../../core/diagnosis/process/engines.ts';
import type { EngineFiles } from '../../core/files/engineFiles.ts';
import { BatchError } from '../../core/model/batchError.ts';
import type { TaskResource } from '../../core/model/resource.ts';
import { redactText } from '../../core/text/redact.ts';
import type { BatchService } from '../../service/ports.ts';
import { readIfThere, toRemoteFile } from './readLog.ts';

const exitBytes = 16;
/** Number of bytes of a script's first lines, which contain its name. */
const headerBytes = 512;

/** Maximum number of requests for the files of an engine. */
export const requestsForEngine = 2;

/**
 * Reads the files that a workflow engine left about its step in a task's folder: the exit code and, unless it is 0, the
 * name of the step. Leaves out missing and unreadable files. Throws errors that do not come from the service.
 */
export async function readEngineTexts(
  { taskFiles }: Pick<BatchService, 'taskFiles'>,
  resource: TaskResource,
  { exit, header }: EngineFiles,
): Promise<EngineTexts> {
  const read = async (path: string, bytes: number): Promise<string | undefined> => {
    try {
      const content = await readIfThere(toRemoteFile(taskFiles, resource, path), { start: 0, end: bytes - 1 });
      return content && redactText(new TextDecoder().decode(content));
    } catch (error) {
      if (BatchError.is(error)) return undefined;
      throw error;
    }
  };
  const code = await read(exit, exitBytes);
  if (code === undefined) return {};
  const name = header === undefined || Number(code) === 0 ? undefined : await read(header, headerBytes);
  return { [exit]: code, ...(header === undefined || name === undefined ? {} : { [header]: name }) };
}
