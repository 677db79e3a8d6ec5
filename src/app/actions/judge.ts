import * as l10n from '@vscode/l10n';
import { BatchError } from '../../core/model/batchError.ts';
import { Cancelled } from '../../core/model/cancelled.ts';
import { isMissing } from '../../core/model/missing.ts';
import type { Resource } from '../../core/model/resource.ts';
import { asCount } from '../../core/query/numbers.ts';
import { toLeadingName } from '../../core/remedy/bulk/reasons.ts';
import type { Verdict } from '../../core/remedy/verdict.ts';
import { withLabel } from '../../core/text/label.ts';
import type { CallOptions } from '../../service/ports.ts';
import type { App } from '../app.ts';
import { askToConfirm, type Question, toAskingButton, type WithUi } from '../ui.ts';
import { describeDryRun, type Planned } from './bulk/dryRun.ts';
import { asksForLogs, describeKept } from './bulk/keptLine.ts';
import { refreshTouched } from './bulk/refreshTouched.ts';
import { describeUnanswered, lookUp } from './lookUp.ts';
import { toThingName } from './names.ts';
import type { Rest } from './run/verb.ts';
import { runEach } from './runEach.ts';

interface Refused<R extends Resource> {
  readonly resource: R;
  /** As people know it; its own id when absent. Not escaped. */
  readonly name?: string;
  readonly reason: string;
}

/** The things that can be acted on, with what the service says about them now, and those that can't, with the reason. */
export interface Judged<R extends Resource, C> {
  readonly candidates: readonly C[];
  readonly refused: readonly Refused<R>[];
  /** What has to be known before it is done, each once. */
  readonly notes: readonly string[];
}

const concurrency = 4;
/** Things, and refusals, named in a question. */
const maxNamed = 5;

/**
 * Asks the service how each thing is now, since what the explorer shows may be old, and judges it. What is gone by now
 * leaves the lists. Throws `Cancelled` when the user does not want to wait.
 */
export async function judgeEach<R extends Resource, C>(
  services: App,
  resources: readonly R[],
  load: (resource: R, call: Required<CallOptions>) => Promise<C>,
  judge: (candidate: C) => Verdict,
): Promise<Judged<R, C>> {
  const { accounts } = services;
  const candidates = new Map<R, C>();
  const refusals = new Map<R, Refused<R>>();
  const refuse = (resource: R, reason: string): void => {
    refusals.set(resource, { resource, name: toThingName({ accounts }, resource), reason });
  };
  const notes = new Set<string>();
  const { failed } = await lookUp(services, resources, (call) =>
    runEach(
      resources,
      async (resource) => {
        const candidate = await load(resource, call);
        const verdict = judge(candidate);
        if (!verdict.possible) refuse(resource, verdict.reason);
        else candidates.set(resource, candidate);
        if (verdict.possible && verdict.note !== undefined) notes.add(verdict.note);
      },
      { concurrency, signal: call.signal },
    ),
  );
  for (const { target, error } of failed)
    refuse(
      target,
      isMissing(error) ? l10n.t('Azure Batch no longer has this item.') : describeUnanswered(services, target, error),
    );
  const gone = failed.flatMap(({ target, error }) => (isMissing(error) ? [target] : []));
  if (gone.length > 0) await refreshTouched(accounts, gone);
  return { candidates: inOrder(resources, candidates), refused: inOrder(resources, refusals), notes: [...notes] };
}

/** What became known of things, in their order: answers come in any. */
function inOrder<R, T>(resources: readonly R[], known: ReadonlyMap<R, T>): readonly T[] {
  return resources.flatMap((resource) => known.get(resource) ?? []);
}

/** What is asked before anything is done to the candidates. */
export type Confirmation = {
  /** "Retry 3 of 5 tasks?" */
  readonly message: string;
  readonly confirm: string;
  /** Whether another question follows, such as for a name to be typed: the button says so. */
  readonly asksMore?: boolean;
  /** Every candidate by its name, a line each: the question has the first few, its list all. */
  readonly names: readonly string[];
  /** What is lost and kept. */
  readonly detail: readonly string[];
  /** What is going to be done, for the line that says what is kept first, and for a dry run. */
  readonly will: Planned;
  /** Of the rest of an action; absent for an action that starts now. */
  readonly rest?: Rest | undefined;
} & (
  | {
      readonly canBeUndone: true;
      /** Whether to ask even though nothing was refused. */
      readonly always: boolean;
    }
  | { readonly canBeUndone: false }
);

