import assert from 'node:assert/strict';
import { createHash, type Hash } from 'node:crypto';
import { test } from 'node:test';
import { FileTexts } from '../../src/app/documents/fileTexts.ts';
import { LogFollower, type LogWriter, type ShownLog } from '../../src/app/documents/logFollower.ts';
import type { RemoteFile } from '../../src/app/evidence/readLog.ts';
import type { ShownText } from '../../src/core/files/shownText.ts';
import { BatchError } from '../../src/core/model/batchError.ts';
import type { NodeFileProperties } from '../../src/core/model/nodeFile.ts';
import { countUsedMb } from './memory.ts';
import { drawFrom, soakOptions } from './soakOptions.ts';

/*
 * Follows five logs for thirty minutes, or for the hours of `npm run soak`: one grows steadily, one grows in bursts,
 * one starts with a gibibyte, one is rotated, and the task of one ends, loses its node, and runs again. The service
 * fails at times. Each written byte is shown exactly once, text that was shown before a file was rewritten stays above
 * the new text, and memory stays flat.
 */
const turnMs = 3000;
const turns = Math.max(600, Math.round((soakOptions.hours * 3_600_000) / turnMs));
const windowBytes = 64 * 1024;
const gibibyte = 1024 ** 3;

/** A file whose bytes are computed from their position, so that a gibibyte needs no memory. */
class MadeFile implements RemoteFile {
  /** Increases with each file that replaces the previous one. */
  generation = 0;
  length = 0;
  changedMs: number;
  isGone = false;
  /** Number of the next requests that fail. */
  failures = 0;
  requests = 0;
  readonly #name: string;
  readonly #now: () => number;

  constructor(name: string, now: () => number) {
    this.#name = name;
    this.#now = now;
    this.changedMs = now();
  }

  grow(bytes: number): void {
    if (bytes === 0) return;
    this.length += bytes;
    this.changedMs = this.#now();
  }

  replace(bytes: number): void {
    this.generation += 1;
    this.length = 0;
    this.grow(bytes);
  }

  toBytes(start: number, end: number): Buffer {
    // Lines have a different width in each generation.
    const width = 60 + ((this.generation * 37) % 90);
    const first = Math.floor(start / width);
    const lines = Array.from({ length: Math.ceil(end / width) - first }, (_, index) =>
      `${this.#name} ${this.generation} ${first + index} `.padEnd(width - 1, 'é.').slice(0, width - 1),
    );
    // Letters of two bytes would shift the following ones, so only ASCII letters are used.
    const text = `${lines.join('\n')}\n`.replaceAll('é', 'e');
    return Buffer.from(text.slice(start - first * width, end - first * width));
  }

  async getProperties(): Promise<NodeFileProperties> {
    this.#answer();
    return { contentLength: this.length, lastModified: new Date(this.changedMs).toUTCString() };
  }

  async read({ start, end }: { readonly start: number; readonly end: number }): Promise<Uint8Array> {
    this.#answer();
    if (start >= this.length) throw new BatchError({ code: 'InvalidRange', message: 'no such bytes', status: 416 });
    return new Uint8Array(this.toBytes(start, Math.min(end + 1, this.length)));
  }

  #answer(): void {
    this.requests += 1;
    if (this.isGone) throw new BatchError({ code: 'NodeNotFound', message: 'no such node', status: 404 });
    if (this.failures === 0) return;
    this.failures -= 1;
    throw new BatchError({ code: 'ServerBusy', message: 'busy', status: 503 });
  }
}

/** A log, and all of its text that was shown. */
class FollowedLog {
  readonly file: MadeFile;
  readonly shownLog: ShownLog;
  writer: LogWriter = { isRunning: true, stamp: 'run 0' };
  text = '';
  shown: ShownText | undefined;
  skipped = 0;
  rewrites = 0;
  losses = 0;
  #hash: Hash = createHash('sha256');
  #generation = 0;
  #end: number | undefined;

  constructor(name: string, now: () => number) {
    this.file = new MadeFile(name, now);
    const resource = { kind: 'taskFile', accountId: 'a', jobId: 'j', taskId: name, path: 'stdout.txt' } as const;
    this.shownLog = { key: name, resource };
  }

  async read(texts: FileTexts): Promise<void> {
    const { file } = this;
    const { key } = this.shownLog;
    try {
      const properties = await file.getProperties();
      this.shown = await texts.read(key, { file, path: 'stdout.txt', properties });
      this.#check(this.shown);
    } catch (error) {
      assert.ok(BatchError.is(error));
      if (!BatchError.is(error, 'NodeNotFound')) return;
      this.losses += 1;
      const before = this.text;
      this.text = texts.lose(key, { reasons: ['The node is gone.'], isGone: false });
      assert.ok(
        before === '' || this.text.startsWith(before.split('⋯ The node is gone.')[0] ?? ''),
        'what was shown stays',
      );
    }
  }

