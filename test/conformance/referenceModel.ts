/**
 * The state rules of jobs, tasks, and nodes in a small form, with which the random test compares the simulator. The
 * model has no time: between two operations, everything that can end has ended.
 */

/** `quick` succeeds, `fails` has exit code 3, `long` never ends. */
export type TaskKind = 'quick' | 'fails' | 'long';

export interface ModelTask {
  readonly kind: TaskKind;
  state: 'active' | 'running' | 'completed';
  /** Result of the task. */
  outcome: 'success' | 'FailureExitCode' | 'TaskEnded' | undefined;
  requeues: number;
  nodeId: string | undefined;
}

export interface ModelJob {
  readonly priority: number;
  readonly maxParallelTasks: number;
  state: 'active' | 'disabling' | 'disabled' | 'completed';
  readonly tasks: Map<string, ModelTask>;
  /** IDs of active tasks in the order in which they became active. */
  ready: string[];
}

export interface ModelNode {
  isEnabled: boolean;
}

/** Answer of the service: success, or an error code. */
export type Answer = 'ok' | string;

export class ReferenceModel {
  readonly jobs = new Map<string, ModelJob>();
  readonly nodes = new Map<string, ModelNode>();

  addJob(id: string, priority: number, maxParallelTasks: number): Answer {
    if (this.jobs.has(id)) return 'JobExists';
    this.jobs.set(id, { priority, maxParallelTasks, state: 'active', tasks: new Map(), ready: [] });
    return 'ok';
  }

