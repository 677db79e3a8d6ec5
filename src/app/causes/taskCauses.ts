import type { Cause, ExplainedFailure } from '../../core/diagnosis/causes/causes.ts';
import type { FailedTask } from '../../core/diagnosis/causes/failing.ts';
import { isUnread } from '../../core/failures/unreadFailures.ts';
import { toKey } from '../../core/model/resource.ts';
import { doAtOnce } from '../../core/work.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';
import type { DiagnosisWith } from '../ports.ts';
import type { Inspections } from './inspections.ts';
import type { KnownCauses, TaskCause } from './knownCauses.ts';
import { type KnownExamples, mostExamples } from './knownExamples.ts';
import { LogReader } from './logReader.ts';

/** Maximum number of tasks without a known cause to examine. */
const maxRead = 20;

/**
 * Finds the causes of failed tasks of one account, by `toKey`: the displayed causes and, for other tasks, causes found
 * by reading a few of their logs, and with `examples` the other data about an example of each. Throws errors that do
 * not come from the service.
 */
export async function findTaskCauses(
  store: AccountStore,
  failed: readonly FailedTask[],
  shownOf: KnownCauses['shownOf'],
  inspections: Inspections,
  bundles: DiagnosisWith<'CauseExplainer'>,
  now: () => number,
  examples?: Pick<KnownExamples, 'read' | 'withExamples'>,
): Promise<ReadonlyMap<string, TaskCause>> {
  const shown = findShown(store, failed, shownOf);
  const unknown = failed.filter(({ resource }) => !shown.has(toKey(resource)));
  if (unknown.length === 0) return shown;
  const logs = new LogReader(inspections, { detail: 'listed', now });
  const explainer = new (bundles.diagnosis().CauseExplainer)(logs.find);
  let explained = doAtOnce(explainer.explain(unknown));
  for (let left = maxRead; left > 0 && explained.toRead.length > 0; ) {
    const some = explained.toRead.slice(0, left);
    left -= some.length;
    const settled = await Promise.all(some.map((task) => logs.read(store, task)));
    explained = doAtOnce(explainer.explain(unknown));
    if (!settled.includes(true)) break;
  }
  await examples?.read(store, explained.causes, { find: logs.find, most: mostExamples, areListed: true });
  const causes = examples?.withExamples(explained.causes) ?? explained.causes;
  return new Map([...shown, ...listKnown(causes)]);
}

/** Finds tasks in the displayed causes by failure; a task that was retried and failed again is another failure. */
function findShown(
  store: AccountStore,
  failed: readonly FailedTask[],
  shownOf: KnownCauses['shownOf'],
): ReadonlyMap<string, TaskCause> {
  const { id: accountId } = store.account;
  const jobIds = new Set(failed.map(({ resource }) => resource.jobId));
  const places = [
    { kind: 'account', accountId } as const,
    ...[...jobIds].map((jobId) => ({ kind: 'job', accountId, jobId }) as const),
  ];
  const known = new Map(places.flatMap((place) => listKnown(shownOf(store, place)?.causes ?? [])));
  return new Map(
    failed.flatMap(({ resource, at }) => {
      const key = toKey(resource);
      const found = known.get(key);
      return found?.failure.failing.at === at && found !== undefined ? [[key, found] as const] : [];
    }),
  );
}

function listKnown(causes: readonly Cause[]): readonly (readonly [string, TaskCause])[] {
  return causes
    .filter(({ cluster }) => !isUnread(cluster))
    .flatMap((cause) =>
      cause.failures.map((failure: ExplainedFailure) => [toKey(failure.failing.resource), { cause, failure }] as const),
    );
}
