import type { NodeState } from './records.ts';
import type { WireObject } from './wire.ts';

/** The oldest go when there are more. */
const mostMoments = 100_000;

/** Something that happened in an account, as the service reports it. */
export interface WorldEvent {
  readonly atMs: number;
  /** As in the service log: `TaskStartEvent`. */
  readonly name: string;
  /** With the properties that the documentation of the event has. */
  readonly body: WireObject;
}

/** A node has entered a state, or has left its pool. */
export interface NodeMoment {
  readonly atMs: number;
  readonly nodeId: string;
  readonly isDedicated: boolean;
  readonly state: NodeState | undefined;
}

/** What was done to the account itself at Resource Manager. */
export interface AccountAction {
  readonly atMs: number;
  readonly operation: string;
  readonly caller: string;
}

export type Moment =
  | readonly ['event', WorldEvent]
  | readonly ['node', NodeMoment]
  | readonly ['action', AccountAction];

/** What happened in an account, oldest first, for those who look back: things that are deleted are in it, too. */
export class EventLog {
  #moments: Moment[] = [];
  #count = 0;

  /** How many moments there were, those that have gone since among them. */
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

  /** The moments that came after the first `count`, as far as they are still there. */
  after(count: number): readonly Moment[] {
    return count >= this.#count ? [] : this.#moments.slice(count - this.#count);
  }

  add(...moment: Moment): void {
    if (this.#moments.length >= mostMoments) this.#moments = this.#moments.slice(mostMoments / 2);
    this.#moments.push(moment);
    this.#count += 1;
  }

  /** Puts in order what was added of earlier times. */
  sort(): void {
    this.#moments.sort(([, one], [, other]) => one.atMs - other.atMs);
  }
}
