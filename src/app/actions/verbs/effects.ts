import * as l10n from '@vscode/l10n';
import type { ComputeNode } from '../../../core/model/computeNode.ts';
import { readNode } from '../../../core/model/computeNodeShape.ts';
import type { Job } from '../../../core/model/job.ts';
import type { JobSchedule } from '../../../core/model/jobSchedule.ts';
import { readJobSchedule } from '../../../core/model/jobScheduleShape.ts';
import { readJob } from '../../../core/model/jobShape.ts';
import type { Pool } from '../../../core/model/pool.ts';
import { readPool } from '../../../core/model/poolShape.ts';
import type {
  JobResource,
  JobScheduleResource,
  NodeResource,
  PoolResource,
  Resource,
  TaskResource,
} from '../../../core/model/resource.ts';
import { type Read, readAs } from '../../../core/model/shape.ts';
import type { Task } from '../../../core/model/task.ts';
import { readTask } from '../../../core/model/taskShape.ts';
import { asCount, formatNumber } from '../../../core/query/numbers.ts';
import { jobLife } from '../../../core/remedy/jobLife.ts';
import { jobScheduleLife } from '../../../core/remedy/jobScheduleLife.ts';
import { type ChangeEffect, type Changing, judgeTransition } from '../../../core/remedy/life.ts';
import { nodeLife } from '../../../core/remedy/nodeLife.ts';
import { judgeRemoval } from '../../../core/remedy/nodeRemoval.ts';
import { judgeAutoscale, poolLife } from '../../../core/remedy/poolLife.ts';
import { judgeReboot } from '../../../core/remedy/startTaskPlan.ts';
import { taskLife } from '../../../core/remedy/taskLife.ts';
import { plural } from '../../../core/text/plural.ts';
import type { VerbEffect } from '../run/verb.ts';
import { toBefore } from './looks.ts';

type EffectTexts = Pick<VerbEffect<Resource>, 'seen' | 'astray'>;

/** Judges what was read by its shape: what has not that shape tells nothing yet. */
function toEffect<R extends Resource, T>(
  read: Read<T>,
  judge: (changing: Changing<T>) => ChangeEffect,
  texts: EffectTexts,
): VerbEffect<R> {
  return {
    ...texts,
    judge(item, found, elapsedMs) {
      const now = found === undefined ? undefined : readAs(read, found).value;
      if (found !== undefined && now === undefined) return 'underway';
      return judge({ before: toBefore(read, item), now, elapsedMs });
    },
  };
}

/** Tasks that were terminated have ended. */
export const endOfTasks: VerbEffect<TaskResource> = toEffect<TaskResource, Task>(
  readTask,
  (changing) => judgeTransition(taskLife.terminate, changing),
  {
    seen: (count, name) =>
      plural(count, {
        '=1': l10n.t('Task {0} has ended.', name),
        other: l10n.t('All {count} tasks that you terminated have ended.', asCount(count)),
      }),
    astray: (count, total, name) =>
      plural(total, {
        '=1': l10n.t('Task {0} has still not ended.', name),
        other: l10n.t('Still not ended: {count} of {total} tasks that you terminated.', {
          ...asCount(count),
          total: formatNumber(total),
        }),
      }),
  },
);

/** Jobs that were terminated have ended. */
export const endOfJobs: VerbEffect<JobResource> = toEffect<JobResource, Job>(
  readJob,
  (changing) => judgeTransition(jobLife.terminate, changing),
  {
    seen: (count, name) =>
      plural(count, {
        '=1': l10n.t('Job {0} has ended.', name),
        other: l10n.t('All {count} jobs that you terminated have ended.', asCount(count)),
      }),
    astray: (count, total, name) =>
      plural(total, {
        '=1': l10n.t('Job {0} has still not ended.', name),
        other: l10n.t('Still not ended: {count} of {total} jobs that you terminated.', {
          ...asCount(count),
          total: formatNumber(total),
        }),
      }),
  },
);

/** Jobs that were deleted are gone. */
export const deletionOfJobs: VerbEffect<JobResource> = toEffect<JobResource, Job>(
  readJob,
  (changing) => judgeTransition(jobLife.delete, changing),
  {
    seen: (count, name) =>
      plural(count, {
        '=1': l10n.t('Job {0} is deleted.', name),
        other: l10n.t('All {count} jobs that you deleted are gone.', asCount(count)),
      }),
    astray: (count, total, name) =>
      plural(total, {
        '=1': l10n.t('Job {0} is still being deleted.', name),
        other: l10n.t('Still being deleted: {count} of {total} jobs.', {
          ...asCount(count),
          total: formatNumber(total),
        }),
      }),
  },
);

/** Jobs that were disabled run no task. */
export const stopOfJobs: VerbEffect<JobResource> = toEffect<JobResource, Job>(
  readJob,
  (changing) => judgeTransition(jobLife.disable, changing),
  {
    seen: (count, name) =>
      plural(count, {
        '=1': l10n.t('Job {0} is disabled.', name),
        other: l10n.t('All {count} jobs that you disabled have stopped.', asCount(count)),
      }),
    astray: (count, total, name) =>
      plural(total, {
        '=1': l10n.t('Job {0} is not disabled: it was enabled again, or has ended.', name),
        other: l10n.t(
          'Jobs that are not disabled, because they were enabled again or have ended: {count} of {total}.',
          {
            ...asCount(count),
            total: formatNumber(total),
          },
        ),
      }),
  },
);

