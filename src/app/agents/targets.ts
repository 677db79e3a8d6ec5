import { type Resource, toFileOwner, toJobOrAccount, toNamedThing } from '../../core/model/resource.ts';
import { isByResourceId, parseAddress, toLink } from '../../core/places/address.ts';
import type { CauseTarget } from '../../core/places/documentPath.ts';
import { toCauseTarget } from '../actions/failures/toCauseTarget.ts';
import { toHit, toResources } from '../actions/targets/targets.ts';
import { toExplanationTarget } from '../explain/addressTarget.ts';
import type { ExplanationTarget } from '../explain/explained.ts';
import { findNamedAccount } from './account.ts';
import { Refusal } from './answer.ts';
import { type DataLine, mendLink } from './fence.ts';
import type { AgentServices } from './services.ts';

/** The properties of an input that name an item. */
export interface NamedThing {
  readonly target?: string | undefined;
  readonly account?: string | undefined;
  readonly job?: string | undefined;
  readonly task?: string | undefined;
  readonly pool?: string | undefined;
  readonly node?: string | undefined;
  readonly cause?: string | undefined;
}

/** Finds the item to explain: the one that the input names or, without one, the active item. Throws `Refusal`. */
export function findTarget(services: AgentServices, named: NamedThing): ExplanationTarget {
  if (named.target !== undefined) return fromAddress(services, named.target);
  const hasNames = [named.account, named.job, named.task, named.pool, named.node, named.cause].some(
    (one) => one !== undefined,
  );
  return hasNames ? fromNames(services, named) : findInFront(services);
}

function fromAddress(services: AgentServices, text: string): ExplanationTarget {
  const address = parseAddress(mendLink(text));
  if (address === undefined)
    throw new Refusal(
      "The target doesn't name anything in Azure Batch. Give a link from one of these tools, a Batch service URL, an Azure portal address, a resource ID, or the IDs: job and task, pool and node.",
    );
  const { id: accountId } = findNamedAccount(
    services,
    isByResourceId(address) ? address.account.name : address.resource.accountId,
  );
  return toExplanationTarget(address, accountId);
}

function fromNames(services: AgentServices, { account, job, task, pool, node, cause }: NamedThing): ExplanationTarget {
  if (task !== undefined && job === undefined) throw new Refusal('A task needs its job. Call again with job and task.');
  if (node !== undefined && pool === undefined)
    throw new Refusal('A node needs its pool. Call again with pool and node.');
  if (job !== undefined && pool !== undefined)
    throw new Refusal('Name either a job or a pool. Call again with one of them.');
  const { id: accountId } = findNamedAccount(services, account);
  if (cause !== undefined) {
    if (task !== undefined || pool !== undefined)
      throw new Refusal(
        'A cause belongs to an account or a job. Call again with cause, and with job if it belongs to one.',
      );
    return { resource: toJobOrAccount(accountId, job), document: 'cause', fingerprint: cause };
  }
  const resource = toNamedThing(accountId, { jobId: job, taskId: task, poolId: pool, nodeId: node });
  return { resource, document: 'explanation' };
}

function findInFront(services: AgentServices): ExplanationTarget {
  for (const args of services.inFront()) {
    const cause = args.map(toCauseTarget).find((one) => one !== undefined);
    if (cause !== undefined && toHit(args[0]) === undefined) return cause;
    const [resource] = toResources(args);
    if (resource !== undefined) return { resource: toFileOwner(resource), document: 'explanation' };
  }
  throw new Refusal(
    `${services.linkScheme === undefined ? 'Nothing is named' : 'Nothing from Azure Batch is open in front of the user'}. Call again with target or with IDs, or call azurebatch_list_failures to see what failed.`,
  );
}

/** Returns a line that names an item: its link or, outside the editor, the call that explains it. */
export function nameThing(
  { linkScheme, accounts }: AgentServices,
  label: string,
  thing: Resource | CauseTarget,
): DataLine {
  if (linkScheme !== undefined) return { label, link: toLink(linkScheme, thing) };
  const resource = 'document' in thing ? thing.resource : thing;
  const input = {
    ...(accounts.all.length > 1 ? { account: resource.accountId } : {}),
    ...('jobId' in resource ? { job: resource.jobId } : {}),
    ...('taskId' in resource ? { task: resource.taskId } : {}),
    ...('poolId' in resource ? { pool: resource.poolId } : {}),
    ...('nodeId' in resource ? { node: resource.nodeId } : {}),
    ...('document' in thing ? { cause: thing.fingerprint } : {}),
  };
  return `${label} azurebatch_explain ${JSON.stringify(input)}`;
}
