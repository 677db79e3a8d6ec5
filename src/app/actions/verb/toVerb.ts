import type { BulkItem } from '../../../core/changes/bulk/bulkRecord.ts';
import {
  type ChangeEffect,
  type Changing,
  judgeTransition,
  settleTransition,
  type Transition,
} from '../../../core/changes/life.ts';
import type { Look, Settlement } from '../../../core/changes/settlement.ts';
import { findNow } from '../../../core/model/missing.ts';
import type { Resource } from '../../../core/model/resource.ts';
import { type Read, readAs } from '../../../core/model/shape.ts';
import { plural } from '../../../core/text/plural.ts';
import { asCount, asCountOf } from '../../../core/words/numbers.ts';
import type { BatchService, ChangeOptions } from '../../../service/ports.ts';
import type { BoundVerb, Sent, Verb, VerbEffect, VerbServices, VerbTexts } from './verb.ts';

/** How verbs read and record items of one kind. */
export interface Noun<R extends Resource, T extends object> {
  readonly read: Read<T>;
  /** Reads the current state of an item. Throws `BatchError`. */
  get(service: BatchService, resource: R): Promise<T>;
  /** Creates an item with the data that a later check compares with. */
  toItem(resource: R, thing: T): BulkItem<R>;
}

type Counted = ReturnType<typeof asCount>;
type CountedOf = ReturnType<typeof asCountOf>;

/** The text for one item, and the text for several if it differs. */
export type OneOrMore = readonly [one: string, more?: string];

/**
 * The texts of a verb, of which the number of items decides the form. `n` is the `{count}` of a text, and `nOf` its
 * `{count}` and `{total}`.
 */
interface Texts extends Pick<VerbTexts, 'confirm' | 'kept'> {
  title(n: Counted): OneOrMore;
  done(n: Counted, name: string): OneOrMore;
  failed(nOf: CountedOf): OneOrMore;
  question(n: Counted, name: string): OneOrMore;
}

interface Said<R extends Resource, T extends object, Choices extends object, Known>
  extends Omit<
    Verb<R, Choices, Known>,
    'ask' | 'findKnown' | 'isRepeatable' | 'bind' | 'findChange' | 'effect' | 'texts'
  > {
  readonly texts: Texts;
  /** False if repeating the request has a further effect. */
  readonly isRepeatable?: false;
  /** Returns why an item is skipped because it changed since the question, as a sentence. */
  findChange?(before: T | undefined, now: T | undefined, choices: Choices): string | undefined;
}

interface OneRequest<R extends Resource, Choices extends object, Known> {
  /** Acts on an item; `known` is data about the item that is already available. */
  act(
    service: BatchService,
    resource: R,
    choices: Choices,
    options: ChangeOptions,
    known: Known | undefined,
  ): Promise<void>;
  /** Runs the request together with work that must happen before and after it. */
  surround?(services: VerbServices, item: BulkItem<R>, request: () => Promise<void>): Promise<void>;
}

/** An action that sends several requests per item, or one request for several items. */
interface OwnRequests<R extends Resource, Choices extends object, Known> {
  bind(
    services: VerbServices,
    choices: Choices,
    known: (resource: R) => Known | undefined,
  ): Omit<BoundVerb<R>, 'settle'>;
}

interface EffectTexts {
  seen(n: Counted, name: string): OneOrMore;
  /** @param things the last states of the items without the effect */
  astray(nOf: CountedOf, name: string, things: readonly (object | undefined)[], total: number): OneOrMore;
}

/** A verb whose result and effect follow from the states that its items pass through. */
interface ByStates<T extends object> {
  readonly transition: Transition<T, string>;
  /** Absent if the service's response is the only effect. */
  readonly effect?: EffectTexts;
}

/** A verb whose result shows in times, numbers, or definitions. */
interface ByFacts<T extends object, Choices extends object, Known> {
  settle(look: Look<T>, choices: Choices, known: Known | undefined): Settlement;
  /** Absent if the service's response is the only effect, or if the command itself watches for the effect. */
  readonly effect?: EffectTexts & { judge(changing: Changing<T>): ChangeEffect };
}

/** The description of a verb without its noun. */
export type VerbOf<R extends Resource, T extends object, Choices extends object, Known = unknown> = Said<
  R,
  T,
  Choices,
  Known
> &
  (OneRequest<R, Choices, Known> | OwnRequests<R, Choices, Known>) &
  (ByStates<T> | ByFacts<T, Choices, Known>);

/** Creates a verb for items of a noun. */
export function toVerb<R extends Resource, T extends object, Choices extends object = object, Known = unknown>(
  noun: Noun<R, T>,
  action: VerbOf<R, T, Choices, Known>,
): Verb<R, Choices, Known> {
  const { isRepeatable = true, findChange, effect: _effect, texts, ...said } = action;
  const effect = toEffect<R, T>(noun.read, action);
  return {
    ...said,
    texts: toTexts(texts),
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

function toTexts({ title, done, failed, question, ...others }: Texts): VerbTexts {
  return {
    ...others,
    title: (count) => toForm(count, title(asCount(count))),
    done: (count, name) => toForm(count, done(asCount(count), name)),
    failed: (count, total) => toForm(total, failed(asCountOf(count, total))),
    question: (count, name) => toForm(count, question(asCount(count), name)),
  };
}

function toForm(count: number, [one, more = one]: OneOrMore): string {
  return plural(count, { '=1': one, other: more });
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

/** Creates the effect of a verb. Data with an unexpected shape is inconclusive. */
function toEffect<R extends Resource, T extends object>(
  read: Read<T>,
  action: ByStates<T> | Pick<ByFacts<T, object, unknown>, 'effect'>,
): VerbEffect<R> | undefined {
  const { effect } = action;
  if (effect === undefined) return undefined;
  const { seen, astray } = effect;
  return {
    seen: (count, name) => toForm(count, seen(asCount(count), name)),
    astray: (count, total, name, things) => toForm(total, astray(asCountOf(count, total), name, things, total)),
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
 * Checks an item again. `before` comes from the saved plan, possibly of another window or version, and has no ID. Parts
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

/** Returns an item as it was when the action was planned; undefined if that state is unknown. */
export function toBefore<T>(read: Read<T>, { before }: Pick<BulkItem, 'before'>): T | undefined {
  return before === undefined ? undefined : readAs(read, { ...before, id: '' }).value;
}
