import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/*
 * A process that serves full pages of tasks of 2.5 kB each, serialized before it listens; its argument is the minimum
 * number of tasks. Prints its address as its first line, and ends when its input does.
 */

const pageSize = 1000;
const pageCount = Math.ceil(Number(process.argv[2]) / pageSize);
const taskBytes = 2500;

function toTask(index: number): string {
  const id = `task-${String(index).padStart(6, '0')}`;
  const node = `tvmps_${'4f'.repeat(32)}_d`;
  const folder = `workitems/frames/job-1/${id}`;
  const url = 'https://bench.westeurope.batch.azure.com';
  const task = {
    id,
    url: `${url}/jobs/frames/tasks/${id}`,
    eTag: '0x8DCF3C953387E09',
    creationTime: '2026-11-20T08:00:00.1234567Z',
    lastModified: '2026-11-20T08:00:00.1234567Z',
    state: 'completed',
    stateTransitionTime: '2026-11-20T08:20:00.1234567Z',
    previousState: 'running',
    previousStateTransitionTime: '2026-11-20T08:10:00.1234567Z',
    commandLine: `/bin/bash -c "python3 render.py --frame ${index} --quality high"`,
    resourceFiles: Array.from({ length: 4 }, (_, file) => ({
      httpUrl: `https://inputs.blob.core.windows.net/frames/${id}/input-${file}.exr`,
      filePath: `input-${file}.exr`,
    })),
    environmentSettings: [{ name: 'FRAME', value: String(index) }],
    userIdentity: { autoUser: { scope: 'pool', elevationLevel: 'nonadmin' } },
    constraints: { maxWallClockTime: 'PT1H', retentionTime: 'P7D', maxTaskRetryCount: 0 },
    requiredSlots: 1,
    executionInfo: {
      startTime: '2026-11-20T08:10:00.1234567Z',
      endTime: '2026-11-20T08:20:00.1234567Z',
      exitCode: index % 300 === 0 ? 1 : 0,
      result: index % 300 === 0 ? 'failure' : 'success',
      retryCount: 0,
      requeueCount: 0,
    },
    nodeInfo: {
      affinityId: `TVM:${node}`,
      nodeUrl: `${url}/pools/render/nodes/${node}`,
      poolId: 'render',
      nodeId: node,
      taskRootDirectory: folder,
      taskRootDirectoryUrl: `${url}/pools/render/nodes/${node}/files/${folder}`,
    },
    displayName: '',
  };
  const missing = taskBytes - JSON.stringify(task).length;
  return JSON.stringify({ ...task, displayName: 'x'.repeat(Math.max(0, missing)) });
}

/** Everything in a page except its link to the next one, which contains the address. */
const pages = Array.from({ length: pageCount }, (_, page) => {
  const tasks = Array.from({ length: pageSize }, (_task, index) => toTask(page * pageSize + index));
  return Buffer.from(`{"odata.metadata":"$metadata#tasks","value":[${tasks.join(',')}]`);
});

const server = createServer((request, response) => {
  const { origin, searchParams } = new URL(request.url ?? '/', `http://${request.headers.host}`);
  const index = Number(searchParams.get('$skiptoken') ?? 0);
  const page = pages[index];
  if (page === undefined) {
    response.writeHead(404).end();
    return;
  }
  const next = `${origin}/jobs/frames/tasks?$skiptoken=${index + 1}&api-version=${searchParams.get('api-version')}`;
  const end = index + 1 < pageCount ? `,"odata.nextLink":"${next}"}` : '}';
  response.writeHead(200, {
    'content-type': 'application/json;odata=minimalmetadata',
    'content-length': page.length + Buffer.byteLength(end),
  });
  response.write(page);
  response.end(end);
});

server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  console.log(`http://127.0.0.1:${port}`);
});
process.stdin.resume().once('end', () => process.exit());
