import type { Explanation } from '../../../core/diagnosis/explanation.ts';
import { toKey } from '../../../core/model/resourceChain.ts';
import type { DiagnosisBundle } from '../../load.ts';
import type { Failing } from './failing.ts';

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

/** Explains failures, each once for as long as its evidence stays the same. */
export class Explainer {
  readonly #load: () => Explain;
  #before: ReadonlyMap<string, Known> = new Map();
  #known = new Map<string, Known>();

  /** `load` gives the diagnosis bundle; it is called with the first failure. */
  constructor(load: () => Explain) {
    this.#load = load;
  }

  /** `logs` is the same object for as long as it says the same. */
  explain(failing: Failing, logs: Logs): Explanation {
    const key = toKey(failing.resource);
    const evidence = toEvidence(failing, logs);
    const known = this.#known.get(key) ?? this.#before.get(key);
    const explanation =
      known !== undefined && isSame(known.evidence, evidence) ? known.explanation : this.#explainOne(failing, logs);
    this.#known.set(key, { evidence, explanation });
    return explanation;
  }

  /** Forgets what has not been asked for since the last call. */
  forgetOthers(): void {
    this.#before = this.#known;
    this.#known = new Map();
  }

  #explainOne(failing: Failing, logs: Logs): Explanation {
    const { explainJob, explainNode, explainPool, explainTask } = this.#load();
    switch (failing.kind) {
      case 'task':
        return explainTask({ task: failing.task, job: failing.job, pool: failing.pool, ...logs });
      case 'node':
        return explainNode({ node: failing.node, pool: failing.pool });
      case 'pool':
        return explainPool({ pool: failing.pool, quotas: failing.quotas });
      case 'job':
        return explainJob({ job: failing.job, preparation: failing.preparation, quotas: failing.quotas });
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
      return [failing.pool, failing.quotas];
    case 'job':
      return [failing.job, failing.preparation, failing.quotas];
  }
}

function isSame(one: readonly unknown[], other: readonly unknown[]): boolean {
  return one.length === other.length && one.every((part, index) => part === other[index]);
}
