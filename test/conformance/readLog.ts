import { decodeText } from '../../src/core/query/bytes.ts';
import type { BatchService } from '../../src/service/ports.ts';

/** No log of a scenario is longer, but for those that only their end is read of. */
const mostBytes = 1024 * 1024;

/** A log of a task as text; undefined where there is none, or where it is too long to be read whole. */
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
