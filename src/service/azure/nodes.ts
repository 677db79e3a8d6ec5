import type { NodeUser } from '../../core/model/computeNode.ts';
import { readLogUploadResult, readNode, readRemoteLoginSettings } from '../../core/model/computeNodeShape.ts';
import type { LogUpload, NodePort } from '../ports.ts';
import type { AccountClient } from './account.ts';
import { toListQuery } from './options.ts';
import { toAbortOptions } from './policies/signal.ts';
import { readPages } from './readPages.ts';
import { deallocateNodeSpec, startNodeSpec } from './versions/operations.ts';
import { requirePreferredVersion } from './versions/versions.ts';
import { asArgument, readObject } from './wire.ts';

/** Creates the port for compute nodes of one account (Batch documentation: "Compute Node"). */
export function createNodePort(account: AccountClient): NodePort {
  const { client } = account;
  const nodes = client.computeNode;
  return {
    /** Lists a pool's nodes page by page; each page is requested when it is consumed. */
    listNodes(poolId, options = {}) {
      const call = toAbortOptions(options);
      return readPages(readNode, {
        account,
        options,
        first: (pageSize) => nodes.list(poolId, { ...call, computeNodeListOptions: toListQuery(options, pageSize) }),
        next: (link) => nodes.listNext(link, call),
      });
    },

    getNode: (poolId, nodeId, options = {}) => readObject(readNode, nodes.get(poolId, nodeId, toAbortOptions(options))),

    async rebootNode(poolId, nodeId, option, options = {}) {
      await nodes.reboot(poolId, nodeId, { ...toAbortOptions(options), nodeRebootOption: asArgument(option) });
    },

    async reimageNode(poolId, nodeId, option, options = {}) {
      await nodes.reimage(poolId, nodeId, { ...toAbortOptions(options), nodeReimageOption: asArgument(option) });
    },

    async startNode(poolId, nodeId, options = {}) {
      requirePreferredVersion(client.version);
      await client.sendOperationRequest({ poolId, nodeId, options: toAbortOptions(options) }, startNodeSpec);
    },

    async deallocateNode(poolId, nodeId, option, options = {}) {
      requirePreferredVersion(client.version);
      const call = { ...toAbortOptions(options), nodeDeallocateOption: option };
      await client.sendOperationRequest({ poolId, nodeId, options: call }, deallocateNodeSpec);
    },

    async disableScheduling(poolId, nodeId, option, options = {}) {
      const call = { ...toAbortOptions(options), nodeDisableSchedulingOption: asArgument<'requeue'>(option) };
      await nodes.disableScheduling(poolId, nodeId, call);
    },

    async enableScheduling(poolId, nodeId, options = {}) {
      await nodes.enableScheduling(poolId, nodeId, toAbortOptions(options));
    },

    async addUser(poolId, nodeId, user, options = {}) {
      await nodes.addUser(poolId, nodeId, asArgument(user), toAbortOptions(options));
    },

    async updateUser(poolId, nodeId, user: NodeUser, options = {}) {
      const { name, isAdmin: _isAdmin, ...update } = user;
      await nodes.updateUser(poolId, nodeId, name, asArgument(update), toAbortOptions(options));
    },

    async removeUser(poolId, nodeId, userName, options = {}) {
      await nodes.deleteUser(poolId, nodeId, userName, toAbortOptions(options));
    },

    getRemoteLoginSettings: (poolId, nodeId, options = {}) =>
      readObject(readRemoteLoginSettings, nodes.getRemoteLoginSettings(poolId, nodeId, toAbortOptions(options))),

    uploadLogs: (poolId, nodeId, upload: LogUpload, options = {}) =>
      readObject(
        readLogUploadResult,
        nodes.uploadBatchServiceLogs(poolId, nodeId, asArgument(upload), toAbortOptions(options)),
      ),
  };
}