/** Jobs that were enabled are active. */
export const startOfJobs: VerbEffect<JobResource> = toEffect<JobResource, Job>(
  readJob,
  (changing) => judgeTransition(jobLife.enable, changing),
  {
    seen: (count, name) =>
      plural(count, {
        '=1': l10n.t('Job {0} is active again.', name),
        other: l10n.t('All {count} jobs that you enabled are active again.', asCount(count)),
      }),
    astray: (count, total, name) =>
      plural(total, {
        '=1': l10n.t('Job {0} is not active: it has ended, or was disabled again.', name),
        other: l10n.t(
          'Jobs that you enabled and that are not active, because they have ended or were disabled again: {count} of {total}.',
          {
            ...asCount(count),
            total: formatNumber(total),
          },
        ),
      }),
  },
);

/** Nodes that were taken offline run no task. */
export const nodesOffline: VerbEffect<NodeResource> = toEffect<NodeResource, ComputeNode>(
  readNode,
  (changing) => judgeTransition(nodeLife.disableScheduling, changing),
  {
    seen: (count) =>
      plural(count, {
        '=1': l10n.t('The node that you took offline runs no task now.'),
        other: l10n.t('All {count} nodes that you took offline run no task now.', asCount(count)),
      }),
    astray: (count, total) =>
      plural(total, {
        '=1': l10n.t(
          'The node that you took offline is not offline: it was brought online again, or has left its pool.',
        ),
        other: l10n.t(
          'Nodes that are not offline, because they were brought online again or have left their pool: {count} of {total}.',
          {
            ...asCount(count),
            total: formatNumber(total),
          },
        ),
      }),
  },
);

/** Nodes that were brought online work. */
export const nodesOnline: VerbEffect<NodeResource> = toEffect<NodeResource, ComputeNode>(
  readNode,
  (changing) => judgeTransition(nodeLife.enableScheduling, changing),
  {
    seen: (count) =>
      plural(count, {
        '=1': l10n.t('The node that you brought online is ready for tasks.'),
        other: l10n.t('All {count} nodes that you brought online are ready for tasks.', asCount(count)),
      }),
    astray: (count, total) =>
      plural(total, {
        '=1': l10n.t('The node that you brought online takes no tasks.'),
        other: l10n.t('Nodes that you brought online and that take no tasks: {count} of {total}.', {
          ...asCount(count),
          total: formatNumber(total),
        }),
      }),
  },
);

/** Nodes that were removed have left their pools. */
export const nodesGone: VerbEffect<NodeResource> = toEffect<NodeResource, ComputeNode>(readNode, judgeRemoval, {
  seen: (count) =>
    plural(count, {
      '=1': l10n.t('The node that you removed has left its pool.'),
      other: l10n.t('All {count} nodes that you removed have left their pools.', asCount(count)),
    }),
  astray: (count, total) =>
    plural(total, {
      '=1': l10n.t('The node that you removed is still in its pool.'),
      other: l10n.t('Still in the pool: {count} of {total} nodes that you removed.', {
        ...asCount(count),
        total: formatNumber(total),
      }),
    }),
});

/** Nodes that were rebooted are back. */
export const nodesRebooted: VerbEffect<NodeResource> = toEffect<NodeResource, ComputeNode>(readNode, judgeReboot, {
  seen: (count) =>
    plural(count, {
      '=1': l10n.t('The node that you rebooted is back.'),
      other: l10n.t('All {count} nodes that you rebooted are back.', asCount(count)),
    }),
  astray: (count, total) =>
    plural(total, {
      '=1': l10n.t('The node that you rebooted did not come back, or its start task failed.'),
      other: l10n.t(
        'Nodes that you rebooted and that did not come back, or whose start task failed: {count} of {total}.',
        {
          ...asCount(count),
          total: formatNumber(total),
        },
      ),
    }),
});

/** Nodes that were reimaged are back. */
export const nodesReimaged: VerbEffect<NodeResource> = toEffect<NodeResource, ComputeNode>(readNode, judgeReboot, {
  seen: (count) =>
    plural(count, {
      '=1': l10n.t('The node that you reimaged is back.'),
      other: l10n.t('All {count} nodes that you reimaged are back.', asCount(count)),
    }),
  astray: (count, total) =>
    plural(total, {
      '=1': l10n.t('The node that you reimaged did not come back, or its start task failed.'),
      other: l10n.t(
        'Nodes that you reimaged and that did not come back, or whose start task failed: {count} of {total}.',
        {
          ...asCount(count),
          total: formatNumber(total),
        },
      ),
    }),
});

