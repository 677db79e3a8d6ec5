import * as l10n from '@vscode/l10n';
import type { NodeResource } from '../../core/model/resource.ts';
import type { BatchService } from '../../service/ports.ts';
import { ui } from '../ui/ui.ts';
import type { Login } from './pickNodeUser.ts';
import type { NodeMemory } from './reimagedNodes.ts';
import { removeTemporaryUser } from './runOnNode.ts';

/**
 * Connects as a user. One that was added to the node for this is removed again, and that is said, where `connect` rejects:
 * after a connection was refused or cancelled, no one is left who could sign in to the node. Throws what `connect`
 * throws.
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
