import type { BulkItem, ItemOutcome } from '../../../core/changes/bulk/bulkRecord.ts';
import type { Resource } from '../../../core/model/resource.ts';
import type { BatchService } from '../../../service/ports.ts';
import type { App } from '../../app.ts';
import { describeOtherWindows } from '../run/describeOtherWindows.ts';
import { runBulk } from '../run/runBulk.ts';
import { toFirstName } from '../targets/names.ts';
import { type ResolveOptions, resolve, type TargetKind } from '../targets/resolve.ts';
import type { ResourceOf } from '../targets/targets.ts';
import type { Command } from './contribution.ts';
import { confirmCandidates, type Judged, requireCandidates } from './judge.ts';
import { type Noun, toVerb, type VerbOf } from './toVerb.ts';
import { askOnce } from './underway.ts';
import type { AskedItems, Rest, Verb } from './verb.ts';

/** An item with its current data from the service. */
export interface Candidate<R extends Resource> {
  readonly resource: R;
  readonly service: BatchService;
}

/** A noun with the names of its items for questions. */
export interface AskedNoun<R extends Resource, T extends object, C extends Candidate<R>> extends Noun<R, T> {
  readonly kind: R['kind'] & TargetKind;
  /** Describes each of `things` on its own line. */
  toLines(app: App, things: readonly { readonly resource: R }[]): readonly string[];
  toThing(candidate: C): T;
}

interface Chosen<R extends Resource, C extends Candidate<R>, Choices extends object> {
  /** The judged items after the choices have ruled out more of them; absent if they rule out none. */
  readonly judged?: Judged<R, C>;
  readonly choices: Choices;
  /** Parts of the items, one per line, listed after the items' names. */
  readonly parts?: readonly string[];
  readonly detail: readonly string[];
  /** When to ask: only if items are left out, always, or before something that cannot be undone. */
  readonly asks: 'ifLeftOut' | 'always' | 'beforeLasting';
  /** Asks for more after the question has been answered, such as a name to type. */
  readonly confirmMore?: ((candidates: readonly C[]) => Promise<void>) | undefined;
}

interface Asks<R extends Resource, C extends Candidate<R>, Choices extends object> {
  /** Reads the current state of items, and checks whether each item allows the action. */
  judge(app: App, things: readonly R[], nowMs: number, rest: Rest<Choices> | undefined): Promise<Judged<R, C>>;
  /**
   * Asks for choices that are still open. At least one item allows the action.
   * @param rest of an action that was started earlier, with its choices
   * @param question about the items that allow the action, as the title of earlier prompts
   */
  choose(
    app: App,
    judged: Judged<R, C>,
    nowMs: number,
    rest: Rest<Choices> | undefined,
    question: string,
  ): Promise<Chosen<R, C, Choices>> | Chosen<R, C, Choices>;
}

/** An action, which defines its question, dry run, execution, and report. */
export type Action<R extends Resource, Choices extends object> = Verb<R, Choices> &
  Required<Pick<Verb<R, Choices>, 'ask'>>;

/** An action that can also skip its first question. */
type AskedAction<R extends Resource, Choices extends object> = Action<R, Choices> & {
  /**
   * Asks only for what follows the question, such as names to type, because another question has just been answered.
   * Throws `InvalidInput` when the action is not possible for any item, and `Cancelled`.
   */
  askMore(app: App, things: readonly R[]): Promise<AskedItems<R, Choices>>;
};

/** Creates an action from its noun and description. */
export function toAction<R extends Resource, T extends object, C extends Candidate<R>, Choices extends object>(
  noun: AskedNoun<R, T, C>,
  record: VerbOf<R, T, Choices> & Asks<R, C, Choices>,
): AskedAction<R, Choices> {
  const { judge, choose, ...said } = record;
  const verb = toVerb<R, T, Choices>(noun, said as VerbOf<R, T, Choices>);
  const decide = async (app: App, things: readonly R[], rest?: Rest<Choices>) => {
    const nowMs = app.clock.now();
    const judged = await judge(app, things, nowMs, rest);
    const candidates = requireCandidates(judged);
    const chosen = await choose(app, judged, nowMs, rest, toVerbQuestion(app, verb, candidates));
    return { ...chosen, judged: chosen.judged ?? judged };
  };
  return {
    ...verb,
    ask: async (app, things, rest) => confirm(app, noun, verb, await decide(app, things, rest), rest),
    async askMore(app, things) {
      const { judged, choices, confirmMore } = await decide(app, things);
      const candidates = requireCandidates(judged);
      await confirmMore?.(candidates);
      return { items: candidates.map((candidate) => toItem(noun, candidate)), choices };
    },
  };
}

async function confirm<R extends Resource, T extends object, C extends Candidate<R>, Choices extends object>(
  app: App,
  noun: AskedNoun<R, T, C>,
  verb: Verb<R, Choices>,
  { judged, choices, parts = [], detail, asks, confirmMore }: Chosen<R, C, Choices> & { readonly judged: Judged<R, C> },
  rest: Rest<Choices> | undefined,
): Promise<AskedItems<R, Choices>> {
  const asked = judged.candidates;
  const others = await describeOtherWindows(
    app,
    verb.id,
    asked.map(({ resource }) => resource),
  );
  const candidates = await confirmCandidates(
    app,
    { ...judged, notes: [...others, ...judged.notes] },
    {
      will: { verb, choices },
      rest,
      message: toVerbQuestion(app, verb, asked),
      names: [...noun.toLines(app, asked), ...parts],
      detail,
      confirm: verb.texts.confirm(),
      asksMore: confirmMore !== undefined,
      ...(asks === 'beforeLasting' ? { canBeUndone: false } : { canBeUndone: true, always: asks === 'always' }),
    },
  );
  await confirmMore?.(candidates);
  return { items: candidates.map((candidate) => toItem(noun, candidate)), choices };
}

function toVerbQuestion<R extends Resource>(
  app: App,
  { texts }: Pick<Verb, 'texts'>,
  candidates: readonly Candidate<R>[],
): string {
  return texts.question(candidates.length, toFirstName(app, candidates));
}

/** Creates an item with the data that the user was shown. */
export function toItem<R extends Resource, T extends object, C extends Candidate<R>>(
  { toItem: of, toThing }: AskedNoun<R, T, C>,
  candidate: C,
): BulkItem<R> {
  return of(candidate.resource, toThing(candidate));
}

/** Creates a command that asks about its items, which may be selected, active, or picked, and acts on them. */
export function toCommand<K extends TargetKind, Choices extends object>(
  kind: K,
  action: Action<ResourceOf<K>, Choices>,
  options: ResolveOptions = {},
): Command {
  return async (app, args) => {
    await askAndRun(app, action, await resolve(app, kind, args, options));
  };
}

/** Asks about items and acts on them. Throws `InvalidInput` if the action is possible for none, and `Cancelled`. */
export async function askAndRun<R extends Resource, Choices extends object>(
  app: App,
  action: Action<R, Choices>,
  things: readonly R[],
): Promise<readonly ItemOutcome[]> {
  return askOnce(app, action.id, things, async () => {
    const judgedAtMs = app.clock.now();
    return runBulk(app, { verb: action, judgedAtMs, ...(await action.ask(app, things)) });
  });
}
