import type { BulkItem, LeftOut } from '../../../core/changes/bulk/bulkRecord.ts';
import type { PlannedRequest } from '../../../core/changes/bulk/plannedRequests.ts';
import type { ChangeEffect } from '../../../core/changes/life.ts';
import type { Settlement } from '../../../core/changes/settlement.ts';
import type { Clock } from '../../../core/clock.ts';
import type { BatchError } from '../../../core/model/batchError.ts';
import type { Resource, TaskResource } from '../../../core/model/resource.ts';
import type { BatchService, ChangeOptions } from '../../../service/ports.ts';
import type { App } from '../../app.ts';
import type { AttemptJournal } from '../../evidence/attemptJournal.ts';
import type { HostKeys } from '../../ports.ts';
import type { KnownReason } from '../run/saveAttempt.ts';

/** The services that verbs use. */
export interface VerbServices {
  readonly clock: Clock;
  /** Throws `BatchError` when the account can't be opened. */
  getService(accountId: string): Promise<BatchService>;
  readonly attempts: Pick<AttemptJournal, 'save'>;
  /** Returns why a task failed, if its cause became known after the user was asked. */
  findKnownCause?(task: TaskResource): KnownReason | undefined;
  readonly hostKeys: HostKeys;
}

/** The items of one request. Most requests have one item. */
export type Together<R extends Resource> = readonly [BulkItem<R>, ...BulkItem<R>[]];

