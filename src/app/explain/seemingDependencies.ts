import type { ExplainedFailure } from '../../core/diagnosis/causes/causes.ts';
import { toKey } from '../../core/model/resource.ts';
import type { JudgedSuccess } from '../../core/model/taskVerdict.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';
import { lacking } from '../evidence/judgeDependencies.ts';
import { MissingEvidence } from '../evidence/missingEvidence.ts';
import type { ExplanationSources } from './explanationSources.ts';

/** Adds verdicts on the dependencies of the tasks that represent these causes to the known verdicts. */
export async function withDependencies(
  store: AccountStore,
  examples: readonly ExplainedFailure[],
  known: JudgedSuccess | undefined,
  { reader }: Pick<ExplanationSources, 'reader'>,
): Promise<JudgedSuccess | undefined> {
  const judged = await Promise.all(
    examples.map(async ({ failing, explanation: { category } }) => {
      if (failing.kind !== 'task' || failing.job?.usesTaskDependencies !== true || !lacking.has(category)) return [];
      const read = await new MissingEvidence().ifThere(reader.read(store, failing.resource, failing.task));
      return read?.judged?.found ?? [];
    }),
  );
  const found = new Map([...(known?.found ?? []), ...judged.flat()].map((one) => [toKey(one.resource), one]));
  return found.size === 0 ? known : { looked: Math.max(known?.looked ?? 0, found.size), found: [...found.values()] };
}
