import type { Clock } from '../../../core/clock.ts';
import type { BatchError } from '../../../core/model/batchError.ts';
import type { Resource, TaskResource } from '../../../core/model/resource.ts';
import type { BulkItem } from '../../../core/remedy/bulk/bulkRecord.ts';
import type { PlannedRequest } from '../../../core/remedy/bulk/plannedRequests.ts';
import type { ChangeEffect } from '../../../core/remedy/life.ts';
import type { Settlement } from '../../../core/remedy/settlement.ts';
import type { BatchService, ChangeOptions } from '../../../service/ports.ts';
import type { App } from '../../app.ts';
import type { AttemptJournal } from '../../evidence/attemptJournal.ts';
import type { HostKeys } from '../../ports.ts';
import type { KnownReason } from './saveAttempt.ts';

/** The services that verbs use. */
export interface VerbServices {
  readonly clock: Clock;
  /** Throws `BatchError` when the account can't be opened. */
  getService(accountId: string): Promise<BatchService>;
  /** The store of failed attempts, which are saved before their tasks run again. */
  readonly attempts: Pick<AttemptJournal, 'save'>;
  /** Returns the reason why a task failed, for when its cause was not known at the time of the question. */
  findKnownCause?(task: TaskResource): KnownReason | undefined;
  readonly hostKeys: HostKeys;
}

/** The items of one request; most requests have one. */
export type Together<R extends Resource> = readonly [BulkItem<R>, ...BulkItem<R>[]];

/** A request that was sent, but whose result is unclear. */
export interface Sent {
  /** ISO 8601, by the local clock. */
  readonly sentAt: string;
  /** The refusal; absent when it is not known whether the service acted. */
  readonly error?: BatchError;
  /**
   * A response that leaves open whether the service acted, such as an internal error; absent when the response was
   * lost.
   */
  readonly answer?: BatchError;
}

/**
 * The result of a request that the service answered: a note when there is something to say, or the items that were
 * refused.
 */
export type Acted<R extends Resource = Resource> =
  | string
  | undefined
  | { readonly refused: ReadonlyMap<BulkItem<R>, BatchError> };

/** Keeps requests of a verb apart that the service does not accept at the same time. */
interface Turns<R extends Resource = Resource> {
  /** Requests with the same key are sent one after the other. */
  toKey(items: Together<R>): string;
  /**
   * Resolves once the service accepts the next request after it has accepted one with the same key. Throws `BatchError`
   * and `Cancelled`.
   */
  whenFree(items: Together<R>, options: TurnOptions): Promise<void>;
}

interface TurnOptions {
  readonly signal: AbortSignal;
  /** The clock of the process that carries out the action. */
  readonly clock: Clock;
}

/** A verb with the user's choices, ready to act. */
export interface BoundVerb<R extends Resource = Resource> {
  /** Groups the items that one request can contain; one item per request when absent. */
  group?(items: readonly BulkItem<R>[]): readonly Together<R>[];
  /** Absent when requests do not get in each other's way. */
  readonly turns?: Turns<R>;
  /**
   * Sends the request and waits until the service has accepted it. Throws `BatchError`; throws `Cancelled` only when
   * nothing was changed.
   */
  act(items: Together<R>, options: ChangeOptions): Promise<Acted<R>>;
  /**
   * Checks an item again after a request that was refused in a race or whose response was lost. Throws `BatchError`.
   */
  settle(item: BulkItem<R>, sent: Sent): Promise<Settlement>;
  /** Does the local work that follows a success of the service. Resolves to a note when that failed. */
  afterDone?(item: BulkItem<R>): Promise<string | undefined>;
}

