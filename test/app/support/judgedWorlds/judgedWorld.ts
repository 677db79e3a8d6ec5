import type { StateSeverity } from '../../../../src/core/model/states.ts';
import { waitingTask } from '../../../../src/simulator/scenarios/causes/smallWorld.ts';
import { failed, hourMs, secondMs, succeeded } from '../../../../src/simulator/scenarios/runs.ts';
import type { Scenario, TaskSeed } from '../../../../src/simulator/scenarios/scenario.ts';
import type { WireObject } from '../../../../src/simulator/state/wire.ts';

/** Facts about an item in a world that a reader must be able to find. */
export interface Said {
  /** Severity and text of its row in the explorer. */
  readonly icon?: StateSeverity;
  readonly row?: RegExp;
  readonly title?: RegExp;
  /** Texts that its page must have, and must not have. */
  readonly says?: readonly RegExp[];
  readonly never?: readonly RegExp[];
}

/** A world, the rule that decides in it, and its facts. */
export interface JudgedWorld extends Scenario {
  readonly rule: string;
  /** Each cause of the account, as its row among the failures; there are no others. */
  readonly causes: readonly RegExp[];
  /** Texts that the list of failures for agents must have, in addition to the titles of the causes. */
  readonly agents?: readonly RegExp[];
  /** Texts that the list of failures for agents must have when it is asked first, and of one job, by job. */
  readonly jobLists?: Readonly<Record<string, readonly RegExp[]>>;
  /** Pages by subject: `account`, `job J`, `task J/T`, `pool P`, `node P/N` with the index of the node. */
  readonly pages: Readonly<Record<string, Said>>;
  /** Age of the account, if its tasks continue to run from then; a minute when absent. */
  readonly ageMs?: number;
}

export const ofPool = { poolId: 'pool' };
export const runs = (id: string): TaskSeed => waitingTask(id, succeeded(12 * hourMs));
export const asks = (id: string, body: WireObject): TaskSeed => ({
  outcomes: [succeeded(hourMs)],
  body: { id, commandLine: `./${id}`, ...body },
});
export const after = (id: string, ...taskIds: readonly string[]): TaskSeed => asks(id, { dependsOn: { taskIds } });
export const lost = failed(3, secondMs, { stderr: 'grep: refs.txt: No such file or directory\n' });
export const twoSlots = { taskSlotsPerNode: 2 };
export const dependencies = { usesTaskDependencies: true };
export const cannot = /Nothing is wrong|All is well/;
