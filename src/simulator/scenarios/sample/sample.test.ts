import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { RunScript } from '../../executors/runScript.ts';
import type { PlayedRun, Scenario, TaskSeed } from '../scenario.ts';
import { makeSample } from './sample.ts';

const workspace = fileURLToPath(new URL('../../../../media/sample/', import.meta.url));
const sample = makeSample();
/** Bytes to read of each generated log; one of these logs has a gigabyte. */
const enoughBytes = 64 * 1024;

function findTasks(scenario: Scenario): readonly TaskSeed[] {
  return scenario.jobs.flatMap(({ tasks }) =>
    'count' in tasks ? Array.from({ length: tasks.count }, (_, index) => tasks.at(index)) : tasks,
  );
}

function readText(output: RunScript['stdout']): string {
  if (output === undefined || typeof output === 'string') return output ?? '';
  if ('byteLength' in output) return Buffer.from(output.bytes(0, Math.min(output.byteLength, enoughBytes))).toString();
  return output.map((piece) => piece.text).join('');
}

const scripts: readonly RunScript[] = [
  ...findTasks(sample).flatMap((task) => task.outcomes ?? []),
  ...sample.pools.flatMap((pool) => pool.nodes ?? []).flatMap((node) => node.startTask ?? []),
  ...sample.jobs.flatMap((job) => [...(job.preparation ?? []), ...(job.release ?? [])]),
];
const logs = scripts.flatMap((script) => [readText(script.stdout), readText(script.stderr)]);

interface Frame {
  readonly file: string;
  readonly line: number;
  /** The source line as repeated in the log. */
  readonly source?: string;
}

