import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { checkJob, jobWithDefaults } from '../bodies/jobDefaults.ts';
import { makeOffer, type Offer } from '../bodies/offer.ts';
import { checkPool } from '../bodies/poolDefaults.ts';
import { checkId } from '../bodies/rules.ts';
import { parseImage } from '../bodies/supportedImages.ts';
import { checkTask } from '../bodies/taskDefaults.ts';
import { checkContainerImages } from '../checkOptions.ts';
import { checkQuotas } from '../control/controls.ts';
import type { Fault } from '../http/fault.ts';
import { parseFault } from '../http/parseFault.ts';
import { invalidPropertyValue, ServiceError } from '../http/serviceError.ts';
import { describePlace, type JsonPath, type JsonText, parseJsonText } from '../jsonText.ts';
import { findNearNames } from '../nearNames.ts';
import type { JobSeed, NodeSeed, PoolSeed, Scenario, TaskSeed } from '../scenarios/scenario.ts';
import { checkBody, UnsupportedPropertyError } from '../schema/checkBody.ts';
import { findSchedule } from '../state/scheduledJob.ts';
import { toKey } from '../state/sortedTable.ts';
import { parseDurationMs } from '../state/time.ts';
import { findObject, findText, type WireObject } from '../state/wire.ts';
import { type OutcomeSection, toScript } from './outcomes.ts';
import {
  type EventSection,
  type JobSection,
  type NodeSection,
  type PoolSection,
  type ScenarioFile,
  scenarioModels,
  scenarioVersion,
  type TaskSection,
} from './scenarioModels.ts';

const longestAgo = 'P100Y';
const neverPreempted = 'Dedicated nodes are never preempted; a Spot node has "isDedicated": false';

/** Reads the world in a file. Rejects with an error that names the location, worded for the file's author. */
export async function readScenario(file: string): Promise<Scenario> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Error(`The scenario in ${resolve(file)} cannot be read (${error.code}).`);
  });
  return parseScenario(text, file);
}

/** Parses the world in a file's text. Throws an error that names the location, worded for the file's author. */
export function parseScenario(text: string, file: string): Scenario {
  const json = parseJsonText(text, file);
  try {
    // The models guarantee these types.
    const described: ScenarioFile = checkBody(scenarioModels, 'Scenario', json.value);
    checkWorld(described);
    return toScenario(described, file);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    throw new Error(describeRefusal(error, json, file));
  }
}

/** Formats a refusal as `file, line, column, pools[0].body.id: expected value.` */
function describeRefusal(error: ServiceError, json: JsonText, file: string): string {
  const { PropertyName = '', Reason } = error.valuesByKey;
  const path: JsonPath = [...PropertyName.matchAll(/([^.[\]]+)|\[(\d+)\]/g)].map(
    ([, name, index]) => name ?? Number(index),
  );
  const place = describePlace(file, json.findPlace(path, error instanceof UnsupportedPropertyError));
  return `${[place, PropertyName].filter(Boolean).join(', ')}: ${describeServiceError(error, String(path.at(-1)), Reason)}`;
}

function describeServiceError(error: ServiceError, name: string, reason: string | undefined): string {
  if (error instanceof UnsupportedPropertyError) {
    const near = findNearNames(name, error.known);
    const hint =
      near.length === 0 ? '' : ` The closest ${near.length > 1 ? 'matches are' : 'match is'} ${near.join(', ')}.`;
    return `There is no such property.${hint} Valid properties: ${error.known.join(', ')}.`;
  }
  switch (error.code) {
    case 'MissingRequiredProperty':
      return 'It is missing.';
    case 'InvalidRequestBody':
      return 'The value is not an object.';
    default:
      return reason === undefined ? error.text : `${reason}.`;
  }
}

/** Checks rules that the models cannot express: those of the service, and that every reference exists. */
function checkWorld(described: ScenarioFile): void {
  checkVersion(described.version ?? scenarioVersion);
  const { account = {}, pools = [], jobs = [], jobSchedules = [], rules = [], events = [], faults = [] } = described;
  if (account.name !== undefined && !/^[a-z0-9]{3,24}$/.test(account.name)) {
    throw invalidPropertyValue('account.name', account.name, 'It must have 3 to 24 lowercase letters and digits');
  }
  within('account.properties', () => checkQuotas(account.properties ?? {}));
  checkContainerImages(described.containerImages ?? {});
  checkDistinct(
    pools.map(({ body }) => body),
    (index) => `pools[${index}].body`,
  );
  checkDistinct(
    jobs.map(({ body }) => body),
    (index) => `jobs[${index}].body`,
    (id) => findSchedule(id)?.scheduleId ?? id,
  );
  checkDistinct(jobSchedules, (index) => `jobSchedules[${index}]`);
  const { images = [], vmSizes = [] } = described;
  const offer = makeOffer([{ images: images.map(toImage), vmSizes }], false);
  for (const [index, pool] of pools.entries()) within(`pools[${index}]`, () => checkPoolSection(pool, offer));
  for (const [index, job] of jobs.entries()) within(`jobs[${index}]`, () => checkJobSection(job, pools));
  for (const [index, schedule] of jobSchedules.entries()) {
    within(`jobSchedules[${index}].jobSpecification`, () => checkJob(findObject(schedule, 'jobSpecification') ?? {}));
  }
  for (const [index, { outcomes }] of rules.entries()) within(`rules[${index}]`, () => checkOutcomes(outcomes));
  for (const [index, event] of events.entries()) within(`events[${index}]`, () => checkEvent(event, pools));
  for (const [index, fault] of faults.entries()) within(`faults[${index}]`, () => parseFault(fault));
}

