import type { Clock } from '../../clock.ts';
import { type JobSeed, type Scenario, type ScriptRule, type TaskSeed, toNodeId } from '../../scenarios/scenario.ts';
import { findObject, findText } from '../../state/wire.ts';
import type { CommandRun } from '../executor.ts';
import type { RunScript } from '../runScript.ts';

/** Script of tasks that a client has added to a scenario, in which no program is ever run. */
const defaultScript: RunScript = {
  durationMs: 1000,
  exitCode: 0,
  stdout:
    'No program was run: the nodes of this account play the outcomes of a scenario,\n' +
    'and the scenario has none for this command line, so it succeeds.\n',
};

/** Finds the script of a run. */
export type ScriptFinder = (run: CommandRun) => RunScript;

/**
 * Finds scripts in a scenario: the seed's own first, then the first matching rule, then the script for the definition,
 * then {@link defaultScript}. A changed start task no longer has the seed's script.
 */
export function createScriptFinder(scenario: Scenario | undefined, clock: Pick<Clock, 'now'>): ScriptFinder {
  if (!scenario) return () => defaultScript;
  const startTasks = startTaskScripts(scenario);
  const jobs = new Map(scenario.jobs.map((job) => [readId(job.body), job]));
  const taskMaps = new Map<JobSeed, Map<string, TaskSeed>>();
  const ownScripts = (run: CommandRun): readonly RunScript[] | undefined => {
    if (run.kind === 'startTask') {
      const seeded = startTasks.get(run.nodeId.toLowerCase());
      return seeded?.commandLine === undefined || seeded.commandLine === run.commandLine ? seeded?.scripts : undefined;
    }
    const job = jobs.get(run.jobId?.toLowerCase() ?? '');
    if (!job) return undefined;
    if (run.kind === 'jobPreparation') return job.preparation;
    if (run.kind === 'jobRelease') return job.release;
    return findTask(job, run.taskId?.toLowerCase() ?? '', taskMaps)?.outcomes;
  };
  return (run) => {
    const scripts = nonEmpty(ownScripts(run)) ?? nonEmpty(scenario.rules?.find((rule) => fits(rule, run))?.outcomes);
    const own = scripts?.[Math.min(run.attempt, scripts.length - 1)];
    return own ?? scenario.play?.(run, clock.now()) ?? defaultScript;
  };
}

interface SeededStartTask {
  readonly scripts: readonly RunScript[];
  /** Command line in the pool's seed, to which these outcomes belong. */
  readonly commandLine: string | undefined;
}

function startTaskScripts(scenario: Scenario): ReadonlyMap<string, SeededStartTask> {
  const scripts = new Map<string, SeededStartTask>();
  for (const pool of scenario.pools) {
    const commandLine = findText(findObject(pool.body, 'startTask'), 'commandLine');
    for (const [index, { startTask, isDedicated }] of (pool.nodes ?? []).entries()) {
      if (startTask) scripts.set(toNodeId(readId(pool.body), index, isDedicated), { scripts: startTask, commandLine });
    }
  }
  return scripts;
}

function findTask(job: JobSeed, taskId: string, index: Map<JobSeed, Map<string, TaskSeed>>): TaskSeed | undefined {
  const { tasks } = job;
  if ('count' in tasks) {
    const at = tasks.indexOf(taskId);
    return at < 0 ? undefined : tasks.at(at);
  }
  const byId = index.get(job) ?? new Map(tasks.map((task) => [readId(task.body), task]));
  index.set(job, byId);
  return byId.get(taskId);
}

function nonEmpty<T>(list: readonly T[] | undefined): readonly T[] | undefined {
  return list && list.length > 0 ? list : undefined;
}

function fits(rule: ScriptRule, run: CommandRun): boolean {
  return (
    (rule.kind === undefined || rule.kind === run.kind) &&
    sameId(rule.poolId, run.poolId) &&
    sameId(rule.nodeId, run.nodeId) &&
    sameId(rule.jobId, run.jobId) &&
    sameId(rule.taskId, run.taskId) &&
    (rule.commandLineIncludes === undefined || run.commandLine.includes(rule.commandLineIncludes))
  );
}

function sameId(wanted: string | undefined, actual: string | undefined): boolean {
  return wanted === undefined || wanted.toLowerCase() === actual?.toLowerCase();
}

function readId(body: Readonly<Record<string, unknown>>): string {
  return String(body['id']).toLowerCase();
}
