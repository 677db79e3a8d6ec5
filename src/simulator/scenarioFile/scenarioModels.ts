import { nodeEvents } from '../behaviours/nodeTroubles.ts';
import { controlModels } from '../control/controlModels.ts';
import { faultProperties } from '../http/fault.ts';
import type {
  AllocationFailure,
  AzureResource,
  ContainerImages,
  Quotas,
  ScenarioEvent,
} from '../scenarios/scenario.ts';
import { parseModels, toModelLine } from '../schema/models.ts';
import { models2025 } from '../schema/models2025.ts';
import { sharedModels } from '../schema/sharedModels.ts';
import type { WireObject } from '../state/wire.ts';
import { type OutcomeSection, outcomeRows } from './outcomes.ts';

/** Version of the format of scenario files. A simulator reads all versions up to its own. */
export const scenarioVersion = 1;

/** A world in a scenario's file. Bodies are those of requests of REST 2025-06-01; durations are ISO 8601. */
export interface ScenarioFile {
  readonly $schema?: string;
  readonly version?: number;
  readonly description?: string;
  readonly account?: AccountSection;
  readonly pools?: readonly PoolSection[];
  readonly jobs?: readonly JobSection[];
  readonly jobSchedules?: readonly WireObject[];
  readonly applications?: readonly WireObject[];
  readonly images?: readonly string[];
  readonly vmSizes?: readonly string[];
  readonly rules?: readonly RuleSection[];
  readonly events?: readonly EventSection[];
  readonly allocationFailures?: readonly AllocationFailure[];
  readonly containerImages?: ContainerImages;
  readonly faults?: readonly WireObject[];
  readonly azureResources?: readonly AzureResource[];
}

interface AccountSection {
  readonly name?: string;
  readonly location?: string;
  readonly properties?: Quotas;
}

export interface PoolSection {
  readonly body: WireObject;
  readonly nodes?: readonly NodeSection[];
  readonly resizeErrors?: readonly WireObject[];
  readonly nodeArrival?: string;
  readonly autoScaleRun?: WireObject;
  readonly identity?: WireObject;
  readonly createdAgo?: string;
}

export interface NodeSection {
  readonly state?: 'idle' | 'offline' | 'unusable' | 'starting' | 'starttaskfailed' | 'unknown' | 'preempted';
  readonly isDedicated?: boolean;
  readonly errors?: readonly WireObject[];
  readonly startTask?: readonly OutcomeSection[];
  readonly files?: Readonly<Record<string, string>>;
  readonly sinceAgo?: string;
}

export interface JobSection {
  readonly body: WireObject;
  readonly poolGone?: boolean;
  readonly state?: 'active' | 'disabled' | 'completed';
  readonly terminateReason?: string;
  readonly schedulingError?: WireObject;
  readonly tasks?: readonly TaskSection[];
  readonly jobPreparationTask?: readonly OutcomeSection[];
  readonly jobReleaseTask?: readonly OutcomeSection[];
  readonly createdAgo?: string;
}

export interface TaskSection {
  readonly body: WireObject;
  readonly state?: 'active' | 'completed';
  readonly outcomes?: readonly OutcomeSection[];
  readonly node?: number;
  readonly nodeGone?: boolean;
  readonly endedAgo?: string;
  readonly executionInfo?: WireObject;
}

interface RuleSection {
  readonly kind?: 'task' | 'startTask' | 'jobPreparation' | 'jobRelease';
  readonly poolId?: string;
  readonly jobId?: string;
  readonly taskId?: string;
  readonly commandLineIncludes?: string;
  readonly outcomes: readonly OutcomeSection[];
}

export interface EventSection extends Omit<ScenarioEvent, 'atMs'> {
  readonly after: string;
}

interface Row {
  /** Type for `parseModels`. */
  readonly type: string;
  /** Description for the schema and the manual. */
  readonly meaning: string;
}

type Rows<T> = Readonly<Record<keyof Required<T>, Row>>;

