import type { ExplainedFailure } from '../../../core/diagnosis/causes/causes.ts';
import { toOwnId } from '../../../core/model/resourceChain.ts';
import { findDifferences } from '../../../core/text/differences.ts';

/**
 * What distinguishes failures of one cause: the service's details of each (the file), its explanation, or its command
 * line (the argument), whichever differs first. Ids of the failed things, their jobs and nodes are left out, since rows
 * show them.
 */
export function findOwnWords(failures: readonly ExplainedFailure[]): readonly (string | undefined)[] {
  const ids = failures.map(({ failing: { kind, resource } }) => [
    toOwnId(resource),
    ...(kind === 'task' ? [resource.jobId] : []),
  ]);
  const isKnown = (word: string, index: number): boolean => ids[index]?.some((id) => isOfId(word, id)) ?? false;
  const [details, titles, commands] = [toDetails, toTitle, toCommand].map((toText) =>
    findDifferences(failures.map(toText), isKnown),
  );
  return failures.map((_, index) => details?.[index] ?? titles?.[index] ?? commands?.[index]);
}

function toDetails({ failing }: ExplainedFailure): string | undefined {
  if (failing.kind !== 'task') return undefined;
  const { details = [] } = failing.task.executionInfo?.failureInfo ?? {};
  return details.length === 0 ? undefined : details.map(({ value = '' }) => value).join(' ');
}

/** Of one that is taken to be alike to another it is the other's. */
function toTitle({ known, explanation }: ExplainedFailure): string | undefined {
  return known === 'alike' || known === 'unread' ? undefined : explanation.title;
}

function toCommand({ failing }: ExplainedFailure): string | undefined {
  return failing.kind === 'task' ? failing.task.commandLine : undefined;
}

/** `task-7`, and `--item 7` of it, whatever zeros lead; ids of nodes as the service makes them. */
function isOfId(word: string, id: string): boolean {
  const value = word.slice(word.lastIndexOf(' ') + 1);
  if (value === id || value.startsWith('tvm')) return true;
  const ordinal = /\d{1,12}$/.exec(id)?.[0];
  return ordinal !== undefined && /^\d{1,12}$/.test(value) && Number(value) === Number(ordinal);
}
