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

/** What things of one kind are asked for and judged by. */
export interface Noun<R extends Resource, T extends object> {
  readonly read: Read<T>;
  /** Throws `BatchError`. */
  get(service: BatchService, resource: R): Promise<T>;
  /** What a second look at a thing compares with. */
  toItem(resource: R, thing: T): BulkItem<R>;
}

interface Said<R extends Resource, T extends object, Choices extends object, Known>
  extends Omit<Verb<R, Choices, Known>, 'ask' | 'isRepeatable' | 'bind' | 'findChange' | 'effect'> {
  /** Absent where it does no more when it is repeated. */
  readonly isRepeatable?: false;
  /** Why a thing is left as it is, as a sentence: it is not what the question was about. */
  findChange?(before: T | undefined, now: T | undefined, choices: Choices): string | undefined;
}

/** An action of one request for each thing. */
interface OneRequest<R extends Resource, Choices extends object, Known> {
  /** `known` is what is at hand of the thing. */
  act(
    service: BatchService,
    resource: R,
    choices: Choices,
    options: ChangeOptions,
    known: Known | undefined,
  ): Promise<void>;
  /** What has to be done around the request. */
  surround?(services: VerbServices, item: BulkItem<R>, request: () => Promise<void>): Promise<void>;
}

/** An action of several requests for each thing, or of one for several. */
interface OwnRequests<R extends Resource, Choices extends object, Known> {
  bind(
    services: VerbServices,
    choices: Choices,
    known: (resource: R) => Known | undefined,
  ): Omit<BoundVerb<R>, 'settle'>;
}

type EffectTexts = Pick<VerbEffect, 'seen' | 'astray'>;

/** The states through which a verb leads: what became of it and its effect follow from that. */
interface ByStates<T extends object> {
  readonly transition: Transition<T, string>;
  /** Absent where the answer of the service is all. */
  readonly effect?: EffectTexts;
}

/** What became of a verb whose end shows in times, numbers or definitions. */
interface ByFacts<T extends object, Choices extends object, Known> {
  settle(look: Look<T>, choices: Choices, known: Known | undefined): Settlement;
  /** Absent where the answer of the service is all, or the command follows more of it. */
  readonly effect?: EffectTexts & { judge(changing: Changing<T>): ChangeEffect };
}

/** What there is to know of a verb beside its noun. */
export type VerbOf<R extends Resource, T extends object, Choices extends object, Known = unknown> = Said<
  R,
  T,
  Choices,
  Known
> &
  (OneRequest<R, Choices, Known> | OwnRequests<R, Choices, Known>) &
  (ByStates<T> | ByFacts<T, Choices, Known>);

/** Makes the verb of an action on things of a noun. */
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

/** Judges what was read by its shape: what has not that shape says nothing yet. */
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
 * Looks at a thing again. `before` was written down with the plan, maybe by another window or version, and without the
 * id: what of it has not its shape is not known.
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

/** How a thing was when it was planned; undefined where that is not known. */
export function toBefore<T>(read: Read<T>, { before }: Pick<BulkItem, 'before'>): T | undefined {
  return before === undefined ? undefined : readAs(read, { ...before, id: '' }).value;
}
