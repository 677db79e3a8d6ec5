import type { Operation } from '../operation.ts';
import { checkAsked } from '../schema/checkBody.ts';
import { parseModels } from '../schema/models.ts';
import { toOperationName } from './parseFault.ts';
import { invalidPropertyValue } from './serviceError.ts';

/** Permissions of a role, as in Azure (Azure documentation: "Understand Azure role definitions"). */
export interface Permissions {
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly dataActions: readonly string[];
  readonly notDataActions: readonly string[];
}

/** A custom role. */
export interface CustomRole extends Permissions {
  /** IDs of further operations to refuse, whose permission Azure doesn't document. */
  readonly refuses?: readonly string[];
}

const batch = 'Microsoft.Batch/batchAccounts';
const none = { notActions: [], notDataActions: [] };
const jobs = [`${batch}/jobSchedules/*`, `${batch}/jobs/*`];

/** Batch documentation: "Role-based access control for Azure Batch service". */
const builtIn = {
  'Azure Batch Account Contributor': {
    actions: ['Microsoft.Authorization/*/read', 'Microsoft.Batch/*'],
    dataActions: ['Microsoft.Batch/*'],
    ...none,
  },
  'Azure Batch Account Reader': {
    actions: [`${batch}/read`, `${batch}/*/read`],
    dataActions: [`${batch}/*/read`],
    ...none,
  },
  'Azure Batch Data Contributor': {
    actions: ['Microsoft.Authorization/*/read', `${batch}/read`, `${batch}/applications/*`, `${batch}/pools/*`],
    dataActions: jobs,
    ...none,
  },
  'Azure Batch Job Submitter': {
    actions: [`${batch}/applications/read`, `${batch}/pools/read`],
    dataActions: jobs,
    ...none,
  },
} as const satisfies Readonly<Record<string, Permissions>>;

/** The name of a built-in role, or the permissions of a custom one. */
export type Role = RoleName | CustomRole;
export type RoleName = keyof typeof builtIn;
export const roleNames = Object.keys(builtIn) as readonly RoleName[];

const roleModels = parseModels(
  'Role: actions=string[]! notActions=string[]! dataActions=string[]! notDataActions=string[]! refuses=string[]',
);

/** Throws a refusal for a role, a permission or an operation that doesn't exist. */
function parseRole(client: string, role: Role): Role {
  const property = `roles.${client}`;
  if (typeof role === 'string') {
    if (roleNames.includes(role)) return role;
    throw invalidPropertyValue(property, role, `The value must be one of ${roleNames.join(', ')}`);
  }
  const { refuses = [] } = role;
  for (const id of refuses) toOperationName(id, `${property}.refuses`);
  // The model has the properties of the type.
  return checkAsked(roleModels, 'Role', role) as unknown as CustomRole;
}

/** Roles in the account, by client ID of the token; a client without a role may do everything. */
export class Roles {
  readonly #byClient: Map<string, Role>;

  constructor(roles: Readonly<Record<string, Role>> = {}) {
    this.#byClient = new Map(Object.entries(roles).map(([client, role]) => [client, parseRole(client, role)]));
  }

  /** Replaces a client's role; without one, it may do everything. */
  assign(clientId: string, role: Role | undefined): void {
    if (role === undefined) this.#byClient.delete(clientId);
    else this.#byClient.set(clientId, parseRole(clientId, role));
  }

  /** Returns the client's permissions in Resource Manager's format. */
  list(clientId: string | undefined): Permissions {
    const { actions, notActions, dataActions, notDataActions } = this.#find(clientId) ?? toEverything();
    return { actions, notActions, dataActions, notDataActions };
  }

  /** Returns true if the role of the client permits the operation. */
  allows(clientId: string | undefined, operation: Operation): boolean {
    const role = this.#find(clientId);
    if (role === undefined) return true;
    if (role.refuses?.includes(operation.id)) return false;
    const wanted = toPermission(operation);
    return wanted === undefined || isGranted(role, wanted);
  }

  /** Returns true if the client may perform an action at Resource Manager, such as reading the account's keys. */
  allowsAction(clientId: string | undefined, action: string): boolean {
    const role = this.#find(clientId);
    return role === undefined || isGranted(role, action);
  }

  #find(clientId: string | undefined): CustomRole | undefined {
    const role = clientId === undefined ? undefined : this.#byClient.get(clientId);
    return typeof role === 'string' ? builtIn[role] : role;
  }
}

function toEverything(): Permissions {
  return builtIn['Azure Batch Account Contributor'];
}

/**
 * Returns the permission that an operation requires (Azure documentation: "Azure permissions for Compute",
 * `Microsoft.Batch`); undefined for operations that every signed-in client may call. Operations on nodes require
 * permissions that the documentation of roles does not mention.
 */
function toPermission({ id, verb, path }: Operation): string | undefined {
  const isRead = verb === 'GET' || verb === 'HEAD' || id === 'Pool_EvaluateAutoScale';
  const access = isRead ? 'read' : verb === 'DELETE' && !/\/(tasks|files)\b/.test(path) ? 'delete' : 'write';
  if (/^\/jobschedules\b/.test(path)) return `${batch}/jobSchedules/${access}`;
  if (/^\/jobs\b/.test(path)) return `${batch}/jobs/${access}`;
  if (/^\/pools\/\{poolId\}\/(nodes|removenodes)\b/.test(path) && !isRead)
    return `${batch}/computePools/computeNodes/${access}`;
  if (/^\/(pools|nodecounts|supportedimages|poolusagemetrics)\b/.test(path)) return `${batch}/pools/${access}`;
  return /^\/applications\b/.test(path) ? `${batch}/applications/read` : undefined;
}

function isGranted({ actions, notActions, dataActions, notDataActions }: Permissions, wanted: string): boolean {
  const fits = (patterns: readonly string[]): boolean =>
    patterns.some((pattern) => fitsPattern(wanted.toLowerCase(), pattern.toLowerCase()));
  return (fits(actions) && !fits(notActions)) || (fits(dataActions) && !fits(notDataActions));
}
/** Returns true if a text matches a pattern in which stars match any characters. */
function fitsPattern(text: string, pattern: string): boolean {
  const [start = '', ...parts] = pattern.split('*');
  const end = parts.pop();
  if (end === undefined) return text === pattern;
  if (!text.startsWith(start)) return false;
  let at = start.length;
  for (const part of parts) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return text.length - end.length >= at && text.endsWith(end);
}
