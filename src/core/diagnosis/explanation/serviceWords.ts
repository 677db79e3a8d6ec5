import type { FailureInfo, NameValue, ServiceProblem } from '../../model/common.ts';
import { isOfExitCode } from '../../model/exitConditions.ts';
import { isSame } from '../evidence/time.ts';
import type { Evidence } from './explanation.ts';

/** Returns the details of an error in one line: `FilePath = a, BlobSource = b`. */
export function describeDetails(details: readonly NameValue[] | undefined): string {
  return (details ?? [])
    .filter(({ name, value }) => name !== undefined && value !== undefined && value !== '')
    .map(({ name, value }) => `${name} = ${value}`)
    .join(', ');
}

/** Returns the value of the first detail found for `names`, in their order, ignoring case. */
export function findDetail(details: readonly NameValue[] | undefined, ...names: readonly string[]): string | undefined {
  const found = names.map((wanted) => details?.find(({ name }) => isSame(name, wanted)));
  return found.find((detail) => detail !== undefined)?.value;
}

/** Matches details whose values are the user's names or addresses, which may look like a code. */
const isOfFile = /path|source|url|file|container|destination|pattern/i;

/** Returns the service's message and details about a failure, without file names. */
export function readSaid(info: FailureInfo | undefined): string {
  const details = (info?.details ?? []).filter(({ name }) => name !== undefined && !isOfFile.test(name));
  return [info?.message, ...details.map(({ value }) => value)].filter((text) => text !== undefined).join('\n');
}

/**
 * Quotes the service's description of a failure, with codes and texts verbatim. Undefined if it only states that the
 * exit code was not 0, which is clear from the exit code.
 */
export function describeFailureInfo(info: FailureInfo | undefined, source = 'failureInfo'): Evidence | undefined {
  if (info === undefined) return undefined;
  const details = describeDetails(info.details?.filter(({ value }) => value === undefined || !isSaid(value, info)));
  if (isOfExitCode(info.code) && details === '') return undefined;
  const head = [info.category, info.code].filter((part) => part !== undefined && part !== '').join(' / ');
  const message = info.message === undefined || info.message === '' ? '' : `: "${firstLine(info.message)}"`;
  return { text: `${head}${message}${details === '' ? '' : ` — ${details}`}`, source };
}

/** Batch's standard message and detail for any nonzero exit code (recorded). */
const saidOfExitCodes: readonly string[] = [
  'The task exited with an exit code representing a failure',
  'The task process exited with an unexpected exit code',
];

/** Checks whether a detail repeats the message or the code word for word, which is common. */
function isSaid(value: string, { code, message = '' }: FailureInfo): boolean {
  const detail = firstLine(value).replace(/\.$/, '');
  if (detail === '') return false;
  const isStanding = isOfExitCode(code) && saidOfExitCodes.includes(detail);
  return isStanding || isSame(code, detail) || firstLine(message).replace(/\.$/, '') === detail;
}

/** Returns the first line of a message from Batch; the last lines contain the request's ID and time. */
export function firstLine(message: string): string {
  return message.split('\n', 1)[0]?.trim() ?? '';
}

/** Quotes the service's description of a problem: code, message, and values. */
export function describeProblem(problem: ServiceProblem): Evidence {
  const values = (problem.values ?? problem.errorDetails ?? []).filter(
    ({ name }) => !/^provider error json/i.test(name),
  );
  const details = describeDetails(values);
  const message = problem.message === undefined ? '' : `: "${firstLine(problem.message)}"`;
  return { text: `${problem.code ?? ''}${message}${details === '' ? '' : ` — ${details}`}`, source: 'resizeErrors' };
}
