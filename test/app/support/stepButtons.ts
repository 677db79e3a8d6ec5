import path from 'node:path';
import type { Contribution } from '../../../src/app/actions/verb/contribution.ts';
import { readAllPages } from '../../../src/app/evidence/readPages.ts';
import type { Explained, ExplanationTarget } from '../../../src/app/explain/explained.ts';
import { settleStep } from '../../../src/core/changes/offers.ts';
import { type Fix, type RemedyId, remedyIds } from '../../../src/core/diagnosis/explanation/explanation.ts';
import type { ComputeNode } from '../../../src/core/model/computeNode.ts';
import { toKind } from '../../../src/core/model/resource.ts';
import { isFailed, type Task } from '../../../src/core/model/task.ts';
import type { Pages } from '../../../src/service/ports.ts';
import type { AccountSnapshot } from '../../../src/service/store/accountStore.ts';
import type { ColdApp } from './coldApp.ts';

const root = path.join(import.meta.dirname, '../../..');
const remedies: ReadonlySet<string> = new Set(remedyIds);

interface NamedAction {
  readonly name: string;
  readonly verb: string;
  readonly words: RegExp;
}

/** Words of titles that steps may omit. */
const filler = /…| (?:from|with|of This) .*| (?:All|Failed|Running|Deallocated|Agent|an|a|of|on|This)\b/g;

let actionsRead: Promise<readonly NamedAction[]> | undefined;

/**
 * Lists the actions that change something or carry out a step, with patterns for how a step names them: their words in
 * one clause. Read only once, because every command file is compiled for it.
 */
function listActions(): Promise<readonly NamedAction[]> {
  actionsRead ??= readActions();
  return actionsRead;
}

async function readActions(): Promise<readonly NamedAction[]> {
  // Scripts are not typed.
  const { readContributions } = await import(path.join(root, 'scripts/lib/commandFiles.mjs'));
  const contributions: ReadonlyMap<string, Contribution> = readContributions(root);
  return [...contributions].flatMap(toNamed);
}

function toNamed([name, { title, effect }]: readonly [name: string, of: Contribution]): readonly NamedAction[] {
  if (effect === 'reads' && !remedies.has(name)) return [];
  const words = title.replaceAll(filler, '').split(' ');
  const [verb = ''] = words;
  // Steps describe "Fix and Resubmit" in other words, because they are also read outside of the editor.
  const [first, ...others] = title.startsWith('Fix and Resubmit') ? ['Submit (?:the tasks?|it|them) again'] : words;
  const rest = others.map((word) => `\\b[^.,;:]*?\\b${word.replace(/s$/, '')}s?`).join('');
  const pronoun = others.length === 1 ? `|\\b${first} (?:it|them)` : '';
  const otherwise = verb === 'Retry' ? '|\\bRun the tasks? again' : '';
  return [{ name, verb, words: new RegExp(`\\b${first}${rest}\\b${pronoun}${otherwise}\\b`, 'i') }];
}

/** Buttons with the same effect on several items, or in a pool with a formula. */
const alike: Readonly<Record<string, readonly RemedyId[]>> = {
  'node.reboot': ['pool.actOnNodes', 'failures.actOnNodes'],
  'node.reimage': ['pool.actOnNodes', 'failures.actOnNodes'],
  'node.remove': ['pool.actOnNodes', 'failures.actOnNodes'],
  'node.enableScheduling': ['pool.actOnNodes', 'failures.actOnNodes'],
  'node.disableScheduling': ['pool.actOnNodes', 'failures.actOnNodes'],
  'pool.resize': ['pool.evaluateAutoscale'],
};

