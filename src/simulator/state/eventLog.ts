import type { NodeState } from './records.ts';
import type { WireObject } from './wire.ts';

/** Maximum number of moments; beyond it, the oldest are removed. */
const mostMoments = 100_000;

/** An event in an account, as the service reports it. */
export interface WorldEvent {
  readonly atMs: number;
  /** Name in the service log: `TaskStartEvent`. */
  readonly name: string;
  /** Properties as documented for the event. */
  readonly body: WireObject;
}

/** A node has entered a state, or has left its pool. */
export interface NodeMoment {
  readonly atMs: number;
  readonly nodeId: string;
  readonly isDedicated: boolean;
  readonly state: NodeState | undefined;
}

/** An operation on the account itself at Resource Manager. */
export interface AccountAction {
  readonly atMs: number;
  readonly operation: string;
  readonly caller: string;
}

export type Moment =
  | readonly ['event', WorldEvent]
  | readonly ['node', NodeMoment]
  | readonly ['action', AccountAction];

/** The history of an account, oldest first, including deleted items. */
export class EventLog {
  #moments: Moment[] = [];
  #count = 0;

  /** Number of moments ever added, including removed ones. */
  get count(): number {
    return this.#count;
  }

  get events(): readonly WorldEvent[] {
    return this.#moments.flatMap(([kind, moment]) => (kind === 'event' ? [moment] : []));
  }

  get nodes(): readonly NodeMoment[] {
    return this.#moments.flatMap(([kind, moment]) => (kind === 'node' ? [moment] : []));
  }

  get actions(): readonly AccountAction[] {
    return this.#moments.flatMap(([kind, moment]) => (kind === 'action' ? [moment] : []));
  }

  /** Returns the moments after the first `count` that still exist. */
  after(count: number): readonly Moment[] {
    return count >= this.#count ? [] : this.#moments.slice(count - this.#count);
  }

  add(...moment: Moment): void {
    if (this.#moments.length >= mostMoments) this.#moments = this.#moments.slice(mostMoments / 2);
    this.#moments.push(moment);
    this.#count += 1;
  }

  /** Sorts the moments, after earlier ones were added. */
  sort(): void {
    this.#moments.sort(([, one], [, other]) => one.atMs - other.atMs);
  }
}
