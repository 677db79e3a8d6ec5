import type { BatchService, CallOptions, Pages } from '../../service/ports.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';
import { type InTurn, requestsPerExample, requestsPerTask } from '../causes/knownCauses.ts';
import type { FoundRuns } from '../evidence/foundRuns.ts';
import type { AgentServices } from './services.ts';

/*
 * Reads that serve only an agent's call wait their turn, and are aborted with the call. Reads that views share, such as
 * lists and logs of causes, start in turn and then continue for the views.
 */

/** Number of arguments before the last one, which are the options. */
type BeforeOptions<Read> = Read extends (...args: infer Args) => unknown
  ? Required<Args> extends readonly [...infer Before, unknown]
    ? Before['length']
    : never
  : never;
/** Reads of the service, by port and name, with the number of arguments before their options. */
type Reads = {
  readonly [Port in keyof BatchService]?: {
    readonly [Name in keyof BatchService[Port]]?: BeforeOptions<BatchService[Port][Name]>;
  };
};
type AnyReads = Readonly<Record<string, Readonly<Record<string, number>>>>;

const answers: AnyReads = {
  pools: { getPool: 1, evaluateAutoscale: 2 },
  nodes: { getNode: 2, getRemoteLoginSettings: 2 },
  jobs: { getJob: 1, getTaskCounts: 1 },
  jobSchedules: { getJobSchedule: 1 },
  tasks: { getTask: 2 },
  taskFiles: { getFileProperties: 2, readFile: 2 },
  nodeFiles: { getFileProperties: 2, readFile: 2 },
  agentLogs: { listFiles: 2 },
  inputs: { getInputProperties: 1 },
  quotas: { getQuotas: 0 },
  offer: { listImages: 0, listSizes: 0, listApplications: 0 },
  monitor: {
    getMetrics: 0,
    listEvents: 1,
    findThings: 1,
    listChanges: 0,
    listEndpoints: 0,
    getNetwork: 1,
    getHealth: 0,
  },
} satisfies Reads;
const lists: AnyReads = {
  pools: { listPools: 0, listNodeCounts: 0 },
  nodes: { listNodes: 1 },
  jobs: { listJobs: 0, listPreparationAndReleaseStatus: 1 },
  jobSchedules: { listJobSchedules: 0, listJobsFromSchedule: 1 },
  tasks: { listTasks: 1, listSubtasks: 2 },
  taskFiles: { listFiles: 1 },
  nodeFiles: { listFiles: 1 },
} satisfies Reads;
/** Maximum number of requests of a read that also uses other hosts, because files may be only in storage. */
const requestsOf: Readonly<Record<string, number>> = {
  taskFiles: 3,
  nodeFiles: 3,
  agentLogs: 3,
  quotas: 3,
  offer: 3,
  monitor: 4,
};

/**
 * Maximum number of usual requests for a job's counts, preparation, waits, broken nodes, and quotas, and for the logs
 * of its preparation task or of its pool's start task.
 */
const requestsOfJobItself = 7 + requestsPerTask;

/**
 * Returns the services of a call. Reads are done in turn, and aborted by `signal` if only the call needs them.
 * `goodRuns` are shared by agents' calls.
 */
