import * as l10n from '@vscode/l10n';
import type { TaskResource } from '../../../core/model/resource.ts';
import { planEndAndReturn } from '../../../core/remedy/endOfTasks.ts';
import { describeLostProgress } from '../../../core/remedy/lostProgress.ts';
import { planRequeue } from '../../../core/remedy/taskPlans.ts';
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
import { requeueTask } from '../verbs/task/requeue.ts';
import { taskNoun } from '../verbs/task/task.ts';
import { judgeTasks, type TaskCandidate } from './candidates.ts';
import { judgeEnding, unfinishedStates } from './judgeEnding.ts';

export const contribution: RemedyContribution = {
  title: 'Requeue Running Task…',
  effect: 'changes',
  needs: 'changeJobs',
  remedy: () => l10n.t('Requeue This Task…'),
  rows: [{ on: 'task', if: 'running', at: '3_putRight@2' }],
};

/** Ends running tasks and puts them back into the queue: Batch has no action for that, so it takes two. */
export const run: Command = async (services, args) => {
  const tasks = await resolve(services, 'task', args, {
    many: true,
    tasks: { groups: ['running', 'preparing'], nothing: l10n.t('No task of this job is running.') },
  });
  await requeueAll(services, tasks);
};

/** Requeues those of `tasks` that can be, after one question that says what is lost. */
export async function requeueAll(services: App, tasks: readonly TaskResource[]): Promise<void> {
  const judgedAtMs = services.clock.now();
  const { candidates, choices } = await confirmRequeue(services, tasks);
  const items = candidates.map(({ resource, task }) => taskNoun.toItem(resource, task));
  await runBulk(services, { verb: requeueTask, choices, items, judgedAtMs });
}

/** Asks before running tasks end and are queued again. Throws `InvalidInput` where none can be, and `Cancelled`. */
export async function confirmRequeue(
  services: App,
  tasks: readonly TaskResource[],
  rest?: Rest,
): Promise<{ readonly candidates: readonly TaskCandidate[]; readonly choices: object }> {
  const verb = requeueTask;
  const nowMs = services.clock.now();
  const judged = await judgeEnding(
    await judgeTasks(services, tasks, ({ task, job }) => planRequeue(task, job), { likely: unfinishedStates }),
    planEndAndReturn,
  );
  const count = judged.candidates.length;
  const candidates = await confirmCandidates(services, judged, {
    will: { verb, choices: {} },
    rest,
    message: verb.texts.question(count, toFirstName(services, judged.candidates)),
    names: toTaskLines(services, judged.candidates),
    detail: [
      plural(count, {
        '=1': l10n.t(
          'The task ends now, loses its progress and starts again from the beginning, possibly on another node.',
        ),
        other: l10n.t(
          'The tasks end now, lose their progress and start again from the beginning, possibly on other nodes.',
        ),
      }),
      ...describeLostProgress(
        judged.candidates.map(({ task }) => task),
        nowMs,
      ),
    ],
    confirm: verb.texts.confirm(),
    canBeUndone: false,
  });
  return { candidates, choices: {} };
}
