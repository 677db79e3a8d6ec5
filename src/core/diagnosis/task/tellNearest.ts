import * as l10n from '@vscode/l10n';
import type { TaskResource } from '../../model/resource.ts';
import { formatTime } from '../../query/times.ts';
import type { ComparedTask } from '../causes/comparedTask.ts';
import type { Section } from '../explanation/explanation.ts';
import { compareTasks } from './compareTasks.ts';

/** How a failed task differs from the one of its job that is most like it and succeeded. Never throws. */
export function tellNearest(resource: TaskResource, failed: ComparedTask, succeeded: ComparedTask): Section {
  const { succeededId, differences } = compareTasks(failed, succeeded);
  const { jobId } = resource;
  const ended = succeeded.task.executionInfo?.endTime;
  const taskId = succeededId;
  return {
    id: 'nearest',
    title: l10n.t('Compared with {taskId}, which succeeded', { taskId }),
    items: [
      {
        text:
          ended === undefined
            ? l10n.t('Of the tasks of the job that succeeded, {taskId} is the most similar one.', { taskId })
            : l10n.t('Of the tasks of the job that succeeded, {taskId} is the most similar one. It ended on {time}.', {
                taskId,
                time: formatTime(ended),
              }),
        opens: {
          title: l10n.t('Explain {0}', taskId),
          document: { resource: { ...resource, taskId }, document: 'explanation' },
        },
      },
      {
        text:
          differences.length === 0
            ? l10n.t('Nothing that is known of the two tasks is different. The whole comparison also has their logs.')
            : l10n.t('The whole comparison also has the lines of the logs that only the failed task wrote.'),
        opens: {
          title: l10n.t('Show the Whole Comparison'),
          document: { resource, document: 'comparison', other: { jobId, taskId } },
        },
      },
    ],
    ...(differences.length === 0 ? {} : { nearest: { succeededId, differences } }),
  };
}
