import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * A process that serves a job with failed tasks and a pool with nodes whose start task failed, each with two short
 * logs, and accepts every reactivation and reboot. Its argument is the number of tasks and of nodes. `/requests`
 * returns the requests since its last call. Prints its address as the first line, and ends with its input.
 */

const count = Number(process.argv[2]);
const pageSize = 1000;
const pool = { vmSize: 'standard_d2s_v3', currentDedicatedNodes: count, startTask: { commandLine: 'setup.sh' } };
const log = Buffer.from(
  "frame 1\nopening the scene\nFileNotFoundError: [Errno 2] No such file or directory: 'scene.blend'\n",
);

function toTask(index: number): object {
  return {
    id: `task-${String(index).padStart(5, '0')}`,
    state: 'completed',
    stateTransitionTime: '2026-11-20T08:20:00.1234567Z',
    commandLine: `/bin/bash -c "python3 render.py --frame ${index}"`,
    executionInfo: {
      startTime: '2026-11-20T08:10:00.1234567Z',
      endTime: '2026-11-20T08:20:00.1234567Z',
      exitCode: 1,
      result: 'failure',
      retryCount: 0,
      requeueCount: 0,
    },
    nodeInfo: { poolId: 'render', nodeId: 'tvmps_1_d' },
  };
}

function sendJson(response: ServerResponse, body: object): void {
  response.writeHead(200, { 'content-type': 'application/json;odata=minimalmetadata' }).end(JSON.stringify(body));
}

function toNode(index: number): object {
  return {
    id: `tvmps_${index}_d`,
    state: 'starttaskfailed',
    schedulingState: 'enabled',
    isDedicated: true,
    startTask: { commandLine: '/bin/bash -c setup.sh' },
    startTaskInfo: {
      state: 'completed',
      startTime: '2026-11-20T08:10:00.1234567Z',
      endTime: '2026-11-20T08:10:09.1234567Z',
      exitCode: 1,
      result: 'failure',
      retryCount: 0,
    },
    errors: [{ code: 'StartTaskFailed', message: 'The start task failed.' }],
  };
}

/** Sends a list of `count` items in pages of 1,000. */
function sendPage(response: ServerResponse, url: URL, count: number, toMember: (index: number) => object): void {
  const start = Number(url.searchParams.get('$skiptoken') ?? 0);
  const end = Math.min(start + pageSize, count);
  const version = url.searchParams.get('api-version');
  const next = `${url.origin}${url.pathname}?$skiptoken=${end}&api-version=${version}`;
  const value = Array.from({ length: end - start }, (_, index) => toMember(start + index));
  sendJson(response, { value, ...(end < count && { 'odata.nextLink': next }) });
}

function sendFiles(response: ServerResponse, { searchParams }: URL): void {
  const isOfLogs = searchParams.get('$filter') === "startswith(name,'std')";
  const properties = { contentLength: String(log.length), lastModified: '2026-11-20T08:20:00Z' };
  const logs = ['stderr.txt', 'stdout.txt'].map((name) => ({ name, isDirectory: false, properties }));
  sendJson(response, { value: isOfLogs ? logs : [] });
}

function answer(request: IncomingMessage, response: ServerResponse): void {
  const url = new URL(request.url ?? '/', `http://${request.headers.host}`);
  // Lists the tasks of a job, or the nodes of a pool.
  const [, owners, owner, , , action, ...file] = url.pathname.split('/');
  if (action === 'files' && file.length === 0) sendFiles(response, url);
  else if (action === 'files') {
    const headers = { 'content-length': log.length, 'content-type': 'application/octet-stream' };
    response.writeHead(200, { ...headers, 'last-modified': 'Fri, 20 Nov 2026 08:20:00 GMT' });
    response.end(request.method === 'HEAD' ? undefined : log);
  } else if (action === 'reactivate') response.writeHead(204).end();
  else if (action === 'reboot') response.writeHead(202).end();
  else if (url.pathname.endsWith('/tasks')) sendPage(response, url, count, toTask);
  else if (url.pathname.endsWith('/nodes')) sendPage(response, url, count, toNode);
  else if (url.pathname.endsWith('/taskcounts')) sendJson(response, {});
  else if (owner === undefined) sendJson(response, { value: [] });
  else sendJson(response, { id: owner, state: 'active', ...(owners === 'pools' && pool) });
}

/** Method and address of each request. */
let asked: (readonly [method: string, address: string])[] = [];

const server = createServer((request, response) => {
  const { method = '', url = '' } = request;
  if (url === '/requests') {
    request.resume();
    sendJson(response, asked);
    asked = [];
    return;
  }
  asked.push([method, url]);
  request.resume().once('end', () => answer(request, response));
});

server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  console.log(`http://127.0.0.1:${port}`);
});
process.stdin.resume().once('end', () => process.exit());