export function toOwnServices(
  services: AgentServices,
  toInTurn: (accountId: string) => InTurn,
  goodRuns: FoundRuns,
  signal: AbortSignal,
): AgentServices {
  const shared = new WeakMap<object, AccountStore>();
  const stores = new WeakMap<AccountStore, AccountStore>();
  const toShared = <S extends Pick<AccountStore, 'service'>>(store: S): S =>
    (shared.get(store) as S | undefined) ?? store;
  const toOwn = (store: AccountStore): AccountStore => {
    const own = stores.get(store) ?? toOwnStore(store, toInTurn(store.account.id), signal);
    stores.set(store, own);
    shared.set(own, store);
    shared.set(own.service, store);
    return own;
  };
  const { accounts, causes, reader } = services;
  const turnsOf = (store: AccountStore): InTurn => toInTurn(store.account.id);
  return {
    ...services,
    accounts: withOwn(accounts, {
      getStore: async (accountId) => toOwn(await accounts.getStore(accountId)),
      findStore: (accountId) => {
        const store = accounts.findStore(accountId);
        return store && toOwn(store);
      },
    }),
    causes: withOwn(causes, {
      ofJob: (store, jobId) => causes.ofJob(toShared(store), jobId, turnsOf(store)),
      ofJobItself: (store, job) => turnsOf(store)(() => causes.ofJobItself(toShared(store), job), requestsOfJobItself),
      shownOf: (store, resource) => causes.shownOf(toShared(store), resource),
      ofAccount: (store, poolId) => causes.ofAccount(toShared(store), poolId, turnsOf(store)),
      ofWholeAccount: (store, tasks) => turnsOf(store)(() => causes.ofWholeAccount(toShared(store), tasks), Infinity),
      withExamples: (store, known, most) => causes.withExamples(toShared(store), known, most, turnsOf(store)),
      readMore: (store, resource) => turnsOf(store)(() => causes.readMore(toShared(store), resource), Infinity),
      judgeSucceeded: (store, jobId) => causes.judgeSucceeded(toShared(store), jobId, turnsOf(store)),
      ofTasks: (store, failed, areExplained) =>
        turnsOf(store)(
          () => causes.ofTasks(toShared(store), failed, areExplained),
          failed.length * (areExplained === true ? requestsPerTask + requestsPerExample : requestsPerTask),
        ),
      follow: (store, now, target) => causes.follow(toShared(store), now, target),
    }),
    reader: withOwn(reader, {
      read: (store, resource, ...more) =>
        toInTurn(resource.accountId)(() => reader.read(toShared(store), resource, ...more), requestsPerTask),
    }),
    goodRuns: withOwn(goodRuns, {
      find: (service, ...more) => goodRuns.find(shared.get(service)?.service ?? service, ...more),
    }),
  };
}

function toOwnStore(store: AccountStore, inTurn: InTurn, signal: AbortSignal): AccountStore {
  return withOwn(store, {
    service: toOwnService(store.service, inTurn, signal),
    load: (scope) => inTurn(() => store.load(scope), 1),
    loadMore: (scope) => inTurn(() => store.loadMore(scope), 1),
    refresh: (scopes) => inTurn(() => store.refresh(scopes), scopes?.length ?? Infinity),
    loadTaskCounts: (jobIds) => inTurn(() => store.loadTaskCounts(jobIds), jobIds.length),
    loadMissingTaskCounts: (jobIds) => inTurn(() => store.loadMissingTaskCounts(jobIds), jobIds.length),
  });
}

function toOwnService(service: BatchService, inTurn: InTurn, signal: AbortSignal): BatchService {
  const names = Object.keys({ ...answers, ...lists });
  const ports = names.map((name) => [name, toOwnPort(Reflect.get(service, name), name, inTurn, signal)]);
  return withOwn(service, Object.fromEntries(ports));
}

function toOwnPort(port: object, name: string, inTurn: InTurn, signal: AbortSignal): object {
  const requests = requestsOf[name] ?? 1;
  const own: Record<string, (...args: readonly unknown[]) => unknown> = {};
  for (const [method, at] of Object.entries(answers[name] ?? {})) {
    const ask = Reflect.get(port, method).bind(port);
    own[method] = (...args) => inTurn(() => ask(...withSignal(args, at, signal)), requests);
  }
  for (const [method, at] of Object.entries(lists[name] ?? {})) {
    const list = Reflect.get(port, method).bind(port);
    own[method] = (...args) => readInTurn(list(...withSignal(args, at, signal)), inTurn, requests);
  }
  return withOwn(port, own);
}

/** Adds `signal` to the arguments of a read, at position `at`. */
function withSignal(args: readonly unknown[], at: number, signal: AbortSignal): readonly unknown[] {
  const options: CallOptions = args[at] ?? {};
  const both = options.signal === undefined ? signal : AbortSignal.any([options.signal, signal]);
  return Object.assign([...args], { [at]: { ...options, signal: both } });
}

async function* readInTurn<T>(pages: Pages<T>, inTurn: InTurn, requests: number) {
  const iterator = pages[Symbol.asyncIterator]();
  try {
    for (;;) {
      const { done, value } = await inTurn(() => iterator.next(), requests);
      if (done) return;
      yield value;
      if (value.isLast) return;
    }
  } finally {
    await iterator.return?.();
  }
}

/** Returns `target` with the members of `own` replaced. Methods of `target` keep their `this`. */
function withOwn<T extends object>(target: T, own: Partial<T>): T {
  return new Proxy(target, {
    get(_target, name) {
      const value = Object.hasOwn(own, name) ? Reflect.get(own, name) : Reflect.get(target, name);
      return typeof value === 'function' && !Object.hasOwn(own, name) ? value.bind(target) : value;
    },
  });
}
