import { isOffered, makeOffer, type Offer } from '../bodies/offer.ts';
import type { OutcomeSection } from '../scenarioFile/outcomes.ts';
import {
  type JobSection,
  type NodeSection,
  type PoolSection,
  type ScenarioFile,
  scenarioVersion,
  type TaskSection,
} from '../scenarioFile/scenarioModels.ts';
import { findSchedule, toScheduledJobId } from '../state/scheduledJob.ts';
import { toKey } from '../state/sortedTable.ts';
import { isoDuration, timeMs } from '../state/time.ts';
import { findFlag, findNumber, findObject, findObjects, findText, isObject, type WireObject } from '../state/wire.ts';
import { Cleaner, type Cleaning } from './cleaner.ts';
import type { ExportedAccount, ExportedJob, ExportedNode, ExportedPool, ExportedTask } from './exportedAccount.ts';
import { pruneBody, removed } from './pruneBody.ts';

export interface ExportOptions extends Cleaning {
  /** Time at which the account was read; times are written relative to it. */
  readonly nowMs: number;
}

/** A scenario, and information for the user before it is written. */
export interface ExportedScenario {
  readonly file: ScenarioFile;
  readonly summary: ExportSummary;
  /** The summary in words, one line each. */
  readonly preview: readonly string[];
}

/** Contents of a scenario, missing parts, and the number of removed secrets. */
export interface ExportSummary {
  readonly pools: number;
  readonly nodes: number;
  readonly jobs: number;
  readonly jobSchedules: number;
  readonly tasks: number;
  readonly failedTasks: number;
  readonly tasksLeftOut: number;
  readonly logs: number;
  readonly logBytes: number;
  /** Number of environment settings, signatures, passwords, and tokens. */
  readonly secrets: number;
  /** ID of the first job, as written. */
  readonly jobId: string | undefined;
  readonly commandLine: string | undefined;
}

const dayMs = 24 * 60 * 60 * 1000;
/** Duration in the scenario of a task that was running when the account was read. */
const stillRunningMs = dayMs;

/** Converts an account's data to a scenario: a world with the same history, without secrets. Sends no requests. */
export function toScenarioFile(account: ExportedAccount, options: ExportOptions): ExportedScenario {
  const conversion = new Conversion(account, options);
  const file = conversion.convert();
  const summary = conversion.summarize(file);
  return { file, summary, preview: [...preview(summary, options)] };
}

class Conversion {
  readonly #account: ExportedAccount;
  readonly #options: ExportOptions;
  readonly #cleaner: Cleaner;
  readonly #images = new Set<string>();
  readonly #sizes = new Set<string>();
  readonly #offer: Offer = makeOffer([], false);
  #left = 0;

  constructor(account: ExportedAccount, options: ExportOptions) {
    this.#account = account;
    this.#options = options;
    this.#cleaner = new Cleaner(options);
  }

