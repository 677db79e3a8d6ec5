import type { Permission, Right } from '../model/right.ts';

interface Grant {
  /** The least privileged built-in Azure role that grants the right; role names are the same in every language. */
  readonly role: string;
  /** Permissions below `Microsoft.Batch/batchAccounts/`, any one of which is enough. */
  readonly permissions: readonly string[];
}

const reader = 'Azure Batch Account Reader';
const dataContributor = 'Azure Batch Data Contributor';
const accountContributor = 'Azure Batch Account Contributor';
const jobSubmitter = 'Azure Batch Job Submitter';

/** Permissions that allow all reads, or everything (Batch documentation: "Assign a custom role"). */
const anyRead = 'read';
const anything = 'listKeys/action';

/**
 * Requirements of each kind of request (Batch documentation: "Role-based access control for Azure Batch service"). The
 * documentation says little about tasks and nodes, so any permission that may be sufficient counts, and nothing is
 * refused here that Azure allows.
 */
const grants: Readonly<Record<Right, Grant>> = {
  readPools: { role: reader, permissions: ['pools/read', anyRead] },
  changePools: { role: dataContributor, permissions: ['pools/write'] },
  deletePools: { role: dataContributor, permissions: ['pools/delete'] },
  readNodes: { role: reader, permissions: ['pools/read', 'computePools/computeNodes/read', anyRead] },
  changeNodes: { role: accountContributor, permissions: ['pools/write', 'computePools/computeNodes/reboot/action'] },
  readJobs: { role: reader, permissions: ['jobs/read', anyRead] },
  changeJobs: { role: jobSubmitter, permissions: ['jobs/write'] },
  deleteJobs: { role: jobSubmitter, permissions: ['jobs/delete'] },
  deleteTasks: { role: jobSubmitter, permissions: ['jobs/write', 'jobs/delete'] },
  readSchedules: { role: reader, permissions: ['jobSchedules/read', anyRead] },
  changeSchedules: { role: jobSubmitter, permissions: ['jobSchedules/write'] },
  deleteSchedules: { role: jobSubmitter, permissions: ['jobSchedules/delete'] },
};

export const allRights = Object.keys(grants) as readonly Right[];

/** Returns the role to request. */
export function toRole(right: Right): string {
  return grants[right].role;
}

/** Checks whether a right covers only reading. */
export function isOfReading(right: Right): boolean {
  return right.startsWith('read');
}

/** Checks whether roles with these `permissions` grant a right. */
export function isGranted(right: Right, permissions: readonly Permission[]): boolean {
  return [...grants[right].permissions, anything].some((name) =>
    permissions.some((permission) => isAllowed(permission, `Microsoft.Batch/batchAccounts/${name}`)),
  );
}

function isAllowed({ actions, notActions, dataActions, notDataActions }: Permission, name: string): boolean {
  return isAmong(actions, notActions, name) || isAmong(dataActions, notDataActions, name);
}

function isAmong(granted: readonly string[], withheld: readonly string[], name: string): boolean {
  return granted.some((pattern) => fits(pattern, name)) && !withheld.some((pattern) => fits(pattern, name));
}

/** Checks whether a pattern matches a name; `*` matches any text, and case doesn't matter. */
function fits(pattern: string, name: string): boolean {
  const [start = '', ...others] = pattern.toLowerCase().split('*');
  const wanted = name.toLowerCase();
  if (others.length === 0) return wanted === start;
  const end = others.pop() ?? '';
  if (!wanted.startsWith(start)) return false;
  let from = start.length;
  for (const part of others) {
    const at = wanted.indexOf(part, from);
    if (at < 0) return false;
    from = at + part.length;
  }
  return wanted.length - end.length >= from && wanted.endsWith(end);
}

/** Returns the right that a request to the service requires; undefined if it requires none. */
export function findRight(method: string, path: string): Right | undefined {
  const [, things, id, below] = /^\/([^/]+)(?:\/([^/]+))?(?:\/([^/]+))?/.exec(path.toLowerCase()) ?? [];
  const isReading = method === 'GET' || method === 'HEAD';
  switch (things) {
    case 'pools':
      // A POST request that changes nothing (Batch documentation: "Pool - Evaluate Auto Scale").
      if (below === 'evaluateautoscale') return undefined;
      if (below === 'nodes' || below === 'removenodes') return isReading ? 'readNodes' : 'changeNodes';
      return isReading ? 'readPools' : isDeletion(method, id, below) ? 'deletePools' : 'changePools';
    case 'nodecounts':
      return 'readNodes';
    case 'jobs':
      if (isReading) return 'readJobs';
      if (method === 'DELETE' && below === 'tasks') return 'deleteTasks';
      return isDeletion(method, id, below) ? 'deleteJobs' : 'changeJobs';
    case 'jobschedules':
      return isReading ? 'readSchedules' : isDeletion(method, id, below) ? 'deleteSchedules' : 'changeSchedules';
    default:
      return undefined;
  }
}

function isDeletion(method: string, id: string | undefined, below: string | undefined): boolean {
  return method === 'DELETE' && id !== undefined && below === undefined;
}
