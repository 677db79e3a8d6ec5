import { findNow } from '../../core/model/missing.ts';
import type { Resource } from '../../core/model/resource.ts';
import { type Read, readAs } from '../../core/model/shape.ts';
import type { BulkItem } from '../../core/remedy/bulk/bulkRecord.ts';
import {
  type ChangeEffect,
  type Changing,
  judgeTransition,
  settleTransition,
  type Transition,
} from '../../core/remedy/life.ts';
import type { Look, Settlement } from '../../core/remedy/settlement.ts';
import type { BatchService, ChangeOptions } from '../../service/ports.ts';
import type { BoundVerb, Sent, Verb, VerbEffect, VerbServices } from './run/verb.ts';

/** Reads items of one kind. */
export interface Noun<R extends Resource, T extends object> {
  readonly read: Read<T>;
  /** Throws `BatchError`. */
  get(service: BatchService, resource: R): Promise<T>;
  /** Makes an item with the data that a later check compares with. */
  toItem(resource: R, thing: T): BulkItem<R>;
}

interface Said<R extends Resource, T extends object, Choices extends object, Known>
  extends Omit<Verb<R, Choices, Known>, 'ask' | 'isRepeatable' | 'bind' | 'findChange' | 'effect'> {
  /** Absent when repeating it has no further effect. */
  readonly isRepeatable?: false;
  /** Returns why an item is skipped, as a sentence: it changed since the question. */
  findChange?(before: T | undefined, now: T | undefined, choices: Choices): string | undefined;
}

/** An action of one request per item. */
interface OneRequest<R extends Resource, Choices extends object, Known> {
  /** `known` is data about the item that is already available. */
  act(
    service: BatchService,
    resource: R,
    choices: Choices,
    options: ChangeOptions,
    known: Known | undefined,
  ): Promise<void>;
  /** Runs the request with the work that has to surround it. */
  surround?(services: VerbServices, item: BulkItem<R>, request: () => Promise<void>): Promise<void>;
}

/** An action of several requests per item, or of one for several items. */
interface OwnRequests<R extends Resource, Choices extends object, Known> {
  bind(
    services: VerbServices,
    choices: Choices,
    known: (resource: R) => Known | undefined,
  ): Omit<BoundVerb<R>, 'settle'>;
}

type EffectTexts = Pick<VerbEffect, 'seen' | 'astray'>;

/** The states that a verb leads through, from which its result and effect follow. */
interface ByStates<T extends object> {
  readonly transition: Transition<T, string>;
  /** Absent when the response of the service is all. */
  readonly effect?: EffectTexts;
}

/** The result of a verb that shows in times, numbers or definitions. */
interface ByFacts<T extends object, Choices extends object, Known> {
  settle(look: Look<T>, choices: Choices, known: Known | undefined): Settlement;
  /** Absent when the response of the service is all, or the command itself watches for more. */
  readonly effect?: EffectTexts & { judge(changing: Changing<T>): ChangeEffect };
}

/** The description of a verb besides its noun. */
export type VerbOf<R extends Resource, T extends object, Choices extends object, Known = unknown> = Said<
  R,
  T,
  Choices,
  Known
> &
  (OneRequest<R, Choices, Known> | OwnRequests<R, Choices, Known>) &
  (ByStates<T> | ByFacts<T, Choices, Known>);

/** Makes a verb for items of a noun. */
export function toVerb<R extends Resource, T extends object, Choices extends object = object, Known = unknown>(
  noun: Noun<R, T>,
  action: VerbOf<R, T, Choices, Known>,
): Verb<R, Choices, Known> {
  const { isRepeatable = true, findChange, effect: _effect, ...said } = action;
  const effect = toEffect<R, T>(noun.read, action);
  return {
    ...said,
    isRepeatable,
    ...(effect && { effect }),
    ...(findChange && {
      findChange: (item, now, choices) => findChange(toBefore(noun.read, item), readAs(noun.read, now).value, choices),
    }),
    bind: (services, choices, known) => ({
      ...('bind' in action ? action.bind(services, choices, known) : bindOne(action, services, choices, known)),
      async settle(item, sent) {
        const look = await lookAgain(noun, services, item, sent);
        return 'transition' in action
          ? settleTransition(action.transition, look)
          : action.settle(look, choices, known(item.resource));
      },
    }),
  };
}

function bindOne<R extends Resource, Choices extends object, Known>(
  { act, surround }: OneRequest<R, Choices, Known>,
  services: VerbServices,
  choices: Choices,
  known: (resource: R) => Known | undefined,
): Pick<BoundVerb<R>, 'act'> {
  return {
    async act([item], options) {
      const { resource } = item;
      const service = await services.getService(resource.accountId);
      const request = (): Promise<void> => act(service, resource, choices, options, known(resource));
      await (surround === undefined ? request() : surround(services, item, request));
      return undefined;
    },
  };
}

/** Makes the effect of a verb; data that does not have the expected shape is inconclusive. */
function toEffect<R extends Resource, T extends object>(
  read: Read<T>,
  action: ByStates<T> | Pick<ByFacts<T, object, unknown>, 'effect'>,
): VerbEffect<R> | undefined {
  const { effect } = action;
  if (effect === undefined) return undefined;
  return {
    ...effect,
    judge(item, found, elapsedMs) {
      const now = found === undefined ? undefined : readAs(read, found).value;
      if (found !== undefined && now === undefined) return 'underway';
      const changing = { before: toBefore(read, item), now, elapsedMs };
      return 'judge' in effect
        ? effect.judge(changing)
        : 'transition' in action
          ? judgeTransition(action.transition, changing)
          : 'underway';
    },
  };
}

/**
 * Checks an item again. `before` comes from the saved plan, perhaps of another window or version, and has no ID; parts
 * with an unexpected shape count as unknown.
 */
export async function lookAgain<R extends Resource, T extends object>(
  { read, get }: Pick<Noun<R, T>, 'read' | 'get'>,
  { getService }: Pick<VerbServices, 'getService'>,
  item: BulkItem<R>,
  { sentAt, error, answer }: Sent,
): Promise<Look<T>> {
  const before = toBefore(read, item);
  return {
    now: await findNow(get(await getService(item.resource.accountId), item.resource)),
    sentAt,
    ...(before === undefined ? {} : { before }),
    ...(error === undefined ? {} : { error }),
    ...(answer === undefined ? {} : { answer }),
  };
}

/** Returns an item as it was when the action was planned; undefined when that is unknown. */
export function toBefore<T>(read: Read<T>, { before }: Pick<BulkItem, 'before'>): T | undefined {
  return before === undefined ? undefined : readAs(read, { ...before, id: '' }).value;
}
