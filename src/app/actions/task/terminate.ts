import * as l10n from '@vscode/l10n';
import type { TaskResource } from '../../../core/model/resource.ts';
import { planEnd } from '../../../core/remedy/endOfTasks.ts';
import { planTransition } from '../../../core/remedy/life.ts';
import { taskLife } from '../../../core/remedy/taskLife.ts';
import { plural } from '../../../core/text/plural.ts';
import type { App } from '../../app.ts';
import type { Rest } from '../bulk/rest.ts';
import { runBulk } from '../bulk/runBulk.ts';
import type { Command } from '../command.ts';
import type { RemedyContribution } from '../contribution.ts';
import { confirmCandidates } from '../judge.ts';
import { toTaskLines } from '../nameLines.ts';
import { resolve } from '../resolve.ts';
import { toFirstName } from '../thingName.ts';
import { taskNoun } from '../verbs/task/task.ts';
import { terminateTask } from '../verbs/task/terminate.ts';
import { judgeTasks, type TaskCandidate, toRunning } from './candidates.ts';
import { judgeEnding, unfinishedStates } from './judgeEnding.ts';

export const contribution: RemedyContribution = {
  title: 'Terminate Task…',
  effect: 'destroys',
  needs: 'changeJobs',
  remedy: () => l10n.t('Terminate Task…'),
  rows: [{ on: 'task', if: ['running', 'active', 'preparing'], at: '9_danger@1' }],
};

/** Ends tasks that run, or that wait to. They count as failed and do not run again by themselves. */
export const run: Command = async (services, args) => {
  const tasks = await resolve(services, 'task', args, {
    many: true,
    tasks: { groups: ['running', 'preparing', 'active'], nothing: l10n.t('Every task of this job has ended.') },
  });
  const judgedAtMs = services.clock.now();
  const { candidates, choices } = await confirmTermination(services, tasks);
  const items = candidates.map(({ resource, task }) => taskNoun.toItem(resource, task));
  await runBulk(services, { verb: terminateTask, choices, items, judgedAtMs });
};

/** Asks before tasks end. Throws `InvalidInput` where that cannot be done to any, and `Cancelled`. */
export async function confirmTermination(
  services: App,
  tasks: readonly TaskResource[],
  rest?: Rest,
): Promise<{ readonly candidates: readonly TaskCandidate[]; readonly choices: object }> {
  const judged = await judgeEnding(
    await judgeTasks(services, tasks, ({ task }) => planTransition(taskLife.terminate, task), {
      likely: unfinishedStates,
    }),
    planEnd,
  );
  const count = judged.candidates.length;
  const candidates = await confirmCandidates(services, judged, {
    will: { verb: terminateTask, choices: {} },
    rest,
    message: terminateTask.texts.question(count, toFirstName(services, judged.candidates)),
    names: toTaskLines(services, judged.candidates),
    detail: [
      toRunning(judged.candidates),
      plural(count, {
        '=1': l10n.t('The task ends now, counts as failed and is not retried. The files of the task stay on the node.'),
        other: l10n.t(
          'The tasks end now, count as failed and are not retried. The files of the tasks stay on the nodes.',
        ),
      }),
    ],
    confirm: terminateTask.texts.confirm(),
    canBeUndone: false,
  });
  return { candidates, choices: {} };
}
