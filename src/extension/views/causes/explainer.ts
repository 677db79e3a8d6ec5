import { setImmediate } from 'node:timers/promises';
import type { Explanation } from '../../../core/diagnosis/explanation.ts';
import { toKey } from '../../../core/model/resourceChain.ts';
import type { DiagnosisBundle } from '../../load.ts';
import type { Failing, Failure } from './failing.ts';

/** The ends of a task's logs, where they have been read. */
export interface Logs {
  readonly stdout?: string;
  readonly stderr?: string;
}

type Explain = Pick<DiagnosisBundle, 'explainTask' | 'explainJob' | 'explainNode' | 'explainPool'>;

interface Known {
  readonly evidence: readonly unknown[];
  readonly explanation: Explanation;
}

/** How long failures are explained before others have their turn. */
const turnMs = 20;

/** Explains failures, each once for as long as its evidence stays the same. */
export class Explainer {
  readonly #load: () => Explain;
  #known: ReadonlyMap<string, Known> = new Map();

  /** `load` gives the diagnosis bundle; it is called with the first failure. */
  constructor(load: () => Explain) {
    this.#load = load;
  }

  /** Explains all of `failing` and forgets the others. `logsOf` tells what is known of a task's logs. */
  explain(failing: readonly Failing[], logsOf: (failing: Failing) => Logs): readonly Failure[] {
    return [...this.#explainEach(failing, logsOf)];
  }

  /** As `explain`, while others have their turns: thousands of failures take a second, which would hold up the host. */
  async explainInTurns(failing: readonly Failing[], logsOf: (failing: Failing) => Logs): Promise<readonly Failure[]> {
    const failures: Failure[] = [];
    let begunAtMs = performance.now();
    for (const failure of this.#explainEach(failing, logsOf)) {
      failures.push(failure);
      if (performance.now() - begunAtMs < turnMs) continue;
      await setImmediate();
      begunAtMs = performance.now();
    }
    return failures;
  }

  *#explainEach(failing: readonly Failing[], logsOf: (failing: Failing) => Logs): Generator<Failure> {
    const known = new Map<string, Known>();
    for (const one of failing) {
      const key = toKey(one.resource);
      const logs = logsOf(one);
      const evidence = toEvidence(one, logs);
      const before = this.#known.get(key);
      const explanation =
        before !== undefined && isSame(before.evidence, evidence) ? before.explanation : this.#explainOne(one, logs);
      known.set(key, { evidence, explanation });
      yield { failing: one, explanation };
    }
    this.#known = known;
  }

  #explainOne(failing: Failing, logs: Logs): Explanation {
    const { explainJob, explainNode, explainPool, explainTask } = this.#load();
    switch (failing.kind) {
      case 'task':
        return explainTask({ task: failing.task, job: failing.job, pool: failing.pool, ...logs });
      case 'node':
        return explainNode({ node: failing.node, pool: failing.pool });
      case 'pool':
        return explainPool({ pool: failing.pool });
      case 'job':
        return explainJob({ job: failing.job, preparation: failing.preparation });
    }
  }
}

/** What an explanation rests on. The store keeps the object of a thing for as long as nothing about it changes. */
function toEvidence(failing: Failing, logs: Logs): readonly unknown[] {
  switch (failing.kind) {
    case 'task':
      return [failing.task, failing.job, failing.pool, logs];
    case 'node':
      return [failing.node, failing.pool];
    case 'pool':
      return [failing.pool];
    case 'job':
      return [failing.job, failing.preparation];
  }
}

function isSame(one: readonly unknown[], other: readonly unknown[]): boolean {
  return one.length === other.length && one.every((part, index) => part === other[index]);
}