/** The sentences of a verb, made when they are shown. */
export interface VerbTexts {
  /** Returns the progress title: "Retrying 12 tasks". */
  title(count: number): string;
  /** Returns how many items the action succeeded for; a single item by its escaped `name`: "Task a runs again." */
  done(count: number, name: string): string;
  /** Returns how many items failed: "2 of 5 tasks could not be retried." */
  failed(count: number, total: number): string;
  /**
   * Returns the question about the remaining items: "Retry 3 tasks?" Names a single item by its escaped `name`: "Retry
   * task a?"
   */
  question(count: number, name: string): string;
  /** Returns the label of the button that acts. */
  readonly confirm: () => string;
  /**
   * Returns a sentence about the data saved first; undefined when the general text, about properties and the end of
   * logs, is clear enough.
   */
  kept?(count: number): string | undefined;
}

/** Recognizes the effect after the service has accepted a verb, and describes it. */
export interface VerbEffect<R extends Resource = Resource> {
  /**
   * Judges the effect on one item.
   * @param now undefined when the item is gone
   * @param elapsedMs milliseconds since the service accepted the request
   */
  judge(item: BulkItem<R>, now: object | undefined, elapsedMs: number): ChangeEffect;
  /** Returns a sentence for when all items show the effect; `name` is the escaped name of the first. */
  seen(count: number, name: string): string;
  /**
   * Returns a sentence for when some items will not show the effect by themselves; `name` is the escaped name of the
   * first of them. `things` are these items as last seen, undefined for deleted ones.
   */
  astray(count: number, total: number, name: string, things: readonly (object | undefined)[]): string;
}

/**
 * An action that changes items of an account, as data: it is made again from a journal after a reload. `Known` is data
 * about an item that may already be available and need not be requested.
 */
export interface Verb<R extends Resource = Resource, Choices extends object = object, Known = unknown> {
  /**
   * ID of the command; of a command with several verbs, only the first has this exact ID. Reports and journals contain
   * it.
   */
  readonly id: `azureBatch.${string}`;
  /** True when the service refuses or ignores a repeated request, so that a lost one may be sent again. */
  readonly isRepeatable: boolean;
  readonly texts: VerbTexts;
  /**
   * Returns true when the effect of these choices can be undone, so that Enter alone may confirm; assumes the worst
   * case.
   */
  canBeUndone(choices: Choices): boolean;
  /** The requests sent for each item, in order; for `definitions`, the question shows what is sent. */
  readonly sends: readonly PlannedRequest[] | 'definitions';
  /** Returns true when these choices remove data that must be saved before anything is sent. */
  takesAway(choices: Choices): boolean;
  /** True when the verb itself saves the attempt of each task before it runs again. */
  readonly keepsAttempts?: true;
  /** Returns true when these choices only replace properties, which are saved first. */
  replaces?(choices: Choices): boolean;
  /**
   * Returns a sentence about why an item is skipped: `now`, read just before sending, differs from what the user was
   * asked about.
   */
  findChange?(item: BulkItem<R>, now: object, choices: Choices): string | undefined;
  /**
   * The effect to watch for; absent when the response of the service is all, or the command itself watches for more.
   */
  readonly effect?: VerbEffect<R>;
  bind(services: VerbServices, choices: Choices, known: (resource: R) => Known | undefined): BoundVerb<R>;
  /**
   * Asks about the current items and for open choices. Absent when the command asks in its own way. Throws
   * `InvalidInput` when the action is possible for none, and `Cancelled`.
   * @param rest of an action that was started before
   */
  ask?(app: App, things: readonly R[], rest?: Rest<Choices>): Promise<AskedItems<R, Choices>>;
}

/** The confirmed items, each as it was when the user was asked, and the user's choices. */
export interface AskedItems<R extends Resource, Choices extends object> {
  readonly items: readonly BulkItem<R>[];
  readonly choices: Choices;
}

/** A verb whose choices and items come from a journal: the plan of a verb contains items of that verb's kind. */
export type AnyVerb = Verb<Resource, object, unknown>;

/** The choices made when an action was started of which some items remain; the question about these repeats them. */
export interface Rest<Choices extends object = object> {
  readonly choices: Choices;
  /** Sentences about why only these items remain, and what happened to the others. */
  readonly notes: readonly string[];
  /** Describes the data saved first for these items, as lines. */
  readonly describeKept: (resources: readonly Resource[]) => readonly string[];
}