/** Throws `InvalidInput` that says why, when it cannot be done. */
export function requirePossible(verdict: Verdict): void {
  if (!verdict.possible) throw new BatchError({ code: 'InvalidInput', message: verdict.reason });
}

/** Throws `InvalidInput` that names the reasons when nothing can be acted on. */
export function requireCandidates<R extends Resource, C>({ candidates, refused }: Judged<R, C>): readonly C[] {
  if (candidates.length > 0) return candidates;
  throw new BatchError({ code: 'InvalidInput', message: listReasons(refused).join('\n') });
}

/**
 * Says which things can't be acted on before anything is done to the others. Throws `InvalidInput` when none is left,
 * and `Cancelled` when the user does not confirm.
 */
export async function confirmCandidates<R extends Resource, C extends { readonly resource: R }>(
  services: WithUi,
  judged: Judged<R, C>,
  confirmation: Confirmation,
): Promise<readonly C[]> {
  const { refused, notes } = judged;
  const candidates = requireCandidates(judged);
  const { message, canBeUndone, rest } = confirmation;
  const isClear = refused.length === 0 && notes.length === 0 && rest === undefined;
  if (isClear && confirmation.canBeUndone && !confirmation.always) return candidates;
  const resources = candidates.map(({ resource }) => resource);
  const { verb, choices } = confirmation.will;
  const kept = rest?.describeKept(resources) ?? describeKept(verb, choices, candidates.length);
  const asksMore = confirmation.asksMore || (rest === undefined && asksForLogs(verb, choices, candidates.length));
  const confirm = asksMore ? toAskingButton(confirmation.confirm) : confirmation.confirm;
  const said = [...confirmation.detail, ...kept, ...toFirst(notes), ...(rest?.notes ?? [])];
  const detail = [...toFirst(confirmation.names), ...said, ...toLeft(refused)].join('\n');
  const besideList = [
    ...confirmation.detail,
    ...(canBeUndone || notes.length <= maxNamed ? toFirst(notes) : []),
    ...(rest?.notes ?? []),
  ].join('\n');
  const plan = describeDryRun(confirmation.will, resources, kept);
  const leftOut = listLeft(refused);
  const question: Question = canBeUndone
    ? { canBeUndone, message, detail, besideList, confirm, plan: [...confirmation.names, ...leftOut, ...plan] }
    : {
        canBeUndone,
        message,
        detail,
        besideList,
        confirm,
        plan,
        list: [...confirmation.names, ...(notes.length > maxNamed ? notes : []), ...leftOut],
      };
  if (!(await askToConfirm(services, question))) throw new Cancelled();
  return candidates;
}

/** Which things can't be acted on, and why, as a few lines below a heading: one for all that have the same reason. */
export function toLeft(refused: readonly Refused<Resource>[]): readonly string[] {
  return head(listReasons(refused));
}

/** The same of each of them, a line for each below the heading. */
export function listLeft(refused: readonly Refused<Resource>[]): readonly string[] {
  return head(refused.map(toReason));
}

/** Which things can't be acted on, and why, as a few lines: one for all that have the same reason. */
export function listReasons(refused: readonly Refused<Resource>[]): readonly string[] {
  const groups = new Map<string, Refused<Resource>[]>();
  for (const one of refused) {
    const group = groups.get(one.reason) ?? [];
    group.push(one);
    groups.set(one.reason, group);
  }
  return toFirst([...groups.values()].map(toSharedReason));
}

function head(lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [l10n.t('Not changed:'), ...lines];
}

function toSharedReason(refused: readonly Refused<Resource>[]): string {
  const [first, ...others] = refused;
  if (first === undefined) return '';
  if (others.length === 0) return toReason(first);
  const { reason } = first;
  return l10n.t('{name} and {count} more: {reason}', { name: toLeadingName(first), ...asCount(others.length), reason });
}

function toReason(refused: Refused<Resource>): string {
  const { reason } = refused;
  // In a notification, which has no lines, a reason ends where its full stop is.
  return withLabel(toLeadingName(refused), reason.endsWith('.') ? reason : l10n.t('{0}.', reason));
}

/** The first few, and how many more there are. */
export function toFirst(lines: readonly string[]): readonly string[] {
  const others = lines.length - maxNamed;
  return others > 0 ? [...lines.slice(0, maxNamed), l10n.t('… {count} more', asCount(others))] : lines;
}
