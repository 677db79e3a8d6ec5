import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { canary } from '../../produced/canary.ts';
import {
  plantedAccountKey,
  plantedCommands,
  plantedSecrets,
  plantedSetting,
  plantedText,
} from '../../produced/plantedSecrets.ts';
import type { HostileAccount } from './hostileAccount.ts';

const [sas] = plantedSecrets;
const ended = '2026-11-20T09:00:00Z';
const failureInfo = {
  category: 'UserError',
  code: 'FailureExitCode',
  message: plantedText,
  details: [{ name: 'Message', value: plantedText }],
};
/** Output of a program with each secret in an error, so that the explanation quotes it. */
const stderr = plantedSecrets.map(({ text }) => `Error: ${text}\n`).join('');

/** The most careless definition possible, with every secret in the command line, in settings, and in addresses. */
const definition = {
  commandLine: plantedCommands,
  environmentSettings: [plantedSetting, { name: 'PLANT_TEXT', value: plantedText }],
  resourceFiles: [{ httpUrl: sas?.text, filePath: canary }],
  containerSettings: {
    imageName: canary,
    registry: { username: 'plant', password: plantedSecrets[5]?.secret, registryServer: 'x.azurecr.io' },
  },
};

const node = {
  id: canary,
  state: 'starttaskfailed',
  schedulingState: 'enabled',
  vmSize: 'standard_d2s_v3',
  startTask: definition,
  startTaskInfo: { state: 'completed', startTime: ended, endTime: ended, exitCode: 1, retryCount: 0, failureInfo },
  errors: [{ code: 'DiskFull', message: plantedText, errorDetails: [{ name: 'Message', value: plantedText }] }],
};

const pool = {
  id: canary,
  state: 'active',
  allocationState: 'steady',
  startTask: definition,
  resizeErrors: [{ code: 'AllocationFailed', message: plantedText, values: [{ name: 'a', value: plantedText }] }],
};

const job = {
  id: canary,
  state: 'active',
  poolInfo: { poolId: canary },
  jobPreparationTask: definition,
  executionInfo: { startTime: ended, schedulingError: failureInfo },
};

function toTask(id: string): object {
  const executionInfo = {
    startTime: ended,
    endTime: ended,
    exitCode: 1,
    result: 'failure',
    failureInfo,
    retryCount: 0,
  };
  return { ...definition, id, state: 'completed', nodeInfo: { poolId: canary, nodeId: canary }, executionInfo };
}

/**
 * Starts a loopback service with planted secrets wherever users have theirs, and in its errors too. It refuses every
 * change except retrying one task, which has the same name as everything else.
 */
export async function startLeakyAccount(): Promise<HostileAccount> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    request.resume();
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    accountKey: plantedAccountKey,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function answer(request: IncomingMessage, response: ServerResponse): void {
  const { pathname } = new URL(request.url ?? '', 'http://service');
  if (/\/files\/(?:.*\/)?(?:stderr|stdout)\.txt$/.test(decodeURIComponent(pathname))) {
    response.writeHead(200, {
      'content-length': Buffer.byteLength(stderr),
      'content-type': 'application/octet-stream',
      'last-modified': new Date(ended).toUTCString(),
      'ocp-batch-file-isdirectory': 'false',
    });
    response.end(request.method === 'HEAD' ? undefined : stderr);
    return;
  }
  if (request.method === 'POST' && pathname.endsWith(`/${canary}/reactivate`)) {
    response.writeHead(204).end();
    return;
  }
  const body = request.method === 'GET' ? toBody(pathname.split('/').filter(Boolean)) : undefined;
  response.writeHead(body === undefined ? 409 : 200, { 'content-type': 'application/json;odata=minimalmetadata' });
  const refusal = {
    code: 'OperationInvalid',
    message: { lang: 'en-US', value: plantedText },
    values: [{ key: 'Reason', value: plantedText }],
  };
  response.end(JSON.stringify(body ?? refusal));
}

function toBody([collection, id, kind, name, ...rest]: readonly string[]): unknown {
  if (rest.length > 0 || kind === 'jobpreparationandreleasetaskstatus') return { value: [] };
  if (kind === 'taskcounts') return { taskCounts: { active: 0, running: 0, completed: 2, succeeded: 0, failed: 2 } };
  if (name !== undefined) return collection === 'pools' ? node : toTask(name);
  if (kind !== undefined) return { value: collection === 'pools' ? [node] : [toTask(canary), toTask('plant-other')] };
  const [one, all] = collection === 'pools' ? [pool, [pool]] : [job, [job]];
  return id === undefined ? { value: collection === 'pools' || collection === 'jobs' ? all : [] } : one;
}
