import * as l10n from '@vscode/l10n';
import { findLargest } from '../../extremes.ts';
import type { ComputeNode, RecentTask } from '../../model/computeNode.ts';
import { isForDedicated } from '../../model/job.ts';
import type { Pool } from '../../model/pool.ts';
import { listMisfits } from '../../relations/blockedDependencies.ts';
import { countRunning, listRunning } from '../../relations/runningThere.ts';
import { plural } from '../../text/plural.ts';
import { toDurationWords } from '../../words/durations.ts';
import { asCount, formatNumber } from '../../words/numbers.ts';
import { compareTimes, elapsedMs, isSame } from '../evidence/time.ts';
import type { Evidence, Fix } from '../explanation/explanation.ts';
import { isRetriedInVain, sayInVain } from '../explanation/retries.ts';
import { listSome } from '../explanation/sentences.ts';
import { adviseResize } from '../pool/resizing.ts';
import type { OtherJob, TaskContext } from '../process/taskContext.ts';
import { describeNodes, isReady, judgeEnd } from './nodeCounts.ts';
import { runsLong } from './runningLong.ts';
import { describeUsualDuration } from './usualDuration.ts';
import type { WaitingReason } from './waitingReason.ts';

/** Finds usable nodes without room for the task now; undefined if a node has room or if none ever will. */
export function findNoFreeSlots(
  context: TaskContext,
  pool: Pool,
  usable: readonly ComputeNode[],
): WaitingReason | undefined {
  if (listMisfits(context.task, pool, context.job).length > 0) return undefined;
  const instances = context.task.multiInstanceSettings?.numberOfInstances ?? 1;
  return instances > 1 ? findFewNodes(context, pool, usable, instances) : findFewSlots(context, pool, usable);
}

function findFewSlots(context: TaskContext, pool: Pool, usable: readonly ComputeNode[]): WaitingReason | undefined {
  const slots = pool.taskSlotsPerNode ?? 1;
  const needed = context.task.requiredSlots ?? 1;
  const takesSpot = !isForDedicated(context.task, context.job);
  const able = takesSpot ? usable : usable.filter(({ isDedicated }) => isDedicated === true);
  const free = able.map((node) => (isReady(node) ? countFree(node, slots) : 0));
  const most = findLargest(free, 0);
  if (most >= needed) return undefined;
  if (!takesSpot && able.length === 0) return findNoDedicated(context, pool);
  if (!takesSpot)
    return {
      category: 'other',
      what: l10n.t('no dedicated node in the pool has room'),
      why: l10n.t(
        'This job manager task runs only on dedicated nodes (`allowLowPriorityNode` is false), and none of them has enough free slots.',
      ),
      ...describeRoom(context, pool, able),
      fixes: [
        {
          text: l10n.t(
            "Wait, or have the pool get more dedicated nodes: Spot (low-priority) nodes don't run this task.",
          ),
          remedies: ['pool.resize'],
        },
      ],
      identity: 'no free dedicated node',
    };
  const isScattered = most > 0;
  const starting = able.filter((node) => !isReady(node)).length;
  const ahead = isScattered || starting > 0 ? undefined : findAhead(context, pool, able);
  if (ahead !== undefined) return ahead;
  return {
    category: 'other',
    what: isScattered
      ? l10n.t('no node in the pool has {0} free slots', formatNumber(needed))
      : plural(starting, {
          '=0': l10n.t("all of the pool's slots are in use"),
          one: l10n.t('no node has room yet, and {count} is starting', asCount(starting)),
          other: l10n.t('no node has room yet, and {count} are starting', asCount(starting)),
        }),
    why: isScattered
      ? l10n.t(
          'It needs {0} task slots on one node, and no usable node has more than {1} of {2} free. It starts when tasks on one node end, or a node is ready.',
          formatNumber(needed),
          formatNumber(most),
          formatNumber(slots),
        )
      : l10n.t(
          'No usable node in the pool has a free slot. When another task ends or a node is ready, tasks in jobs with a higher priority start first.',
        ),
    ...describeRoom(context, pool, able, isScattered ? 0 : starting),
    identity: 'no free slots',
  };
}

/**
 * Explains a wait for slots that tasks of jobs with a higher priority get first; undefined if none are known to wait
 * (Batch documentation: "Job: priority").
 */
