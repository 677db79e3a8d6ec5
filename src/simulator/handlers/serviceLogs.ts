import { type Call, toMetadata } from '../http/call.ts';
import type { Reply } from '../http/reply.ts';
import { invalidPropertyValue } from '../http/serviceError.ts';
import type { NodeRecord } from '../state/records.ts';
import { findText } from '../state/wire.ts';
import { getNamedNode } from './find.ts';
import { requireNodeState } from './nodes.ts';

/** The storage version whose rules the upload follows. */
const storageVersion = '2020-10-02';

/** Writes what a node's agent would have logged to the container, through the SAS that was given. */
export async function uploadServiceLogs(call: Call): Promise<Reply> {
  const node = getNamedNode(call);
  requireNodeState(node, ['idle', 'running', 'offline', 'starttaskfailed', 'waitingforstarttask', 'unusable']);
  const container = containerIn(call);
  const { world } = call;
  const account = `${world.accountName}-${world.ids.hex(16).toUpperCase()}`;
  const virtualDirectoryName = `${account}/${node.pool.id.toLowerCase()}/${node.id}/${call.requestId}`;
  const logs = writeLogs(call, node);
  for (const [name, text] of Object.entries(logs)) await upload(container, `${virtualDirectoryName}/${name}`, text);
  return {
    status: 200,
    headers: { dataserviceid: `${world.url}${call.path}` },
    body: {
      'odata.metadata': toMetadata(world, 'Microsoft.Azure.Batch.Protocol.Entities.UploadBatchServiceLogsResult'),
      virtualDirectoryName,
      numberOfFilesUploaded: Object.keys(logs).length,
    },
  };
}

function containerIn(call: Call): URL {
  const text = findText(call.body, 'containerUrl') ?? '';
  const isUrl = URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
  if (!isUrl) throw invalidPropertyValue('containerUrl', '', 'The value is not the URL of a container');
  return new URL(text);
}

async function upload(container: URL, name: string, text: string): Promise<void> {
  const blob = new URL(container);
  blob.pathname = `${container.pathname.replace(/\/$/, '')}/${name}`;
  const headers = { 'x-ms-blob-type': 'BlockBlob', 'x-ms-version': storageVersion, 'content-type': 'text/plain' };
  const response = await fetch(blob, { method: 'PUT', headers, body: text, redirect: 'error' }).catch(() => undefined);
  await response?.body?.cancel();
  if (response?.ok !== true) {
    const reason = response === undefined ? 'Storage cannot be reached' : `Storage answered ${response.status}`;
    throw invalidPropertyValue('containerUrl', '', reason);
  }
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
