import type { Cause } from '../../core/diagnosis/causes/causes.ts';
import type { RemedyId } from '../../core/diagnosis/explanation/explanation.ts';
import { isSameCause, toLastingFingerprint } from '../../core/failures/failingKinds.ts';
import { pickExplained } from '../../core/failures/representative.ts';
import { BatchError } from '../../core/model/batchError.ts';
import { untilAborted } from '../../core/model/cancelled.ts';
import { isMissing } from '../../core/model/missing.ts';
import type { TaskResource } from '../../core/model/resource.ts';
import { Links } from '../../core/page/links.ts';
import type { CauseTarget } from '../../core/places/documentPath.ts';
import { listPlain } from '../../core/text/lists.ts';
import { withoutEscapes } from '../../core/text/markdown.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';
import { seekLastGood } from '../actions/task/compareLastGood.ts';
import { findSibling } from '../actions/task/pickSibling.ts';
import { toCommandId } from '../commandId.ts';
import { drawComparison } from '../documents/comparison.ts';
import { renderJson } from '../documents/jsonDocument.ts';
import { orNamed } from '../evidence/named.ts';
import { drawGiven, explainFiles } from '../explain/drawGiven.ts';
import type { Explained, ExplanationTarget } from '../explain/explained.ts';
import { toRemedyActions } from '../explain/remedyActions.ts';
import { writeExplanation } from '../explain/writeExplanation.ts';
import { writeGone } from '../explain/writeUnread.ts';
import type { RemedyAction } from '../messages/helpfulAction.ts';
import { findNamedAccount, openForAgent } from './account.ts';
import { type Answer, Refusal } from './answer.ts';
import { toBriefCauses } from './briefCauses.ts';
import { readFile } from './checkDefinition.ts';
import type { DataLine } from './fence.ts';
import type { InputOf } from './input.ts';
import type { AgentServices, ToolCall } from './services.ts';
import type { agentTools } from './table.ts';
import { findTarget, nameThing } from './targets.ts';

type Input = InputOf<typeof agentTools.azurebatch_explain>;

/** Milliseconds to wait for late data. This is longer than for a page, which adds such data later. */
const patienceMs = 15_000;
/** Tools equivalent to a remedy, with their input. */
const tools: { readonly [Id in RemedyId]?: string } = {
  'task.openStdout': 'azurebatch_read_log for stdout.txt',
  'task.openStderr': 'azurebatch_read_log for stderr.txt',
  'file.find': 'azurebatch_read_log with a match',
  'task.compare': 'azurebatch_explain with comparison',
  'task.compareLastGood': 'azurebatch_explain with comparison',
};
/** Calls of the tools that ask the user, by remedy. These tools aren't available everywhere. */
const asking: typeof tools = {
  'task.retry': 'azurebatch_retry_tasks with this task',
  'job.retryFailed': 'azurebatch_retry_tasks with all failed tasks in the job',
  'failures.retry': 'azurebatch_retry_tasks with the cause',
};

/** Returns the explanation of an item, as the text of its page. */
export async function explain(call: ToolCall, input: Input): Promise<Answer> {
  const { services, signal } = call;
  if (input.path !== undefined || input.text !== undefined) return explainGiven(services, input);
  const named = findTarget(services, input);
  const store = await openForAgent(call, findNamedAccount(services, named.resource.accountId));
  const { target, explained } = await untilAborted(writeFound(services, store, named), signal);
  const { include = [] } = input;
  const notes: string[] = [];
  const added: DataLine[] = [];
  if (include.includes('comparison')) {
    const task = findCompared(explained);
    const comparison = task && (await compare(services, store, task, signal));
    if (comparison === undefined)
      notes.push(
        task === undefined
          ? 'Only a task, or something that a failed task is an example of, can be compared.'
          : 'No successful run was found to compare it with, neither an earlier one nor one in its job.',
      );
    else for (const each of ['', ...toLines(comparison)]) added.push(each);
  }
  if (include.includes('definition')) {
    const hasOne = target.resource.kind !== 'account' && target.document !== 'cause';
    if (hasOne)
      for (const each of ['', ...(await untilAborted(renderJson(store.service, target.resource), signal)).split('\n')])
        added.push(each);
    else notes.push('It has no definition.');
  }
  const { timeline, ...page } = explained.drawn.page;
  const hidesTimeline = timeline !== undefined && !include.includes('timeline');
  const { text } = hidesTimeline ? services.bundles.diagnosis().renderPage(page) : explained;
  return {
    head: 'The explanation. State its confidence as it does.',
    data: [
      ...toLines(text),
      ...(await listPlaces(services, explained)),
      ...nameNow(services, store, target),
      ...(services.linkScheme === undefined
        ? []
        : [nameThing(services, 'Page:', target.document === 'cause' ? target : target.resource)]),
      ...added,
    ],
    notes: [
      ...notes,
      ...(hidesTimeline ? ['It also has a timeline: include timeline to read it.'] : []),
      'The brackets in a step name what carries it out: anything that begins with azurebatch_ is a tool, and everything else, as well as a step without brackets, is for the user to do. For more lines of a log, call azurebatch_read_log.',
    ],
  };
}

