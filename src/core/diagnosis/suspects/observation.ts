import type { ComputeNode } from '../../model/computeNode.ts';
import { isFailed, type Task } from '../../model/task.ts';
import { readStorageAddress } from '../evidence/sas.ts';
import { isSame, toTime } from '../evidence/time.ts';

/** What may be over-represented among failures, what can be acted on first. */
export const traits = ['node', 'vmSize', 'image', 'application', 'input', 'commandLine', 'time'] as const;
export type Trait = (typeof traits)[number];

/** What a task has of each trait; of inputs it may have several. */
export type TraitValues = Readonly<Partial<Record<Trait, readonly string[]>>>;

/** One task that ended, with what could have to do with it. */
export interface Observation {
  readonly failed: boolean;
  /** When it began, milliseconds since 1970. */
  readonly startedAt?: number | undefined;
  readonly traits: TraitValues;
}

/** A task with more files than this shares them with others by its container. */
const maxFiles = 50;

/** What is known of a task that ended, and of the node it ran on; undefined for one that has not ended. */
export function observeTask(task: Task, node?: ComputeNode): Observation | undefined {
  if (!isSame(task.state, 'completed')) return undefined;
  const values: Record<Exclude<Trait, 'time'>, readonly (string | undefined)[]> = {
    node: [task.nodeInfo?.nodeId ?? node?.id],
    vmSize: [node?.vmSize?.toLowerCase()],
    image: [toImage(node)],
    application: toApplications(task),
    input: toInputs(task),
    commandLine: [task.commandLine?.trim().split(/\s/, 1)[0]],
  };
  const known = Object.entries(values).map(([trait, some]) => [trait, [...new Set(some)].filter(isKnown)] as const);
  return {
    failed: isFailed(task),
    startedAt: toTime(task.executionInfo?.startTime ?? task.executionInfo?.endTime),
    traits: Object.fromEntries(known.filter(([, some]) => some.length > 0)),
  };
}

function isKnown(value: string | undefined): value is string {
  return value !== undefined && value !== '';
}

function toImage(node: ComputeNode | undefined): string | undefined {
  const image = node?.virtualMachineInfo?.imageReference;
  if (image === undefined) return undefined;
  return (
    image.virtualMachineImageId ??
    [image.offer, image.sku, image.exactVersion ?? image.version].filter((part) => part !== undefined).join(' ')
  );
}

function toApplications({ applicationPackageReferences: packages, containerSettings }: Task) {
  const names = (packages ?? []).map(({ applicationId, version }) =>
    version === undefined ? applicationId : `${applicationId} ${version}`,
  );
  return [...names, containerSettings?.imageName];
}

/** Each file, its folder, and what has no file: a container. Without what grants access. */
function toInputs({ resourceFiles }: Task): readonly (string | undefined)[] {
  return (resourceFiles ?? []).slice(0, maxFiles).flatMap((file) => {
    const address = readStorageAddress(file.httpUrl ?? file.storageContainerUrl);
    if (address?.container === undefined) return [file.autoStorageContainerName];
    if (address.blob === undefined) return [address.container];
    const path = [address.container, ...address.blob.split('/')];
    return [path.join('/'), path.slice(0, -1).join('/')];
  });
}
