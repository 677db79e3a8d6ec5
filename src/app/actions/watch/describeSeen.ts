import * as l10n from '@vscode/l10n';
import { describeState } from '../../../core/model/states.ts';
import { toDurationWords } from '../../../core/query/durations.ts';
import { asCount } from '../../../core/query/numbers.ts';
import { formatTime } from '../../../core/query/times.ts';
import { joinParts } from '../../../core/text/lists.ts';
import { capitalize } from '../../../core/text/locale.ts';
import { toPickDetail, toPickText } from '../../notificationText.ts';
import type { PickRow } from '../../ui.ts';
import { describeThing } from './describeEvents.ts';
import { requestsPerMinute, toRoundMs } from './looks.ts';
import type { Watchable, Watched } from './watched.ts';

type NameOf = (resource: Watchable) => string;

/** What is watched, in a pick: what it is, how it was seen last, and when. */
export function toWatchedRow(watched: Watched, nameOf: NameOf): PickRow<Watchable> {
  const { resource } = watched;
  const delay = describeDelay(watched);
  return {
    value: resource,
    label: toPickText(capitalize(describeThing(resource, nameOf))),
    description: toPickText(describeSeen(watched)),
    ...(delay === undefined ? {} : { detail: toPickDetail(delay) }),
  };
}

/** How a thing was seen last, and when: `running · checked 09:14`. */
export function describeSeen({ seen }: Watched): string {
  const { at, trouble } = seen;
  const checked = l10n.t({ message: 'checked {0}', args: [formatTime(at)], comment: ['{0} is a time'] });
  return joinParts(describeLast(seen), trouble?.why, checked) ?? checked;
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

/** How late it is seen what happens to an account, as a sentence; undefined for what is seen at once. */
export function describeDelay({ resource, seen: { account } }: Pick<Watched, 'resource' | 'seen'>): string | undefined {
  if (resource.kind !== 'account' || account === undefined) return undefined;
  return l10n.t('Its jobs are checked one after another, {count} requests a minute at most: each about every {time}.', {
    count: requestsPerMinute,
    time: toDurationWords(toRoundMs(account)),
  });
}
