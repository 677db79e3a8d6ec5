import { join } from 'node:path';
import type { ExtensionContext } from 'vscode';
import { BulkFolder } from '../../../app/actions/run/bulkFolder.ts';
import { HeartbeatWatch } from '../../../app/actions/run/heartbeatWatch.ts';
import type { VerbServices } from '../../../app/actions/run/verb.ts';
import type { State } from '../../../app/ports.ts';
import type { ComputeNode } from '../../../core/model/computeNode.ts';
import { readNode } from '../../../core/model/computeNodeShape.ts';
import type { NodeResource } from '../../../core/model/resource.ts';
import { readAs } from '../../../core/model/shape.ts';
import type { BulkItem } from '../../../core/remedy/bulk/bulkRecord.ts';
import { NodeFolder } from '../../../node/nodeFolder.ts';
import { nodeHost } from '../../../node/nodeHost.ts';
import { systemClock } from '../../../service/clock.ts';
import { forgetHostKeysOf } from '../../connect/hostKeys.ts';
import { whileReimaging } from '../../connect/reimagedNodes.ts';
import type { CommandServices } from '../command.ts';

/** What bulk actions work with. */
export interface BulkServices
  extends Pick<CommandServices, 'accounts' | 'causes' | 'clock' | 'journal' | 'kept' | 'log' | 'reread'> {
  readonly context: Pick<ExtensionContext, 'globalStorageUri' | 'subscriptions'> & { readonly globalState: State };
}

/** How a node was when the action on it was planned, as far as it was written down. */
function toNode({ resource, before }: BulkItem<NodeResource>): readonly [NodeResource, ComputeNode] {
  const { nodeId: id } = resource;
  return [resource, readAs(readNode, { ...before, id }).value ?? { id }];
}

/** The owners of bulk actions in other windows, as this one sees them. */
const watch = HeartbeatWatch.start(systemClock);

/** Where bulk actions are written down, of all windows of this machine: they look at each other, so all have the real time. */
export function toBulkFolder({
  context,
}: {
  readonly context: Pick<ExtensionContext, 'globalStorageUri'>;
}): BulkFolder {
  const folder = new NodeFolder(join(context.globalStorageUri.fsPath, 'bulk'));
  return new BulkFolder(folder, { clock: systemClock, host: nodeHost, watch });
}

export function toVerbServices({ accounts, journal, context, clock }: BulkServices): VerbServices {
  return {
    clock,
    getService: async (accountId) => (await accounts.getStore(accountId)).service,
    attempts: journal,
    whileReimaging: (items, request) => whileReimaging(context.globalState, items.map(toNode), request),
    forgetHostKey: (node) => forgetHostKeysOf(context.globalStorageUri, [node]),
  };
}
