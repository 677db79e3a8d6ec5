import { l10n } from 'vscode';
import { BatchError } from '../../core/model/batchError.ts';
import { Cancelled } from '../../core/model/cancelled.ts';
import type { Resource } from '../../core/model/resource.ts';
import { toOwnId } from '../../core/model/resourceChain.ts';
import type { Verdict } from '../../core/remedy/verdict.ts';
import { toVisible } from '../../core/text/escape.ts';
import { askModal } from '../messages.ts';
import { runEach } from './runEach.ts';

interface Refused<R extends Resource> {
  readonly resource: R;
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
/** Refusals named in a question. */
const maxNamed = 5;

/**
 * Asks the service how each thing is now, since what the explorer shows may be old, and judges it. Throws `Cancelled`
 * when `signal` is aborted before all are judged.
 */
export async function judgeEach<R extends Resource, C>(
  resources: readonly R[],
  load: (resource: R) => Promise<C>,
  judge: (candidate: C) => Verdict,
  signal: AbortSignal = new AbortController().signal,
): Promise<Judged<R, C>> {
  const candidates: C[] = [];
  const refused: Refused<R>[] = [];
  const notes = new Set<string>();
  const { failed, untouched } = await runEach(
    resources,
    async (resource) => {
      const candidate = await load(resource);
      const verdict = judge(candidate);
      if (!verdict.possible) refused.push({ resource, reason: verdict.reason });
      else candidates.push(candidate);
      if (verdict.possible && verdict.note !== undefined) notes.add(verdict.note);
    },
    { concurrency, signal },
  );
  if (untouched.length > 0) throw new Cancelled();
  for (const { target, error } of failed) refused.push({ resource: target, reason: error.message });
  return { candidates, refused, notes: [...notes] };
}

export interface Confirmation {
  /** "Retry 3 of 5 tasks?" */
  readonly message: string;
  readonly confirm: string;
  /** What is lost and kept. */
  readonly detail?: string;
  /** Whether to ask even though nothing was refused. */
  readonly always: boolean;
}

/** Throws `InvalidInput` that names the reasons when nothing can be acted on. */
export function requireCandidates<R extends Resource, C>({ candidates, refused }: Judged<R, C>): readonly C[] {
  if (candidates.length > 0) return candidates;
  throw new BatchError({ code: 'InvalidInput', message: toReasons(refused).join('\n') });
}

/**
 * Says which things can't be acted on before anything is done to the others. Throws `InvalidInput` when none is left,
 * and `Cancelled` when the user does not confirm.
 */
export async function confirmCandidates<R extends Resource, C>(
  judged: Judged<R, C>,
  confirmation: Confirmation,
): Promise<readonly C[]> {
  const { refused, notes } = judged;
  const candidates = requireCandidates(judged);
  if (refused.length === 0 && notes.length === 0 && !confirmation.always) return candidates;
  const left = refused.length === 0 ? [] : [l10n.t('Left as they are:'), ...toReasons(refused)];
  const detail = [...(confirmation.detail === undefined ? [] : [confirmation.detail]), ...notes, ...left].join('\n');
  const { message, confirm } = confirmation;
  if (!(await askModal({ message, detail, confirm }))) throw new Cancelled();
  return candidates;
}

function toReasons(refused: readonly Refused<Resource>[]): string[] {
  const lines = refused
    .slice(0, maxNamed)
    .map(({ resource, reason }) => l10n.t('{0}: {1}', toVisible(toOwnId(resource)), reason));
  const others = refused.length - lines.length;
  return others > 0 ? [...lines, l10n.t('and {0} more', others)] : lines;
}
