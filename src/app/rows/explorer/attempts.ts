import { toKey } from '../../../core/model/resourceChain.ts';
import type { SeenEffect } from '../../../core/model/savedAttempt.ts';
import { isFailed } from '../../../core/model/task.ts';
import { countBytes } from '../../../core/text/countBytes.ts';
import type { AttemptOwner, KeptAttempt } from '../../evidence/keptAttempts.ts';
import type { ExplorerPlace, PlaceOf } from './treeNode.ts';

/** What a row of an attempt shows; the ends of its logs stay on the disk. */
export interface AttemptFact {
  readonly savedAt: string;
  readonly title: string;
  readonly hasFailed: boolean;
  readonly isOfTask: boolean;
  readonly effect?: SeenEffect | undefined;
  /** The logs that were saved, with how much of each. */
  readonly logs: readonly { readonly path: string; readonly bytes: number; readonly isWhole: boolean }[];
}

export interface AttemptSource {
  list(owner: AttemptOwner): Promise<readonly KeptAttempt[]>;
}

type Owner = PlaceOf<'attempts'>['owner'];

/** Finds the saved attempts of a thing; undefined until they have been read. */
export type FindAttempts = (owner: Owner) => readonly AttemptFact[] | undefined;

/** The records of tasks and nodes whose rows were opened: reads one file for each, and nothing before. */
export class Attempts {
  readonly #source: AttemptSource;
  readonly #known = new Map<string, readonly AttemptFact[]>();

  constructor(source: AttemptSource) {
    this.#source = source;
  }

  /** Reads the records of a thing. Never rejects: with an unreadable disk, there are no rows to show. */
  async load(owner: AttemptOwner): Promise<void> {
    const attempts = await this.#source.list(owner).catch(() => []);
    this.#known.set(toKey(owner), attempts.map(toFact));
  }

  find(owner: AttemptOwner): readonly AttemptFact[] | undefined {
    return this.#known.get(toKey(owner));
  }

  /** Whether a thing's records were read, so that changes have to be read again. */
  has(owner: AttemptOwner): boolean {
    return this.#known.has(toKey(owner));
  }

  /** Drops everything that was read. */
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

/** The thing whose attempts are shown below a place, if there may be some. */
export function toAttemptOwner(place: ExplorerPlace): Owner | undefined {
  if (place.kind === 'task') return { kind: 'task', jobId: place.jobId, taskId: place.taskId };
  if (place.kind === 'node') return { kind: 'node', poolId: place.poolId, nodeId: place.nodeId };
  return undefined;
}

/** The rows that attempts add below a place, above all others. */
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

/** Finds the record of an attempt among those that were read. */
export function findAttempt(
  { owner, savedAt }: Pick<PlaceOf<'attempt'>, 'owner' | 'savedAt'>,
  find: FindAttempts,
): AttemptFact | undefined {
  return find(owner)?.find((attempt) => attempt.savedAt === savedAt);
}
