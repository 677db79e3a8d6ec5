import { setTimeout } from 'node:timers/promises';
import { makeFileTexts } from '../../src/app/documents/fileTexts.ts';
import { type RemoteFile, toRemoteFile } from '../../src/app/evidence/readLog.ts';
import type { BatchService } from '../../src/service/ports.ts';
import { type Answer, BatchServer } from '../fakes/batchServer.ts';
import { connectTo } from '../fakes/connect.ts';

const line = Buffer.from(`2026-11-20 09:14:07 INFO ${'render '.repeat(10)}\n`);

/** A log of a chosen length on a loopback server, and the number of bytes transferred. */
export interface ServedLog extends AsyncDisposable {
  length: number;
  /** Number of requests since the last call of `reset`. */
  readonly requests: number;
  readonly transferredBytes: number;
  reset(): void;
  readonly url: string;
  /** The log, to be read in parts. */
  readonly file: RemoteFile;
  /** Opens the log as a document does, or continues reading an open one. */
  open(): Promise<Uint8Array>;
}

const owner = { jobId: 'job', taskId: 'task' };
const path = 'stdout.txt';

/** Serves a log. `latencyMs` passes before each answer; all answers together are limited to `bytesPerMs`. */
export async function serveLog(length: number, { latencyMs = 0, bytesPerMs = Infinity } = {}): Promise<ServedLog> {
  const state = { length, transferredBytes: 0 };
  let busyUntilMs = 0;
  const answer: Answer = async (response, { method, headers }) => {
    const [, first = '0', last = String(state.length - 1)] = /(\d+)-(\d+)/.exec(String(headers['ocp-range'])) ?? [];
    const size = method === 'HEAD' ? state.length : Number(last) - Number(first) + 1;
    response.writeHead(200, {
      'content-length': String(size),
      'content-type': 'application/octet-stream',
      'last-modified': new Date(Date.UTC(2026, 10, 20) + (state.length % 1_000_000) * 1000).toUTCString(),
    });
    if (method === 'HEAD') {
      response.end();
      return;
    }
    state.transferredBytes += size;
    busyUntilMs = Math.max(busyUntilMs, performance.now()) + size / bytesPerMs;
    const waitMs = latencyMs + busyUntilMs - performance.now();
    if (waitMs >= 1) await setTimeout(waitMs);
    response.end(toBytes(Number(first), size));
  };
  const server = await BatchServer.start(answer);
  const service: BatchService = connectTo(server.url).service;
  const file = toRemoteFile(service.taskFiles, owner, path);
  const texts = makeFileTexts(Date.now);
  return {
    url: server.url,
    file,
    get length() {
      return state.length;
    },
    set length(value) {
      state.length = value;
    },
    get requests() {
      return server.requests.length;
    },
    get transferredBytes() {
      return state.transferredBytes;
    },
    reset() {
      server.requests.length = 0;
      state.transferredBytes = 0;
    },
    async open() {
      const { text } = await texts.read(path, { file, path, properties: await file.getProperties() });
      return new TextEncoder().encode(text);
    },
    async [Symbol.asyncDispose]() {
      service.dispose();
      await server[Symbol.asyncDispose]();
    },
  };
}

/** Bytes of the log, which repeats one line. */
function toBytes(start: number, size: number): Buffer {
  const phase = start % line.length;
  return Buffer.alloc(size + phase, line).subarray(phase);
}