function checkVersion(version: number): void {
  if (version >= 1 && version <= scenarioVersion) return;
  const reason = `This simulator reads scenario versions from 1 to ${scenarioVersion}`;
  throw invalidPropertyValue('version', version, reason);
}

function toImage(text: string, index: number): WireObject {
  const image = parseImage(text);
  if (image === undefined) throw invalidPropertyValue(`images[${index}]`, text, 'It must be publisher/offer/sku=agent');
  return image;
}

function checkPoolSection({ body, nodes = [], createdAgo }: PoolSection, offer: Offer): void {
  const asking = { version: '2025-06-01', isSharedKey: false, offer, runsLinuxOnly: false } as const;
  within('body', () => checkPool(body, asking));
  checkAgo('createdAgo', createdAgo);
  for (const [index, { state, isDedicated = true, sinceAgo }] of nodes.entries()) {
    within(`nodes[${index}]`, () => {
      checkAgo('sinceAgo', sinceAgo);
      if (state === 'preempted' && isDedicated) throw invalidPropertyValue('state', state, neverPreempted);
      if (state === 'starttaskfailed' && findObject(body, 'startTask') === undefined) {
        throw invalidPropertyValue('state', state, 'The pool has no start task');
      }
    });
  }
}

function checkEvent({ kind, poolId, node }: EventSection, pools: readonly PoolSection[]): void {
  const pool = getPool(pools, poolId, 'poolId');
  checkNode(pool, node);
  const isDedicated = pool.nodes?.[node]?.isDedicated ?? true;
  if (kind === 'preempt' && isDedicated) throw invalidPropertyValue('node', node, neverPreempted);
}

/** Keeps times within the range of JavaScript's dates. */
function checkAgo(property: string, ago: string | undefined): void {
  if (ago === undefined || toMs(ago) <= toMs(longestAgo)) return;
  throw invalidPropertyValue(property, ago, 'It must be at most a hundred years ago');
}

function checkJobSection(
  { body, poolGone, state, tasks = [], createdAgo }: JobSection,
  pools: readonly PoolSection[],
): void {
  within('body', () => checkJob(body));
  checkAgo('createdAgo', createdAgo);
  const poolId = findText(findObject(body, 'poolInfo'), 'poolId');
  const hasPool = poolId !== undefined && poolGone !== true;
  const pool = hasPool ? getPool(pools, poolId, 'body.poolInfo.poolId') : undefined;
  checkDistinct(
    tasks.map((task) => task.body),
    (index) => `tasks[${index}].body`,
  );
  const job = { spec: jobWithDefaults(body), tasks: new Map<string, never>() };
  for (const [index, task] of tasks.entries()) {
    within(`tasks[${index}]`, () => {
      within('body', () => checkTask(job, task.body));
      if (state === 'completed' && task.state !== 'completed') {
        throw invalidPropertyValue('state', task.state ?? 'active', 'All tasks in a completed job must be completed');
      }
      checkPast(task);
      checkOutcomes(task.outcomes);
      if (task.node !== undefined && task.nodeGone !== true) checkNode(pool, task.node);
    });
  }
}

function checkPast(task: TaskSection): void {
  const past = (['node', 'nodeGone', 'endedAgo'] as const).find((name) => task[name] !== undefined);
  if (past !== undefined && task.state !== 'completed') {
    throw invalidPropertyValue(past, JSON.stringify(task[past]), 'Only a completed task can have it');
  }
  checkAgo('endedAgo', task.endedAgo);
}

function checkOutcomes(outcomes: readonly OutcomeSection[] | undefined): void {
  if (outcomes?.length === 0) throw invalidPropertyValue('outcomes', '[]', 'It must have at least one run');
}

