import * as l10n from '@vscode/l10n';
import { describeState } from '../../../core/model/states.ts';
import { joinParts } from '../../../core/text/lists.ts';
import { capitalize } from '../../../core/text/locale.ts';
import { toDurationWords } from '../../../core/words/durations.ts';
import { asCount } from '../../../core/words/numbers.ts';
import { formatTime } from '../../../core/words/times.ts';
import { toPickDetail, toPickText } from '../../messages/notificationText.ts';
import type { PickRow } from '../../ui.ts';
import { describeThing } from './describeEvents.ts';
import { requestsPerMinute, toRoundMs } from './looks.ts';
import type { Watchable, Watched } from './watched.ts';
import type { Watcher } from './watcher.ts';

type Describing = Pick<Watcher, 'nameOf' | 'isLate'>;

/** Creates a picker row for a watched item, with its last known state and the time of that state. */
export function toWatchedRow(watched: Watched, watcher: Describing): PickRow<Watchable> {
  const { resource, seen } = watched;
  const detail = seen.trouble?.why ?? describeDelay(watched);
  return {
    value: resource,
    label: toPickText(capitalize(describeThing(resource, (one) => watcher.nameOf(one)))),
    description: toPickText(describeSeen(watched, watcher)),
    ...(detail === undefined ? {} : { detail: toPickDetail(detail) }),
  };
}

/** Describes the last known state of an item and its time: `running · checked 09:14`. */
export function describeSeen(watched: Watched, watcher: Pick<Watcher, 'isLate'>): string {
  const { seen } = watched;
  const args = [formatTime(seen.at)];
  const checked = watcher.isLate(watched)
    ? l10n.t({ message: 'not checked since {0}', args, comment: ['{0} is a time'] })
    : l10n.t({ message: 'checked {0}', args, comment: ['{0} is a time'] });
  return joinParts(describeLast(seen), checked) ?? checked;
}

function describeLast({ task, job, pool, node }: Watched['seen']): string | undefined {
  if (task !== undefined) return describeState('taskGroup', task.state).label;
  if (node !== undefined) return describeState('node', node.state).label;
  if (pool !== undefined) return describeState('poolAllocation', pool.isBeingResized ? 'resizing' : 'steady').label;
  if (job === undefined) return undefined;
  const { failed } = job;
  const message = '{count} failed';
  return joinParts(
    describeState('job', job.state).label,
    failed > 0 && l10n.t({ message, args: asCount(failed), comment: ['Number of tasks that failed'] }),
  );
}

/**
 * Describes how late an account's events are noticed, as a sentence; undefined for items whose events are noticed at
 * once.
 */
export function describeDelay({ resource, seen: { account } }: Pick<Watched, 'resource' | 'seen'>): string | undefined {
  if (resource.kind !== 'account' || account === undefined) return undefined;
  // The interval comes first, because lists and notifications cut long texts.
  const time = toDurationWords(toRoundMs(account));
  return l10n.t('Each of its jobs is checked about every {time}, with at most {count} requests per minute.', {
    count: requestsPerMinute,
    time,
  });
}