  addTask(jobId: string, id: string, kind: TaskKind): Answer {
    return this.#inOpenJob(jobId, (job) => {
      if (job.tasks.has(id)) return 'TaskExists';
      job.tasks.set(id, { kind, state: 'active', outcome: undefined, requeues: 0, nodeId: undefined });
      job.ready.push(id);
      return 'ok';
    });
  }

  terminateTask(jobId: string, id: string): Answer {
    return this.#ofOpenJob(jobId, id, (job, task) => {
      if (task.state === 'completed') return 'TaskCompleted';
      complete(job, id, task, 'TaskEnded');
      return 'ok';
    });
  }

  reactivateTask(jobId: string, id: string): Answer {
    return this.#ofOpenJob(jobId, id, (job, task) => {
      if (task.state !== 'completed') return 'TaskNotCompleted';
      if (task.outcome === 'success') return 'TaskSucceeded';
      activate(job, id, task);
      return 'ok';
    });
  }

  deleteTask(jobId: string, id: string): Answer {
    const job = this.jobs.get(jobId);
    if (job === undefined) return 'JobNotFound';
    job.ready = job.ready.filter((ready) => ready !== id);
    return job.tasks.delete(id) ? 'ok' : 'TaskNotFound';
  }

  disableJob(jobId: string, option: 'requeue' | 'terminate' | 'wait'): Answer {
    return this.#inOpenJob(jobId, (job) => {
      if (job.state === 'disabled') return 'ok';
      job.state = 'disabling';
      for (const [id, task] of running(job)) {
        if (option === 'requeue') {
          task.requeues += 1;
          activate(job, id, task);
        } else if (option === 'terminate') {
          complete(job, id, task, 'TaskEnded');
        }
      }
      return 'ok';
    });
  }

  enableJob(jobId: string): Answer {
    return this.#inOpenJob(jobId, (job) => {
      job.state = 'active';
      return 'ok';
    });
  }

  terminateJob(jobId: string): Answer {
    return this.#inOpenJob(jobId, (job) => {
      job.state = 'completed';
      for (const [id, task] of running(job)) complete(job, id, task, 'TaskEnded');
      return 'ok';
    });
  }

  deleteJob(jobId: string): Answer {
    return this.jobs.delete(jobId) ? 'ok' : 'JobNotFound';
  }

  disableScheduling(nodeId: string, option: 'requeue' | 'terminate' | 'taskcompletion'): Answer {
    const node = this.nodes.get(nodeId);
    if (node?.isEnabled !== true) return 'NodeAlreadyInTargetSchedulingState';
    node.isEnabled = false;
    if (option !== 'taskcompletion') this.#interrupt(nodeId, option);
    return 'ok';
  }

  enableScheduling(nodeId: string): Answer {
    const node = this.nodes.get(nodeId);
    if (node?.isEnabled !== false) return 'NodeAlreadyInTargetSchedulingState';
    node.isEnabled = true;
    return 'ok';
  }

  reboot(nodeId: string, option: 'requeue' | 'terminate'): Answer {
    this.#interrupt(nodeId, option);
    return 'ok';
  }

  /** Removes a node, which requeues its tasks and increases their requeue count. */
  loseNode(nodeId: string): void {
    this.nodes.delete(nodeId);
    for (const [job, id, task] of this.#on(nodeId)) {
      task.requeues += 1;
      activate(job, id, task);
    }
  }

  /** Checks whether a task is running on the node. */
  isBusy(nodeId: string): boolean {
    return this.#on(nodeId).length > 0;
  }

  /** Lets time-dependent events happen: short tasks end, long ones start while there is room. */
  settle(): void {
    for (const job of this.jobs.values()) {
      if (job.state === 'disabling' && running(job).length === 0) job.state = 'disabled';
    }
    const jobs = [...this.jobs.values()].filter(({ state }) => state === 'active');
    jobs.sort((left, right) => right.priority - left.priority);
    for (const job of jobs) {
      for (const id of [...job.ready]) this.#runIfThereIsRoom(job, id);
    }
  }

  #runIfThereIsRoom(job: ModelJob, id: string): void {
    const task = job.tasks.get(id);
    const isAtLimit = job.maxParallelTasks > 0 && running(job).length >= job.maxParallelTasks;
    if (task === undefined || isAtLimit || this.#freeNodes() === 0) return;
    if (task.kind === 'long') {
      job.ready = job.ready.filter((ready) => ready !== id);
      task.state = 'running';
      task.nodeId = '';
      // Moves the task to the end, because tasks requeued together become ready in the order of their starts.
      job.tasks.delete(id);
      job.tasks.set(id, task);
    } else {
      complete(job, id, task, task.kind === 'quick' ? 'success' : 'FailureExitCode');
    }
  }

  /** Lists the enabled nodes without running tasks; tasks that have just started are on one of them. */
  #freeNodes(): number {
    const unplaced = [...this.jobs.values()].flatMap(running).filter(([, task]) => task.nodeId === '').length;
    const free = [...this.nodes].filter(([id, node]) => node.isEnabled && !this.isBusy(id)).length;
    return free - unplaced;
  }

  #interrupt(nodeId: string, option: 'requeue' | 'terminate'): void {
    for (const [job, id, task] of this.#on(nodeId)) {
      if (option === 'requeue') {
        activate(job, id, task);
      } else {
        complete(job, id, task, 'TaskEnded');
      }
    }
  }

  #on(nodeId: string): readonly (readonly [job: ModelJob, id: string, task: ModelTask])[] {
    return [...this.jobs.values()].flatMap((job) =>
      running(job)
        .filter(([, task]) => task.nodeId === nodeId)
        .map(([id, task]) => [job, id, task] as const),
    );
  }

  #inOpenJob(jobId: string, act: (job: ModelJob) => Answer): Answer {
    const job = this.jobs.get(jobId);
    if (job === undefined) return 'JobNotFound';
    return job.state === 'completed' ? 'JobCompleted' : act(job);
  }

  #ofOpenJob(jobId: string, id: string, act: (job: ModelJob, task: ModelTask) => Answer): Answer {
    const task = this.jobs.get(jobId)?.tasks.get(id);
    if (this.jobs.has(jobId) && task === undefined) return 'TaskNotFound';
    return this.#inOpenJob(jobId, (job) => (task === undefined ? 'TaskNotFound' : act(job, task)));
  }
}

function running(job: ModelJob): readonly (readonly [id: string, task: ModelTask])[] {
  return [...job.tasks].filter(([, task]) => task.state === 'running');
}

function activate(job: ModelJob, id: string, task: ModelTask): void {
  task.state = 'active';
  task.outcome = undefined;
  task.nodeId = undefined;
  job.ready.push(id);
}

function complete(job: ModelJob, id: string, task: ModelTask, outcome: NonNullable<ModelTask['outcome']>): void {
  job.ready = job.ready.filter((ready) => ready !== id);
  task.state = 'completed';
  task.outcome = outcome;
}
