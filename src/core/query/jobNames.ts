import type { Job } from '../model/job.ts';

const guid = /[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}/gi;
/** Fewer characters are shared by jobs that have nothing to do with each other. */
const minPrefix = 3;

/**
 * A name without what differs from run to run: numbers, dates, and what is made at random. Undefined where it has none of
 * these: then no other name is known to be of the same kind.
 */
export function toNamePattern(name: string): string | undefined {
  const pattern = name.replace(guid, '#').replace(/[^-_:. #]+/g, maskPart);
  return pattern === name || !/[^-_:. #]/.test(pattern) ? undefined : pattern;
}

/** A part in which letters and digits take turns is a time, a hash, or made at random. */
function maskPart(part: string): string {
  const turns = part.match(/\d+|\D+/g)?.length ?? 0;
  return turns > 2 ? '#' : part.replace(/\d+/g, '#');
}

/** What all names of a pattern begin with; undefined where that is too short to search for. */
export function toNamePrefix(name: string): string | undefined {
  const [prefix = ''] = toNamePattern(name)?.split('#', 1) ?? [];
  return prefix.length < minPrefix ? undefined : prefix;
}

/** Why a job is taken for an earlier run of another: its name, or what it was made from. */
export type JobLikeness = 'name' | 'template';

/** How a job is like another one; undefined where it is not. */
export function findLikeness(one: Job, other: Job): JobLikeness | undefined {
  const pattern = toNamePattern(one.id);
  if (pattern !== undefined && pattern === toNamePattern(other.id)) return 'name';
  const template = toTemplate(one);
  return template !== undefined && template === toTemplate(other) ? 'template' : undefined;
}

/** What jobs have in common that a program makes from one template; undefined where a job says nothing of the kind. */
function toTemplate({ displayName, jobManagerTask, jobPreparationTask }: Job): string | undefined {
  const said = [
    displayName === undefined ? undefined : (toNamePattern(displayName) ?? displayName),
    ...[jobManagerTask, jobPreparationTask].map((task) => task?.commandLine?.replace(/\d+/g, '#')),
  ];
  return said.every((part) => part === undefined) ? undefined : JSON.stringify(said);
}

/** Of the jobs those that were there before one, the last first. */
export function listEarlier(job: Job, jobs: readonly Job[]): readonly Job[] {
  const [own, at] = [job.creationTime, ({ creationTime }: Job) => Date.parse(creationTime ?? '') || 0];
  return jobs
    .filter((other) => other.id !== job.id && (own === undefined || at(other) < Date.parse(own)))
    .toSorted((one, other) => at(other) - at(one));
}
