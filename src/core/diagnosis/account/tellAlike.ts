import * as l10n from '@vscode/l10n';
import type { TaskResource } from '../../model/resource.ts';
import { toKey } from '../../model/resourceChain.ts';
import { formatCount } from '../../query/count.ts';
import type { CauseTarget } from '../../query/documentPath.ts';
import { isUnread } from '../../query/unreadFailures.ts';
import { plural } from '../../text/plural.ts';
import type { Cause } from '../causes/causes.ts';
import type { Section } from '../explanation/explanation.ts';
import { listTaskRuns } from './listTaskRuns.ts';

/** So many runs and single tasks are named here; the page of the cause has the others. */
const maxNamed = 5;

/** The other tasks that failed for the cause of one; undefined where it is alone, or nobody has read why it failed. */
export function tellAlike(
  task: TaskResource,
  { cause, target, isComplete }: { readonly cause: Cause; readonly target: CauseTarget; readonly isComplete: boolean },
): Section | undefined {
  if (isUnread(cause.cluster)) return undefined;
  const own = toKey(task);
  const failures = cause.failures.filter(({ failing }) => failing.kind === 'task' && toKey(failing.resource) !== own);
  if (failures.length === 0) return undefined;
  const count = formatCount({ count: failures.length, isComplete });
  const text = plural(failures.length, {
    one: l10n.t('{count} other task failed for the same cause: {title}.', { count, title: cause.cluster.title }),
    other: l10n.t('{count} other tasks failed for the same cause: {title}.', { count, title: cause.cluster.title }),
  });
  return {
    id: 'alike',
    title: l10n.t('What failed alike'),
    items: [
      { text, opens: { title: l10n.t('Explain This Cause'), document: target } },
      ...listTaskRuns({ ...cause, failures }, maxNamed),
    ],
  };
}