function framesIn(log: string): Frame[] {
  const frames: Frame[] = [];
  for (const [, file = '', line, source] of log.matchAll(
    /File "[^"]*\/wd\/([^"/]+)", line (\d+), in .*\n {4}(.*)\n/g,
  )) {
    frames.push({ file, line: Number(line), ...(source !== undefined && { source }) });
  }
  for (const [, file = '', line] of log.matchAll(/^([\w-]+\.sh): line (\d+):/gm))
    frames.push({ file, line: Number(line) });
  for (const [, file = '', line] of log.matchAll(/^\tat \w+\.[\w<>]+\((\w+\.java):(\d+)\)/gm)) {
    frames.push({ file, line: Number(line) });
  }
  return frames;
}

describe('the sample account', () => {
  test('every stack frame names a line in the sample workspace', () => {
    const frames = logs.flatMap(framesIn);
    assert.deepEqual([...new Set(frames.map((frame) => frame.file))].sort(), [
      'Paths.java',
      'align.sh',
      'dataset.py',
      'load.py',
      'prepare-node.sh',
      'render.sh',
      'run.sh',
      'train.py',
    ]);
    for (const { file, line, source } of frames) {
      const text = readFileSync(`${workspace}${file}`, 'utf8').split('\n')[line - 1];
      assert.ok(text !== undefined && text.trim() !== '', `${file} has no line ${line}`);
      if (source !== undefined) assert.equal(text.trim(), source.trim(), `${file}:${line}`);
    }
  });

  test('script lines that shells report contain the command in the message', () => {
    for (const log of logs) {
      for (const [, file, line, word] of log.matchAll(/^([\w-]+\.sh): line (\d+): ([\w-]+): command not found/gm)) {
        const text = readFileSync(`${workspace}${file}`, 'utf8').split('\n')[Number(line) - 1];
        assert.ok(text?.includes(word ?? ''), `${file}:${line} does not run ${word}`);
      }
    }
  });

  test('programs that tasks run are in the workspace', () => {
    for (const task of findTasks(sample)) {
      const program = /^(?:bash|python3) (\S+)/.exec(String(task.body['commandLine']))?.[1] ?? 'README.md';
      if (!['report.py', 'risk.py'].includes(program)) assert.ok(existsSync(`${workspace}${program}`), program);
    }
  });

  test('the sample account contains every kind of failure', () => {
    const codes = new Set(scripts.map((script) => script.failure?.code));
    for (const code of [
      'BlobNotFound',
      'BlobAccessDenied',
      'CommandProgramNotFound',
      'DiskFull',
      'FailureExitCode',
      'FileUploadAccessDenied',
      'TaskEnded',
    ]) {
      assert.ok(codes.has(code), code);
    }
    const exitCodes = new Set(scripts.map((script) => script.exitCode));
    for (const exitCode of [1, 2, 127, 137, 139, -1073741515]) assert.ok(exitCodes.has(exitCode), String(exitCode));
    const states = new Set(sample.pools.flatMap((pool) => pool.nodes ?? []).map((node) => node.state));
    for (const state of ['offline', 'unusable', 'unknown', 'preempted', 'starttaskfailed'] as const) {
      assert.ok(states.has(state), state);
    }
  });

  test('the newest failure is the first frame, and a retry of it succeeds', () => {
    const failures = findTasks(sample).filter((task) => task.state === 'completed' && task.outcomes?.[0]?.failure);
    const newest = failures.reduce((one, other) => ((other.endedAgoMs ?? 0) < (one.endedAgoMs ?? 0) ? other : one));
    assert.equal(newest.body['id'], 'frame-0001');
    assert.equal(newest.outcomes?.[1]?.exitCode, 0);
    const weights = failures.find((task) => readText(task.outcomes?.[0]?.stderr).includes("'weights.pt'"));
    assert.equal(weights?.body['id'], 'shard-01');
    assert.equal(weights.outcomes?.[1]?.exitCode, 0);
    assert.match(
      JSON.stringify(weights.body['resourceFiles']),
      /storageContainerUrl/,
      'its definition need not change',
    );
  });

  test('IDs in the sample account are unique in their job, and the nodes of tasks exist', () => {
    for (const job of sample.jobs) {
      const ids = findTasks({ ...sample, jobs: [job] }).map((task) => String(task.body['id']).toLowerCase());
      assert.equal(new Set(ids).size, ids.length, String(job.body['id']));
    }
  });

  test('no text in the sample account resembles a secret', () => {
    const text = JSON.stringify(sample);
    for (const [, signature = ''] of text.matchAll(/sig=([^"&]+)/g)) {
      const decoded = Buffer.from(decodeURIComponent(signature), 'base64').toString();
      assert.equal(decoded, 'sample-signature-is-not-valid');
    }
  });
});

const blank = { environment: {}, resourceFiles: [], outputFiles: [] };

describe('corrections by the user', () => {
  const play = (run: Pick<PlayedRun, 'kind' | 'commandLine'> & Partial<PlayedRun>) =>
    sample.play?.({ ...blank, ...run }, 0)?.exitCode;

  test('a start task finds apt-get if an earlier command or PATH provides it', () => {
    const start = (commandLine: string, more: Partial<PlayedRun> = {}) =>
      play({ kind: 'startTask', commandLine, ...more });
    assert.equal(start("/bin/bash -c 'bash prepare-node.sh'"), 127);
    assert.equal(start("/bin/bash -c 'dnf install -y apt && bash prepare-node.sh'"), 0);
    assert.equal(start('bash prepare-node.sh', { environment: { PATH: '/opt/apt/bin:/usr/bin' } }), 0);
    assert.equal(start('bash other.sh'), undefined);
  });

  test('if the missing archive is provided, a preparation task unpacks it, and the job can process the contents', () => {
    const prepare = (...names: readonly string[]) =>
      play({
        kind: 'jobPreparation',
        commandLine: 'bash prepare-nightly.sh',
        resourceFiles: names.map((filePath) => ({ filePath })),
      });
    assert.equal(prepare('prepare-nightly.sh'), 2);
    assert.equal(prepare('prepare-nightly.sh', 'model.tar.gz'), 0);
    assert.equal(play({ kind: 'task', commandLine: 'python3 risk.py --book 7' }), 0);
  });
});

describe('a shot that is encoded again', () => {
  const now = Date.parse('2026-11-20T12:00:00Z');
  const play = (commandLine: string, expiry: string) => {
    const containerUrl = `https://contosodata.blob.core.windows.net/outputs?se=${encodeURIComponent(expiry)}&sig=x`;
    const outputFiles = [{ filePattern: 'out/*.mp4', destination: { container: { containerUrl } } }];
    const run = sample.play?.({ ...blank, kind: 'task', commandLine, outputFiles }, now);
    return run && (run.failure?.code ?? run.exitCode);
  };

  test('an encoded shot is stored if the signature is valid, even from a shell, and not if the signature has expired', () => {
    assert.equal(play('bash encode.sh shot-41', '2027-01-01T00:00:00Z'), 0);
    assert.equal(play('/bin/bash -c "encode.sh shot-41"', '2027-01-01T00:00:00Z'), 0);
    assert.equal(play('bash encode.sh shot-41', '2026-03-01T00:00:00Z'), 'FileUploadAccessDenied');
  });

  test('a shot that is encoded again gives the same film, and unknown command lines do not', () => {
    assert.equal(play('bash encode.sh shot-07', '2027-01-01T00:00:00Z'), 'FailureExitCode');
    assert.equal(play('bash encode.sh shot-99', '2027-01-01T00:00:00Z'), undefined);
  });
});

test('a pool is older than its jobs, and its formula failed shortly before the start of the sample, not on a fixed day', () => {
  const dayMs = 24 * 60 * 60 * 1000;
  for (const { body, createdAgoMs = dayMs, autoScaleRun } of sample.pools) {
    assert.equal(autoScaleRun?.['timestamp'], undefined, String(body['id']));
    for (const job of sample.jobs) {
      const pool: unknown = Reflect.get(Object(job.body['poolInfo']), 'poolId');
      if (pool !== body['id']) continue;
      assert.ok((job.createdAgoMs ?? 0) <= createdAgoMs, `${job.body['id']} is older than ${body['id']}`);
    }
  }
});
