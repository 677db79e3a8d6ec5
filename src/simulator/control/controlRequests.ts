import { Readable } from 'node:stream';
import type { PlannedOutcome } from '../executors/outcomePlan.ts';
import { matchPath, splitPath, toPathTemplate } from '../http/pathTemplate.ts';
import type { Reply } from '../http/reply.ts';
import { ServiceError } from '../http/serviceError.ts';
import type { RequestRecord } from '../logRecords.ts';
import type { Verb } from '../operation.ts';
import { type OutcomeSection, toScript } from '../scenarioFile/outcomes.ts';
import { parseDurationMs } from '../state/time.ts';
import { findText } from '../state/wire.ts';
import { parseAsked } from './controlModels.ts';
import type { Controls } from './controls.ts';

/** The path of requests that control the simulator itself, which the service doesn't use. */
const controlPath = /^\/\$simulator(\/|$)/i;

interface Asked {
  /** Query parameters by lowercase name. */
  readonly query: ReadonlyMap<string, string>;
  /** The decoded variables of the path. */
  readonly params: Readonly<Record<string, string>>;
  readonly body: unknown;
}

interface ControlRequest {
  readonly verb: Verb;
  readonly path: string;
  /** Lowercase names of query parameters. */
  readonly queries?: readonly string[];
  /** Description for the manual. */
  readonly meaning: string;
  handle(controls: Controls, asked: Asked): Reply | Promise<Reply>;
}

/** A planned outcome in the form of a request. */
type PlannedBody = Omit<PlannedOutcome, 'outcome'> & { readonly outcome: OutcomeSection };

const done: Reply = { status: 204 };
const aNode = '/$simulator/pools/{poolId}/nodes/{nodeId}';

