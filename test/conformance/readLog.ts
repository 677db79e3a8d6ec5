import { decodeText } from '../../src/core/files/bytes.ts';
import type { BatchService } from '../../src/service/ports.ts';

/** Maximum size of a scenario's log, except for logs that are read only at their end. */
const mostBytes = 1024 * 1024;

/** Returns a log of a task as text; undefined if there is none, or if it is too long to be read completely. */
export async function readLog(
  { taskFiles }: BatchService,
  jobId: string,
  taskId: string,
  path: string,
): Promise<string | undefined> {
  const owner = { jobId, taskId };
  try {
    const { contentLength = 0 } = await taskFiles.getFileProperties(owner, path);
    return contentLength > mostBytes ? undefined : decodeText(await taskFiles.readFile(owner, path)).text;
  } catch {
    return undefined;
  }
}
