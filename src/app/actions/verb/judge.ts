import * as l10n from '@vscode/l10n';
import { toLeadingName } from '../../../core/changes/bulk/reasons.ts';
import type { Verdict } from '../../../core/changes/verdict.ts';
import { toInvalidInput } from '../../../core/model/batchError.ts';
import { Cancelled } from '../../../core/model/cancelled.ts';
import { isMissing } from '../../../core/model/missing.ts';
import type { Resource } from '../../../core/model/resource.ts';
import { withLabel } from '../../../core/text/label.ts';
import { asCount } from '../../../core/words/numbers.ts';
import type { CallOptions } from '../../../service/ports.ts';
import type { App } from '../../app.ts';
import { askToConfirm, type Question, toAskingButton, type WithUi } from '../../ui.ts';
import { describeDryRun, type Planned } from '../run/dryRun.ts';
import { asksForLogs, describeKept } from '../run/keptLine.ts';
import { refreshTouched } from '../run/refreshTouched.ts';
import { describeUnanswered, lookUp } from '../targets/lookUp.ts';
import { toThingName } from '../targets/names.ts';
import { runEach } from './runEach.ts';
import type { Rest } from './verb.ts';

interface Refused<R extends Resource> {
  readonly resource: R;
  /** The displayed name, not escaped; the ID is displayed when absent. */
  readonly name?: string;
  readonly reason: string;
}

/** The items that allow an action, with their current data, and the items that do not, with the reasons. */
export interface Judged<R extends Resource, C> {
  readonly candidates: readonly C[];
  readonly refused: readonly Refused<R>[];
  readonly notes: readonly string[];
}

const concurrency = 4;
const maxNamed = 5;

/**
 * Reads the current state of each item, because the explorer may show old data, and checks whether it allows the
 * action. Removes deleted items from the lists. Throws `Cancelled` when the user does not want to wait.
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
      isMissing(error) ? l10n.t('Azure Batch has no such item.') : describeUnanswered(services, target, error),
    );
  const gone = failed.flatMap(({ target, error }) => (isMissing(error) ? [target] : []));
  if (gone.length > 0) await refreshTouched(accounts, gone);
  return { candidates: inOrder(resources, candidates), refused: inOrder(resources, refusals), notes: [...notes] };
}

/** Restores the order of the resources, because responses arrive in any order. */
function inOrder<R, T>(resources: readonly R[], known: ReadonlyMap<R, T>): readonly T[] {
  return resources.flatMap((resource) => known.get(resource) ?? []);
}

/** The question before an action on the candidates. */
export type Confirmation = {
  /** Question such as "Retry 3 of 5 tasks?". */
  readonly message: string;
  readonly confirm: string;
  /** True if another question follows, such as a request to type a name. The button's label indicates this. */
  readonly asksMore?: boolean;
  /** The name of every candidate, one per line. The question shows the first few, and its list shows all. */
  readonly names: readonly string[];
  readonly detail: readonly string[];
  /** The planned action, from which the line about saved data and a dry run are derived. */
  readonly will: Planned;
  /** Set if the action is the rest of an earlier one; absent for an action that starts now. */
  readonly rest?: Rest | undefined;
} & (
  | {
      readonly canBeUndone: true;
      readonly always: boolean;
    }
  | { readonly canBeUndone: false }
);

/** Throws `InvalidInput` with the reason when the action is not possible. */
export function requirePossible(verdict: Verdict): void {
  if (!verdict.possible) throw toInvalidInput(verdict.reason);
}

/** Throws `InvalidInput` with the reasons when no item allows the action. */
export function requireCandidates<R extends Resource, C>({ candidates, refused }: Judged<R, C>): readonly C[] {
  if (candidates.length > 0) return candidates;
  throw toInvalidInput(listRefusedReasons(refused).join('\n'));
}

/**
 * Shows which items do not allow the action before acting on the others. Throws `InvalidInput` when no items allow it,
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

/** Lists the refused items below a heading, grouped by reason, with one line per reason. */
export function toLeft(refused: readonly Refused<Resource>[]): readonly string[] {
  return head(listRefusedReasons(refused));
}

/** Lists each refused item with its reason below a heading, with one line per item. */
export function listLeft(refused: readonly Refused<Resource>[]): readonly string[] {
  return head(refused.map(toRefusedReason));
}

/** Lists the refused items, grouped by reason, with one line per reason. */
export function listRefusedReasons(refused: readonly Refused<Resource>[]): readonly string[] {
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
  if (others.length === 0) return toRefusedReason(first);
  const { reason } = first;
  return l10n.t('{name} and {count} more: {reason}', { name: toLeadingName(first), ...asCount(others.length), reason });
}

function toRefusedReason(refused: Refused<Resource>): string {
  const { reason } = refused;
  // A notification has no line breaks, so each reason ends with a period.
  return withLabel(toLeadingName(refused), reason.endsWith('.') ? reason : l10n.t('{0}.', reason));
}

/** Returns the first few lines, followed by the number of remaining lines. */
export function toFirst(lines: readonly string[]): readonly string[] {
  const others = lines.length - maxNamed;
  return others > 0 ? [...lines.slice(0, maxNamed), l10n.t('… {count} more', asCount(others))] : lines;
}