/** Table of all control requests. The manual is generated from it. */
export const controlRequests: readonly ControlRequest[] = [
  {
    verb: 'GET',
    path: '/$simulator',
    meaning: 'lists these requests',
    handle: () => ({
      status: 200,
      body: { value: controlRequests.map(({ verb, path, meaning }) => ({ request: `${verb} ${path}`, meaning })) },
    }),
  },
  {
    verb: 'GET',
    path: '/$simulator/status',
    meaning:
      'shows what is going on: time and speed, quotas, pools with their nodes by state, jobs and tasks by state, running tasks, faults and how often their operations were called, allocation failures, the number of requests',
    handle: (controls) => ({ status: 200, body: { ...controls.status } }),
  },
  {
    verb: 'GET',
    path: '/$simulator/requests',
    queries: ['format'],
    meaning:
      'lists the requests to the service so far; with `?format=ndjson`, one line of JSON per request instead of one list',
    handle: (controls, { query }) =>
      query.get('format')?.toLowerCase() === 'ndjson'
        ? toLines(controls.requests)
        : { status: 200, body: { value: controls.requests } },
  },
  {
    verb: 'DELETE',
    path: '/$simulator/requests',
    meaning: 'clears the list of requests so far',
    handle(controls) {
      controls.clearRequests();
      return done;
    },
  },
  {
    verb: 'POST',
    path: '/$simulator/reset',
    meaning:
      'resets the account to its initial state: pools, jobs, quotas, faults, outcomes and the list of requests. Its time stays as it is, unless its clock is held',
    async handle(controls) {
      await controls.reset();
      return done;
    },
  },
  {
    verb: 'GET',
    path: '/$simulator/snapshots',
    meaning: 'lists the names of the snapshots',
    handle: (controls) => ({ status: 200, body: { value: controls.snapshots } }),
  },
  {
    verb: 'PUT',
    path: '/$simulator/snapshots/{name}',
    meaning:
      'saves the current pools, nodes, jobs, tasks, schedules, quotas, files and history under this name, for as long as the simulator is running',
    async handle(controls, { params }) {
      await controls.takeSnapshot(params['name'] ?? '');
      return done;
    },
  },
  {
    verb: 'DELETE',
    path: '/$simulator/snapshots/{name}',
    meaning: 'deletes it',
    async handle(controls, { params }) {
      await controls.dropSnapshot(params['name'] ?? '');
      return done;
    },
  },
  {
    verb: 'POST',
    path: '/$simulator/snapshots/{name}/restore',
    meaning:
      'restores the account to that snapshot, as often as you like; tasks that were running then start again. Its time stays as it is, unless its clock is held',
    async handle(controls, { params }) {
      await controls.restoreSnapshot(params['name'] ?? '');
      return done;
    },
  },
  {
    verb: 'POST',
    path: '/$simulator/waituntilidle',
    meaning:
      "responds when nothing that ends on its own is in progress: no running tasks, resizing pools, starting nodes or ending jobs. Waits at most `within` of the simulator's time (an hour by default; with a held clock, which moves on automatically for this, the 180 days that a task may last), then returns 409 with what is still in progress",
    async handle(controls, { body }) {
      const { within } = parseAsked<{ readonly within?: string }>('Wait', body ?? {});
      await controls.waitUntilIdle(within === undefined ? undefined : parseDurationMs(within));
      return done;
    },
  },
  {
    verb: 'GET',
    path: '/$simulator/outcomes',
    meaning: 'lists the planned outcomes, with the number of runs left for each',
    handle: (controls) => ({ status: 200, body: { value: controls.outcomes.planned } }),
  },
  {
    verb: 'POST',
    path: '/$simulator/outcomes',
    meaning:
      'plans how the next run ends, whatever its command line does: `outcome` is the same as in a scenario file. With `times` it applies to more than one run, with `always` to all; `kind` is `task` by default; `poolId`, `jobId`, `taskId` (`*` stands for any characters) and `commandLineIncludes` specify which runs',
    handle(controls, { body }) {
      const { outcome, ...planned } = parseAsked<PlannedBody>('PlannedOutcome', body);
      controls.planOutcome({ ...planned, outcome: toScript(outcome) });
      return { status: 201 };
    },
  },
  {
    verb: 'DELETE',
    path: '/$simulator/outcomes',
    meaning: 'clears them; runs then end as their command lines or the scenario determine',
    handle(controls) {
      controls.outcomes.clear();
      return done;
    },
  },
  {
    verb: 'GET',
    path: '/$simulator/faults',
    meaning: 'lists the faults',
    handle: (controls) => ({ status: 200, body: { value: controls.faults.planned.map(({ fault }) => fault) } }),
  },
  {
    verb: 'POST',
    path: '/$simulator/faults',
    meaning: 'adds a fault, or an array of them',
    handle(controls, { body }) {
      controls.faults.add(...(Array.isArray(body) ? body : [body]));
      return { status: 201 };
    },
  },
  {
    verb: 'DELETE',
    path: '/$simulator/faults',
    meaning: 'clears the faults',
    handle(controls) {
      controls.faults.clear();
      return done;
    },
  },
  {
    verb: 'POST',
    path: `${aNode}/preempt`,
    meaning:
      'preempts a Spot node, which is `preempted` until it is healed; its tasks are requeued. 409 for a dedicated node',
    handle: (controls, asked) => handleNode(asked, 'Nothing', (poolId, nodeId) => controls.preemptNode(poolId, nodeId)),
  },
  {
    verb: 'POST',
    path: `${aNode}/break`,
    meaning:
      'the node is `unusable`, or `unknown`, with these errors, until it is healed; its tasks are requeued. With `starttaskfailed`, its start task has run again and failed, with `exitCode` (1 by default); 409 if the pool has no start task',
    handle: (controls, asked) =>
      handleNode(asked, 'Breakage', (poolId, nodeId, body) => controls.breakNode(poolId, nodeId, body)),
  },
  {
    verb: 'POST',
    path: `${aNode}/filldisk`,
    meaning:
      'everything that starts on the node fails with `DiskFull` before its program starts; after ten seconds, the node is `unusable` because of this, until it is healed or reimaged',
    handle: (controls, asked) => handleNode(asked, 'Nothing', (poolId, nodeId) => controls.fillDisk(poolId, nodeId)),
  },
  {
    verb: 'POST',
    path: `${aNode}/heal`,
    meaning:
      'fixes what is wrong with the node: a preempted one starts again, one whose start task failed reboots and runs it again, others continue; a node with nothing wrong stays as it is',
    handle: (controls, asked) => handleNode(asked, 'Nothing', (poolId, nodeId) => controls.healNode(poolId, nodeId)),
  },
  {
    verb: 'GET',
    path: '/$simulator/quotas',
    meaning: "returns the account's quotas; those that are absent are ample",
    handle: (controls) => ({ status: 200, body: { ...controls.quotas } }),
  },
  {
    verb: 'PUT',
    path: '/$simulator/quotas',
    meaning: "replaces them, with Resource Manager's names; existing pools and jobs stay",
    handle(controls, { body }) {
      controls.setQuotas(parseAsked('Quotas', body));
      return done;
    },
  },
  {
    verb: 'POST',
    path: '/$simulator/time/advance',
    meaning:
      "lets this much of the simulator's time pass at once, at most `P31D`; everything that falls due in that time has happened, in order, by the time of the response",
    async handle(controls, { body }) {
      await controls.advanceTime(parseDurationMs(findText(parseAsked('Move', body), 'duration') ?? '') ?? 0);
      return done;
    },
  },
  {
    verb: 'GET',
    path: '/$simulator/allocationfailures',
    meaning: 'lists what prevents pools from growing',
    handle: (controls) => ({ status: 200, body: { value: controls.allocationFailures } }),
  },
  {
    verb: 'POST',
    path: '/$simulator/allocationfailures',
    meaning:
      'resizes of this pool (of all pools if absent, including those that are added later) get at most `nodes` nodes (none by default) and end with `errors` (by default `AllocationFailed` because of insufficient capacity), for `times` resizes, or until this is cleared',
    handle(controls, { body }) {
      controls.failAllocations(parseAsked('AllocationFailure', body ?? {}));
      return { status: 201 };
    },
  },
  {
    verb: 'DELETE',
    path: '/$simulator/allocationfailures',
    meaning: 'lets pools grow again; resizes that have ended must be requested again',
    handle(controls) {
      controls.clearAllocationFailures();
      return done;
    },
  },
];

