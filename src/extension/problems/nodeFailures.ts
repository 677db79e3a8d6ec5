import { findPreparationLog } from '../../app/evidence/helperLogs.ts';
import { briefBytes, readLog, toRemoteFile } from '../../app/evidence/readLog.ts';
import type { ComputeNode } from '../../core/model/computeNode.ts';
import type { JobPreparationAndReleaseStatus } from '../../core/model/job.ts';
import { type JobResource, type NodeFileResource, type NodeResource, toKey } from '../../core/model/resource.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';
import { loadDiagnosis } from '../bundles/load.ts';
import { type FailurePlace, findNodeRepair } from './failurePlace.ts';
import { hasFailedStartTask, toStartTaskStamp } from './failureState.ts';

/** Number of a pool's nodes whose start tasks are read automatically. */
const maxNodes = 10;

/** Reads the logs of failed start tasks and preparation tasks, once per failure. */
export class NodeFailures {
  readonly #read = new Map<string, string>();

  /** Finds the places where the start tasks of these nodes failed, unless already reported. */
  async *findStartTasks(
    store: AccountStore,
    poolId: string,
    nodes: readonly ComputeNode[],
  ): AsyncIterable<FailurePlace> {
    for (const node of nodes.filter(hasFailedStartTask).slice(0, maxNodes)) {
      const resource: NodeResource = { kind: 'node', accountId: store.account.id, poolId, nodeId: node.id };
      const file: NodeFileResource = { ...resource, kind: 'nodeFile', path: 'startup/stderr.txt' };
      const place = await this.#find(store, resource, file, toStartTaskStamp(node));
      if (place !== undefined) yield { ...place, repair: findNodeRepair(node) };
    }
  }

  /** Finds the place where the preparation task of a job failed, unless already reported. */
  async findPreparation(
    store: AccountStore,
    jobId: string,
    preparation: readonly JobPreparationAndReleaseStatus[],
  ): Promise<FailurePlace | undefined> {
    const resource: JobResource = { kind: 'job', accountId: store.account.id, jobId };
    const file = findPreparationLog(resource.accountId, preparation);
    return file === undefined ? undefined : this.#find(store, resource, file, toKey(file));
  }

  /** Forgets the report about an item, so that its next failure is reported again. */
  forget(resource: NodeResource | JobResource): void {
    this.#read.delete(toKey(resource));
  }

  async #find(
    { service }: AccountStore,
    resource: NodeResource | JobResource,
    file: NodeFileResource,
    stamp: string,
  ): Promise<FailurePlace | undefined> {
    const key = toKey(resource);
    if (this.#read.get(key) === stamp) return undefined;
    this.#read.set(key, stamp);
    const remote = toRemoteFile(service.nodeFiles, file, file.path);
    const { text, leftOut } = await readLog(remote, file.path, undefined, briefBytes).catch((error: unknown) => {
      this.#read.delete(key);
      throw error;
    });
    const log = text === undefined ? undefined : loadDiagnosis().explainLog(text, { stream: 'stderr' });
    return log === undefined ? undefined : { resource, file, log, isWhole: leftOut === 0, repair: undefined };
  }
}
