import type { CommandRun } from '../executors/executor.ts';
import type { RunResult } from '../executors/outcome.ts';
import type { ActiveRun, NodeRecord, SubtaskRecord, SubtaskState, TaskRecord } from '../state/records.ts';
import { enterState, firstState } from '../state/transition.ts';
import { findObject, findObjects, findText, type WireObject } from '../state/wire.ts';
import type { World } from '../state/world.ts';
import { jobEnvironment, toCommand, toNodeInfo, toTaskRoot } from './commandRuns.ts';
import { toFailureInfo } from './completion.ts';
import { closedContainer, openContainer } from './containers.ts';
import { refreshNode } from './nodeStates.ts';
import { requestScheduling } from './schedulingRequests.ts';
import { isMultiInstance } from './taskNeeds.ts';

/** The instances of a multi-instance task on the other nodes, which they occupy while the primary runs. */
export class OtherInstances {
  readonly #world: World;
  readonly #task: TaskRecord;
  readonly #runs: readonly ActiveRun[];
  /** The primary's node comes first. */
  readonly nodes: readonly NodeRecord[];

  constructor(world: World, task: TaskRecord, primary: NodeRecord, others: readonly NodeRecord[]) {
    this.#world = world;
    this.#task = task;
    this.nodes = [primary, ...others];
    this.#runs = others.map((node) => this.#occupy(node));
    task.subtasks = [];
    world.touch(task);
  }

  /**
   * Returns the environment variables that describe the other instances to the primary. Batch documentation:
   * environment variables of tasks.
   */
  environment(node: NodeRecord): Readonly<Record<string, string>> {
    if (!isMultiInstance(this.#task)) return {};
    const addresses = this.nodes.map((one) => one.ipAddress);
    return {
      AZ_BATCH_NODE_LIST: addresses.join(';'),
      AZ_BATCH_HOST_LIST: addresses.join(','),
      AZ_BATCH_MASTER_NODE: `${addresses[0]}:6000`,
      AZ_BATCH_IS_CURRENT_NODE_MASTER: String(node === this.nodes[0]),
      CCP_NODES: `${addresses.length} ${addresses.map((address) => `${address} 1`).join(' ')}`,
    };
  }

  /** Setting by which the runs of all instances find their shared folder, each on its own node. */
  get pathSettings(): Readonly<Record<string, string>> {
    return isMultiInstance(this.#task) ? { AZ_BATCH_TASK_SHARED_DIR: toTaskRoot(this.#task) } : {};
  }

  /**
   * Runs the coordination command on all nodes, including the primary's. Resolves to the first failure, which fails the
   * task, or undefined.
   */
  async coordinate(primary: ActiveRun): Promise<RunResult | undefined> {
    if (!isMultiInstance(this.#task)) return undefined;
    const own = this.#run(primary, toTaskRoot(this.#task));
    const others = this.#runs.map((run, index) => this.#runSubtask(run, index + 1));
    const results = await Promise.all([own, ...others]);
    return results.find((result) => result !== undefined && toFailureInfo(result) !== undefined);
  }

  /** Releases the other nodes, because the primary has ended. */
  release(): void {
    for (const run of this.#runs) {
      run.isOver = true;
      run.abort.abort();
      run.node.runs.delete(run);
      refreshNode(this.#world, run.node);
      requestScheduling(this.#world, run.node.pool);
    }
  }

  #occupy(node: NodeRecord): ActiveRun {
    const run: ActiveRun = {
      node,
      slots: this.#task.requiredSlots,
      task: this.#task,
      abort: new AbortController(),
      isOver: false,
      done: Promise.resolve(),
    };
    node.runs.add(run);
    refreshNode(this.#world, node);
    return run;
  }

  async #runSubtask(run: ActiveRun, id: number): Promise<RunResult | undefined> {
    const root = `${toTaskRoot(this.#task)}/${id}`;
    const subtask = this.#begin(run.node, id, root);
    const result = await this.#run(run, root);
    if (result !== undefined) this.#end(subtask, result);
    return result;
  }

  #begin(node: NodeRecord, id: number, root: string): SubtaskRecord {
    const startTime = this.#world.time();
    const subtask: SubtaskRecord = {
      id,
      nodeInfo: toNodeInfo(this.#world, root, node.pool.id, node.id),
      startTime,
      endTime: undefined,
      exitCode: undefined,
      containerInfo: openContainer(this.#world, node, this.#task.spec)?.info,
      failureInfo: undefined,
      result: undefined,
      ...firstState<SubtaskState>('running', startTime),
    };
    this.#task.subtasks = [...this.#task.subtasks, subtask];
    this.#world.touch(this.#task);
    return subtask;
  }

  #end(subtask: SubtaskRecord, result: RunResult): void {
    this.#world.touch(this.#task);
    subtask.endTime = this.#world.time();
    enterState(subtask, 'completed', subtask.endTime);
    subtask.exitCode = result.exitCode;
    subtask.containerInfo = subtask.containerInfo && closedContainer(subtask.containerInfo);
    subtask.failureInfo = toFailureInfo(result);
    subtask.result = subtask.failureInfo === undefined ? 'success' : 'failure';
  }

  #run(run: ActiveRun, rootDirectory: string): Promise<RunResult | undefined> {
    const { node } = run;
    const settings = findObject(this.#task.spec, 'multiInstanceSettings') ?? {};
    const spec: WireObject = { ...this.#task.spec, commandLine: findText(settings, 'coordinationCommandLine') };
    const { job, id } = this.#task;
    const command = toCommand(this.#world, node, spec, run.abort.signal);
    const environment = { ...command.environment, ...jobEnvironment(job, id, spec), ...this.environment(node) };
    const asked: CommandRun = {
      ...command,
      kind: 'task',
      jobId: job.id,
      taskId: id,
      attempt: Math.max(0, this.#task.attempts),
      rootDirectory,
      environment,
      pathSettings: this.pathSettings,
      resourceFiles: findObjects(settings, 'commonResourceFiles'),
    };
    return node.machine?.run(asked) ?? Promise.resolve(undefined);
  }
}
