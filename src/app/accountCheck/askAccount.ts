import { equals } from '../../core/filters/odata.ts';
import { taskFilters } from '../../core/filters/taskFilters.ts';
import type { NodeFile } from '../../core/model/nodeFile.ts';
import { type Task, taskGroups } from '../../core/model/task.ts';
import type { BatchService, FilePort, Page, Pages } from '../../service/ports.ts';
import { readAllPages, readFirstPage } from '../evidence/readPages.ts';
import { selectOfSiblings } from '../evidence/siblings.ts';

/** Items found in an account, used for further requests. Contains the user's own names. */
export interface FoundThings {
  poolId?: string | undefined;
  nodeId?: string;
  jobId?: string | undefined;
  task?: { readonly jobId: string; readonly task: Task };
}

/** Sends one request. Records its errors and resolves to undefined; rethrows `Cancelled`. */
type Ask = <T>(operation: string, question: () => Promise<T>) => Promise<T | undefined>;

/** Dependencies of a group of requests. */
export interface Asking {
  readonly service: BatchService;
  readonly signal: AbortSignal;
  readonly ask: Ask;
  /** Records that the account has no item of this kind to request. */
  readonly leaveOut: (what: string) => void;
}

/** Items per page: enough to see their shape. */
const pageSize = 10;
/** Files per page; folders come before their files. */
const filePageSize = 100;
/** Maximum number of pools and jobs to examine in search of the needed items. */
const mostLookedInto = 5;
const logs = ['stdout.txt', 'stderr.txt'] as const;
const readBytes = 1024;

/** Sends every kind of read request to Batch itself, for one item of each kind. Changes nothing. */
export async function askBatch(asking: Asking): Promise<FoundThings> {
  const found: FoundThings = {};
  await askPools(asking, found);
  await askJobs(asking, found);
  await askSchedules(asking);
  return found;
}

function askPage<T>({ ask }: Asking, operation: string, list: () => Pages<T>): Promise<Page<T> | undefined> {
  return ask(operation, () => readFirstPage(list()));
}

async function askPools(asking: Asking, found: FoundThings): Promise<void> {
  const { ask, leaveOut, service, signal } = asking;
  const { pools } = service;
  const listed = await askPage(asking, 'Pool_List', () => pools.listPools({ pageSize, signal }));
  await askPage(asking, 'Pool_List', () => pools.listPools({ pageSize, select: ['id', 'state'], signal }));
  await askPage(asking, 'Account_ListPoolNodeCounts', () => pools.listNodeCounts({ signal }));
  const beginning = (listed ?? []).slice(0, mostLookedInto);
  found.poolId = beginning[0]?.id;
  for (const { id: poolId } of beginning) {
    await ask('Pool_Get', () => pools.getPool(poolId, { signal }));
    if (await askNodes(asking, found, poolId)) return;
  }
  leaveOut(found.poolId === undefined ? 'pools and nodes' : 'files on nodes');
}

/** Resolves to true if a node with a file was found, so that no other pool needs to be examined. */
async function askNodes(asking: Asking, found: FoundThings, poolId: string): Promise<boolean> {
  const { ask, service, signal } = asking;
  const { nodes } = service;
  const listed = await askPage(asking, 'ComputeNode_List', () => nodes.listNodes(poolId, { pageSize, signal }));
  const node = listed?.find(({ state }) => state === 'idle' || state === 'running') ?? listed?.[0];
  if (node === undefined) return false;
  const owner = { poolId, nodeId: node.id };
  Object.assign(found, owner);
  const idle = { filter: equals('state', 'idle'), select: ['id', 'state'], pageSize, signal };
  await askPage(asking, 'ComputeNode_List', () => nodes.listNodes(poolId, idle));
  await ask('ComputeNode_Get', () => nodes.getNode(poolId, node.id, { signal }));
  await ask('ComputeNode_GetRemoteLoginSettings', () => nodes.getRemoteLoginSettings(poolId, node.id, { signal }));
  const listing = { pageSize: filePageSize, recursive: true, signal };
  const files = await askPage(asking, 'File_ListFromComputeNode', () => service.nodeFiles.listFiles(owner, listing));
  const file = files?.find(hasContent);
  if (file !== undefined) await askFile(asking, 'ComputeNode', service.nodeFiles, owner, file.name);
  return file !== undefined;
}

function hasContent({ properties }: NodeFile): boolean {
  return (properties?.contentLength ?? 0) > 0;
}

async function askFile<Owner>(
  { ask, signal }: Asking,
  of: 'ComputeNode' | 'Task',
  port: FilePort<Owner>,
  owner: Owner,
  path: string,
): Promise<void> {
  await ask(`File_GetPropertiesFrom${of}`, () => port.getFileProperties(owner, path, { signal }));
  await ask(`File_GetFrom${of}`, () => port.readFile(owner, path, { range: { start: 0, end: readBytes - 1 }, signal }));
}

async function askJobs(asking: Asking, found: FoundThings): Promise<void> {
  const { ask, leaveOut, service, signal } = asking;
  const { jobs } = service;
  const listed = await askPage(asking, 'Job_List', () => jobs.listJobs({ pageSize, signal }));
  const active = { filter: equals('state', 'active'), select: ['id', 'state'], pageSize, signal };
  await askPage(asking, 'Job_List', () => jobs.listJobs(active));
  const beginning = (listed ?? []).slice(0, mostLookedInto);
  found.jobId = beginning[0]?.id;
  for (const { id: jobId } of beginning) {
    await ask('Job_Get', () => jobs.getJob(jobId, { signal }));
    await ask('Job_GetTaskCounts', () => jobs.getTaskCounts(jobId, { signal }));
    if (await askTasks(asking, found, jobId)) break;
  }
  const prepared = listed?.find((job) => job.jobPreparationTask !== undefined) ?? listed?.[0];
  if (prepared === undefined) return leaveOut('jobs and tasks');
  await askPage(asking, 'Job_ListPreparationAndReleaseTaskStatus', () =>
    jobs.listPreparationAndReleaseStatus(prepared.id, { pageSize, signal }),
  );
  if (found.task === undefined) leaveOut('tasks');
}

