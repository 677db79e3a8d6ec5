import * as l10n from '@vscode/l10n';
import type { TaskResource } from '../../../core/model/resource.ts';
import type { Task } from '../../../core/model/task.ts';
import { planDelete } from '../../../core/remedy/endOfTasks.ts';
import { possible } from '../../../core/remedy/verdict.ts';
import type { App } from '../../app.ts';
import type { Rest } from '../bulk/rest.ts';
import { runBulk } from '../bulk/runBulk.ts';
import type { Command } from '../command.ts';
import type { RemedyContribution } from '../contribution.ts';
import { confirmCandidates, type Judged } from '../judge.ts';
import { toTaskLines } from '../nameLines.ts';
import { resolve } from '../resolve.ts';
import { toFirstName } from '../thingName.ts';
import { deleteTask } from '../verbs/task/delete.ts';
import { taskNoun } from '../verbs/task/task.ts';
import { judgeTasks, type TaskCandidate, toRunning } from './candidates.ts';
import { judgeEnding } from './judgeEnding.ts';

export const contribution: RemedyContribution = {
  title: 'Delete Task…',
  effect: 'destroys',
  needs: 'deleteTasks',
  remedy: () => l10n.t('Delete Task…'),
  rows: [{ on: ['task', 'taskRun'], at: '9_danger@2' }],
};

/** Deletes tasks with their files on the nodes. */
export const run: Command = async (services, args) => {
  const tasks = await resolve(services, 'task', args, { many: true });
  const judgedAtMs = services.clock.now();
  const { candidates, choices } = await confirmDeletion(services, tasks);
  const items = candidates.map(({ resource, task }) => taskNoun.toItem(resource, task));
  await runBulk(services, { verb: deleteTask, choices, items, judgedAtMs });
};

/** Asks before tasks are deleted. Throws `InvalidInput` where that cannot be done to any, and `Cancelled`. */
export async function confirmDeletion(
  services: App,
  tasks: readonly TaskResource[],
  rest?: Rest,
): Promise<{ readonly candidates: readonly TaskCandidate[]; readonly choices: object }> {
  const judged = await judgeDeletions(services, tasks);
  const count = judged.candidates.length;
  const candidates = await confirmCandidates(services, judged, {
    will: { verb: deleteTask, choices: {} },
    rest,
    message: deleteTask.texts.question(count, toFirstName(services, judged.candidates)),
    names: toTaskLines(services, judged.candidates),
    detail: describeDeletion(judged.candidates),
    confirm: deleteTask.texts.confirm(),
    canBeUndone: false,
  });
  return { candidates, choices: {} };
}

/**
 * Judges what the deletion of tasks comes to.
 * @param replaced where tasks of the same ids take their places: the tasks as they have just been read, by `toKey`
 */
export async function judgeDeletions(
  services: App,
  tasks: readonly TaskResource[],
  replaced?: ReadonlyMap<string, Task>,
): Promise<Judged<TaskResource, TaskCandidate>> {
  const beforehand = replaced === undefined ? {} : { read: replaced };
  return judgeEnding(await judgeTasks(services, tasks, () => possible, beforehand), (ended, job, unfinished) =>
    planDelete(ended, job, unfinished, replaced !== undefined),
  );
}

/** What is lost with tasks, as sentences. */
export function describeDeletion(candidates: readonly TaskCandidate[]): readonly string[] {
  return [toRunning(candidates), l10n.t('Logs and other files on the nodes are deleted too. Running tasks end.')];
}
