import type { EngineTexts } from '../../core/diagnosis/process/engines.ts';
import { BatchError } from '../../core/model/batchError.ts';
import type { TaskResource } from '../../core/model/resource.ts';
import type { EngineFiles } from '../../core/query/engineFiles.ts';
import { redactText } from '../../core/text/redact.ts';
import type { BatchService, CallOptions } from '../../service/ports.ts';
import { readIfThere, toRemoteFile } from './readLog.ts';

/** An exit code, with what may be around it. */
const exitBytes = 16;
/** As many of the first lines of a script as have its name. */
const headerBytes = 512;

/** So many requests the files of an engine take. */
export const requestsForEngine = 2;

/**
 * What an engine of workflows left of its step in the folder of a task: the exit code, and, unless that is 0, whose it is.
 * What is not there is left out, and so is what the service does not give. Throws what is no answer of the service.
 */
export async function readEngineTexts(
  { taskFiles }: Pick<BatchService, 'taskFiles'>,
  resource: TaskResource,
  { exit, header }: EngineFiles,
  options: CallOptions = {},
): Promise<EngineTexts> {
  const read = async (path: string, bytes: number): Promise<string | undefined> => {
    try {
      const content = await readIfThere(toRemoteFile(taskFiles, resource, path), { start: 0, end: bytes - 1 }, options);
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
