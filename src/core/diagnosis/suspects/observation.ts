import type { ComputeNode } from '../../model/computeNode.ts';
import type { Pool } from '../../model/pool.ts';
import { isFailed, type Task } from '../../model/task.ts';
import { readStorageAddress } from '../evidence/sas.ts';
import { isSame, toTime } from '../evidence/time.ts';

/** What may be over-represented among failures. */
export type Trait = 'node' | 'vmSize' | 'image' | 'application' | 'input' | 'hour' | 'commandLine';

/** One task that ended, with what could have to do with it. */
export interface Observation {
  readonly failed: boolean;
  readonly traits: Readonly<Partial<Record<Trait, string>>>;
}

export interface Surroundings {
  readonly node?: ComputeNode | undefined;
  readonly pool?: Pool | undefined;
}

/** What is known of a task that ended; undefined for one that has not. */
export function observeTask(task: Task, { node, pool }: Surroundings = {}): Observation | undefined {
  if (!isSame(task.state, 'completed')) return undefined;
  const traits: Record<Trait, string | undefined> = {
    node: task.nodeInfo?.nodeId ?? node?.id,
    vmSize: node?.vmSize?.toLowerCase() ?? pool?.vmSize?.toLowerCase(),
    image: toImage(node, pool),
    application: toApplication(task),
    input: toInputFolder(task),
    hour: toHour(task.executionInfo?.startTime ?? task.executionInfo?.endTime),
    commandLine: task.commandLine?.trim().split(/\s/, 1)[0],
  };
  const known = Object.entries(traits).filter(([, value]) => value !== undefined && value !== '');
  return { failed: isFailed(task), traits: Object.fromEntries(known) };
}

function toImage(node: ComputeNode | undefined, pool: Pool | undefined): string | undefined {
  const image = node?.virtualMachineInfo?.imageReference ?? pool?.virtualMachineConfiguration?.imageReference;
  if (image === undefined) return undefined;
  return (
    image.virtualMachineImageId ??
    [image.offer, image.sku, image.exactVersion ?? image.version].filter((part) => part !== undefined).join(' ')
  );
}

function toApplication({ applicationPackageReferences: packages, containerSettings }: Task): string | undefined {
  const container = containerSettings?.imageName;
  const names = (packages ?? []).map(({ applicationId, version }) =>
    version === undefined ? applicationId : `${applicationId} ${version}`,
  );
  return [...names, ...(container === undefined ? [] : [container])].sort().join(', ') || undefined;
}

/** Container and folder of the last resource file: programs come first, the input last. */
function toInputFolder({ resourceFiles }: Task): string | undefined {
  const file = resourceFiles?.at(-1);
  const address = readStorageAddress(file?.httpUrl ?? file?.storageContainerUrl);
  if (address?.container === undefined) return file?.autoStorageContainerName;
  const folder = address.blob?.split('/').slice(0, -1).join('/') ?? '';
  return folder === '' ? address.container : `${address.container}/${folder}`;
}

function toHour(text: string | undefined): string | undefined {
  const time = toTime(text);
  return time === undefined ? undefined : `${new Date(time).toISOString().slice(0, 13)}:00Z`;
}
