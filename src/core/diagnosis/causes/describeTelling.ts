import type { Task } from '../../model/task.ts';
import type { Contrast } from './contrasts.ts';
import { describeContrast } from './describeContrast.ts';
import { findDifferences } from './differences.ts';

/** What of a task is part of its definition, which a retry runs again as it is. */
const ofDefinition: ReadonlySet<Contrast['trait']> = new Set([
  'application',
  'commandLine',
  'environment',
  'input',
  'option',
]);

/**
 * What of its definition a failed task has that all the others with it failed, too, while those without succeeded: another
 * run of it would end no better. As a sentence with numbers; undefined where nothing is so clear.
 */
export function describeTelling(task: Task, siblings: readonly Task[]): string | undefined {
  const telling = findDifferences(task, siblings, [], undefined).contrasts.find(
    ({ trait, own, other, like, isThin }) =>
      ofDefinition.has(trait) && own !== undefined && other !== undefined && !isThin && like.failed === like.total,
  );
  return telling && describeContrast(telling);
}