/** Nodes that were started are back. */
export const nodesStarted: VerbEffect<NodeResource> = toEffect<NodeResource, ComputeNode>(
  readNode,
  (changing) => judgeTransition(nodeLife.start, changing),
  {
    seen: (count) =>
      plural(count, {
        '=1': l10n.t('The node that you started is back.'),
        other: l10n.t('All {count} nodes that you started are back.', asCount(count)),
      }),
    astray: (count, total) =>
      plural(total, {
        '=1': l10n.t('The node that you started did not come back.'),
        other: l10n.t('Nodes that you started and that did not come back: {count} of {total}.', {
          ...asCount(count),
          total: formatNumber(total),
        }),
      }),
  },
);

/** Nodes that were deallocated are. */
export const nodesDeallocated: VerbEffect<NodeResource> = toEffect<NodeResource, ComputeNode>(
  readNode,
  (changing) => judgeTransition(nodeLife.deallocate, changing),
  {
    seen: (count) =>
      plural(count, {
        '=1': l10n.t('The node is deallocated.'),
        other: l10n.t('All {count} nodes are deallocated.', asCount(count)),
      }),
    astray: (count, total) =>
      plural(total, {
        '=1': l10n.t('The node was not deallocated.'),
        other: l10n.t('Not deallocated: {count} of {total} nodes.', {
          ...asCount(count),
          total: formatNumber(total),
        }),
      }),
  },
);

/** Resizes that were stopped have. */
export const stopOfResizes: VerbEffect<PoolResource> = toEffect<PoolResource, Pool>(
  readPool,
  (changing) => judgeTransition(poolLife.stopResize, changing),
  {
    seen: (count, name) =>
      plural(count, {
        '=1': l10n.t('The resize of pool {0} has stopped.', name),
        other: l10n.t('The resizes of all {count} pools have stopped.', asCount(count)),
      }),
    astray: (count, total, name) =>
      plural(total, {
        '=1': l10n.t('The resize of pool {0} has still not stopped.', name),
        other: l10n.t('Still not stopped: {count} of {total} resizes.', {
          ...asCount(count),
          total: formatNumber(total),
        }),
      }),
  },
);

/** Pools that were deleted are gone. */
export const deletionOfPools: VerbEffect<PoolResource> = toEffect<PoolResource, Pool>(
  readPool,
  (changing) => judgeTransition(poolLife.delete, changing),
  {
    seen: (count, name) =>
      plural(count, {
        '=1': l10n.t('Pool {0} is deleted.', name),
        other: l10n.t('All {count} pools that you deleted are gone.', asCount(count)),
      }),
    astray: (count, total, name) =>
      plural(total, {
        '=1': l10n.t('Pool {0} is still being deleted.', name),
        other: l10n.t('Still being deleted: {count} of {total} pools.', {
          ...asCount(count),
          total: formatNumber(total),
        }),
      }),
  },
);

/** Formulas that were given to pools have run, and the pools are as they ask. */
export const runOfFormulas: VerbEffect<PoolResource> = toEffect<PoolResource, Pool>(readPool, judgeAutoscale, {
  seen: (count, name) =>
    plural(count, {
      '=1': l10n.t('The autoscale formula of pool {0} has run, and the pool has the nodes that it asks for.', name),
      other: l10n.t(
        'The autoscale formulas of all {count} pools have run, and the pools have the nodes that they ask for.',
        asCount(count),
      ),
    }),
  astray: (count, total, name) =>
    plural(total, {
      '=1': l10n.t('Pool {0} does not follow its autoscale formula.', name),
      other: l10n.t('Pools that do not follow their autoscale formula: {count} of {total}.', {
        ...asCount(count),
        total: formatNumber(total),
      }),
    }),
});

/** Job schedules that were terminated have ended. */
export const endOfSchedules: VerbEffect<JobScheduleResource> = toEffect<JobScheduleResource, JobSchedule>(
  readJobSchedule,
  (changing) => judgeTransition(jobScheduleLife.terminate, changing),
  {
    seen: (count, name) =>
      plural(count, {
        '=1': l10n.t('Job schedule {0} has ended.', name),
        other: l10n.t('All {count} job schedules that you terminated have ended.', asCount(count)),
      }),
    astray: (count, total, name) =>
      plural(total, {
        '=1': l10n.t('Job schedule {0} has still not ended.', name),
        other: l10n.t('Still not ended: {count} of {total} job schedules that you terminated.', {
          ...asCount(count),
          total: formatNumber(total),
        }),
      }),
  },
);

/** Job schedules that were deleted are gone. */
export const deletionOfSchedules: VerbEffect<JobScheduleResource> = toEffect<JobScheduleResource, JobSchedule>(
  readJobSchedule,
  (changing) => judgeTransition(jobScheduleLife.delete, changing),
  {
    seen: (count, name) =>
      plural(count, {
        '=1': l10n.t('Job schedule {0} is deleted.', name),
        other: l10n.t('All {count} job schedules that you deleted are gone.', asCount(count)),
      }),
    astray: (count, total, name) =>
      plural(total, {
        '=1': l10n.t('Job schedule {0} is still being deleted.', name),
        other: l10n.t('Still being deleted: {count} of {total} job schedules.', {
          ...asCount(count),
          total: formatNumber(total),
        }),
      }),
  },
);
