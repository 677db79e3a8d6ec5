import type { NodeState } from './records.ts';
import type { WireObject } from './wire.ts';

/** The oldest go when there are more. */
const mostEvents = 50_000;

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

/** What happened in an account, oldest first, for those who look back: things that are deleted are in it, too. */
export class EventLog {
  #events: WorldEvent[] = [];
  #nodes: NodeMoment[] = [];
  #actions: AccountAction[] = [];

  get events(): readonly WorldEvent[] {
    return this.#events;
  }

  get nodes(): readonly NodeMoment[] {
    return this.#nodes;
  }

  get actions(): readonly AccountAction[] {
    return this.#actions;
  }

  add(event: WorldEvent): void {
    this.#events = bound(this.#events, event);
  }

  addNode(moment: NodeMoment): void {
    this.#nodes = bound(this.#nodes, moment);
  }

  addAction(action: AccountAction): void {
    this.#actions = bound(this.#actions, action);
  }

  /** Puts in order what was added of earlier times. */
  sort(): void {
    this.#events.sort((one, other) => one.atMs - other.atMs);
    this.#nodes.sort((one, other) => one.atMs - other.atMs);
  }
}

function bound<T>(all: T[], added: T): T[] {
  const kept = all.length >= mostEvents ? all.slice(mostEvents / 2) : all;
  kept.push(added);
  return kept;
}
