import { type Call, param } from '../http/call.ts';
import { listedArray, listPage, type ReplyShape } from '../http/listing.ts';
import type { Reply } from '../http/reply.ts';
import { ServiceError } from '../http/serviceError.ts';
import { singleReply } from '../http/single.ts';
import { findOs } from '../state/nodeOs.ts';
import type { NodeRecord } from '../state/records.ts';
import { toKey } from '../state/sortedTable.ts';
import { findObject, findObjects, findText, type WireObject } from '../state/wire.ts';
import { getNamedNode } from './find.ts';

const extensionReplyShape: ReplyShape<WireObject> = {
  fragment: 'extensions',
  properties: ['provisioningState', 'vmExtension', 'instanceView'],
  toWire: (extension) => extension,
};

export function listExtensions(call: Call): Reply {
  return listPage(call, listedArray(findExtensions(getNamedNode(call))), extensionReplyShape);
}

export function getExtension(call: Call): Reply {
  const wanted = toKey(param(call, 'extensionName'));
  const isWanted = (extension: WireObject): boolean =>
    toKey(findText(findObject(extension, 'vmExtension'), 'name') ?? '') === wanted;
  const found = findExtensions(getNamedNode(call)).find(isWanted);
  if (found === undefined) throw new ServiceError('ResourceNotFound');
  return singleReply(call, found, extensionReplyShape);
}

/** What Batch itself puts on every node of Linux (recorded). */
const batchExtension: WireObject = {
  name: 'batchNodeExtension',
  publisher: 'Microsoft.Azure.Extensions',
  type: 'CustomScript',
  typeHandlerVersion: '2.0',
  autoUpgradeMinorVersion: true,
};

/**
 * The extensions the pool asks for and then Batch's own, all of them provisioned. What is protected of their settings
 * never comes back.
 */
function findExtensions(node: NodeRecord): readonly WireObject[] {
  const asked = findObjects(findObject(node.pool.spec, 'virtualMachineConfiguration'), 'extensions');
  const own = findOs(node) === 'linux' ? [batchExtension] : [];
  return [...asked, ...own].map(({ protectedSettings: _secret, ...vmExtension }) => ({
    provisioningState: 'Succeeded',
    vmExtension,
    instanceView: {
      name: vmExtension['name'],
      statuses: [{ code: 'ProvisioningState/succeeded', displayStatus: 'Provisioning succeeded', level: 'Info' }],
    },
  }));
}
