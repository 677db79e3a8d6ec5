import { type LogName, logNames } from '../../src/core/model/logEnd.ts';
import type { NodeFile, NodeFileProperties } from '../../src/core/model/nodeFile.ts';
import type { BatchService, Page, Pages } from '../../src/service/ports.ts';

/** Makes a page of a list, by default the last one. */
export function page<T>(items: readonly T[], isLast = true): Page<T> {
  return Object.defineProperty([...items], 'isLast', { value: isLast });
}

/** Returns pages that are available immediately. */
export async function* pagesOf<T>(...pages: readonly (readonly T[])[]): Pages<T> {
  for (const [index, items] of pages.entries()) yield page(items, index === pages.length - 1);
}

/** Returns both logs of a task, as its files are listed. */
export function logFilesOf(toProperties: (name: LogName) => NodeFileProperties): Pages<NodeFile> {
  return pagesOf(logNames.map((name) => ({ name, isDirectory: false, properties: toProperties(name) })));
}

/** Answers of a fake; calls of missing ports fail. */
export type FakePorts = { readonly [Port in keyof BatchService]?: Partial<BatchService[Port]> };

/** Makes a service with the test's answers. */
export function fakeBatchService(ports: FakePorts = {}): BatchService {
  const base = {
    apiVersion: '2025-06-01',
    verify: async () => {},
    onDidAttempt: () => ({ dispose: () => {} }),
    onDidStep: () => ({ dispose: () => {} }),
    dispose: () => {},
    rights: noMissingRights,
    monitor: noMonitor,
    offer: noOffer,
    ...Object.fromEntries(portNames.map((name) => [name, notGiven(name)])),
  };
  return { ...base, ...ports } as BatchService;
}

/** Rights of a user who may do everything. */
const noMissingRights: BatchService['rights'] = {
  missing: [],
  whyMissing: () => undefined,
  learn: async () => {},
  forget: () => {},
  onDidChange: () => ({ dispose: () => {} }),
};

/** Monitor of an account that is opened by key. */
const noMonitor: BatchService['monitor'] = {
  isAvailable: false,
  getMetrics: async () => ({ unknown: 'keyOnly' }),
  listEvents: async () => ({ unknown: 'keyOnly' }),
  findThings: async () => ({ unknown: 'keyOnly' }),
  listChanges: async () => ({ unknown: 'keyOnly' }),
  listEndpoints: async () => ({ unknown: 'keyOnly' }),
  getHealth: async () => ({ unknown: 'keyOnly' }),
  getNetwork: async () => ({ unknown: 'keyOnly' }),
  knownNetworks: new Map(),
  onDidLook: () => ({ dispose: () => {} }),
};

/** Offer of a service that doesn't report one. */
const noOffer: BatchService['offer'] = {
  known: {},
  listImages: async () => ({ whyUnknown: 'Nobody was asked.' }),
  listSizes: async () => ({ whyUnknown: 'Nobody was asked.' }),
  listApplications: async () => ({ whyUnknown: 'Nobody was asked.' }),
};

const portNames = [
  'pools',
  'nodes',
  'jobs',
  'jobSchedules',
  'tasks',
  'taskFiles',
  'nodeFiles',
  'agentLogs',
  'inputs',
  'quotas',
] as const;

function notGiven(name: string): object {
  return new Proxy(
    {},
    {
      get: (_target, method) => () => {
        throw new Error(`the fake has no ${name}.${String(method)}`);
      },
    },
  );
}
