import type { NodeResource, Resource } from '../../../core/model/resource.ts';
import { takesTasks } from '../../../core/remedy/nodePlans.ts';
import type { PoolResize } from '../../../service/ports.ts';
import { deleteJobScheduleVerb } from '../../bulk/verbs/jobSchedules.ts';
import { deleteJobVerb } from '../../bulk/verbs/jobs.ts';
import { deallocateVerb, disableSchedulingVerb, rebootVerb, reimageVerb } from '../../bulk/verbs/nodes.ts';
import { deletePoolVerb, resizePoolVerb } from '../../bulk/verbs/pools.ts';
import { removeNodesVerb } from '../../bulk/verbs/removeNodes.ts';
import type { AnyVerb } from '../../bulk/verbs/verbs.ts';
import type { CommandServices } from '../command.ts';
import { confirmDeletions } from '../job/delete.ts';
import { confirmScheduleDeletions } from '../jobSchedule/delete.ts';
import { judgeNodes } from '../node/candidates.ts';
import { confirmWholePools } from '../node/confirmWholePools.ts';
import { confirmPoolDeletions } from '../pool/delete.ts';
import { confirmEmptying } from '../pool/resize.ts';

/** What is left of a bulk action and is to be done. */
interface Rest {
  readonly verb: AnyVerb;
  readonly choices: object;
  readonly resources: readonly Resource[];
}

type Ask = (services: Pick<CommandServices, 'accounts'>, rest: Rest) => Promise<unknown>;

const askWholePools =
  (options?: Parameters<typeof confirmWholePools>[2]): Ask =>
  async (services, { verb, resources }) => {
    const nodes = resources.filter((resource): resource is NodeResource => resource.kind === 'node');
    const { candidates } = await judgeNodes(services, nodes, () => ({ possible: true }));
    await confirmWholePools(candidates, verb.texts.confirm(), options);
  };

const asks: ReadonlyMap<string, Ask> = new Map<string, Ask>([
  [
    deleteJobVerb.id,
    (services, { resources }) =>
      confirmDeletions(
        services,
        resources.filter((resource) => resource.kind === 'job'),
      ),
  ],
  [
    deleteJobScheduleVerb.id,
    (services, { resources }) =>
      confirmScheduleDeletions(
        services,
        resources.filter((resource) => resource.kind === 'jobSchedule'),
      ),
  ],
  [
    deletePoolVerb.id,
    (services, { resources }) =>
      confirmPoolDeletions(
        services,
        resources.filter((resource) => resource.kind === 'pool'),
      ),
  ],
  [deallocateVerb.id, askWholePools()],
  [disableSchedulingVerb.id, askWholePools({ loses: ({ node }) => takesTasks(node) })],
  [rebootVerb.id, askWholePools({ loses: ({ node }) => takesTasks(node), comeBack: true })],
  [reimageVerb.id, askWholePools()],
  [removeNodesVerb.id, askWholePools()],
  [
    resizePoolVerb.id,
    async (_services, { choices, resources }) => {
      const { targetDedicatedNodes = 0, targetLowPriorityNodes = 0 }: Partial<PoolResize> = choices;
      if (targetDedicatedNodes + targetLowPriorityNodes > 0) return;
      for (const resource of resources) if (resource.kind === 'pool') await confirmEmptying(resource.poolId);
    },
  ],
]);

/**
 * Has the names typed that the action itself has typed before it does this: who does the rest of it knows no more than
 * who began it. Throws `Cancelled`.
 */
export async function askTypedNames(services: Pick<CommandServices, 'accounts'>, rest: Rest): Promise<void> {
  await asks.get(rest.verb.id)?.(services, rest);
}
