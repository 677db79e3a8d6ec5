import type { RemedyAction } from '../app/messages/helpfulAction.ts';
import { programName } from './texts.ts';

/**
 * Returns the command of this program that is equivalent to a command of the extension on `target`; undefined if there
 * is none, or if an ID contains characters that a shell may interpret.
 * @param name such as `task.retry`
 * @param ofAccount options for the account, if another one may be the default
 */
export function findCommand(
  name: string,
  target: RemedyAction['target'],
  ofAccount: Readonly<Record<string, string>> = {},
): string | undefined {
  if ('fingerprint' in target) {
    const { resource, fingerprint } = target;
    const verb = ofCauses[name];
    if (verb === undefined) return undefined;
    const job = resource.kind === 'account' ? [] : [resource.jobId];
    return toCommandLine([verb], { cause: fingerprint, ...ofAccount }, job);
  }
  if (name === 'failures.readLogs' && (target.kind === 'job' || target.kind === 'account')) {
    const job = target.kind === 'job' ? { job: target.jobId } : {};
    return toCommandLine(['failures'], { ...job, budget: 'none', ...ofAccount });
  }
  if (target.kind === 'job') {
    const tasks = 'taskIds' in target ? target.taskIds : [];
    return name === 'job.retryFailed' ? toCommandLine(['retry'], ofAccount, [target.jobId, ...tasks]) : undefined;
  }
  if (target.kind !== 'task') return undefined;
  const { jobId: job, taskId: task } = target;
  switch (name) {
    case 'task.retry':
      return toCommandLine(['retry'], ofAccount, [job, task]);
    case 'task.downloadFiles':
      return toCommandLine(['download'], ofAccount, [job, task]);
    case 'task.explain':
      return toCommandLine(['explain'], { job, task, ...ofAccount });
    case 'task.openStdout':
      return toCommandLine(['logs', '--stdout'], { job, task, ...ofAccount });
    case 'task.openStderr':
      return toCommandLine(['logs', '--stderr'], { job, task, ...ofAccount });
    default:
      return undefined;
  }
}

const ofCauses: Readonly<Record<string, string>> = { 'failures.retry': 'retry', 'task.downloadFiles': 'download' };

/**
 * Returns a command line to type, with `words` of this program, options with their values, and arguments. Undefined if
 * any part can't be typed safely in every shell. The quotes work in the shells of all systems, and Azure Batch does not
 * allow characters in IDs that are special in any of these shells within quotes.
 */
export function toCommandLine(
  words: readonly string[],
  options: Readonly<Record<string, string>>,
  given: readonly string[] = [],
): string | undefined {
  const typed = Object.entries(options).map(([name, value]) => {
    const quoted = quote(value);
    return quoted && `--${name}${value.startsWith('-') ? '=' : ' '}${quoted}`;
  });
  const quoted = given.map(quote);
  const isLikeOption = given.some((one) => one.startsWith('-'));
  const all = isLikeOption ? [...words, ...typed, '--', ...quoted] : [...words, ...quoted, ...typed];
  return all.includes(undefined) ? undefined : all.join(' ');
}

/** Returns a line to paste, with the name of this program; undefined if a part can't be typed safely in every shell. */
export function toProgramLine(words: readonly string[], options: Readonly<Record<string, string>>): string | undefined {
  const line = toCommandLine(words, options);
  return line && `${programName} ${line}`;
}

function quote(text: string): string | undefined {
  if (/^[\w:./-]+$/.test(text)) return text;
  return /^[\p{L}\p{M}\p{N} _.,:@+=~#-]+$/u.test(text) ? `'${text}'` : undefined;
}