  convert(): ScenarioFile {
    const { pools, jobs, jobSchedules, applications } = this.#account;
    const described = {
      version: scenarioVersion,
      description: `An account as it was on ${new Date(this.#options.nowMs).toISOString().slice(0, 10)}.`,
      pools: pools.map((pool) => this.#toPool(pool)),
      jobs: jobs.map((job) => this.#toJob(job)),
      jobSchedules: jobSchedules.map((schedule) => this.#toSchedule(schedule)),
      applications: applications.map(({ id, displayName, versions }) => ({
        id: this.#rename('application', id),
        ...(this.#options.anonymizesIds ? {} : { displayName }),
        versions,
      })),
    };
    return this.#cleaner.finish({
      ...described,
      ...(this.#images.size === 0 ? {} : { images: [...this.#images] }),
      ...(this.#sizes.size === 0 ? {} : { vmSizes: [...this.#sizes] }),
    });
  }

  summarize({ pools = [], jobs = [], jobSchedules = [] }: ScenarioFile): ExportSummary {
    const tasks = jobs.flatMap((job) => job.tasks ?? []);
    const logs = tasks
      .flatMap(({ outcomes = [] }) => outcomes.flatMap(({ stdout = '', stderr = '' }) => [stdout, stderr]))
      .filter((text) => text !== '');
    return {
      pools: pools.length,
      nodes: pools.flatMap((pool) => pool.nodes ?? []).length,
      jobs: jobs.length,
      jobSchedules: jobSchedules.length,
      tasks: tasks.length,
      failedTasks: tasks.filter(({ outcomes = [] }) => outcomes[0]?.failureInfo !== undefined).length,
      tasksLeftOut: this.#left,
      logs: logs.length,
      logBytes: logs.reduce((sum, text) => sum + Buffer.byteLength(text), 0),
      secrets: this.#cleaner.secrets,
      jobId: findText(jobs[0]?.body, 'id'),
      commandLine: findText(tasks[0]?.body, 'commandLine'),
    };
  }

  #rename(kind: string, id: unknown): string {
    return this.#cleaner.rename(kind, String(id));
  }

  #toAgo(time: string | undefined): string | undefined {
    if (time === undefined) return undefined;
    return isoDuration(Math.max(0, Math.round((this.#options.nowMs - timeMs(time)) / 1000) * 1000));
  }

  #toPool({ pool, nodes }: ExportedPool): PoolSection {
    const isAutoScaled = findFlag(pool, 'enableAutoScale') === true;
    const {
      targetDedicatedNodes,
      targetLowPriorityNodes,
      mountConfiguration: _mounts,
      ...rest
    } = pruneBody('PoolAddParameter', pool);
    const targets = isAutoScaled ? {} : { targetDedicatedNodes, targetLowPriorityNodes };
    const ids = new Map([[String(pool['id']), this.#rename('pool', pool['id'])]]);
    const body = this.#cleaner.body({ ...rest, ...targets }, ids);
    this.#noteMachine(body);
    const run = findObject(pool, 'autoScaleRun');
    return withoutUndefined({
      body: { ...body, id: ids.get(String(pool['id'])), userAccounts: undefined },
      nodes: nodes.map((node) => this.#toNode(node)),
      resizeErrors: this.#toErrors(pool, 'resizeErrors', ids),
      autoScaleRun: run && this.#cleaner.body({ results: run['results'], error: run['error'] }, ids),
      createdAgo: this.#toAgo(findText(pool, 'creationTime')),
    });
  }

  #toErrors(of: WireObject, name: string, ids?: ReadonlyMap<string, string>): readonly WireObject[] | undefined {
    const errors = findObjects(of, name);
    return errors.length === 0 ? undefined : this.#cleaner.body(errors, ids);
  }

  /** Adds images and sizes that the simulator may not know to the file. */
  #noteMachine(body: WireObject): void {
    const size = findText(body, 'vmSize') ?? '';
    if (!isOffered(size, this.#offer)) this.#sizes.add(size.toLowerCase());
    const machine = findObject(body, 'virtualMachineConfiguration');
    const { publisher, offer, sku } = findObject(machine, 'imageReference') ?? {};
    const agent = findText(machine, 'nodeAgentSKUId');
    const isKnown = this.#offer.images.some(
      (one) =>
        ['publisher', 'offer', 'sku'].every((part) =>
          isSameJson(findObject(one, 'imageReference')?.[part], { publisher, offer, sku }[part]),
        ) && isSameJson(one['nodeAgentSKUId'], agent),
    );
    const isAgentKnown = this.#offer.images.some((one) => isSameJson(one['nodeAgentSKUId'], agent));
    if (publisher !== undefined && !isKnown) this.#images.add(`${publisher}/${offer}/${sku}=${agent}`);
    // A custom image has no name that the file could contain.
    else if (publisher === undefined && agent !== undefined && !isAgentKnown)
      this.#images.add(`${removed}/${removed}/${removed}=${agent}`);
  }

  #toNode({ node, stdout, stderr }: ExportedNode): NodeSection {
    const info = findObject(node, 'startTaskInfo');
    const wasRun = info !== undefined && findText(info, 'state') === 'completed';
    const outcome = wasRun ? this.#toOutcome(info, { stdout, stderr }) : undefined;
    const state = toNodeState(findText(node, 'state'));
    return withoutUndefined({
      ...(state === 'idle' ? {} : { state }),
      ...(findFlag(node, 'isDedicated') === false ? { isDedicated: false } : {}),
      errors: this.#toErrors(node, 'errors'),
      startTask: outcome && [outcome],
      sinceAgo: this.#toAgo(findText(node, 'stateTransitionTime')),
    });
  }

  #toJob({ job, tasks, nodeTasks, leftOut }: ExportedJob): JobSection {
    this.#left += leftOut;
    const info = findObject(job, 'executionInfo');
    const poolId = findText(info, 'poolId') ?? findText(findObject(job, 'poolInfo'), 'poolId') ?? '';
    const pool = this.#account.pools.find((one) => isSameJson(one.pool['id'], poolId));
    const ids = new Map([
      [String(job['id']), this.#renameJob(job)],
      [poolId, this.#rename('pool', poolId)],
    ]);
    const state = toJobState(findText(job, 'state'));
    const keepsIds = usesRanges(tasks);
    const cleaned = this.#cleaner.body(pruneBody('JobAddParameter', job), ids);
    const body = keepsIds ? cleaned : this.#renameOwnTasks(cleaned, String(job['id']));
    const kept = tasks.filter(({ task }) => state !== 'completed' || findText(task, 'state') === 'completed');
    this.#left += tasks.length - kept.length;
    const listRuns = (name: string): readonly WireObject[] =>
      nodeTasks.map((one) => findObject(one, name)).filter((run) => run !== undefined);
    return withoutUndefined({
      body: { ...body, id: ids.get(String(job['id'])), poolInfo: { poolId: ids.get(poolId) } },
      ...(pool === undefined ? { poolGone: true } : {}),
      ...(state === 'active' ? {} : { state }),
      terminateReason: state === 'completed' ? this.#cleaner.body(findText(info, 'terminateReason'), ids) : undefined,
      schedulingError: this.#cleaner.body(findObject(info, 'schedulingError'), ids),
      tasks: kept.map((task) => this.#toTask(task, pool, ids, keepsIds)),
      jobPreparationTask: this.#toWorst(listRuns('jobPreparationTaskExecutionInfo')),
      jobReleaseTask: this.#toWorst(listRuns('jobReleaseTaskExecutionInfo')),
      createdAgo: this.#toAgo(findText(job, 'creationTime')),
    });
  }

  /** Renames the tasks in a job's body; the job manager task is among the job's tasks as well. */
  #renameOwnTasks(body: WireObject, jobId: string): WireObject {
    const renamed = (['jobManagerTask', 'jobPreparationTask', 'jobReleaseTask'] as const).flatMap((name) => {
      const task = findObject(body, name);
      const id = findText(task, 'id');
      return id === undefined ? [] : [[name, { ...task, id: this.#cleaner.rename('task', id, jobId) }] as const];
    });
    return { ...body, ...Object.fromEntries(renamed) };
  }

  /** Renames a job. A job of a schedule is named after the schedule. */
  #renameJob(job: WireObject): string {
    const made = findSchedule(String(job['id']));
    if (made === undefined) return this.#rename('job', job['id']);
    return toScheduledJobId(this.#rename('schedule', made.scheduleId), made.number);
  }

  /** Returns the outcome of the first failed run in the list or, without one, of the first completed run. */
  #toWorst(infos: readonly WireObject[]): readonly OutcomeSection[] | undefined {
    const ended = infos.filter((info) => findText(info, 'state') === 'completed');
    const worst = ended.find((info) => findText(info, 'result') === 'failure') ?? ended[0];
    return worst && [this.#toOutcome(worst, {})];
  }

  #toTask(
    { task, stdout, stderr }: ExportedTask,
    pool: ExportedPool | undefined,
    ofJob: ReadonlyMap<string, string>,
    keepsIds: boolean,
  ): TaskSection {
    const given = String(task['id']);
    const jobId = [...ofJob.keys()][0] ?? '';
    const rename = (id: string): string => (keepsIds ? id : this.#cleaner.rename('task', id, jobId));
    const ids = new Map([...ofJob, [given, rename(given)]]);
    const { affinityInfo: _affinity, ...rest } = pruneBody('TaskAddParameter', task);
    const body = this.#cleaner.body(rest, ids);
    const taskIds = findObject(task, 'dependsOn')?.['taskIds'];
    const dependsOn = Array.isArray(taskIds)
      ? { dependsOn: { ...findObject(body, 'dependsOn'), taskIds: taskIds.map((id) => rename(String(id))) } }
      : {};
    const info = findObject(task, 'executionInfo') ?? {};
    const state = findText(task, 'state');
    const node =
      pool?.nodes.findIndex((one) => isSameJson(one.node['id'], findText(findObject(task, 'nodeInfo'), 'nodeId'))) ??
      -1;
    const hasRun = findText(info, 'startTime') !== undefined;
    return withoutUndefined({
      body: { ...body, ...dependsOn, id: rename(given) },
      ...(state === 'completed'
        ? {
            state,
            ...(node >= 0 ? { node } : { nodeGone: true }),
            endedAgo: this.#toAgo(findText(info, 'endTime')),
            executionInfo: {
              retryCount: findNumber(info, 'retryCount'),
              requeueCount: findNumber(info, 'requeueCount'),
            },
          }
        : {}),
      outcomes: hasRun ? [this.#toOutcome(info, { stdout, stderr }, ids)] : undefined,
    });
  }

  #toOutcome(
    info: WireObject,
    { stdout, stderr }: { readonly stdout?: string | undefined; readonly stderr?: string | undefined },
    ids?: ReadonlyMap<string, string>,
  ): OutcomeSection {
    const [start, end] = [findText(info, 'startTime'), findText(info, 'endTime')];
    const ranMs = start === undefined || end === undefined ? stillRunningMs : Math.max(0, timeMs(end) - timeMs(start));
    const failure = findObject(info, 'failureInfo');
    return withoutUndefined({
      duration: isoDuration(ranMs),
      exitCode: findNumber(info, 'exitCode'),
      failureInfo: failure && (this.#cleaner.body(failure, ids) as OutcomeSection['failureInfo']),
      stdout: stdout && this.#cleaner.text(stdout, ids),
      stderr: stderr && this.#cleaner.text(stderr, ids),
    });
  }

  #toSchedule(schedule: WireObject): WireObject {
    const id = String(schedule['id']);
    const name = this.#rename('schedule', id);
    const body = this.#cleaner.body(pruneBody('JobScheduleAddParameter', schedule), new Map([[id, name]]));
    const specification = this.#renameOwnTasks(findObject(body, 'jobSpecification') ?? {}, id);
    const pool = findText(findObject(specification, 'poolInfo'), 'poolId');
    const poolInfo = pool === undefined ? {} : { poolInfo: { poolId: this.#rename('pool', pool) } };
    return { ...body, id: name, jobSpecification: { ...specification, ...poolInfo } };
  }
}

function toNodeState(state: string | undefined): NonNullable<NodeSection['state']> {
  switch (state) {
    case 'offline':
    case 'unusable':
    case 'starttaskfailed':
    case 'unknown':
    case 'preempted':
      return state;
    default:
      return 'idle';
  }
}

function toJobState(state: string | undefined): NonNullable<JobSection['state']> {
  switch (state) {
    case 'completed':
    case 'terminating':
    case 'deleting':
      return 'completed';
    case 'disabled':
    case 'disabling':
      return 'disabled';
    default:
      return 'active';
  }
}

/** Returns true if tasks refer to other tasks by ranges of numbers, so that the numbers must be kept. */
function usesRanges(tasks: readonly ExportedTask[]): boolean {
  return tasks.some(({ task }) => findObjects(findObject(task, 'dependsOn'), 'taskIdRanges').length > 0);
}

function isSameJson(one: unknown, other: unknown): boolean {
  return toKey(String(one)) === toKey(String(other));
}

function* preview(
  summary: ExportSummary,
  { anonymizesIds, anonymizesCommands }: Cleaning,
): Generator<string, undefined> {
  const { pools, nodes, jobs, jobSchedules, tasks, failedTasks, tasksLeftOut, logs, logBytes, secrets } = summary;
  yield `pools: ${pools}, nodes: ${nodes}, jobs: ${jobs}, job schedules: ${jobSchedules}`;
  yield `tasks: ${tasks}, failed: ${failedTasks}, left out: ${tasksLeftOut}`;
  yield anonymizesIds ? 'IDs and storage names: replaced' : `IDs: unchanged (${sample(summary.jobId, jobs)})`;
  yield anonymizesCommands
    ? 'command lines: only their programs'
    : `command lines: unchanged (${sample(summary.commandLine, tasks)})`;
  yield logs === 0 ? 'ends of logs: none' : `ends of logs: ${logs}, ${logBytes} bytes in total`;
  yield `secrets removed: ${secrets} (environment setting values, signatures, passwords, tokens)`;
}

/** Returns the beginning of the first text, for users to recognize. */
function sample(first: string | undefined, count: number): string {
  return first === undefined ? 'there are none' : `"${first.slice(0, 60)}"${count > 1 ? ', …' : ''}`;
}

/** Removes undefined properties, also from nested objects. */
function withoutUndefined<T extends object>(section: { readonly [K in keyof T]: T[K] | undefined }): T {
  const kept = Object.entries(section)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => [name, isObject(value) ? withoutUndefined(value) : value] as const);
  return Object.fromEntries(kept) as T;
}
