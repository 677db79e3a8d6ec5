import * as l10n from '@vscode/l10n';
import type { Task } from '../../model/task.ts';
import { plural } from '../../text/plural.ts';
import { asCount } from '../../words/numbers.ts';
import { compareTimes } from '../evidence/time.ts';
import type { Draft } from '../explanation/draft.ts';
import { toTaskContext } from '../process/taskContext.ts';
import { explainRunning, needsLook } from '../task/running.ts';
import { describeTaskCounts, type JobContext, toPlaceAt } from './jobContext.ts';

/** Maximum number of running tasks that are checked, starting with those that have run longest. */
const maxLooked = 100;

/**
 * Explains running tasks that may hang or whose node is lost: nothing has failed yet, but they may never end. Undefined
 * if there are none.
 */
export function explainStalled(context: JobContext): Draft | undefined {
  const { job, tasks, nodes = [] } = context;
  const stalled = listRunning(tasks)
    .slice(0, maxLooked)
    .flatMap((task) => {
      const node = nodes.find(({ id }) => id === task.nodeInfo?.nodeId);
      const draft = explainRunning(toTaskContext({ ...context, task, node, siblings: tasks }));
      return needsLook(draft) ? [{ task, draft }] : [];
    });
  const [first] = stalled;
  if (first === undefined) return undefined;
  const { title } = first.draft;
  return {
    ...first.draft,
    title: plural(stalled.length, {
      '=1': l10n.t('A running task in job {job} needs attention: {title}', { job: job.id, title }),
      one: l10n.t('{count} running task in job {job} needs attention: {title}', {
        ...asCount(stalled.length),
        job: job.id,
        title,
      }),
      other: l10n.t('{count} running tasks in job {job} need attention. The first: {title}', {
        ...asCount(stalled.length),
        job: job.id,
        title,
      }),
    }),
    evidence: [describeTaskCounts(context), ...(first.draft.evidence ?? [])],
    // Actions on the task are offered on its own page.
    fixes: first.draft.fixes?.map(({ text }) => ({ text, ...toPlaceAt(context, first.task, text) })),
    remedies: [],
  };
}

function listRunning(tasks: readonly Task[]): readonly Task[] {
  const running = tasks.filter(({ state }) => state === 'running');
  return running.sort((one, other) => compareTimes(one.executionInfo?.startTime, other.executionInfo?.startTime));
}
