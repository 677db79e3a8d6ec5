import { toKey } from '../../model/resource.ts';
import type { BrokenNode, Failing, Logs } from '../causes/failing.ts';
import type { NetworkEvidence } from '../evidence/networkEvidence.ts';
import { explainJobEvidence } from '../explainJob.ts';
import { explainNodeEvidence } from '../explainNode.ts';
import { explainPoolEvidence } from '../explainPool.ts';
import { explainTaskEvidence } from '../explainTask.ts';
import type { Explanation } from '../explanation/explanation.ts';
import { heldRules } from '../logs/own/heldRules.ts';

interface KnownExplanation {
  readonly evidence: readonly unknown[];
  readonly explanation: Explanation;
}

/** Explains failures. Each explanation is reused until its evidence changes. */
export class FailureExplainer {
  #before: ReadonlyMap<string, KnownExplanation> = new Map();
  #known = new Map<string, KnownExplanation>();

  /** Explains a failure. `logs` must be the same object until its content changes. */
  explain(failing: Failing, logs: Logs): Explanation {
    const what = failing.kind === 'job' ? `${failing.waiting !== undefined} ${failing.isRelease}` : '';
    const key = `${toKey(failing.resource)} ${what}`;
    const evidence = [...toEvidence(failing, logs), heldRules()];
    const known = this.#known.get(key) ?? this.#before.get(key);
    const explanation =
      known !== undefined && haveSameItems(known.evidence, evidence)
        ? known.explanation
        : explainFailing(failing, logs);
    this.#known.set(key, { evidence, explanation });
    return explanation;
  }

  /** Forgets explanations that were not requested since the last call. */
  forgetOthers(): void {
    this.#before = this.#known;
    this.#known = new Map();
  }
}

/** Explains a failure from its evidence and logs. */
function explainFailing(failing: Failing, logs: Logs = {}): Explanation {
  switch (failing.kind) {
    case 'task':
      return explainTaskEvidence({
        task: failing.task,
        job: failing.job,
        pool: failing.pool,
        isPoolMissing: failing.isPoolMissing,
        node: failing.node,
        startLogs: failing.node && failing.startLogs && { [failing.node.id]: failing.startLogs },
        startedElsewhere: failing.startedElsewhere,
        failedWhereStarted: failing.failedWhereStarted,
        preparation: failing.preparation && [failing.preparation],
        siblings: failing.endedBy && [failing.endedBy],
        counts: failing.counts,
        ...logs,
      });
    case 'node':
      return explainNodeEvidence({
        node: failing.node,
        pool: failing.pool,
        startedElsewhere: failing.startedElsewhere,
        now: failing.seenAt,
        network: failing.network,
        ...failing.startLogs,
      });
    case 'pool':
      return explainPoolEvidence({
        pool: failing.pool,
        nodeCounts: failing.nodeCounts,
        uncounted: failing.uncounted,
        isSizeAlone: failing.isSizeAlone,
        broken: failing.broken,
        // Each cause names the tasks that wait because of it.
        waiting: (failing.blocks?.tasks.size ?? 0) > 0 ? undefined : failing.waiting,
        quotas: failing.quotas,
        network: failing.network,
      });
    case 'job':
      return explainJobEvidence({
        job: failing.job,
        accountId: failing.resource.accountId,
        preparation: failing.preparation,
        [failing.isRelease === true ? 'releaseLogs' : 'preparationLogs']: failing.preparationLogs,
        isReleaseAlone: failing.isRelease,
        counts: failing.counts,
        ...failing.waiting,
        quotas: failing.quotas,
      });
  }
}

/** Returns the evidence of an explanation. The store keeps an item's object until something about the item changes. */
function toEvidence(failing: Failing, logs: Logs): readonly unknown[] {
  switch (failing.kind) {
    case 'task':
      return [
        failing.task,
        failing.job,
        failing.pool,
        failing.isPoolMissing,
        failing.node,
        failing.startLogs,
        failing.failedWhereStarted,
        failing.preparation,
        failing.endedBy,
        failing.counts,
        logs,
        ...toStarted(failing),
      ];
    case 'node':
      return [failing.node, failing.pool, failing.startLogs, ...toStarted(failing), ...toLooked(failing)];
    case 'pool':
      return [
        failing.pool,
        failing.nodeCounts,
        failing.waiting?.count,
        failing.waiting?.isComplete,
        failing.quotas,
        failing.uncounted?.draining,
        failing.uncounted?.hung,
        failing.isSizeAlone,
        ...toLooked(failing),
        ...(failing.broken ?? []).flatMap((one) => [one.node, one.startLogs, ...toStarted(one)]),
      ];
    case 'job':
      return [
        failing.job,
        failing.preparation,
        failing.preparationLogs,
        failing.counts,
        failing.waiting?.tasks,
        ...(failing.waiting?.awaited ?? []),
        failing.waiting?.absentTasks?.join(),
        failing.waiting?.counts,
        failing.waiting?.pool,
        failing.waiting?.isPoolMissing,
        failing.waiting?.isBesidePool,
        failing.quotas,
      ];
  }
}

function toStarted({ startedElsewhere }: Pick<BrokenNode, 'startedElsewhere'>): readonly unknown[] {
  return [startedElsewhere?.count, startedElsewhere?.isEarlier, startedElsewhere?.failed];
}

function toLooked({ network }: { readonly network?: NetworkEvidence | undefined }): readonly unknown[] {
  return [network?.value, network?.unread?.unknown, network?.areOthersWorking];
}

function haveSameItems(one: readonly unknown[], other: readonly unknown[]): boolean {
  return one.length === other.length && one.every((part, index) => part === other[index]);
}
