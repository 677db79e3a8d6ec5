import type { Resource } from '../../core/model/resource.ts';
import type { BulkItem, ItemOutcome } from '../../core/remedy/bulk/bulkRecord.ts';
import type { BatchService } from '../../service/ports.ts';
import type { App } from '../app.ts';
import { describeOtherWindows } from './bulk/otherWindows.ts';
import { runBulk } from './bulk/runBulk.ts';
import type { Command } from './command.ts';
import { confirmCandidates, type Judged, requireCandidates } from './judge.ts';
import { toFirstName } from './names.ts';
import { type ResolveOptions, resolve, type TargetKind } from './resolve.ts';
import type { AskedItems, Rest, Verb } from './run/verb.ts';
import type { ResourceOf } from './targets.ts';
import { type Noun, toVerb, type VerbOf } from './toVerb.ts';
import { askOnce } from './underway.ts';

/** A thing with what the service says about it now. */
export interface Candidate<R extends Resource> {
  readonly resource: R;
  readonly service: BatchService;
}

/** How questions speak of things of a noun. */
export interface AskedNoun<R extends Resource, T extends object, C extends Candidate<R>> extends Noun<R, T> {
  readonly kind: R['kind'] & TargetKind;
  /** Names things, a line each. */
  toLines(app: App, things: readonly { readonly resource: R }[]): readonly string[];
  toThing(candidate: C): T;
}

interface Chosen<R extends Resource, C extends Candidate<R>, Choices extends object> {
  /** Absent where nothing more is left out. */
  readonly judged?: Judged<R, C>;
  readonly choices: Choices;
  /** What goes with the things, a line each: listed after their names. */
  readonly parts?: readonly string[];
  /** What is lost and what remains, as sentences. */
  readonly detail: readonly string[];
  /** Whether it can be undone, and no question is needed; or needs one all the same. */
  readonly asks: 'ifLeftOut' | 'always' | 'beforeLasting';
  /** Asks more once the question was answered, such as for a name to be typed. */
  readonly confirmMore?: ((candidates: readonly C[]) => Promise<void>) | undefined;
}

interface Asks<R extends Resource, C extends Candidate<R>, Choices extends object> {
  /** Looks at things as they are now, and at whether each can be acted on. */
  judge(app: App, things: readonly R[], nowMs: number, rest: Rest<Choices> | undefined): Promise<Judged<R, C>>;
  /**
   * Asks for what is open. At least one thing can be acted on.
   * @param rest of an action that was started before: what was chosen then is settled
   * @param question about the things that can be acted on, for what is asked before it
   */
  choose(
    app: App,
    judged: Judged<R, C>,
    nowMs: number,
    rest: Rest<Choices> | undefined,
    question: string,
  ): Promise<Chosen<R, C, Choices>> | Chosen<R, C, Choices>;
}

/** An action of which the question, the dry run, the executor and the report are made. */
export type Action<R extends Resource, Choices extends object> = Verb<R, Choices> &
  Required<Pick<Verb<R, Choices>, 'ask'>>;

/** An action that can also be asked about without its first question. */
type AskedAction<R extends Resource, Choices extends object> = Action<R, Choices> & {
  /**
   * Asks no more than what follows the question, such as for names to be typed, where another question has just been
   * answered. Throws `InvalidInput` where it can't be done to any, and `Cancelled`.
   */
  askMore(app: App, things: readonly R[]): Promise<AskedItems<R, Choices>>;
};

/** Makes an action of all that there is to know of it. */
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
    const chosen = await choose(app, judged, nowMs, rest, toQuestion(app, verb, candidates));
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
      message: toQuestion(app, verb, asked),
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

function toQuestion<R extends Resource>(
  app: App,
  { texts }: Pick<Verb, 'texts'>,
  candidates: readonly Candidate<R>[],
): string {
  return texts.question(candidates.length, toFirstName(app, candidates));
}

/** A thing as it was when the user was asked about it. */
export function toItem<R extends Resource, T extends object, C extends Candidate<R>>(
  { toItem: of, toThing }: AskedNoun<R, T, C>,
  candidate: C,
): BulkItem<R> {
  return of(candidate.resource, toThing(candidate));
}

/** The command that asks about the things that it is called on, in front, or picked, and acts on them. */
export function toCommand<K extends TargetKind, Choices extends object>(
  kind: K,
  action: Action<ResourceOf<K>, Choices>,
  options: ResolveOptions = {},
): Command {
  return async (app, args) => {
    await askAndRun(app, action, await resolve(app, kind, args, options));
  };
}

/** Asks about things and acts on them. Throws `InvalidInput` where it can't be done to any, and `Cancelled`. */
export async function askAndRun<R extends Resource, Choices extends object>(
  app: App,
  action: Action<R, Choices>,
  things: readonly R[],
): Promise<readonly ItemOutcome[]> {
  return askOnce(app, action.id, things, async () => {
    const judgedAtMs = app.clock.now();
    const { items, choices } = await action.ask(app, things);
    return runBulk(app, { verb: action, choices, items, judgedAtMs });
  });
}