const sections: {
  readonly Scenario: Rows<ScenarioFile>;
  readonly Account: Rows<AccountSection>;
  readonly Pool: Rows<PoolSection>;
  readonly Node: Rows<NodeSection>;
  readonly Outcome: Rows<OutcomeSection>;
  readonly Job: Rows<JobSection>;
  readonly Task: Rows<TaskSection>;
  readonly Rule: Rows<RuleSection>;
  readonly Event: Rows<EventSection>;
  readonly AzureResource: Rows<AzureResource>;
} = {
  Scenario: {
    $schema: { type: 'string', meaning: 'where the schema of this file is, for editors' },
    version: {
      type: 'int',
      meaning: `version of this format, ${scenarioVersion}, so that a simulator that supports only older ones says so`,
    },
    description: { type: 'string', meaning: 'what is broken here, and how it shows' },
    account: { type: 'Account', meaning: 'the account' },
    pools: { type: 'Pool[]', meaning: 'its pools' },
    jobs: { type: 'Job[]', meaning: 'its jobs' },
    jobSchedules: { type: 'JobScheduleAddParameter[]', meaning: 'bodies of requests that would add job schedules' },
    applications: { type: 'Application[]', meaning: 'its application packages' },
    images: {
      type: 'string[]',
      meaning: 'images for pools in addition to those that the simulator knows, as `publisher/offer/sku=agent`',
    },
    vmSizes: { type: 'string[]', meaning: 'VM sizes in addition to those that it knows' },
    rules: {
      type: 'Rule[]',
      meaning: 'what happens to runs that nothing else here covers; the first rule that matches applies',
    },
    events: { type: 'Event[]', meaning: 'what happens to nodes later' },
    allocationFailures: {
      type: 'AllocationFailure[]',
      meaning:
        'what prevents pools from growing later, as in the Control requests; the first that concerns a pool applies',
    },
    containerImages: {
      type: 'texts',
      meaning: 'what happens with container images, by name: ok, notFound, unauthorized, …',
    },
    faults: { type: 'Fault[]', meaning: 'faults in the service' },
    azureResources: {
      type: 'AzureResource[]',
      meaning: "what Resource Manager knows beside the account: subnets and their rules, records of Azure's health",
    },
  },
  Account: {
    name: { type: 'string', meaning: 'its name, unless `--account` specifies another' },
    location: { type: 'string', meaning: 'its region, as Resource Manager returns it' },
    properties: {
      type: 'Quotas',
      meaning: "its quotas, with Resource Manager's names; those that are absent are ample",
    },
  },
  Pool: {
    body: { type: 'PoolAddParameter!', meaning: 'body of the request that would add the pool' },
    nodes: { type: 'Node[]', meaning: 'the nodes that it has; its targets stay the same, even if there are fewer' },
    resizeErrors: { type: 'ResizeError[]', meaning: 'how its last resize ended' },
    nodeArrival: { type: 'duration', meaning: 'for nodes added later, how long after the previous one each arrives' },
    autoScaleRun: { type: 'AutoScaleRun', meaning: 'the last run of its formula, a while ago' },
    identity: {
      type: 'PoolIdentity',
      meaning: 'the managed identities of its nodes, which only Resource Manager assigns; unknown when absent',
    },
    createdAgo: { type: 'duration', meaning: 'how long ago it was added; a day by default' },
  },
  Node: {
    state: {
      type: 'idle|offline|unusable|starting|starttaskfailed|unknown|preempted',
      meaning:
        'its state, idle by default; a node with a running task automatically becomes running, and one that is starting stays so until it is healed',
    },
    isDedicated: { type: 'bool', meaning: 'false for a Spot node; true by default' },
    errors: { type: 'ComputeNodeError[]', meaning: 'what is wrong with it (`DiskFull`, for example)' },
    startTask: { type: 'Outcome[]', meaning: 'runs of the start task here, first to last; the last one repeats' },
    files: { type: 'files', meaning: 'files on its disk, by path relative to its root' },
    sinceAgo: {
      type: 'duration',
      meaning: 'how long ago it entered its state, unless it is idle and its last task ended later; an hour by default',
    },
  },
  Outcome: outcomeRows,
  Job: {
    body: { type: 'JobAddParameter!', meaning: 'body of the request that would add the job' },
    poolGone: { type: 'bool', meaning: "whether its pool is gone, along with its tasks' files" },
    state: { type: 'active|disabled|completed', meaning: 'its state, active by default' },
    terminateReason: { type: 'string', meaning: 'why it is completed' },
    schedulingError: { type: 'JobSchedulingError', meaning: "why it didn't get a pool" },
    tasks: { type: 'Task[]', meaning: 'its tasks; that of its job manager is added if it is missing' },
    jobPreparationTask: {
      type: 'Outcome[]',
      meaning: 'runs of its preparation task on any node; the last one repeats',
    },
    jobReleaseTask: { type: 'Outcome[]', meaning: 'runs of its release task, likewise' },
    createdAgo: { type: 'duration', meaning: 'how long ago it was added; six hours by default' },
  },
  Task: {
    body: { type: 'TaskAddParameter!', meaning: 'body of the request that would add the task' },
    state: { type: 'active|completed', meaning: 'active by default: it runs as soon as a node is free' },
    outcomes: {
      type: 'Outcome[]',
      meaning:
        'its runs, first to last; the last one repeats. For a completed task, the first one has already happened',
    },
    node: { type: 'int', meaning: "which of its pool's nodes ran it, counted from 0; with completed" },
    nodeGone: { type: 'bool', meaning: 'whether that node has left the pool, along with the files; with completed' },
    endedAgo: {
      type: 'duration',
      meaning:
        "how long ago it ended, or earlier if other tasks occupied its node's slots then; ten minutes by default; with completed",
    },
    executionInfo: {
      type: 'TaskExecutionInformation',
      meaning: "what its runs don't show, such as how often it was requeued",
    },
  },
  Rule: {
    kind: { type: 'task|startTask|jobPreparation|jobRelease', meaning: 'kind of run' },
    poolId: { type: 'string', meaning: 'in this pool' },
    jobId: { type: 'string', meaning: 'in this job' },
    taskId: { type: 'string', meaning: 'of this task' },
    commandLineIncludes: { type: 'string', meaning: 'whose command line contains this' },
    outcomes: { type: 'Outcome[]!', meaning: 'what happens, from the first time to the last; the last one repeats' },
  },
  Event: {
    after: { type: 'duration!', meaning: 'how long after the start' },
    kind: { type: `${Object.keys(nodeEvents).join('|')}!`, meaning: 'what happens to it, as in the Control requests' },
    poolId: { type: 'string!', meaning: 'the pool' },
    node: { type: 'int!', meaning: 'which of its nodes, counted from 0' },
    state: { type: 'unusable|unknown|starttaskfailed', meaning: 'with break: its new state; unusable by default' },
    errors: { type: 'ComputeNodeError[]', meaning: 'with break: what is wrong with it' },
    exitCode: { type: 'int', meaning: "with starttaskfailed: the start task's exit code, 1 by default" },
  },
  AzureResource: {
    path: {
      type: 'string!',
      meaning:
        "its resource ID, or the path of a list; `{account}` stands for the account's resource ID, `{subscription}` for its subscription",
    },
    body: { type: 'object', meaning: 'the response to GET; with an error as status, its `code` and `message`' },
    status: { type: 'int', meaning: 'the HTTP status, 200 by default' },
  },
};

/** Models of values about the past that Batch returns, and requests do not contain. */
const answerModels = `
Application: id=string! displayName=string versions=string[]
AutoScaleRun: results=string error=ResizeError
PoolIdentity: type=UserAssigned|None! userAssignedIdentities=UserAssignedIdentity[]
UserAssignedIdentity: resourceId=string! clientId=string principalId=string
JobSchedulingError: category=UserError|ServerError! code=string message=string details=NameValuePair[]
TaskExecutionInformation: retryCount=int lastRetryTime=date requeueCount=int lastRequeueTime=date
`;

/** All properties of a scenario file, by section, from which the check, the schema, and the manual are derived. */
export const scenarioSections: Readonly<Record<string, Readonly<Record<string, Row>>>> = {
  ...sections,
  Fault: faultProperties,
};

const sectionModels = Object.entries(scenarioSections).map(([name, rows]) => toModelLine(name, rows));

export const scenarioModels = parseModels(sharedModels, models2025, controlModels, answerModels, ...sectionModels);
