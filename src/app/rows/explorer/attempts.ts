import * as l10n from '@vscode/l10n';
import { describeEffectShortly } from '../../../core/changes/bulk/effect.ts';
import { countBytes } from '../../../core/files/bytes.ts';
import { toKey } from '../../../core/model/resource.ts';
import type { SeenEffect } from '../../../core/model/savedAttempt.ts';
import { isFailed } from '../../../core/model/task.ts';
import { joinParts } from '../../../core/text/lists.ts';
import { formatBytes, formatNumber } from '../../../core/words/numbers.ts';
import { toCommandId } from '../../commandId.ts';
import type { AttemptOwner, KeptAttempt } from '../../evidence/keptAttempts.ts';
import { type Row, toFacts, toLongTime, toShortTime, type Viewer } from '../row.ts';
import type { ExplorerPlace, PlaceOf } from './treeNode.ts';

/** The displayed data about an attempt. The ends of its logs stay on disk. */
export interface AttemptFact {
  readonly savedAt: string;
  readonly title: string;
  readonly hasFailed: boolean;
  readonly isOfTask: boolean;
  readonly effect?: SeenEffect | undefined;
  /** The saved logs, with the size of each saved part. */
  readonly logs: readonly { readonly path: string; readonly bytes: number; readonly isWhole: boolean }[];
}

export interface AttemptSource {
  list(owner: AttemptOwner): Promise<readonly KeptAttempt[]>;
}

type Owner = PlaceOf<'attempts'>['owner'];

/** Finds the saved attempts of an item; undefined until they have been read. */
export type FindAttempts = (owner: Owner) => readonly AttemptFact[] | undefined;

/** The saved attempts of tasks and nodes whose rows were expanded, read from one file each. */
export class Attempts {
  readonly #source: AttemptSource;
  readonly #known = new Map<string, readonly AttemptFact[]>();

  constructor(source: AttemptSource) {
    this.#source = source;
  }

  /** Reads the attempts of an item. Never rejects; if the disk is unreadable, there are no rows to show. */
  async load(owner: AttemptOwner): Promise<void> {
    const attempts = await this.#source.list(owner).catch(() => []);
    this.#known.set(toKey(owner), attempts.map(toFact));
  }

  find(owner: AttemptOwner): readonly AttemptFact[] | undefined {
    return this.#known.get(toKey(owner));
  }

  /** Checks whether an item's attempts have been read, in which case they must be read again after changes. */
  has(owner: AttemptOwner): boolean {
    return this.#known.has(toKey(owner));
  }

  /** Drops all attempts that were read. */
  forget(): void {
    this.#known.clear();
  }
}

function toFact({ savedAt, title, logs, effect, of }: KeptAttempt): AttemptFact {
  return {
    savedAt,
    title,
    isOfTask: 'task' in of,
    effect,
    hasFailed: 'task' in of && isFailed(of.task),
    logs: logs.flatMap(({ path, text, leftOut = 0 }) =>
      text === undefined ? [] : [{ path, bytes: countBytes(text), isWhole: leftOut === 0 }],
    ),
  };
}

/** Returns the item whose attempts are shown below a place, if it can have any. */
export function toAttemptOwner(place: ExplorerPlace): Owner | undefined {
  if (place.kind === 'task') return { kind: 'task', jobId: place.jobId, taskId: place.taskId };
  if (place.kind === 'node') return { kind: 'node', poolId: place.poolId, nodeId: place.nodeId };
  return undefined;
}

/** Lists the attempt rows below a place, which come before all other rows. */
export function toAttemptPlaces(place: ExplorerPlace, find: FindAttempts): readonly ExplorerPlace[] {
  const thing = toAttemptOwner(place);
  if (thing !== undefined) return (find(thing) ?? []).length === 0 ? [] : [{ kind: 'attempts', owner: thing }];
  if (place.kind === 'attempts') {
    const { owner } = place;
    return (find(owner) ?? []).map(({ savedAt }) => ({ kind: 'attempt', owner, savedAt }));
  }
  if (place.kind !== 'attempt') return [];
  const { owner, savedAt } = place;
  return (findAttempt(place, find)?.logs ?? []).map(({ path }) => ({ kind: 'attemptLog', owner, savedAt, path }));
}

/** Returns the attempt that was saved at `savedAt`, or undefined if the owner's attempts are not loaded. */
function findAttempt(
  { owner, savedAt }: Pick<PlaceOf<'attempt'>, 'owner' | 'savedAt'>,
  find: FindAttempts,
): AttemptFact | undefined {
  return find(owner)?.find((attempt) => attempt.savedAt === savedAt);
}

/** Creates the row for the saved attempts of a task or node, with their number. Undefined if there are none. */
export function toAttemptsRow({ owner }: PlaceOf<'attempts'>, find: FindAttempts): Row | undefined {
  const count = find(owner)?.length ?? 0;
  if (count === 0) return undefined;
  return {
    kind: 'attempts',
    label: owner.kind === 'task' ? l10n.t('Earlier attempts') : l10n.t('Saved evidence'),
    description: formatNumber(count),
    icon: 'history',
    children: 'collapsed',
  };
}

/** Creates the row of an attempt: how it ended, the action that followed with its time, and the effect. */
export function toAttemptRow(place: PlaceOf<'attempt'>, find: FindAttempts, reader: Viewer): Row | undefined {
  const attempt = findAttempt(place, find);
  if (attempt === undefined) return undefined;
  const effect = attempt.effect && describeEffectShortly(attempt.effect);
  const description = joinParts(effect, toShortTime(attempt.savedAt, reader));
  return {
    kind: 'attempt',
    words: [...(attempt.isOfTask ? (['ofTask'] as const) : []), ...(attempt.hasFailed ? (['failed'] as const) : [])],
    label: attempt.title,
    ...(description === undefined ? {} : { description }),
    icon: 'history',
    spoken: joinParts(l10n.t('earlier attempt'), attempt.title, description) ?? attempt.title,
    children: attempt.logs.length === 0 ? 'none' : 'collapsed',
    command: toCommandId('kept.open'),
    facts: () => toFacts({ [l10n.t('Saved')]: toLongTime(attempt.savedAt, reader) }),
  };
}

/** Creates the row of an attempt's saved log. */
export function toAttemptLogRow(place: PlaceOf<'attemptLog'>, find: FindAttempts): Row | undefined {
  const log = findAttempt(place, find)?.logs.find(({ path }) => path === place.path);
  if (log === undefined) return undefined;
  const size = formatBytes(log.bytes);
  return {
    kind: 'attemptLog',
    label: place.path.split('/').at(-1) ?? place.path,
    description: log.isWhole
      ? size
      : l10n.t({ message: 'last {size}', args: { size }, comment: ['Of a log, so much of its end is kept'] }),
    icon: 'file',
    children: 'none',
    command: toCommandId('kept.open'),
  };
}
