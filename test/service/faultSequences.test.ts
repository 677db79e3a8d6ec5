import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as immediate } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { BatchError } from '../../src/core/model/batchError.ts';
import { Cancelled } from '../../src/core/model/cancelled.ts';
import { silenceLimitMs } from '../../src/service/azure/http/timeLimit.ts';
import { runs } from '../builders/nightly.ts';
import { type Connection, connectTo } from '../fakes/connect.ts';
import { type Conduct, RawServer, rawAnswer } from '../fakes/rawServer.ts';

/** Number of simultaneous requests that the account allows; this many faults once blocked it. */
const slots = 6;
/** Time that passes per turn of the real clock while requests are pending. */
const tickMs = 50;
const job = '{"id":"j"}';
const healthy: Conduct = (socket) => {
  socket.write(rawAnswer(200, job));
};
const writes =
  (...parts: readonly (string | Uint8Array)[]): Conduct =>
  (socket) => {
    for (const part of parts) socket.write(part);
  };
const ends =
  (text: string): Conduct =>
  (socket) => {
    socket.end(text);
  };
const refusal = (status: number, headers: Readonly<Record<string, string>> = {}): Conduct =>
  writes(rawAnswer(status, '{"code":"ServerBusy"}', { headers }));

/** Faults of a server, or of an intermediary, by name. */
const faults: Readonly<Record<string, Conduct>> = {
  healthy,
  closesAtOnce: Object.assign<Conduct, { atOnce: true }>((socket) => void socket.destroy(), { atOnce: true }),
  closesBeforeAnswer: ends(''),
  closesInStatus: ends('HTTP/1.1 2'),
  closesInHeaders: ends('HTTP/1.1 200 OK\r\ncontent-type: appl'),
  closesAfterContinue: ends('HTTP/1.1 100 Continue\r\n\r\n'),
  closesInBody: ends('HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n{"id":'),
  closesInChunk: ends('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nff\r\n{"id":'),
  resets: (socket) => void socket.resetAndDestroy(),
  switchesProtocols: writes('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: h2c\r\n\r\n'),
  isNoHttp: writes('220 mail.example ESMTP\r\n'),
  answersTwice: writes(Buffer.concat([rawAnswer(200, job), rawAnswer(200, '{"id":"stray"}')])),
  claimsLess: writes(rawAnswer(200, job, { length: 4 })),
  claimsMoreAndCloses: (socket) => void socket.end(rawAnswer(200, job, { length: 99 })),
  isDamagedGzip: writes(rawAnswer(200, gzipSync(job).fill(7, 10), { headers: { 'content-encoding': 'gzip' } })),
  isCutGzip: writes(rawAnswer(200, gzipSync(job).subarray(0, 12), { headers: { 'content-encoding': 'gzip' } })),
  isHtml: writes(rawAnswer(200, '<html></html>', { headers: { 'content-type': 'text/html' } })),
  isHalfJson: writes(rawAnswer(200, '{"id":')),
  redirects: writes(rawAnswer(302, '', { headers: { location: 'https://evil.example/' } })),
  throttles: refusal(429, { 'retry-after': '1' }),
  isBusy: refusal(503),
};
/** Faults that end only by a timeout, with what the server sends before it is silent. */
const silences: Readonly<Record<string, string>> = {
  saysNothing: '',
  stopsInHeaders: 'HTTP/1.1 200 OK\r\ncontent-le',
  stopsAfterHints: 'HTTP/1.1 103 Early Hints\r\n\r\n',
  stopsInBody: 'HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n{"id":',
};

class World {
  readonly server: RawServer;
  readonly connection: Connection;
  #isAsking = false;

  constructor(server: RawServer) {
    this.server = server;
    this.connection = connectTo(server.url);
  }

  /** Makes the server do `fault`, and lets time pass if nothing else would end it. */
  behave(fault: string): void {
    const silence = silences[fault];
    this.server.behave(
      silence === undefined
        ? (faults[fault] ?? healthy)
        : (socket) => {
            if (silence !== '') socket.write(silence);
            this.#passLater(silenceLimitMs);
          },
    );
  }

  /** Cancels all requests when the server receives the first. */
  giveUpWhenAsked(abort: AbortController): void {
    this.server.behave(() => {
      abort.abort();
      // A timeout, not a signal, ends a request that changes something.
      this.#passLater(silenceLimitMs);
    });
  }