function getPool(pools: readonly PoolSection[], id: string, property: string): PoolSection {
  const ids = pools.map(({ body }) => findText(body, 'id') ?? '');
  const pool = pools[ids.findIndex((known) => toKey(known) === toKey(id))];
  const known = ids.length === 0 ? 'there are none' : `the pools are ${ids.join(', ')}`;
  if (pool === undefined) throw invalidPropertyValue(property, id, `There is no such pool here; ${known}`);
  return pool;
}

function checkNode(pool: PoolSection | undefined, node: number): void {
  const count = pool?.nodes?.length ?? 0;
  if (node < 0 || node >= count) {
    const known = count === 0 ? 'it has none' : `its nodes are numbered from 0 to ${count - 1}`;
    throw invalidPropertyValue('node', String(node), `The pool has no such node here; ${known}`);
  }
}

/** Checks that IDs are distinct. `toGiven` returns the part of an ID that a client chose. */
function checkDistinct(
  bodies: readonly WireObject[],
  toPath: (index: number) => string,
  toGiven = (id: string): string => id,
): void {
  const seen = new Set<string>();
  for (const [index, body] of bodies.entries()) {
    const id = findText(body, 'id') ?? '';
    within(toPath(index), () => checkId(toGiven(id)));
    if (seen.has(toKey(id))) throw invalidPropertyValue(`${toPath(index)}.id`, id, 'Another one already has this ID');
    seen.add(toKey(id));
  }
}

/** Prefixes the property in a refusal with the path of the part. */
function within<T>(path: string, check: () => T): T {
  try {
    return check();
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    const { PropertyName, ...values } = error.valuesByKey;
    throw new ServiceError(error.code, { PropertyName: [path, PropertyName].filter(Boolean).join('.'), ...values });
  }
}

function toScenario(described: ScenarioFile, file: string): Scenario {
  const {
    account,
    pools = [],
    jobs = [],
    jobSchedules,
    applications,
    images,
    vmSizes,
    rules,
    events,
    faults,
  } = described;
  const { allocationFailures, azureResources, containerImages, description = '' } = described;
  return {
    name: file,
    description,
    ...(account?.name === undefined ? {} : { accountName: account.name }),
    ...(account?.location === undefined ? {} : { location: account.location }),
    ...(account?.properties === undefined ? {} : { quotas: account.properties }),
    pools: pools.map(toPool),
    jobs: jobs.map(toJob),
    ...(jobSchedules === undefined ? {} : { jobSchedules }),
    ...(applications === undefined ? {} : { applications }),
    ...(images === undefined ? {} : { images: images.map(toImage) }),
    ...(vmSizes === undefined ? {} : { vmSizes }),
    ...(rules === undefined
      ? {}
      : { rules: rules.map((rule) => ({ ...rule, outcomes: rule.outcomes.map(toScript) })) }),
    ...(events === undefined ? {} : { events: events.map(({ after, ...event }) => ({ ...event, atMs: toMs(after) })) }),
    ...(allocationFailures === undefined ? {} : { allocationFailures }),
    ...(containerImages === undefined ? {} : { containerImages }),
    ...(faults === undefined ? {} : { faults: faults.map((fault): Fault => parseFault(fault)) }),
    ...(azureResources === undefined ? {} : { azureResources }),
  };
}

function toPool({ nodes = [], nodeArrival, createdAgo, ...pool }: PoolSection): PoolSeed {
  return {
    ...pool,
    nodes: nodes.map(toNode),
    ...(nodeArrival === undefined ? {} : { nodeArrivalMs: toMs(nodeArrival) }),
    ...(createdAgo === undefined ? {} : { createdAgoMs: toMs(createdAgo) }),
  };
}

function toNode({ startTask, sinceAgo, ...node }: NodeSection): NodeSeed {
  return {
    ...node,
    ...(startTask === undefined ? {} : { startTask: startTask.map(toScript) }),
    ...(sinceAgo === undefined ? {} : { sinceAgoMs: toMs(sinceAgo) }),
  };
}

function toJob({
  tasks = [],
  poolGone: _,
  jobPreparationTask,
  jobReleaseTask,
  createdAgo,
  ...job
}: JobSection): JobSeed {
  return {
    ...job,
    tasks: tasks.map(toTaskSeed),
    ...(jobPreparationTask === undefined ? {} : { preparation: jobPreparationTask.map(toScript) }),
    ...(jobReleaseTask === undefined ? {} : { release: jobReleaseTask.map(toScript) }),
    ...(createdAgo === undefined ? {} : { createdAgoMs: toMs(createdAgo) }),
  };
}

function toTaskSeed({ outcomes, endedAgo, ...task }: TaskSection): TaskSeed {
  return {
    ...task,
    ...(outcomes === undefined ? {} : { outcomes: outcomes.map(toScript) }),
    ...(endedAgo === undefined ? {} : { endedAgoMs: toMs(endedAgo) }),
  };
}

function toMs(duration: string): number {
  return parseDurationMs(duration) ?? 0;
}
