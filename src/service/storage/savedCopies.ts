import { BatchError } from '../../core/model/batchError.ts';
import { definedOnly } from '../../core/model/defined.ts';
import type { LogEnd } from '../../core/model/logEnd.ts';
import type { FileCopy, NodeFileProperties } from '../../core/model/nodeFile.ts';
import type { Task } from '../../core/model/task.ts';
import type { SavedRun } from '../ports.ts';
import type { Copy } from './copy.ts';

/**
 * Finds the saved copy of a log from this run of its task; otherwise returns the time at which a copy from another run
 * was saved, if any.
 */
export function findSavedCopy(
  runs: readonly SavedRun[],
  path: string,
  task?: Task,
): Copy | { readonly otherRunAt: string | undefined } {
  const saved = runs.toReversed().flatMap(({ savedAt, logs, task: then }) => {
    const log = logs.find((one) => one.path === path);
    return log?.text === undefined ? [] : [{ savedAt, log, text: log.text, then }];
  });
  const found = saved.find(({ then }) => task === undefined || isSameRun(then, task));
  return found === undefined ? { otherRunAt: saved[0]?.savedAt } : toCopy(found.log, found.text, found.savedAt);
}

/** A run begins only once, so its start time identifies it; its end may have become known since. */
function isSameRun(then: Task | undefined, now: Task): boolean {
  const startTime = then?.executionInfo?.startTime;
  return startTime !== undefined && startTime === now.executionInfo?.startTime;
}

function toCopy({ leftOut = 0, lastModified, copy }: LogEnd, text: string, savedAt: string): Copy {
  const bytes = new TextEncoder().encode(text);
  const at = copy?.place === 'saved' ? copy.at : savedAt;
  const properties = definedOnly<NodeFileProperties>({
    contentLength: bytes.length,
    lastModified,
    copy: definedOnly<FileCopy>({ place: 'saved', at, leftOut: leftOut === 0 ? undefined : leftOut }),
  });
  return {
    properties,
    async read({ range }) {
      if (range === undefined) return bytes;
      if (range.start < bytes.length) return bytes.slice(range.start, range.end + 1);
      // The same error as the service's for its own files.
      throw new BatchError({ code: 'InvalidRange', message: 'The range is past the end.', status: 416 });
    },
  };
}