function findAhead(context: TaskContext, pool: Pool, able: readonly ComputeNode[]): WaitingReason | undefined {
  const { job, otherJobs = [] } = context;
  const own = job?.priority ?? 0;
  const urgent = listUrgent(otherJobs, own)
    .filter(({ waiting = 0, usesTaskDependencies }) => waiting > 0 && usesTaskDependencies !== true)
    .sort((one, other) => (other.priority ?? 0) - (one.priority ?? 0));
  const [first] = urgent;
  if (job === undefined || first === undefined) return undefined;
  const { priority = 0 } = first;
  const waiting = urgent.reduce((sum, one) => sum + (one.waiting ?? 0), 0);
  const room = describeRoom(context, pool, able);
  return {
    category: 'other',
    what: l10n.t('tasks of job {job} go first (priority {priority})', { job: first.id, priority }),
    why: l10n.t(
      "All of the pool's slots are in use. As they become free, Batch first starts tasks of jobs with a higher priority than {own}: {jobs}.",
      {
        own,
        jobs: listSome(
          urgent.map((one) =>
            l10n.t('{job} (priority {priority}, {waiting} waiting)', {
              job: one.id,
              priority: one.priority ?? 0,
              waiting: formatNumber(one.waiting ?? 0),
            }),
          ),
        ),
      },
    ),
    ...room,
    when:
      room.endsBy === 'user'
        ? room.when
        : plural(waiting, {
            one: l10n.t(
              'That is once {count} task ahead of it has started, and any that are added there by then.',
              asCount(waiting),
            ),
            other: l10n.t(
              'That is once the {count} tasks ahead of it have started, and any that are added there by then.',
              asCount(waiting),
            ),
          }),
    fixes: [
      ...room.fixes,
      {
        text: l10n.t(
          'Or give job {job} a priority above {priority}, which applies to tasks that are waiting already.',
          {
            job: job.id,
            priority,
          },
        ),
      },
    ],
    identity: 'no free slots',
  };
}

/** Lists jobs with a higher priority in which tasks may wait. */
function listUrgent(jobs: readonly OtherJob[], own: number): readonly OtherJob[] {
  return jobs.filter(({ priority = 0, waiting }) => priority > own && waiting !== 0);
}

/** Explains a wait for dedicated nodes none of which can run tasks, whatever the Spot nodes do. */
function findNoDedicated(context: TaskContext, pool: Pool): WaitingReason {
  const dedicated = context.nodes.filter(({ isDedicated }) => isDedicated === true);
  return {
    category: 'other',
    what: l10n.t('no dedicated node in the pool can run tasks'),
    why: l10n.t(
      'This job manager task runs only on dedicated nodes (`allowLowPriorityNode` is false), and none of them can run tasks.',
    ),
    ...describeRoom(context, pool, []),
    endsBy: dedicated.length > 0 ? judgeEnd(dedicated) : 'either',
    isRoom: false,
    isEffect: true,
    fixes: [
      {
        text: l10n.t(
          "Repair or replace the dedicated nodes, or have the pool get more: Spot (low-priority) nodes don't run this task.",
        ),
        remedies: ['pool.resize'],
      },
    ],
    identity: 'no usable dedicated node',
  };
}

/** Checks for too few nodes with room for all instances at once (Batch documentation: "Use multi-instance tasks"). */
function findFewNodes(
  context: TaskContext,
  pool: Pool,
  usable: readonly ComputeNode[],
  instances: number,
): WaitingReason | undefined {
  const free = countFreeNodes(pool, usable);
  if (free >= instances) return undefined;
  const [needed, available] = [formatNumber(instances), formatNumber(free)];
  return {
    category: 'other',
    what: l10n.t('{0} free nodes are needed at once; free now: {1}', needed, available),
    why: l10n.t(
      'A multi-instance task starts when {0} nodes are free at the same time; free now: {1}. Before then, other tasks may take them one by one.',
      needed,
      available,
    ),
    ...describeRoom(context, pool, usable),
    identity: 'no free nodes for all instances',
  };
}

/** Counts the nodes that run no task. */
export function countFreeNodes({ taskSlotsPerNode: slots = 1 }: Pool, usable: readonly ComputeNode[]): number {
  return usable.filter((node) => isReady(node) && countFree(node, slots) === slots).length;
}

