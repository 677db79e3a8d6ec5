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

/** What verbs work with. */
export interface VerbServices {
  readonly clock: Clock;
  /** Throws `BatchError` when the account can't be opened. */
  getService(accountId: string): Promise<BatchService>;
  /** Where failed attempts are kept before their tasks run again. */
  readonly attempts: Pick<AttemptJournal, 'save'>;
  /** Why a task failed, for when its cause at the time of the question is not at hand. */
  findKnownCause?(task: TaskResource): KnownReason | undefined;
  readonly hostKeys: HostKeys;
}

/** The items that one request is about; most requests are about one. */
export type Together<R extends Resource> = readonly [BulkItem<R>, ...BulkItem<R>[]];

/** A request that was sent to the service, of which more has to be found out. */
export interface Sent {
  /** ISO 8601, by our clock. */
  readonly sentAt: string;
  /** The refusal; absent when it is not known whether the service acted. */
  readonly error?: BatchError;
  /** An answer that leaves open whether the service acted, such as an error of its own; absent when the answer was lost. */
  readonly answer?: BatchError;
}

/**
 * What came of a request that the service has answered: a note when there is something to say, or what it refused of the
 * things that the request was about.
 */
export type Acted<R extends Resource = Resource> =
  | string
  | undefined
  | { readonly refused: ReadonlyMap<BulkItem<R>, BatchError> };

/** What keeps requests of one verb apart that the service does not take at the same time. */
interface Turns<R extends Resource = Resource> {
  /** Requests with the same key are sent one after the other. */
  toKey(items: Together<R>): string;
  /**
   * Resolves once the service takes the next request, after it has taken one with the same key. Throws `BatchError`, and
   * `Cancelled`.
   */
  whenFree(items: Together<R>, options: TurnOptions): Promise<void>;
}

interface TurnOptions {
  readonly signal: AbortSignal;
  /** The clock of the process that carries it out. */
  readonly clock: Clock;
}

/** A verb with what the user chose, ready to act. */
export interface BoundVerb<R extends Resource = Resource> {
  /** Which items one request can be about; each by itself when absent. */
  group?(items: readonly BulkItem<R>[]): readonly Together<R>[];
  /** Absent where requests do not get in each other's way. */
  readonly turns?: Turns<R>;
  /**
   * Does it, and waits until the service has taken it. Throws `BatchError`; throws `Cancelled` only when nothing was
   * changed.
   */
  act(items: Together<R>, options: ChangeOptions): Promise<Acted<R>>;
  /** Looks at a thing again after a request that was refused in a race or whose answer was lost. Throws `BatchError`. */
  settle(item: BulkItem<R>, sent: Sent): Promise<Settlement>;
  /** What has to be done here when it was done there. Resolves to a note when that failed. */
  afterDone?(item: BulkItem<R>): Promise<string | undefined>;
}

/** The sentences of a verb, made when they are shown. */
export interface VerbTexts {
  /** What is being done: "Retrying 12 tasks". */
  title(count: number): string;
  /** What was done to how many, to one thing by its `name`, which is escaped: "Task a runs again." */
  done(count: number, name: string): string;
  /** What could not be done: "2 of 5 tasks could not be retried." */
  failed(count: number, total: number): string;
  /** Asks to do it to those that are left: "Retry 3 tasks?" Of one thing by its `name`, which is escaped: "Retry task a?" */
  question(count: number, name: string): string;
  /** The button that does it. */
  readonly confirm: () => string;
  /** What is kept first where "the properties, the ends of the logs" would not say of what: as a sentence; undefined where it does. */
  kept?(count: number): string | undefined;
}

/** What to look for once the service has accepted a verb, and how to report it. */
export interface VerbEffect<R extends Resource = Resource> {
  /**
   * What is seen of it in one thing.
   * @param now undefined when it is gone
   * @param elapsedMs since the service took it
   */
  judge(item: BulkItem<R>, now: object | undefined, elapsedMs: number): ChangeEffect;
  /** That it is seen in all; `name` is that of the first, escaped. */
  seen(count: number, name: string): string;
  /**
   * In how many of all it is not, and will not be by itself; `name` is that of the first of these, escaped. `things` are
   * they as they were seen last, undefined for what is gone.
   */
  astray(count: number, total: number, name: string, things: readonly (object | undefined)[]): string;
}

/**
 * Something that changes things of an account, as data: made again from a journal after a reload. `Known` is what may
 * be at hand of a thing already, so that it need not be requested.
 */
export interface Verb<R extends Resource = Resource, Choices extends object = object, Known = unknown> {
  /** Id of the command; of one that has several verbs only the first is called so. Reports and journals hold it. */
  readonly id: `azureBatch.${string}`;
  /** Whether the service refuses it, or has nothing to do, where it was done already: a lost request may be repeated. */
  readonly isRepeatable: boolean;
  readonly texts: VerbTexts;
  /** Whether what it does with these choices can be got back: Enter alone may do it then. Taken at its worst. */
  canBeUndone(choices: Choices): boolean;
  /** What it sends for each thing, in their order; of `definitions`, what is sent stands beside the question. */
  readonly sends: readonly PlannedRequest[] | 'definitions';
  /** Whether it takes away, with these choices, what has to be kept before anything is sent. */
  takesAway(choices: Choices): boolean;
  /** Whether it keeps the attempt of each task itself, before that runs again. */
  readonly keepsAttempts?: true;
  /** Whether it replaces properties, with these choices: they are kept first, and nothing else is lost. */
  replaces?(choices: Choices): boolean;
  /**
   * Why a thing is left as it is, as a sentence: `now`, which was read just before anything is sent, it is not what the
   * user was asked about.
   */
  findChange?(item: BulkItem<R>, now: object, choices: Choices): string | undefined;
  /** What is looked for afterwards; absent where the answer of the service is all, or the command follows more of it. */
  readonly effect?: VerbEffect<R>;
  bind(services: VerbServices, choices: Choices, known: (resource: R) => Known | undefined): BoundVerb<R>;
  /**
   * Asks about things as they are now, and for what is open. Absent where the command asks in its own way. Throws
   * `InvalidInput` where it can't be done to any, and `Cancelled`.
   * @param rest of an action that was started before
   */
  ask?(app: App, things: readonly R[], rest?: Rest<Choices>): Promise<AskedItems<R, Choices>>;
}

/** What the user wants done, and to what: each thing as it was when they were asked. */
export interface AskedItems<R extends Resource, Choices extends object> {
  readonly items: readonly BulkItem<R>[];
  readonly choices: Choices;
}

/** A verb whose choices and things come from a journal: the plan of a verb holds what that verb is for. */
export type AnyVerb = Verb<Resource, object, unknown>;

/** What was settled when an action started of which something is left to do: the question about the rest repeats it. */
export interface Rest<Choices extends object = object> {
  readonly choices: Choices;
  /** Why only these are asked about, and what became of the others; as sentences. */
  readonly notes: readonly string[];
  /** What is kept of these first, as lines. */
  readonly describeKept: (resources: readonly Resource[]) => readonly string[];
}