/** Texts of steps that contain the words of an action without meaning it. */
const exceptions: readonly { readonly words: RegExp; readonly why: string }[] = [
  { words: /\bRead \S+, where the failed step wrote/g, why: 'the line that names the log leads to it' },
  { words: /\bCompare one task's peak memory\b/g, why: 'its memory is compared with the size of the machine' },
  { words: /\ba download may have/g, why: 'it is one that the program made' },
  { words: /\bDownload the tool in the start task\b/g, why: 'the start task downloads it' },
  { words: /\b[Dd]elete pools that are not needed\b/g, why: 'nobody but people knows which these are' },
  { words: /\bstart task/gi, why: 'it is a thing of the pool' },
  { words: /Batch may refuse to reboot a node|Batch can't reboot a node/g, why: 'the step says what does not work' },
];

/** Lists the steps of a page that name an action, by text or remedy, without a button for it. */
function listUnserved(
  { explanation: { fixes }, actions: offered }: Explained,
  actions: readonly NamedAction[],
): readonly string[] {
  const buttons = offered.map(({ remedy }) => remedy);
  const toVerb = (remedy: RemedyId): string | undefined => actions.find(({ name }) => name === remedy)?.verb;
  const hasButton = ({ name, verb }: NamedAction): boolean =>
    buttons.some((button) => button === name || toVerb(button) === verb || alike[name]?.includes(button));
  const isServed = (remedy: RemedyId): boolean =>
    buttons.includes(remedy) || alike[remedy]?.some((other) => buttons.includes(other)) === true;
  const bare = fixes.filter(
    (fix) => isCarriedOutHere(fix) && fix.remedies !== undefined && !fix.remedies.some(isServed),
  );
  const unnamed = bare.map(({ text, remedies }) => `${remedies}: ${text}`);
  const unserved = fixes.filter(isCarriedOutHere).flatMap(({ text }) => {
    const asked = exceptions.reduce((rest, { words }) => rest.replaceAll(words, ''), text);
    const named = actions.filter(({ words }) => words.test(asked));
    // A button for one of several named actions is enough, but a retry needs its own button.
    const missing = named.some(hasButton) ? named.filter((one) => one.verb === 'Retry' && !hasButton(one)) : named;
    return missing.length === 0 ? [] : [`${missing.map(({ name }) => name)}: ${text}`];
  });
  const opensLog = buttons.some((button) => button === 'task.openStdout' || button === 'task.openStderr');
  const closed = fixes.filter(isCarriedOutHere).flatMap(({ text, isReading }) => {
    const isOfLog = /\bstd(?:err|out)\.txt\b/.test(text);
    return isOfLog && isReading !== true && !opensLog ? [`no button opens the log: ${text}`] : [];
  });
  return [...unnamed, ...unserved, ...closed];
}

/**
 * Checks whether a step is carried out here: a step of another page links there, and one that does not work now gives
 * the reason.
 */
function isCarriedOutHere({ place, refusal }: Fix): boolean {
  return place === undefined && refusal === undefined;
}

/** Lists the buttons of a page that their plans refuse in the current state of the account. */
function listRefused(
  { targets, task, actions: offered }: Explained,
  { resource }: ExplanationTarget,
  snapshot: AccountSnapshot,
): readonly string[] {
  const job = toKind('job', targets.job ?? resource);
  const pool = toKind('pool', targets.pool ?? resource);
  const facts = {
    task,
    job: snapshot.slice({ kind: 'jobs' }).items.find(({ id }) => id === job?.jobId),
    pool: snapshot.slice({ kind: 'pools' }).items.find(({ id }) => id === pool?.poolId),
  };
  return offered.flatMap(({ remedy }) => {
    // Other tasks of the job failed, which a waiting task does not show.
    const known =
      remedy === 'job.retryFailed' && task !== undefined && !isFailed(task) ? { ...facts, task: undefined } : facts;
    const { refusal } = settleStep([remedy], known);
    return refusal === undefined ? [] : [`${remedy}: ${refusal}`];
  });
}

/** Lists the steps of these pages without their buttons, and the buttons that are refused. */
export async function listWrongButtons(apps: readonly Pick<ColdApp, 'pages' | 'store'>[]): Promise<readonly string[]> {
  const actions = await listActions();
  return [...new Set(apps.flatMap((app) => listWrong(app, actions)))];
}

function listWrong({ pages, store }: Pick<ColdApp, 'pages' | 'store'>, actions: readonly NamedAction[]): string[] {
  return pages.flatMap(({ target, explained }) =>
    [...listUnserved(explained, actions), ...listRefused(explained, target, store.snapshot)].map(
      (line) => `${explained.explanation.title}: ${line}`,
    ),
  );
}

/** Number of checked items per state in a job and in a pool. */
const mostOfEach = 1;

/**
 * Explains waiting, running and idle items in addition to failures: jobs, and one item per state in each job and pool.
 */
export async function explainOthers({ store, explain }: ColdApp): Promise<void> {
  const { id: accountId } = store.account;
  const { jobs, tasks, pools, nodes } = store.service;
  for (const { id: jobId } of await readAllPages(jobs.listJobs())) {
    await explain({ resource: { kind: 'job', accountId, jobId }, document: 'explanation' });
    for (const { id: taskId } of await readEach(tasks.listTasks(jobId, {}), isFailed))
      await explain({ resource: { kind: 'task', accountId, jobId, taskId }, document: 'explanation' });
  }
  for (const { id: poolId } of await readAllPages(pools.listPools()))
    for (const { id: nodeId } of await readEach(nodes.listNodes(poolId, {}), () => false))
      await explain({ resource: { kind: 'node', accountId, poolId, nodeId }, document: 'explanation' });
}

/** Returns the first items in each state, from the first page. */
async function readEach<T extends Task | ComputeNode>(
  pages: Pages<T>,
  isKnown: (thing: T) => boolean,
): Promise<readonly T[]> {
  const byState = new Map<unknown, T[]>();
  for await (const page of pages) {
    for (const thing of page) {
      const alike = byState.get(thing.state) ?? [];
      if (!isKnown(thing) && alike.length < mostOfEach) byState.set(thing.state, [...alike, thing]);
    }
    break;
  }
  return [...byState.values()].flat();
}
