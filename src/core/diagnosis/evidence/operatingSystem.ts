import type { Pool } from '../../model/pool.ts';
import type { Task } from '../../model/task.ts';

export type OperatingSystem = 'linux' | 'windows';

/** The operating system of a node, from the image of its pool, else from the folder of a task; undefined when neither tells. */
export function findOperatingSystem(pool: Pool | undefined, task?: Task): OperatingSystem | undefined {
  const configuration = pool?.virtualMachineConfiguration;
  const image =
    `${configuration?.nodeAgentSKUId ?? ''} ${configuration?.imageReference?.publisher ?? ''}`.toLowerCase();
  if (image.includes('windows')) return 'windows';
  if (image.trim() !== '') return 'linux';
  const folder = task?.nodeInfo?.taskRootDirectory ?? '';
  if (folder.includes('\\')) return 'windows';
  return folder.includes('/') ? 'linux' : undefined;
}
