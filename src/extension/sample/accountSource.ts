import { readAllPages } from '../../app/evidence/readPages.ts';
import { Cancelled } from '../../core/model/cancelled.ts';
import type { Pool } from '../../core/model/pool.ts';
import type { BatchService, FilePort } from '../../service/ports.ts';
import type { AccountSource } from '../../simulator/export/readAccount.ts';

/** Adapts an open account to the simulator's code that creates scenarios. */
export function toAccountSource(service: BatchService, signal: AbortSignal): AccountSource {
  const { jobs, jobSchedules, nodes, pools, tasks } = service;
  // The extension reads no applications, so this collects the packages that pools and tasks refer to.
  const packages = new Map<string, Set<string>>();
  const notePackages = (references: Pool['applicationPackageReferences'] = []): void => {
    for (const { applicationId, version } of references) {
      const versions = packages.get(applicationId) ?? new Set();
      packages.set(applicationId, version === undefined ? versions : versions.add(version));
    }
  };
  return {
    async listPools() {
      const all = await readAllPages(pools.listPools({ signal }));
      for (const pool of all) notePackages(pool.applicationPackageReferences);
      return all.map((pool) => ({ ...pool }));
    },
    listNodes: async (poolId) => toObjects(await readAllPages(nodes.listNodes(poolId, { signal }))),
    listJobs: async () => toObjects(await readAllPages(jobs.listJobs({ signal }))),
    async listTasks(jobId, most) {
      const all: object[] = [];
      for await (const page of tasks.listTasks(jobId, { signal })) {
        for (const task of page) notePackages(task.applicationPackageReferences);
        for (const each of page) all.push(each);
        if (all.length >= most) break;
      }
      return toObjects(all);
    },
    async countTasks(jobId) {
      const { active, running, completed } = await jobs.getTaskCounts(jobId, { signal });
      return active + running + completed;
    },
    listNodeTasks: async (jobId) =>
      toObjects(await readAllPages(jobs.listPreparationAndReleaseStatus(jobId, { signal }))),
    listJobSchedules: async () => toObjects(await readAllPages(jobSchedules.listJobSchedules({ signal }))),
    listApplications: async () => [...packages].map(([id, versions]) => ({ id, versions: [...versions] })),
    readEnd: (owner, name, most) =>
      'taskId' in owner
        ? readEnd(service.taskFiles, owner, name, most, signal)
        : readEnd(service.nodeFiles, owner, name, most, signal),
  };
}

function toObjects(things: readonly object[]): readonly Readonly<Record<string, unknown>>[] {
  return things.map((thing) => ({ ...thing }));
}

async function readEnd<Owner>(
  files: FilePort<Owner>,
  owner: Owner,
  name: string,
  most: number,
  signal: AbortSignal,
): Promise<string | undefined> {
  try {
    const { contentLength } = await files.getFileProperties(owner, name, { signal });
    if (contentLength === 0) return undefined;
    const range = { start: Math.max(0, contentLength - most), end: contentLength - 1 };
    return new TextDecoder().decode(await files.readFile(owner, name, { range, signal }));
  } catch (error) {
    if (Cancelled.is(error)) throw error;
    // A missing log is left out.
    return undefined;
  }
}