  /** Sends requests of both kinds in parallel; each ends with an answer or a `BatchError`. */
  async ask(count: number, signal?: AbortSignal): Promise<void> {
    const { service, clock } = this.connection;
    const options = signal === undefined ? {} : { signal };
    this.#isAsking = true;
    // Waiting for another request's throttling isn't reported, so time passes on its own.
    const ticks = setInterval(() => clock.advance(tickMs), 1);
    const calls = Array.from({ length: count }, (_, index) =>
      index % 3 === 2 ? service.tasks.reactivateTask('j', 't', options) : service.jobs.getJob('j', options),
    );
    const results = await Promise.allSettled<unknown>(calls);
    clearInterval(ticks);
    // Waits of the last failed attempts pass before further requests, which would otherwise time out.
    await immediate();
    this.#isAsking = false;
    for (const result of results) {
      if (result.status === 'fulfilled') continue;
      const { reason } = result;
      assert.ok(BatchError.is(reason) || Cancelled.is(reason), String(reason));
      if (BatchError.is(reason)) assert.notEqual(reason.code, 'Unknown', reason.message);
    }
  }

  #passLater(ms: number): void {
    setImmediate(() => {
      if (this.#isAsking) this.connection.clock.advance(ms);
    });
  }

  /**
   * Asserts that a healthy server answers more requests than there are slots, and that no timers or extra connections
   * are left.
   */
  async prove(): Promise<void> {
    this.server.behave(healthy);
    const { service, clock } = this.connection;
    // Waits that the service requested are over after this time.
    clock.advance(60_000);
    const jobs = await Promise.all(Array.from({ length: 2 * slots }, () => service.jobs.getJob('j')));
    assert.ok(jobs.every(({ id }) => id === 'j'));
    assert.equal(clock.pending, 0, 'timers are left');
    assert.ok(this.server.open <= slots, `${this.server.open} connections are open`);
  }
}

type Step = fc.AsyncCommand<object, World>;

class Ask implements Step {
  readonly fault: string;
  readonly count: number;

  constructor(fault: string, count: number) {
    this.fault = fault;
    this.count = count;
  }

  check = (): boolean => true;

  async run(_model: object, world: World): Promise<void> {
    world.behave(this.fault);
    await world.ask(this.count);
  }

  toString = (): string => `${this.count} requests, and the server ${this.fault}`;
}

/** Cancels all requests when the server has received the first. */
class GiveUp implements Step {
  readonly count: number;

  constructor(count: number) {
    this.count = count;
  }

  check = (): boolean => true;

  async run(_model: object, world: World): Promise<void> {
    const abort = new AbortController();
    world.giveUpWhenAsked(abort);
    await world.ask(this.count, abort.signal);
  }

  toString = (): string => `${this.count} requests that are given up`;
}

class Prove implements Step {
  check = (): boolean => true;

  run(_model: object, world: World): Promise<void> {
    return world.prove();
  }

  toString = (): string => 'the server is well';
}

const count = fc.integer({ min: 1, max: 2 * slots });
const steps = fc.commands<object, World, boolean>(
  [
    fc
      .tuple(fc.constantFrom(...Object.keys(faults), ...Object.keys(silences)), count)
      .map(([fault, requests]) => new Ask(fault, requests)),
    count.map((requests) => new GiveUp(requests)),
    fc.constant(new Prove()),
  ],
  { maxCommands: 12 },
);

test('A9-3 after any faults in any order, the next requests to a healthy service succeed, and nothing is left over', async (context) => {
  const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
  context.diagnostic(`seed ${seed}`);
  await fc.assert(
    fc.asyncProperty(steps, async (commands) => {
      await using server = await RawServer.start(healthy);
      const world = new World(server);
      await fc.asyncModelRun(() => ({ model: {}, real: world }), commands);
      await world.prove();
      world.connection.service.dispose();
      await server.untilOpen(0);
    }),
    { seed, numRuns: runs(60), endOnFailure: true, includeErrorInReport: true },
  );
});

for (const fault of [...Object.keys(faults), ...Object.keys(silences)]) {
  test(`A9-3 as many requests as there are slots meet a server that ${fault}, and the account is not blocked`, async () => {
    await using server = await RawServer.start(healthy);
    const world = new World(server);
    world.behave(fault);
    await world.ask(2 * slots);
    await world.prove();
    world.connection.service.dispose();
    await server.untilOpen(0);
  });
}
