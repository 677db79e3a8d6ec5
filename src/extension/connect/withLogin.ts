import * as l10n from '@vscode/l10n';
import type { Login } from '../../app/connect/pickNodeUser.ts';
import type { NodeResource } from '../../core/model/resource.ts';
import type { BatchService } from '../../service/ports.ts';
import { ui } from '../ui/ui.ts';
import type { NodeMemory } from './reimagedNodes.ts';
import { removeTemporaryUser } from './runOnNode.ts';

/**
 * Connects as a user. If `connect` rejects, removes a user that was added to the node for this, and reports that: an
 * unused login must not stay on the node after a connection was refused or canceled. Throws what `connect` throws.
 */
export async function withLogin<T>(
  service: BatchService,
  memory: NodeMemory,
  node: NodeResource,
  { name, isNew = false }: Login,
  connect: () => Promise<T>,
): Promise<T> {
  try {
    return await connect();
  } catch (error) {
    if (isNew) {
      const failure = await removeTemporaryUser(service, memory, node, name);
      if (failure === undefined) ui.notify('status', l10n.t('The user {name} was removed from the node.', { name }));
      else ui.notify('warning', failure);
    }
    throw error;
  }
}
