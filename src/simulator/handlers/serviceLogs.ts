import { isWebAddress } from '../bodies/rules.ts';
import { type Call, toMetadata } from '../http/call.ts';
import type { Reply } from '../http/reply.ts';
import { invalidPropertyValue } from '../http/serviceError.ts';
import type { NodeRecord } from '../state/records.ts';
import { findText } from '../state/wire.ts';
import { getNamedNode } from './find.ts';
import { requireNodeState } from './nodes.ts';

/** The storage version that defines the rules of the upload. */
const storageVersion = '2020-10-02';

/**
 * Writes the logs that a node's agent would have written to the container, with the given SAS. Recorded: the request
 * succeeds before anything is written, even if storage will refuse them.
 */
export function uploadServiceLogs(call: Call): Reply {
  const node = getNamedNode(call);
  requireNodeState(node, ['idle', 'running', 'offline', 'starttaskfailed', 'waitingforstarttask', 'unusable']);
  const container = containerIn(call);
  const { world } = call;
  const account = `${world.accountName}-${world.ids.hex(16).toUpperCase()}`;
  const virtualDirectoryName = `${account}/${node.pool.id.toLowerCase()}/${node.id}/${call.requestId}`;
  const logs = writeLogs(call, node);
  for (const [name, text] of Object.entries(logs)) {
    void upload(container, `${virtualDirectoryName}/${name}`, text, world.closing);
  }
  return {
    status: 200,
    body: {
      'odata.metadata': toMetadata(world, 'Microsoft.Azure.Batch.Protocol.Entities.UploadBatchServiceLogsResult'),
      virtualDirectoryName,
      numberOfFilesUploaded: Object.keys(logs).length,
    },
  };
}

function containerIn(call: Call): URL {
  const text = findText(call.body, 'containerUrl') ?? '';
  if (!isWebAddress(text)) throw invalidPropertyValue('containerUrl', '', 'The value is not the URL of a container');
  return new URL(text);
}

/** Never rejects: no client is notified of logs that could not be written. */
async function upload(container: URL, name: string, text: string, signal: AbortSignal): Promise<void> {
  const blob = new URL(container);
  blob.pathname = `${container.pathname.replace(/\/$/, '')}/${name}`;
  const headers = { 'x-ms-blob-type': 'BlockBlob', 'x-ms-version': storageVersion, 'content-type': 'text/plain' };
  const response = await fetch(blob, { method: 'PUT', headers, body: text, redirect: 'error', signal }).catch(
    () => undefined,
  );
  await response?.body?.cancel().catch(() => undefined);
}

function writeLogs({ world, body }: Call, node: NodeRecord): Readonly<Record<string, string>> {
  const period = `from ${findText(body, 'startTime')} to ${findText(body, 'endTime') ?? world.time()}`;
  const head = `node ${node.id} of pool ${node.pool.id}, ${period}\n`;
  const tasks = node.recentTasks.map(
    (task) => `${String(task['jobId'])}/${String(task['taskId'])} ${String(task['taskState'])}\n`,
  );
  const errors = node.errors.map((error) => `${findText(error, 'code')}: ${findText(error, 'message')}\n`);
  return {
    'agent-debug.log': `${head}allocated ${node.allocationTime}\nbooted ${node.lastBootTime}\nstate ${node.state}\n`,
    'agent-warn.log': `${head}${errors.join('')}`,
    'task-runs.log': `${head}${tasks.join('')}`,
    'users.log': `${head}${[...node.users.keys()].join('\n')}\n`,
  };
}
