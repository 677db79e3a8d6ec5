import type { NameValue, ResourceFile } from '../../model/common.ts';
import type { ComputeNode } from '../../model/computeNode.ts';
import { isFailed, type Task } from '../../model/task.ts';
import { redactText } from '../../text/redact.ts';
import { judgeSharedAccess } from '../evidence/sas.ts';
import { readStorageAddress, type StorageAddress } from '../evidence/storageAddress.ts';
import { toTime } from '../evidence/time.ts';
import { listOptions } from './commandOptions.ts';
import { listApplications, toImageName } from './taskFacts.ts';

/** Traits that may be over-represented among failures, actionable ones first. */
export const traits = [
  'node',
  'vmSize',
  'image',
  'nodeAgent',
  'application',
  'input',
  'expiredAccess',
  'option',
  'environment',
  'commandLine',
] as const;
export type Trait = (typeof traits)[number];

/** A task's values of each trait, with several for inputs and options. May contain secrets. */
export type TraitValues = Readonly<Partial<Record<Trait, readonly string[]>>>;

/** One task that ended, with the traits that may be related to its end. */
export interface Observation {
  readonly failed: boolean;
  /** Start time in milliseconds since 1970. */
  readonly startedAt?: number | undefined;
  readonly traits: TraitValues;
  /** Prefixes of inputs that are copied as a whole, so that no name with such a prefix is known to be missing. */
  readonly wholeInputs?: readonly string[];
}

/** Traits that are unknown without a value: a task may lack an application or input, but not a node or an image. */
const unknownWithout: ReadonlySet<Trait> = new Set(['node', 'vmSize', 'image', 'nodeAgent']);

/** Checks whether a task's values of a trait are known, even if the task has none. */
export function isTraitKnown({ traits: known }: Observation, trait: Trait): boolean {
  return (known[trait] ?? []).length > 0 || !unknownWithout.has(trait);
}

/** Maximum number of files of a task. Additional files are compared only by their container. */
const maxFiles = 50;

/** Collects the traits of a task that ended and of its node; undefined for a task that has not ended. */
export function observeTask(task: Task, node?: ComputeNode): Observation | undefined {
  if (task.state !== 'completed') return undefined;
  const files = (task.resourceFiles ?? []).map(toInputFile);
  const values: Record<Trait, readonly (string | undefined)[]> = {
    node: [task.nodeInfo?.nodeId ?? node?.id],
    vmSize: [node?.vmSize?.toLowerCase()],
    image: [toImageName(node?.virtualMachineInfo?.imageReference)],
    nodeAgent: [node?.nodeAgentInfo?.version],
    application: [...listApplications(task), task.containerSettings?.imageName],
    input: files.slice(0, maxFiles).flatMap(toInputs),
    expiredAccess: listExpired(task, files),
    option: listOptions(task.commandLine),
    environment: (task.environmentSettings ?? []).map(describeSetting),
    commandLine: [task.commandLine?.trim().split(/\s/, 1)[0]],
  };
  const wholeInputs = files.flatMap(toWholeInputs);
  const known = Object.entries(values).map(([trait, some]) => [trait, [...new Set(some)].filter(isKnown)] as const);
  return {
    failed: isFailed(task),
    startedAt: toTime(task.executionInfo?.startTime ?? task.executionInfo?.endTime),
    traits: Object.fromEntries(known.filter(([, some]) => some.length > 0)),
    ...(wholeInputs.length === 0 ? {} : { wholeInputs }),
  };
}

function isKnown(value: string | undefined): value is string {
  return value !== undefined && value !== '';
}

/** Describes a variable by its name, and by its value if that is a number: other values may grant access. */
function describeSetting({ name, value = '' }: NameValue): string {
  return /^-?\d{1,12}(?:\.\d{1,6})?$/.test(value) ? redactText(`${name}=${value}`) : name;
}

/** An input of a task, with its storage address, which takes most of the time to read. */
interface InputFile {
  readonly file: ResourceFile;
  readonly address: StorageAddress | undefined;
}

function toInputFile(file: ResourceFile, index: number): InputFile {
  const url = index < maxFiles ? (file.httpUrl ?? file.storageContainerUrl) : file.storageContainerUrl;
  return { file, address: readStorageAddress(url) };
}

/**
 * Lists a file, its folder, and its path on the node if its name there differs; for a container, its name and the
 * part that is copied: `models/*`. Leaves out signatures.
 */
function toInputs({ file, address }: InputFile): readonly (string | undefined)[] {
  if (address?.container === undefined || address.blob === undefined) {
    const container = address?.container ?? file.autoStorageContainerName;
    return container === undefined ? [] : [container, toWholeInput(container, file.blobPrefix)];
  }
  const path = [address.container, ...address.blob.split('/')];
  const name = path.join('/');
  const isRenamed = file.filePath !== undefined && file.filePath !== path.at(-1);
  return [name, path.slice(0, -1).join('/'), isRenamed ? `${name} → ${file.filePath}` : undefined];
}

const anyName = '*';

function toWholeInput(container: string, prefix = ''): string {
  return `${container}/${prefix}${anyName}`;
}

/** Returns the prefix of the files that an input represents; undefined for a single file. */
export function readWholeInput(input: string): string | undefined {
  return input.endsWith(anyName) ? input.slice(0, -anyName.length) : undefined;
}

/** Lists addresses whose signatures had expired when the task ended. */
function listExpired({ outputFiles = [], executionInfo = {} }: Task, files: readonly InputFile[]): readonly string[] {
  const at = toTime(executionInfo.endTime ?? executionInfo.startTime);
  const addresses = [
    ...files.map(({ address }) => address),
    ...outputFiles.map(({ destination }) => readStorageAddress(destination.container?.containerUrl)),
  ];
  return addresses.slice(0, maxFiles).flatMap((address) => {
    const { container, blob, sas } = address ?? {};
    const isExpired = sas !== undefined && judgeSharedAccess(sas, 'read', at) === 'expired';
    return isExpired && container !== undefined ? [[container, blob].filter(isKnown).join('/')] : [];
  });
}

function toWholeInputs({ file, address }: InputFile): readonly string[] {
  const { httpUrl, autoStorageContainerName, blobPrefix = '' } = file;
  const container = autoStorageContainerName ?? (httpUrl === undefined ? address?.container : undefined);
  return container === undefined ? [] : [`${container}/${blobPrefix}`];
}

/** Converts ended tasks to observations, in the same order. Traits of nodes are known for the nodes in `nodes`. */
export function observeTasks(tasks: readonly Task[], nodes: readonly ComputeNode[] = []): readonly Observation[] {
  const byId = new Map(nodes.map((node) => [node.id.toLowerCase(), node]));
  return tasks.flatMap((task) => observeTask(task, byId.get(task.nodeInfo?.nodeId?.toLowerCase() ?? '')) ?? []);
}