  #check(shown: ShownText): void {
    const { file } = this;
    const live = file.toBytes(shown.start, shown.end).toString();
    assert.equal(shown.written, live, `${this.shownLog.key}: bytes ${shown.start} to ${shown.end}`);
    assert.ok(shown.text.endsWith(live));
    if (this.#generation !== file.generation) {
      this.rewrites += 1;
      const tail = this.#tail();
      assert.ok(tail === '' || shown.text.includes(`${tail}⋯ `), `${this.shownLog.key}: what it held before stays`);
      this.#generation = file.generation;
      this.#hash = createHash('sha256');
      this.#end = 0;
    }
    // An opened file is followed from the beginning of its window.
    const from = this.#end ?? shown.start;
    if (shown.start > from) {
      assert.ok(shown.end - from > windowBytes, 'only what is more than a window at once is left out');
      this.skipped += shown.start - from;
    }
    const next = Math.max(from, shown.start);
    this.#hash.update(shown.written.slice(next - shown.start));
    this.#end = shown.end;
    this.text = shown.text;
  }

  /** Returns the last line that was shown of the file, with its line break. */
  #tail(): string {
    const text = this.text.split('⋯ The node is gone.')[0] ?? '';
    const whole = text === '' || text.endsWith('\n') ? text : `${text}\n`;
    return whole.slice(whole.lastIndexOf('\n', whole.length - 2) + 1);
  }

  /** Returns the hash of all shown text of the current file, and that of the file. */
  digests(from: number): readonly [shown: string, written: string] {
    const { file } = this;
    const written = createHash('sha256');
    for (let start = from; start < file.length; start += windowBytes)
      written.update(file.toBytes(start, Math.min(start + windowBytes, file.length)));
    return [this.#hash.copy().digest('hex'), written.digest('hex')];
  }
}

test('followed logs neither lose nor repeat a byte, whatever happens to the files, in constant memory', async () => {
  const time = { nowMs: Date.parse('2026-11-20T09:00:00Z') };
  const now = (): number => time.nowMs;
  const draw = drawFrom(soakOptions.seed);
  const to = (max: number): number => Math.floor(draw() * max);
  const [steady, bursts, huge, rotated, requeued] = ['steady', 'bursts', 'huge', 'rotated', 'requeued'].map(
    (name) => new FollowedLog(name, now),
  ) as [FollowedLog, FollowedLog, FollowedLog, FollowedLog, FollowedLog];
  const logs = [steady, bursts, huge, rotated, requeued];
  const texts = new FileTexts(windowBytes, now);
  const byKey = new Map(logs.map((log) => [log.shownLog.key, log]));
  const follower = new LogFollower(
    async (resource) => byKey.get(resource.kind === 'taskFile' ? resource.taskId : '')?.writer,
    now,
    2 * turnMs,
  );
  huge.file.grow(gibibyte);
  for (const log of logs) await log.read(texts);
  const hugeFrom = huge.shown?.start ?? 0;
  let usedMb = 0;
  let run = 0;
  for (let turn = 0; turn < turns; turn += 1) {
    time.nowMs += turnMs;
    steady.file.grow(to(4000));
    if (to(10) === 0) bursts.file.grow(to(windowBytes));
    huge.file.grow(to(20_000));
    if (to(60) === 0) rotated.file.replace(to(3000));
    else rotated.file.grow(to(2000));
    if (requeued.file.isGone) {
      if (to(20) === 0) {
        // The task runs again, on another node.
        run += 1;
        requeued.file.isGone = false;
        requeued.file.replace(to(2000));
        requeued.writer = { isRunning: true, stamp: `run ${run}` };
      }
    } else if (to(80) === 0) {
      requeued.file.isGone = true;
      requeued.writer = { isRunning: false, stamp: `lost in run ${run}` };
    } else requeued.file.grow(to(3000));
    for (const { file } of logs) if (to(15) === 0) file.failures = 1 + to(2);
    const { growing, changed } = await follower.look(logs.map(({ shownLog }) => shownLog));
    for (const key of [...changed, ...growing]) await byKey.get(key)?.read(texts);
    if (turn === 100) usedMb = await countUsedMb();
  }
  const grewMb = (await countUsedMb()) - usedMb;

  // Each task writes its last text just before it ends.
  for (const log of logs) {
    log.file.failures = 0;
    if (log.file.isGone) continue;
    log.file.grow(777);
    log.writer = { isRunning: false, stamp: 'ended', endedAt: new Date(time.nowMs).toISOString() };
  }
  for (let turn = 0; turn < 3; turn += 1) {
    time.nowMs += turnMs;
    const { growing, changed } = await follower.look(logs.map(({ shownLog }) => shownLog));
    for (const key of [...changed, ...growing]) await byKey.get(key)?.read(texts);
  }
  for (const log of logs) {
    if (log.file.isGone) continue;
    const [shown, written] = log.digests(log === huge ? hugeFrom : 0);
    assert.equal(shown, written, `${log.shownLog.key}: all that was written was shown once`);
    assert.equal(log.skipped, 0, log.shownLog.key);
  }
  assert.ok(!follower.mayChange(logs.filter(({ file }) => !file.isGone).map(({ shownLog }) => shownLog)));
  assert.ok(rotated.rewrites > 3 && requeued.rewrites > 0 && requeued.losses > 0, 'something happened to them');
  const requests = logs.reduce((sum, { file }) => sum + file.requests, 0) / turns / logs.length;
  assert.ok(requests < 3, `${requests} requests a turn and log`);
  assert.ok(grewMb < 10, `memory grew by ${grewMb.toFixed(1)} MB`);
  const { rewrites } = rotated;
  console.log(JSON.stringify({ soak: 'followedLogs', turns, rewrites, losses: requeued.losses, requests, grewMb }));
});