/** Resolves to true if a task with a log was found, so that no other job needs to be examined. */
async function askTasks(asking: Asking, found: FoundThings, jobId: string): Promise<boolean> {
  const { ask, service, signal } = asking;
  const { tasks } = service;
  const listed = await askPage(asking, 'Task_List', () => tasks.listTasks(jobId, { pageSize, signal }));
  if (listed === undefined || listed.length === 0) return false;
  const ofGroups: Task[] = [];
  for (const group of taskGroups) {
    const options = { filter: taskFilters[group], select: selectOfSiblings, pageSize, signal };
    for (const each of (await askPage(asking, 'Task_List', () => tasks.listTasks(jobId, options))) ?? [])
      ofGroups.push(each);
  }
  // Failed tasks come first.
  const wanted = ofGroups.find(({ executionInfo }) => executionInfo?.exitCode !== undefined) ?? listed[0];
  if (wanted === undefined) return false;
  const task = await ask('Task_Get', () => tasks.getTask(jobId, wanted.id, { signal }));
  if (task !== undefined) found.task = { jobId, task };
  await askPage(asking, 'Task_ListSubtasks', () => tasks.listSubtasks(jobId, wanted.id, { signal }));
  const owner = { jobId, taskId: wanted.id };
  const files = await askPage(asking, 'File_ListFromTask', () =>
    service.taskFiles.listFiles(owner, { pageSize, signal }),
  );
  const log = logs.find((name) => files?.some((file) => file.name === name && hasContent(file)));
  if (log !== undefined) await askFile(asking, 'Task', service.taskFiles, owner, log);
  return log !== undefined;
}

async function askSchedules(asking: Asking): Promise<void> {
  const { ask, leaveOut, service, signal } = asking;
  const { jobSchedules } = service;
  const [schedule] =
    (await askPage(asking, 'JobSchedule_List', () => jobSchedules.listJobSchedules({ pageSize, signal }))) ?? [];
  if (schedule === undefined) return leaveOut('job schedules');
  await ask('JobSchedule_Get', () => jobSchedules.getJobSchedule(schedule.id, { signal }));
  await askPage(asking, 'Job_ListFromJobSchedule', () =>
    jobSchedules.listJobsFromSchedule(schedule.id, { pageSize, signal }),
  );
}

/** Requests the account, its limits, its endpoints, and the user's permissions from Resource Manager. */
export async function askResourceManager({ ask, leaveOut, service, signal }: Asking): Promise<void> {
  const quotas = await ask('Account_Get', () => service.quotas.getQuotas({ signal }));
  if (quotas === undefined || 'whyUnknown' in quotas) leaveOut('account limits');
  service.rights.forget();
  await ask('Permissions_List', () => service.rights.learn({ signal }));
  const endpoints = await ask('Account_ListEndpoints', () => service.monitor.listEndpoints({ signal }));
  if (endpoints === undefined || !('value' in endpoints)) leaveOut('endpoints that nodes need');
}

/** Requests metrics of the account from Azure Monitor. */
export async function askMetrics({ ask, leaveOut, service, signal }: Asking): Promise<void> {
  const metrics = await ask('Metrics_List', () => service.monitor.getMetrics({ signal }));
  if (metrics === undefined || !('value' in metrics)) leaveOut('metrics');
}

/** Requests the service log of an item in the account, and the account's activity log. */
export async function askLogs({ ask, leaveOut, service, signal }: Asking, found: FoundThings): Promise<void> {
  const changes = await ask('ActivityLog_List', () => service.monitor.listChanges({ signal }));
  if (changes === undefined || !('value' in changes)) leaveOut('activity log');
  const { jobId, poolId, task } = found;
  const subject =
    task !== undefined
      ? ({ kind: 'task', jobId: task.jobId, taskId: task.task.id } as const)
      : jobId !== undefined
        ? ({ kind: 'job', jobId } as const)
        : poolId !== undefined && ({ kind: 'pool', poolId } as const);
  if (subject === false) return leaveOut('service log');
  const events = await ask('Logs_Query', () => service.monitor.listEvents(subject, { signal }));
  const things = await ask('Logs_Query', () => service.monitor.findThings(jobId ?? poolId ?? '', { signal }));
  if (events === undefined || things === undefined || !('value' in events)) leaveOut('service log');
}

/** Requests a task's output, one of its inputs, and the container of agent logs from storage. */
export async function askStorage(
  { ask, leaveOut, service, signal }: Asking,
  { task: known }: FoundThings,
): Promise<void> {
  const container = await ask('StorageAccount_Get', () => service.agentLogs.findContainer({ signal }));
  if (container === undefined || 'whyNot' in container) leaveOut('auto-storage');
  if (known === undefined) return leaveOut('task files in storage');
  const { jobId, task } = known;
  await ask('Blob_List', () => readAllPages(service.taskFiles.listFiles({ jobId, taskId: task.id }, { task, signal })));
  const address = task.resourceFiles?.find(({ httpUrl }) => httpUrl !== undefined)?.httpUrl;
  if (address === undefined) return leaveOut('task inputs');
  const input = await ask('Blob_GetProperties', () => service.inputs.getInputProperties(address, { signal }));
  if (input === undefined || !('contentLength' in input)) leaveOut('task inputs');
}
