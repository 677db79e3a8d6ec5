import type { Task } from '../model/task.ts';
import { maxIdLength } from '../query/ids.ts';

/** What the service adds to a task by itself; everything else was said by whoever submitted it. */
const servicesOwn: ReadonlySet<string> = new Set([
  'url',
  'eTag',
  'lastModified',
  'creationTime',
  'state',
  'stateTransitionTime',
  'previousState',
  'previousStateTransitionTime',
  'executionInfo',
  'nodeInfo',
  'stats',
]);

/** The task as it was submitted, under another id. */
export function toCopy(task: Task, id: string): Task {
  const submitted = Object.entries(task).filter(([name]) => !servicesOwn.has(name) && !name.startsWith('odata'));
  return { ...Object.fromEntries(submitted), id };
}

/** An id for the copy of a task: `frame-1-copy`, `frame-1-copy-2`, … the first that `isTaken` does not know. */
export function toCopyId(id: string, isTaken: (id: string) => boolean): string {
  const stem = id.replace(/-copy(?:-\d{1,4})?$/, '');
  for (let number = 1; ; number += 1) {
    const suffix = number === 1 ? '-copy' : `-copy-${number}`;
    const candidate = stem.slice(0, maxIdLength - suffix.length) + suffix;
    if (!isTaken(candidate)) return candidate;
  }
}
