import type { Job } from '../model/job.ts';

const guid = /[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}/gi;
/** Minimum length of a prefix, because unrelated jobs often share shorter ones. */
const minPrefix = 3;

/**
 * Masks the parts of a name that differ between runs: numbers, dates, and random parts. Undefined if the name has none
 * of these, because no other name is then known to be of the same kind.
 */
export function toNamePattern(name: string): string | undefined {
  const pattern = name.replace(guid, '#').replace(/[^-_:. #]+/g, maskPart);
  return pattern === name || !/[^-_:. #]/.test(pattern) ? undefined : pattern;
}

/** Replaces a part in which letters and digits alternate, such as a time or a hash, with `#`, and otherwise its digits. */
function maskPart(part: string): string {
  const turns = part.match(/\d+|\D+/g)?.length ?? 0;
  return turns > 2 ? '#' : part.replace(/\d+/g, '#');
}

/** Returns the common prefix of all names that match a pattern; undefined if it is too short to search for. */
export function toNamePrefix(name: string): string | undefined {
  const [prefix = ''] = toNamePattern(name)?.split('#', 1) ?? [];
  return prefix.length < minPrefix ? undefined : prefix;
}

/** Reason to consider a job an earlier run of another: its name, or its template. */
export type JobLikeness = 'name' | 'template';

/** Returns how a job resembles another; undefined if it doesn't. */
export function findLikeness(one: Job, other: Job): JobLikeness | undefined {
  const pattern = toNamePattern(one.id);
  if (pattern !== undefined && pattern === toNamePattern(other.id)) return 'name';
  const template = toTemplate(one);
  return template !== undefined && template === toTemplate(other) ? 'template' : undefined;
}

/** Returns a key that jobs from one template share; undefined if the job has no properties that show a template. */
function toTemplate({ displayName, jobManagerTask, jobPreparationTask }: Job): string | undefined {
  const said = [
    displayName === undefined ? undefined : (toNamePattern(displayName) ?? displayName),
    ...[jobManagerTask, jobPreparationTask].map((task) => task?.commandLine?.replace(/\d+/g, '#')),
  ];
  return said.every((part) => part === undefined) ? undefined : JSON.stringify(said);
}

/** Lists the jobs that were created before another, latest first. */
export function listEarlier(job: Job, jobs: readonly Job[]): readonly Job[] {
  const [own, at] = [job.creationTime, ({ creationTime }: Job) => Date.parse(creationTime ?? '') || 0];
  return jobs
    .filter((other) => other.id !== job.id && (own === undefined || at(other) < Date.parse(own)))
    .toSorted((one, other) => at(other) - at(one));
}
