import * as l10n from '@vscode/l10n';
import { equals } from '../../../core/filters/odata.ts';
import { toInvalidInput } from '../../../core/model/batchError.ts';
import type { JobResource, SomeTasks, TaskResource } from '../../../core/model/resource.ts';
import type { CallOptions } from '../../../service/ports.ts';
import type { WithAccounts } from '../../accounts/accounts.ts';
import { lookUp } from '../targets/lookUp.ts';
import { resolve } from '../targets/resolve.ts';
import { retry } from '../task/retry.ts';
import type { Command, RemedyContribution } from '../verb/contribution.ts';

export const contribution: RemedyContribution = {
  title: 'Retry All Failed Tasks…',
  icon: 'debug-restart',
  effect: 'changes',
  needs: 'changeJobs',
  remedy: () => l10n.t('Retry All Failed Tasks…'),
  rows: [
    { on: 'taskGroup', if: 'failed', at: 'inline@1' },
    { on: ['job', 'taskGroup'], if: 'failed', unless: 'completed', at: '3_putRight@1' },
  ],
};

/** Retries every failed task of jobs, including tasks that the explorer has not loaded, or those that a step names. */
export const run: Command = async (services, args) => {
  const [first] = args;
  if (isSomeTasks(first)) {
    const { taskIds, ...job } = first;
    return retry(
      services,
      taskIds.map((taskId) => ({ ...job, kind: 'task', taskId })),
    );
  }
  const jobs = await resolve(services, 'job', args);
  const tasks = (
    await lookUp(services, jobs, (call) => Promise.all(jobs.map((job) => listFailed(services, job, call))))
  ).flat();
  if (tasks.length === 0) throw toInvalidInput(l10n.t('No tasks in this job have failed.'));
  await retry(services, tasks);
};

function isSomeTasks(given: unknown): given is SomeTasks {
  return typeof given === 'object' && given !== null && 'taskIds' in given;
}

/** Lists the failed tasks of a job. Only their IDs are requested. */
export async function listFailed(
  { accounts }: WithAccounts,
  job: JobResource,
  call?: CallOptions,
): Promise<TaskResource[]> {
  const { service } = await accounts.getStore(job.accountId);
  const tasks: TaskResource[] = [];
  const filter = equals('executionInfo/result', 'failure');
  for await (const page of service.tasks.listTasks(job.jobId, { ...call, filter, select: ['id'] })) {
    for (const { id } of page) tasks.push({ ...job, kind: 'task', taskId: id });
  }
  return tasks;
}