/** A request that was sent, but whose result is unclear. */
export interface Sent {
  /** Time of the request by the local clock, ISO 8601. */
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
 * The result of a request that the service answered: a note for the user if there is one, or the items that were
 * refused.
 */
export type Acted<R extends Resource = Resource> =
  | string
  | undefined
  | { readonly refused: ReadonlyMap<BulkItem<R>, BatchError> };

/** Separates requests of a verb that the service does not accept at the same time. */
interface Turns<R extends Resource = Resource> {
  /** Returns a key. Requests with the same key are sent one after the other. */
  toKey(items: Together<R>): string;
  /**
   * Resolves when the service accepts the next request after accepting one with the same key. Throws `BatchError` and
   * `Cancelled`.
   */
  whenFree(items: Together<R>, options: TurnOptions): Promise<void>;
}

interface TurnOptions {
  readonly signal: AbortSignal;
  readonly clock: Clock;
}

/** A verb with the user's choices, ready to act. */
export interface BoundVerb<R extends Resource = Resource> {
  /** Groups the items that one request can contain; one item per request when absent. */
  group?(items: readonly BulkItem<R>[]): readonly Together<R>[];
  /** Order of the requests; absent if they do not interfere with each other. */
  readonly turns?: Turns<R>;
  /**
   * Sends the request and waits until the service has accepted it. Throws `BatchError`; throws `Cancelled` only when
   * nothing was changed.
   */
  act(items: Together<R>, options: ChangeOptions): Promise<Acted<R>>;
  /** Checks an item again after its request was refused in a race or its response was lost. Throws `BatchError`. */
  settle(item: BulkItem<R>, sent: Sent): Promise<Settlement>;
  /** Does the local work that follows a successful request. Resolves to a note if that work failed. */
  afterDone?(item: BulkItem<R>): Promise<string | undefined>;
}

/** The texts of a verb, created when they are shown. */
export interface VerbTexts {
  /** Returns the progress title: "Retrying 12 tasks". */
  title(count: number): string;
  /**
   * Returns a sentence about the successful items; a single one is named by its escaped `name`: "Task a runs again."
   */
  done(count: number, name: string): string;
  /** Returns a sentence with the number of failed items: "2 of 5 tasks could not be retried." */
  failed(count: number, total: number): string;
  /**
   * Returns the question about the remaining items: "Retry 3 tasks?" A single item is named by its escaped `name`:
   * "Retry task a?"
   */
  question(count: number, name: string): string;
  readonly confirm: () => string;
  /**
   * Returns a sentence about the data saved first; undefined if the general text, about properties and the end of logs,
   * is sufficient.
   */
  kept?(count: number): string | undefined;
}

/** Recognizes and describes the effect of a verb after the service has accepted it. */
export interface VerbEffect<R extends Resource = Resource> {
  /**
   * Determines the effect on one item.
   * @param now undefined if the item no longer exists
   * @param elapsedMs milliseconds since the service accepted the request
   */
  judge(item: BulkItem<R>, now: object | undefined, elapsedMs: number): ChangeEffect;
  /** Returns a sentence for when all items show the effect; `name` is the escaped name of the first. */
  seen(count: number, name: string): string;
  /**
   * Returns a sentence for when some items will not show the effect on their own. `name` is the escaped name of the
   * first of these items, and `things` are their last known states, undefined for deleted items.
   */
  astray(count: number, total: number, name: string, things: readonly (object | undefined)[]): string;
}

/**
 * An action that changes items of an account, as data that can be restored from a journal after a reload. `Known` is
 * data about an item that may already be available and need not be requested.
 */
export interface Verb<R extends Resource = Resource, Choices extends object = object, Known = unknown> {
  /**
   * ID of the command. If a command has several verbs, only the first has this exact ID. Reports and journals contain
   * the ID.
   */
  readonly id: `azureBatch.${string}`;
  /** True if the service refuses or ignores a repeated request, so that a lost request may be sent again. */
  readonly isRepeatable: boolean;
  readonly texts: VerbTexts;
  /**
   * Returns true if the effect of these choices can be undone, so that Enter alone may confirm. Assumes the worst case.
   */
  canBeUndone(choices: Choices): boolean;
  /** The requests sent for each item, in order. For `definitions`, the question shows what is sent. */
  readonly sends: readonly PlannedRequest[] | 'definitions';
  /** Returns true if these choices remove data that must be saved before anything is sent. */
  takesAway(choices: Choices): boolean;
  /** True when the verb itself saves the attempt of each task before it runs again. */
  readonly keepsAttempts?: true;
  /** Returns true if these choices only replace properties, which are saved first. */
  replaces?(choices: Choices): boolean;
  /**
   * Returns a sentence about why an item is skipped, if `now`, read just before sending, differs from the item that the
   * user was asked about.
   */
  findChange?(item: BulkItem<R>, now: object, choices: Choices): string | undefined;
  /**
   * The effect to watch for; absent if the service's response is the only effect, or if the command watches for the
   * effect itself.
   */
  readonly effect?: VerbEffect<R>;
  bind(services: VerbServices, choices: Choices, known: (resource: R) => Known | undefined): BoundVerb<R>;
  /**
   * Asks about the current items and the choices that are still open. Absent if the command asks in its own way. Throws
   * `InvalidInput` when the action is not possible for any item, and `Cancelled`.
   * @param rest of an action that was started earlier
   */
  ask?(app: App, things: readonly R[], rest?: Rest<Choices>): Promise<AskedItems<R, Choices, Known>>;
  /** Finds data about items that are acted on again without asking, by `toKey`. Absent if none is needed. */
  findKnown?(app: App, things: readonly R[]): Promise<ReadonlyMap<string, Known>>;
}

/** The confirmed items, each as it was when the user was asked, and the user's choices. */
export interface AskedItems<R extends Resource, Choices extends object, Known = unknown> {
  readonly items: readonly BulkItem<R>[];
  readonly choices: Choices;
  readonly leftOut?: readonly LeftOut[];
  /** Known facts about the items, by `toKey`. */
  readonly known?: ReadonlyMap<string, Known>;
  /** Returns the cause of an item. If there are many items, only some logs of each cause are saved. */
  readonly toCause?: (item: BulkItem<R>) => string;
  /** True to save the logs of all items; when absent, the user is asked if there are many. */
  readonly savesAllLogs?: boolean;
}

/** A verb whose choices and items come from a journal. A verb's plan contains only items of the verb's kind. */
export type AnyVerb = Verb<Resource, object, unknown>;

/** The choices of an earlier action that has remaining items. The question about these items repeats the choices. */
export interface Rest<Choices extends object = object> {
  readonly choices: Choices;
  /** Sentences that explain why only these items remain and what happened to the others. */
  readonly notes: readonly string[];
  /** Keys (`toKey`) of the items whose logs are not saved. */
  readonly briefly: ReadonlySet<string>;
  readonly describeKept: (resources: readonly Resource[]) => readonly string[];
}
