import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Resource } from '../../src/core/model/resource.ts';
import { SteppedClock } from '../../src/simulator/clock.ts';
import { seededIds } from '../../src/simulator/ids.ts';
import { readScenario } from '../../src/simulator/scenarioFile/readScenario.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import { openCold } from '../app/support/coldApp.ts';
import { timeOf } from '../fakes/timeOf.ts';

/** Required and forbidden texts of an answer, as patterns that allow different wordings. */
interface Check {
  /** Arguments for the command line; `{node}` is the first node of the pool that runs no tasks. */
  readonly ask: string;
  /** The title contains one text in `any`, and none in `never`. */
  readonly title: { readonly any: readonly string[]; readonly never?: readonly string[] };
  /** The first two steps contain one text in `firstTwo`, and none in `never`. */
  readonly steps: { readonly firstTwo: readonly string[]; readonly never?: readonly string[] };
  /** Texts anywhere in the answer, except in log lines. */
  readonly says?: readonly string[];
  readonly confidence?: { readonly notCertain?: true };
}

/** A real user's problem with Azure Batch: the state of the account, and the correct answers. */
export interface Trouble {
  readonly name: string;
  readonly check: Check;
  readonly scenario: string;
}

/**
 * `right` if the first two steps help, `partly` if they help in part, `wrong` if the answer is misleading or says
 * nothing about the problem.
 */
export type Outcome = 'right' | 'partly' | 'wrong';

export interface Answer {
  readonly title: string;
  readonly steps: readonly string[];
  readonly text: string;
  readonly confidence: string;
}

const folder = path.join(import.meta.dirname, 'troubles');

/** Current time of the scenarios. */
const timeMs = Date.UTC(2026, 10, 26, 6);

export function listTroubles(): readonly Trouble[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({
      name,
      check: JSON.parse(readFileSync(path.join(folder, name, 'check.json'), 'utf8')) as Check,
      scenario: path.join(folder, name, 'scenario.json'),
    }));
}

interface NotYet {
  readonly outcome: Outcome;
  /** Missing knowledge, in words. */
  readonly why: string;
}

/** Reads the problems that aren't answered correctly yet, with their results. */
export function readNotYet(): Readonly<Record<string, NotYet>> {
  return JSON.parse(readFileSync(path.join(folder, 'notYet.json'), 'utf8')) as Record<string, NotYet>;
}

/** Returns the application's answer about a simulated account in the state of the problem. */
export async function askAbout({ check, scenario, name }: Trouble): Promise<Answer> {
  const clock = new SteppedClock(timeMs);
  const simulator = await startSimulator({ clock, ids: seededIds(name), scenario: await readScenario(scenario) });
  const cold = openCold(simulator, timeOf(clock));
  try {
    const accountId = cold.store.account.id;
    const resource = await toResource(check.ask, accountId, async (poolId) => {
      const nodes = await Array.fromAsync(cold.store.service.nodes.listNodes(poolId));
      const broken = nodes.flat().find(({ state }) => state === 'unusable' || state === 'starttaskfailed');
      return (broken ?? nodes.flat()[0])?.id ?? '';
    });
    const { explanation, text } = await cold.explain({ resource, document: 'explanation' });
    return {
      title: explanation.title,
      steps: explanation.fixes.map((fix) => fix.text),
      text,
      confidence: explanation.confidence,
    };
  } finally {
    cold.close();
    await simulator.close();
  }
}

async function toResource(
  ask: string,
  accountId: string,
  findNode: (poolId: string) => Promise<string>,
): Promise<Resource> {
  const option = { type: 'string' } as const;
  const { job, task, pool, node } = parseArgs({
    args: ask.split(' ').slice(1),
    options: { job: option, task: option, pool: option, node: option },
  }).values;
  if (job !== undefined && task !== undefined) return { kind: 'task', accountId, jobId: job, taskId: task };
  if (job !== undefined) return { kind: 'job', accountId, jobId: job };
  if (pool === undefined) throw new Error(`Asks about nothing: ${ask}`);
  if (node === undefined) return { kind: 'pool', accountId, poolId: pool };
  return { kind: 'node', accountId, poolId: pool, nodeId: await findNode(pool) };
}

/** Longest step that counts as one action on one item. A longer one is a list of remedies, and counts as missing. */
const longestStep = 240;

function firstTwo({ steps }: Answer): readonly string[] {
  return steps.slice(0, 2).map((step) => (step.length > longestStep ? '' : step));
}

function some(patterns: readonly string[], texts: readonly string[]): boolean {
  return patterns.some((pattern) => texts.some((text) => new RegExp(pattern, 'i').test(text)));
}

/** Checks whether the first two steps of an answer are correct for a problem. */
export function areStepsRight({ check }: Trouble, answer: Answer): boolean {
  return some(check.steps.firstTwo, firstTwo(answer));
}

export function judgeAnswer(trouble: Trouble, answer: Answer): Outcome {
  const { title, steps, says = [], confidence } = trouble.check;
  if (some(title.never ?? [], [answer.title]) || some(steps.never ?? [], firstTwo(answer))) return 'wrong';
  const own = toOwnWords(answer);
  const saysMost = [
    some(title.any, [answer.title]),
    areStepsRight(trouble, answer),
    says.every((one) => some([one], own)),
  ];
  const isTooSure = confidence?.notCertain === true && answer.confidence === 'certain';
  if (saysMost.every(Boolean) && !isTooSure) return 'right';
  return saysMost.some(Boolean) ? 'partly' : 'wrong';
}

/** Returns an answer without log lines, the comparison with another task, and the timeline. */
function toOwnWords({ title, steps, text }: Answer): readonly string[] {
  const rest = text
    .replaceAll(/^ *```[\s\S]*?^ *```/gm, '')
    .replaceAll(/^## (?:Compared with|What happened when)[\s\S]*?(?=^## |$(?![\s\S]))/gm, '');
  return [title, ...steps, rest];
}