/** Explains a file of the workspace or a text, without an account. */
async function explainGiven(
  services: AgentServices,
  { path, text, exitCode, account, job, task, pool, node, cause, target }: Input,
): Promise<Answer> {
  if ((path === undefined) === (text === undefined))
    throw new Refusal('Give either the path of a file in the workspace, or the text.');
  if ([account, job, task, pool, node, cause, target].some((named) => named !== undefined))
    throw new Refusal('A path or a text is explained without an account. Leave out everything but exitCode.');
  const name = path?.split(/[/\\]/).at(-1) ?? '';
  const files = [{ name, text: text ?? (await readFile(services, path ?? '', true)) }];
  if (files[0]?.text.trim() === '' && exitCode === undefined) throw new Refusal('There is no text to explain.');
  const given = { name: name === '' ? undefined : name, files, exitCode };
  const findSource = async (file: string) => ((await services.findPlace(file)) === undefined ? undefined : {});
  const explained = explainFiles(services.bundles, given);
  const page = await drawGiven(services.bundles, explained, new Links(), { findSource });
  return {
    head: 'The explanation of this text alone. State its confidence as it does.',
    data: toLines(services.bundles.diagnosis().renderPage(page).text),
  };
}

function toLines(markdown: string): readonly string[] {
  return withoutEscapes(markdown.trimEnd()).split('\n');
}

/**
 * Renders the page of a target. For a cause that is known only among a job's causes, renders the page of the job's
 * cause. Throws `Refusal` when there is none.
 */
async function writeFound(services: AgentServices, store: AccountStore, target: ExplanationTarget) {
  const explained = await write(services, store, target);
  if (!explained.isGone && !explained.isLate) return { target, explained };
  const ofJob = findJobOfCause(services, store, target);
  if (ofJob === undefined) throw toUnknownCause(services, explained.isLate === true, findLast(services, store, target));
  return { target: ofJob, explained: await write(services, store, ofJob) };
}

/** Finds the job with a cause that is missing from the account's causes. */
function findJobOfCause(
  { causes }: AgentServices,
  store: AccountStore,
  target: ExplanationTarget,
): CauseTarget | undefined {
  if (target.document !== 'cause' || target.resource.kind !== 'account') return undefined;
  const { accountId } = target.resource;
  const resource = store.snapshot
    .slice({ kind: 'jobs' })
    .items.map(({ id }) => ({ kind: 'job', accountId, jobId: id }) as const)
    .find((job) => {
      const shown = causes.shownOf(store, job);
      return shown !== undefined && causes.follow(store, shown, { ...target, resource: job }).now.length > 0;
    });
  return resource && { ...target, resource };
}

/** Returns the cause as it was last seen, or undefined if the target is not a cause. */
function findLast({ causes }: AgentServices, store: AccountStore, target: ExplanationTarget): Cause | undefined {
  return target.document === 'cause' ? causes.follow(store, { causes: [] }, target).before : undefined;
}

/** Returns a note with the current ID of a cause whose ID has changed. */
function nameNow(services: AgentServices, store: AccountStore, target: ExplanationTarget): readonly string[] {
  const now = findLast(services, store, target);
  if (target.document !== 'cause' || now === undefined) return [];
  const { fingerprint } = target;
  if (isSameCause({ fingerprint, kind: now.cluster.kind }, now)) return [];
  return [`This cause is now known as: ${toLastingFingerprint(now.cluster)}`];
}

/**
 * Creates the refusal for a cause that was not found.
 * @param mayCome true if not all failures of the account or job were read
 * @param last the last known state of the cause
 */
