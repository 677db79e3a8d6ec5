import * as l10n from '@vscode/l10n';
import type { ResourceKind } from '../../core/model/resource.ts';
import { toOwnId } from '../../core/model/resourceChain.ts';
import { formatNumber } from '../../core/query/numbers.ts';
import type { BulkItem, BulkPlan } from '../../core/remedy/bulk/bulkRecord.ts';
import { toItemName } from '../../core/remedy/bulk/reasons.ts';
import { listPlain } from '../../core/text/lists.ts';
import { fromCommandId, withoutEllipsis } from '../commandId.ts';
import type { CommandName } from '../commandName.ts';

/** Things of one action that a line of a timeline names. */
const mostNamed = 3;

type Describe = (id: string) => string;

const sentences: Partial<Record<CommandName, Describe>> = {
  'task.retry': (id) => l10n.t('Task {id} was retried from this computer', { id }),
  'task.requeue': (id) => l10n.t('Task {id} was requeued from this computer', { id }),
  'task.terminate': (id) => l10n.t('Task {id} was terminated from this computer', { id }),
  'task.delete': (id) => l10n.t('Task {id} was deleted from this computer', { id }),
  'node.reboot': (id) => l10n.t('Node {id} was rebooted from this computer', { id }),
  'node.reimage': (id) => l10n.t('Node {id} was reimaged from this computer', { id }),
  'node.disableScheduling': (id) => l10n.t('Node {id} was taken offline from this computer', { id }),
  'node.enableScheduling': (id) => l10n.t('Node {id} was brought online from this computer', { id }),
  'node.deallocate': (id) => l10n.t('Node {id} was deallocated from this computer', { id }),
  'node.start': (id) => l10n.t('Node {id} was started from this computer', { id }),
  'node.remove': (id) => l10n.t('Node {id} was removed from this computer', { id }),
  'pool.resize': (id) => l10n.t('Pool {id} was resized from this computer', { id }),
  'pool.stopResize': (id) => l10n.t('The resize of pool {id} was stopped from this computer', { id }),
  'pool.changeStartTask': (id) => l10n.t('The start task of pool {id} was changed from this computer', { id }),
  'pool.enableAutoscale': (id) => l10n.t('The autoscale formula of pool {id} was set from this computer', { id }),
  'pool.disableAutoscale': (id) => l10n.t('Autoscale of pool {id} was disabled from this computer', { id }),
  'job.disable': (id) => l10n.t('Job {id} was disabled from this computer', { id }),
  'job.enable': (id) => l10n.t('Job {id} was enabled from this computer', { id }),
  'job.terminate': (id) => l10n.t('Job {id} was terminated from this computer', { id }),
  'job.changeLimit': (id) => l10n.t('Job {id} was changed from this computer', { id }),
};

const changed: Partial<Record<ResourceKind, Describe>> = {
  pool: (id) => l10n.t('Pool {id} was changed from this computer', { id }),
  job: (id) => l10n.t('Job {id} was changed from this computer', { id }),
  jobSchedule: (id) => l10n.t('Job schedule {id} was changed from this computer', { id }),
};

/** One line of a timeline about what an action did to these things; of one thing by the id that the timeline has. */
export function describeDone(
  { verb, choices }: Pick<BulkPlan, 'verb' | 'choices'>,
  items: readonly BulkItem[],
  toActionName: (commandId: string) => string,
): string {
  const [first] = items;
  const describe =
    Reflect.get(choices, 'isChange') === true
      ? changed[first?.resource.kind ?? 'account']
      : sentences[fromCommandId(verb) as CommandName];
  if (first !== undefined && items.length === 1 && describe !== undefined) return describe(toOwnId(first.resource));
  const named = listPlain(items.slice(0, mostNamed).map(toItemName));
  const rest = items.length - mostNamed;
  return l10n.t({
    message: '{action} from this computer: {things}',
    args: {
      action: withoutEllipsis(toActionName(verb)),
      things: rest > 0 ? l10n.t('{names} and {count} more', { names: named, count: formatNumber(rest) }) : named,
    },
    comment: ['{action} is what menus call it, such as "Reboot Node"; {things} are names'],
  });
}