const templates = controlRequests.map((request) => ({ request, template: toPathTemplate(request.path) }));

/** Returns true if a request controls the simulator itself. It is signed like any other, and needs no API version. */
export function isControlPath(path: string): boolean {
  return controlPath.test(path);
}

/** Query parameters that clients add to every request. */
const ofService: ReadonlySet<string> = new Set(['api-version', 'timeout']);

/** Carries out a control request. Rejects with refusals that explain what is possible. */
export async function controlReply(
  controls: Controls,
  verb: string,
  path: string,
  asked: Omit<Asked, 'params'>,
): Promise<Reply> {
  const segments = splitPath(path.replace(/\/$/, ''));
  const found = templates.flatMap(({ request, template }) => {
    const params = matchPath(template, segments);
    return params === undefined ? [] : [{ request, params }];
  });
  const match = found.find(({ request }) => request.verb === verb);
  if (match !== undefined) {
    const { queries = [] } = match.request;
    const other = [...asked.query.keys()].find((name) => !queries.includes(name) && !ofService.has(name));
    if (other !== undefined) {
      const known = queries.length === 0 ? 'It takes no query parameters' : `It takes ${queries.join(', ')}`;
      throw new ServiceError('UnsupportedQueryParameter', { QueryParameterName: other, Reason: known });
    }
    return match.request.handle(controls, { params: match.params, ...asked });
  }
  if (found.length === 0) {
    const known = [...new Set(controlRequests.map((request) => request.path))].join(', ');
    throw new ServiceError('ResourceNotFound', { Reason: `There are ${known}` });
  }
  const allow = found.map(({ request }) => request.verb).join(', ');
  throw new ServiceError('UnsupportedHttpVerb', { Reason: `It takes ${allow}` }, { headers: { allow } });
}

function toLines(requests: readonly RequestRecord[]): Reply {
  const lines = requests.map((request) => `${JSON.stringify(request)}\n`);
  return { status: 200, headers: { 'content-type': 'application/x-ndjson' }, stream: Readable.from(lines) };
}

function handleNode<T extends object>(
  { params, body }: Asked,
  model: string,
  handle: (poolId: string, nodeId: string, body: T) => void,
): Reply {
  handle(params['poolId'] ?? '', params['nodeId'] ?? '', parseAsked(model, body ?? {}));
  return done;
}
