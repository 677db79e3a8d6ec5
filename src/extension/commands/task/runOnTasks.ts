import type { TaskResource } from '../../../core/model/resource.ts';
import { toVisible } from '../../../core/text/escape.ts';
import { type BulkTexts, runBulk } from '../bulk.ts';
import type { CommandServices } from '../command.ts';
import type { Candidate } from './candidates.ts';
import { refreshTasks } from './refreshTasks.ts';

/** What an action on tasks is about: those that were chosen, and those of them that can be acted on. */
export interface ChosenTasks {
  readonly tasks: readonly TaskResource[];
  readonly candidates: readonly Candidate[];
}

/** Does something to each candidate as `runBulk` does; then loads again what the explorer shows of all that were chosen. */
export async function runOnTasks(
  services: Pick<CommandServices, 'accounts' | 'log'>,
  { tasks, candidates }: ChosenTasks,
  texts: Omit<BulkTexts<Candidate>, 'nameOf'>,
  act: (candidate: Candidate, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  try {
    await runBulk(services, candidates, { ...texts, nameOf: ({ resource }) => toVisible(resource.taskId) }, act);
  } finally {
    await refreshTasks(services, tasks);
  }
}
