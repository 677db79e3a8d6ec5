import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * Names that only a malicious service would use. Each part would have an effect if it were executed: an option and a
 * path at the start of a name; quotes, substitutions, links and display controls anywhere in it.
 */
export function hostileNames(markerPath: string): readonly string[] {
  return [
    `-oProxyCommand=touch ${markerPath}`,
    `a"; touch ${markerPath}; echo "' $(touch ${markerPath}) \`touch ${markerPath}\``,
    'esc\u001b]0;title\u0007\u001b[2J\u009b31m txt.exe\u202ecod.\u200b\u2066',
    '../../../../etc/passwd%00 [x](command:workbench.action.terminal.new) <img src=x onerror=alert(1)>',
  ];
}

export interface HostileAccount {
  readonly url: string;
  /** Any key works, because this service checks none. */
  readonly accountKey: string;
  /** Received requests, as `GET /path`. */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

/** Starts a loopback service that returns every item with its requested name, and accepts every action. */
export async function startHostileAccount(remoteAddress: string): Promise<HostileAccount> {
  const requests: string[] = [];
  /** Names of tasks that were ended, so that their end is visible. */
  const ended = new Set<string>();
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    answer(request, response, ended, remoteAddress);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    accountKey: Buffer.from('any key').toString('base64'),
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function answer(request: IncomingMessage, response: ServerResponse, ended: Set<string>, remoteAddress: string): void {
  const { pathname } = new URL(request.url ?? '', 'http://service');
  const parts = pathname.split('/').filter(Boolean).map(decodeURIComponent);
  const last = parts.at(-1) ?? '';
  if (request.method === 'POST' && last === 'terminate') ended.add(parts.at(-2) ?? '');
  if (request.method === 'POST' && last === 'reactivate') ended.delete(parts.at(-2) ?? '');
  request.resume();
  if (request.method !== 'GET') {
    response.writeHead(request.method === 'DELETE' ? toDeletion(parts) : toSuccess(request.method, parts)).end();
    return;
  }
  const body = toBody(parts, ended, remoteAddress);
  response.writeHead(body === undefined ? 404 : 200, { 'content-type': 'application/json;odata=minimalmetadata' });
  response.end(JSON.stringify(body ?? { code: 'FileNotFound', message: { lang: 'en-US', value: last } }));
}

/** Returns the success status of an operation (Batch documentation: each operation's "Responses"). */
function toSuccess(method: string | undefined, parts: readonly string[]): number {
  const verb = parts.at(-1) ?? '';
  if (method === 'PATCH' || method === 'PUT') return 200;
  if (verb === 'users' || verb === 'tasks') return 201;
  if (parts.includes('tasks')) return 204;
  return ['disablescheduling', 'enablescheduling', 'enableautoscale', 'disableautoscale'].includes(verb) ? 200 : 202;
}

/** Returns the status with which the service answers a deletion; deleting a job or a pool continues afterward. */
function toDeletion(parts: readonly string[]): number {
  return parts.length === 2 ? 202 : 200;
}

/** Returns the body for an item: its own name, and messages as hostile as the name. */
function toBody(parts: readonly string[], ended: ReadonlySet<string>, remoteAddress: string): unknown {
  const [collection, id = '', kind, name = '', ...rest] = parts;
  if (rest.includes('remoteloginsettings')) return { remoteLoginIPAddress: remoteAddress, remoteLoginPort: 22 };
  if (rest.length > 0) return undefined;
  if (kind === 'taskcounts') return { taskCounts: { active: 0, running: 1, completed: 1, succeeded: 0, failed: 1 } };
  if (kind === 'jobpreparationandreleasetaskstatus' || name === '') {
    if (id === '' || kind !== undefined) return { value: [] };
    return collection === 'pools' ? toPool(id) : toJob(id);
  }
  return collection === 'pools' ? toNode(name) : toTask(name, ended);
}

function toPool(id: string): unknown {
  const resizeErrors = [{ code: id, message: id, values: [{ name: id, value: id }] }];
  return { id, state: 'active', allocationState: 'steady', enableAutoScale: false, resizeErrors };
}

function toJob(id: string): unknown {
  return { id, state: 'active', poolInfo: { poolId: id }, executionInfo: { startTime: '2026-11-20T09:00:00Z' } };
}

function toNode(id: string): unknown {
  return { id, state: 'idle', schedulingState: 'enabled', vmSize: id, errors: [{ code: id, message: id }] };
}

function toTask(id: string, ended: ReadonlySet<string>): unknown {
  const nodeInfo = { poolId: id, nodeId: id };
  if (!ended.has(id)) return { id, state: 'running', commandLine: id, nodeInfo, executionInfo: {} };
  const failureInfo = {
    category: 'UserError',
    code: 'FailureExitCode',
    message: id,
    details: [{ name: id, value: id }],
  };
  return {
    id,
    state: 'completed',
    commandLine: id,
    nodeInfo,
    executionInfo: { exitCode: 1, result: 'failure', failureInfo },
  };
}