function toUnknownCause(services: AgentServices, mayCome: boolean, last: Cause | undefined): Refusal {
  const example = last && pickExplained(last);
  if (example !== undefined)
    return new Refusal(
      'None of the failures found so far has this cause now. Call azurebatch_explain with this target, which was an example of it, to see its current state:',
      [nameThing(services, 'target:', example.failing.resource)],
    );
  const next = mayCome
    ? "Not all failures in the account have been read, so it may be among the others: call azurebatch_list_failures with the job or pool, or call again with the cause's job."
    : 'Call azurebatch_list_failures for the current causes; a cause that it lists for a job needs that job here as well.';
  return new Refusal(`None of the failures found so far has this cause. ${next}`);
}

/**
 * Renders an explanation. Each step says how to carry it out: with a tool, a command to type, or a place in VS Code.
 */
async function write(services: AgentServices, store: AccountStore, target: ExplanationTarget): Promise<Explained> {
  const all = {
    ...services,
    causes: toBriefCauses(services.causes),
    toRemedyActions: (
      remedies: Parameters<typeof toRemedyActions>[0],
      targets: Parameters<typeof toRemedyActions>[1],
    ) =>
      // One tool does what several remedies do.
      toRemedyActions(remedies, targets, (remedy, target) => ({ title: toWay(services, remedy, target) })).filter(
        ({ title }, at, all) => title !== '' && all.findIndex((one) => one.title === title) === at,
      ),
    isOnce: true,
    nameSavedLogs: () => 'azurebatch_read_log with attempt 1',
    findSource: async (nodePath: string) => {
      const path = await services.findPlace(nodePath);
      return path === undefined ? undefined : { path };
    },
  };
  try {
    return await writeExplanation(all, target, patienceMs, () => undefined);
  } catch (error) {
    const isGone = BatchError.is(error) && isMissing(error) && target.document === 'explanation';
    const written = isGone ? await writeGone(all, target, error) : undefined;
    return written ?? orNamed({ ...services, store }, target.resource, Promise.reject(error));
  }
}

/** Returns the one way to carry out a remedy that is available here; empty if only an editor has one. */
function toWay(services: AgentServices, remedy: RemedyId, target: RemedyAction['target']): string {
  const isReading = remedy === 'failures.readLogs' && 'kind' in target && target.kind === 'job';
  return (
    (isReading ? `azurebatch_list_failures ${JSON.stringify({ job: target.jobId })}` : tools[remedy]) ??
    services.findCommand?.(remedy, target) ??
    (services.findOwnWay === undefined ? toAsking(remedy, target) : undefined) ??
    (services.linkScheme === undefined ? '' : `In VS Code: ${services.toActionName(toCommandId(remedy))}`)
  );
}

function toAsking(remedy: RemedyId, target: RemedyAction['target']): string | undefined {
  return 'taskIds' in target ? `azurebatch_retry_tasks with ${listPlain(target.taskIds)}` : asking[remedy];
}

/** Lists the workspace locations of user code that the evidence names. */
async function listPlaces(services: AgentServices, { explanation }: Explained): Promise<readonly string[]> {
  const pieces = [...explanation.evidence, ...(explanation.sections ?? []).flatMap(({ items }) => items)];
  const places = new Set<string>();
  for (const { frame } of pieces) {
    const path = frame && (await services.findPlace(frame.file));
    if (path !== undefined) places.add(`${path}:${frame?.line}`);
  }
  return places.size === 0 ? [] : [`In the workspace: ${[...places].join(', ')}`];
}

/** Returns the explained task, or the example of the explained cause. */
function findCompared({ targets: { resource, example } }: Explained): TaskResource | undefined {
  return [resource, example].find((one) => one?.kind === 'task');
}

/**
 * Compares a failed task with its last good run; if there is none, with the most similar succeeded task of its job, as
 * the task's page does.
 */
async function compare(
  services: AgentServices,
  store: AccountStore,
  task: TaskResource,
  signal: AbortSignal,
): Promise<string | undefined> {
  const { good } = await seekLastGood(services, task, signal);
  const sibling = good === undefined ? await untilAborted(findSibling(store, task), signal) : undefined;
  const other = good ?? (sibling && { resource: sibling });
  const comparison = other && services.bundles.diagnosis().toGoodComparison(task, other);
  if (comparison?.document !== 'comparison') return undefined;
  return (await untilAborted(drawComparison(store, comparison, services.reader, services), signal)).text;
}