function describeRoom(
  context: TaskContext,
  pool: Pool,
  able: readonly ComputeNode[],
  starting = 0,
): Pick<WaitingReason, 'evidence' | 'endsBy' | 'isRoom' | 'when' | 'fixes' | 'confidence'> {
  const { task, job, nodes, now } = context;
  const manager = findExclusiveManager(context);
  const holders = listHolders(able);
  const endless = holders.every(isRetriedInVain) ? holders[0] : undefined;
  const long =
    endless === undefined && holders.every((holder) => runsLong(holder, now)) ? findOldest(holders) : undefined;
  return {
    evidence: [
      describeNodes(nodes),
      manager === undefined
        ? undefined
        : {
            text: l10n.t(
              "The job manager task {0} has its node to itself while it runs (`runExclusive`), whatever its number of slots. It isn't known whether it waits for this job's tasks: if so, and if no other node runs these, neither ends.",
              manager,
            ),
            source: `task ${manager}`,
          },
      task.requiredSlots === undefined || task.requiredSlots === 1
        ? undefined
        : {
            text: `requiredSlots = ${task.requiredSlots}, taskSlotsPerNode = ${pool.taskSlotsPerNode ?? 1}`,
            source: `pool ${pool.id}`,
          },
      describeOtherJobs(nodes, job?.id),
      endless && describeEndless(holders),
      job?.priority === undefined
        ? undefined
        : {
            text: l10n.t('Priority {0} (from -1000 to 1000).', job.priority),
            source: `job ${job.id}`,
          },
      ...describeAhead(context),
    ],
    endsBy: endless === undefined ? 'either' : 'user',
    isRoom: true,
    when: endless === undefined ? describeUsualDuration(context)?.text : sayInVain(),
    fixes: [
      ...(endless === undefined
        ? [
            ...(long === undefined ? [] : [adviseLong(long, now)]),
            adviseWait(pool, starting, countFailedStarts(pool, nodes)),
          ]
        : [adviseEndless(endless), adviseResize(pool, l10n.t('Or add nodes to the pool.'))]),
      ...(manager === undefined
        ? []
        : [
            {
              text: l10n.t(
                'Or submit the job again with `runExclusive` set to false for its job manager task, which then leaves other slots of its node free.',
              ),
              property: ['jobManagerTask', 'runExclusive'],
            },
          ]),
    ],
    confidence: 'likely',
  };
}

/** Counts the nodes on which the start task failed, if a node needs it to run tasks. */
function countFailedStarts({ startTask }: Pool, nodes: readonly ComputeNode[]): number {
  return startTask?.waitForSuccess === false ? 0 : nodes.filter(({ state }) => state === 'starttaskfailed').length;
}

function adviseWait({ enableAutoScale }: Pool, starting: number, failedStarts: number): Fix {
  if (failedStarts > 0)
    return {
      text: plural(failedStarts, {
        one: l10n.t(
          'Wait until other tasks end. Before you add nodes, find out why the start task failed on {count} node: new nodes run it, too.',
          asCount(failedStarts),
        ),
        other: l10n.t(
          'Wait until other tasks end. Before you add nodes, find out why the start task failed on {count} nodes: new nodes run it, too.',
          asCount(failedStarts),
        ),
      }),
    };
  return {
    text:
      enableAutoScale === true
        ? l10n.t(
            'Wait, or have the autoscale formula request more nodes. Tasks in jobs with a higher priority go first.',
          )
        : starting > 0
          ? l10n.t('Wait for the nodes that are starting, or add more. Tasks in jobs with a higher priority go first.')
          : l10n.t('Wait, or add nodes to the pool. Tasks in jobs with a higher priority go first.'),
    remedies: ['pool.resize'],
  };
}

/** Lists the tasks that hold the nodes, if all of them are known. */
function listHolders(nodes: readonly ComputeNode[]): readonly RecentTask[] {
  const held = nodes.map((node) => ({ node, tasks: listRunning(node) }));
  const areKnown = held.every(({ node, tasks }) => isReady(node) && tasks.length >= countRunning(node));
  return areKnown ? held.flatMap(({ tasks }) => tasks) : [];
}

function findOldest(tasks: readonly RecentTask[]): RecentTask | undefined {
  return tasks.toSorted((one, other) => compareTimes(one.executionInfo?.startTime, other.executionInfo?.startTime))[0];
}

function describeEndless(tasks: readonly RecentTask[]): Evidence {
  const named = tasks.map(
    ({ taskId = '', jobId = '', executionInfo }) =>
      `${taskId} (${jobId}, ${formatNumber(executionInfo?.retryCount ?? 0)})`,
  );
  return {
    text: l10n.t('Running tasks that failed again after each retry: {0}.', listSome(named)),
    source: 'recentTasks',
  };
}

function adviseEndless({ taskId = '', jobId = '' }: RecentTask): Fix {
  return {
    text: l10n.t(
      'Explain task {task} in job {job} to see why it fails again and again: it holds what this task waits for.',
      {
        task: taskId,
        job: jobId,
      },
    ),
  };
}

