import type { RemedyAction } from '../app/helpfulAction.ts';

/**
 * The command of this program that does what a command of the extension does to `target`; undefined where there is none,
 * and where an id is not as Azure Batch allows it, since a shell may take it for something else.
 * @param name such as `task.retry`
 */
export function findCommand(name: string, target: RemedyAction['target']): string | undefined {
  if ('fingerprint' in target) {
    const { resource, fingerprint } = target;
    const verb = ofCauses[name];
    if (verb === undefined || !/^[\w:-]+$/.test(fingerprint)) return undefined;
    if (resource.kind === 'account') return `${verb} --cause ${fingerprint}`;
    return isId(resource.jobId) ? `${verb} ${resource.jobId} --cause ${fingerprint}` : undefined;
  }
  if (target.kind === 'job')
    return name === 'job.retryFailed' && isId(target.jobId) ? `retry ${target.jobId}` : undefined;
  if (target.kind !== 'task' || !isId(target.jobId) || !isId(target.taskId)) return undefined;
  const named = `--job ${target.jobId} --task ${target.taskId}`;
  switch (name) {
    case 'task.retry':
      return `retry ${target.jobId} ${target.taskId}`;
    case 'task.downloadFiles':
      return `download ${target.jobId} ${target.taskId}`;
    case 'task.explain':
      return `explain ${named}`;
    case 'task.openStdout':
      return `logs ${named} --stdout`;
    case 'task.openStderr':
      return `logs ${named} --stderr`;
    default:
      return undefined;
  }
}

const ofCauses: Readonly<Record<string, string>> = { 'failures.retry': 'retry', 'task.downloadFiles': 'download' };

function isId(text: string): boolean {
  return /^\w[\w-]*$/.test(text);
}
