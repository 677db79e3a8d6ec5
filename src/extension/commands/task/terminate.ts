import { l10n } from 'vscode';
import { planTerminate } from '../../../core/remedy/taskPlans.ts';
import type { Command } from '../command.ts';
import { confirmCandidates } from '../judge.ts';
import { toTaskLines } from '../nameLines.ts';
import { resolve } from '../resolve.ts';
import { judgeTasks } from './candidates.ts';
import { runOnTasks } from './runOnTasks.ts';

/** Ends tasks that run, or that wait to. They count as failed and do not run again by themselves. */
export const terminateTasks: Command = async (services, args) => {
  const tasks = await resolve(services, 'task', args, {
    many: true,
    tasks: { groups: ['running', 'preparing', 'active'], nothing: l10n.t('Every task of this job has ended.') },
  });
  const judged = await judgeTasks(services, tasks, ({ task }) => planTerminate(task));
  const count = judged.candidates.length;
  const candidates = await confirmCandidates(judged, {
    message: count === 1 ? l10n.t('Terminate the task?') : l10n.t('Terminate {0} tasks?', count),
    detail: [
      toTaskLines(services, judged.candidates),
      l10n.t('They end now, count as failed, and do not run again by themselves. Their files stay on the node.'),
    ].join('\n'),
    confirm: l10n.t('Terminate'),
    always: true,
  });
  const texts = {
    title:
      candidates.length === 1 ? l10n.t('Terminating the task') : l10n.t('Terminating {0} tasks', candidates.length),
    toDone: (done: number) =>
      done === 1 ? l10n.t('The task was terminated.') : l10n.t('{0} tasks were terminated.', done),
    toFailed: (failed: number, total: number) => l10n.t('{0} of {1} tasks could not be terminated.', failed, total),
  };
  await runOnTasks(services, { tasks, candidates }, texts, ({ service, resource }) =>
    service.tasks.terminateTask(resource.jobId, resource.taskId),
  );
};
