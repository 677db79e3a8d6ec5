import type { Cause } from '../diagnosis/causes/causes.ts';
import { measureHarm } from '../impact/harm.ts';
import { sortByHarm } from '../impact/harmOrder.ts';
import type { Task } from '../model/task.ts';
import { findDependents } from '../relations/taskDependencies.ts';

/** Ranks causes of a job by the tasks that wait for them as well, which only the job's own `tasks` may show. */
export function rankWithDependents(causes: readonly Cause[], tasks: readonly Task[]): readonly Cause[] {
  const failed = causes.flatMap(({ failures }) =>
    failures.flatMap(({ failing }) => (failing.kind === 'task' ? [failing.task] : [])),
  );
  const dependents = findDependents(
    failed,
    tasks.filter(({ state }) => state === 'active'),
  );
  if (dependents.size === 0) return causes;
  const ranked = causes.map((cause): Cause => {
    const failures = cause.failures.map((one) => {
      const ids = one.failing.kind === 'task' ? dependents.get(one.failing.task.id) : undefined;
      if (ids === undefined || one.failing.kind !== 'task' || one.failing.dependents !== undefined) return one;
      return { ...one, failing: { ...one.failing, dependents: { ids, isComplete: false } } };
    });
    return { ...cause, failures, harm: measureHarm(failures.map(({ failing }) => failing)) };
  });
  return sortByHarm(ranked);
}