function adviseLong({ taskId = '', jobId = '', executionInfo }: RecentTask, now: number | undefined): Fix {
  return {
    text: l10n.t(
      'Check whether task {task} in job {job} is still making progress, or hangs: it holds what this task waits for, and has been running for {time}.',
      { task: taskId, job: jobId, time: toDurationWords(elapsedMs(executionInfo?.startTime, now) ?? 0) },
    ),
  };
}

/**
 * Finds the job's own manager task if it runs and takes all slots of its node, which it does unless `runExclusive` is
 * false (Batch documentation: "Job - Add"); undefined if nodes have one slot.
 */
export function findExclusiveManager({
  job,
  pool,
  nodes = [],
}: Pick<TaskContext, 'job' | 'pool'> & { readonly nodes?: TaskContext['nodes'] | undefined }): string | undefined {
  const { id, runExclusive = true } = job?.jobManagerTask ?? {};
  if (id === undefined || !runExclusive || (pool?.taskSlotsPerNode ?? 1) === 1) return undefined;
  const isRunning = nodes
    .flatMap(({ recentTasks }) => recentTasks ?? [])
    .some(({ jobId, taskId, taskState }) => jobId === job?.id && isSame(taskId ?? '', id) && taskState === 'running');
  return isRunning ? id : undefined;
}

/** Counts the tasks of other jobs that run on the nodes. */
export function describeOtherJobs(nodes: readonly ComputeNode[], own: string | undefined): Evidence | undefined {
  const counts = new Map<string, number>();
  for (const { jobId, taskState } of nodes.flatMap(({ recentTasks }) => recentTasks ?? [])) {
    if (jobId === undefined || isSame(jobId, own ?? '') || taskState !== 'running') continue;
    counts.set(jobId, (counts.get(jobId) ?? 0) + 1);
  }
  if (counts.size === 0) return undefined;
  const names = [...counts].sort().map(([id, count]) => `${id} (${formatNumber(count)})`);
  return { text: l10n.t('Tasks from other jobs are running there: {0}.', listSome(names)), source: 'recentTasks' };
}

/** Counts the free slots of a node. A running node that doesn't report its slots counts as full. */
function countFree(node: ComputeNode, slots: number): number {
  const used = node.runningTaskSlotsCount ?? node.runningTasksCount ?? (node.state === 'idle' ? 0 : slots);
  return slots - used;
}

/** Describes other tasks that wait for the slots, here and in jobs with higher priority, and tasks not counted. */
export function describeAhead(context: TaskContext): readonly (Evidence | undefined)[] {
  return [describeOwnJob(context), describeUrgentJobs(context)];
}

/** Describes the number of other waiting tasks of the job, and of those added earlier if all are known. */
function describeOwnJob({ task, siblings, counts }: TaskContext): Evidence | undefined {
  const others = (counts?.active ?? 0) - 1;
  if (others < 1) return undefined;
  const waiting = siblings.filter(({ state }) => state === 'active');
  const text = plural(others, {
    one: l10n.t('{count} other task in its job is waiting.', asCount(others)),
    other: l10n.t('{count} other tasks in its job are waiting.', asCount(others)),
  });
  if (waiting.length < others || task.creationTime === undefined) return { text, source: 'siblings' };
  const before = waiting.filter(({ creationTime }) => compareTimes(creationTime, task.creationTime) < 0).length;
  if (before === 0) return { text, source: 'siblings' };
  return {
    text: l10n.t('{others} Added before {task}: {before}.', {
      others: text,
      task: task.id,
      before: formatNumber(before),
    }),
    source: 'siblings',
  };
}

/** Describes jobs with a higher priority, whose tasks start first (Batch documentation: "Job: priority"). */
function describeUrgentJobs({ job, otherJobs }: TaskContext): Evidence | undefined {
  if (otherJobs === undefined || job === undefined) return undefined;
  const urgent = listUrgent(otherJobs, job.priority ?? 0);
  const text =
    urgent.length === 0
      ? l10n.t('No job on the pool with a higher priority has waiting tasks.')
      : l10n.t('Jobs on the pool with a higher priority, and the number of their waiting tasks: {jobs}.', {
          jobs: listSome(
            urgent.map(({ id, waiting }) =>
              waiting === undefined
                ? l10n.t({
                    message: '{job} (unknown)',
                    args: { job: id },
                    comment: ['How many tasks wait is not known'],
                  })
                : `${id} (${formatNumber(waiting)})`,
            ),
          ),
        });
  return { text, source: 'priority' };
}
