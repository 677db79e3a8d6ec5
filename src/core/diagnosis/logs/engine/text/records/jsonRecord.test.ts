import assert from 'node:assert/strict';
import { test } from 'node:test';
import { JsonReader } from './jsonRecord.ts';

const trace = [
  'Traceback (most recent call last):',
  '  File "solve.py", line 7, in <module>',
  'ValueError: no field rho',
];
const javaTrace = ['java.io.IOException: disk gone', '\tat a.b.Worker.run(Worker.java:52)'];
const nodeTrace = ['Error: no scene', '    at load (/opt/app/load.js:3:9)'];
const dotnetTrace = ['System.IO.IOException: disk gone', '   at A.B.Run(String file) in /src/a.cs:line 3'];
const goTrace = ['main.run', '\t/mnt/wd/main.go:12'];

const records: readonly (readonly [
  logger: string,
  fields: object,
  said: readonly string[],
  below: readonly string[],
])[] = [
  ['python-json-logger', { levelname: 'ERROR', message: 'failed', exc_info: trace.join('\n') }, ['failed'], trace],
  ['structlog', { event: 'failed', level: 'error', exception: trace.join('\n') }, ['failed'], trace],
  [
    'structlog with objects',
    {
      event: 'failed',
      level: 'error',
      exception: [
        {
          exc_type: 'ValueError',
          exc_value: 'no field rho',
          frames: [{ filename: 'solve.py', lineno: 7, name: '<module>' }],
        },
      ],
    },
    ['failed'],
    trace,
  ],
  [
    'Serilog',
    { '@t': '2026-11-20T08:14:02Z', '@mt': 'Chunk {Id} failed', '@l': 'Error', '@x': dotnetTrace.join('\r\n'), Id: 17 },
    ['Chunk 17 failed'],
    dotnetTrace,
  ],
  [
    'the console of .NET',
    { EventId: 0, LogLevel: 'Error', Category: 'Worker', Message: 'failed', Exception: dotnetTrace.join('') },
    ['failed'],
    dotnetTrace,
  ],
  [
    'zap',
    { level: 'error', ts: 1.5, msg: 'cannot load', error: 'unsupported version 7', stacktrace: goTrace.join('\n') },
    ['unsupported version 7', 'cannot load'],
    goTrace,
  ],
  ['slog', { time: '', level: 'ERROR', msg: 'cannot load', err: 'no such file' }, ['no such file', 'cannot load'], []],
  [
    'Logstash',
    { '@timestamp': '', level: 'ERROR', message: 'failed', stack_trace: javaTrace.join('\n') },
    ['failed'],
    javaTrace,
  ],
  [
    'ECS',
    { 'log.level': 'ERROR', message: 'failed', 'error.stack_trace': javaTrace.join('\n') },
    ['failed'],
    javaTrace,
  ],
  [
    'ECS with objects',
    { log: { level: 'error' }, '@timestamp': '', message: 'failed', error: { stack_trace: javaTrace.join('\n') } },
    ['failed'],
    javaTrace,
  ],
  [
    'Log4j',
    {
      level: 'ERROR',
      message: 'failed',
      thrown: {
        name: 'java.io.IOException',
        message: 'disk gone',
        extendedStackTrace: [{ class: 'a.b.Worker', method: 'run', file: 'Worker.java', line: 52 }],
      },
    },
    ['failed'],
    javaTrace,
  ],
  [
    'pino',
    { level: 50, time: 1, err: { type: 'Error', message: 'no scene', stack: nodeTrace.join('\n') }, msg: 'failed' },
    ['failed'],
    nodeTrace,
  ],
  ['winston', { level: 'error', message: 'no scene', stack: nodeTrace.join('\n') }, ['no scene'], nodeTrace],
  ['journald', { MESSAGE: [102, 195, 188, 114], PRIORITY: '3' }, ['für'], []],
];

for (const [logger, fields, said, below] of records)
  test(`an error is read from a record of ${logger}`, () => {
    assert.deepEqual(new JsonReader().read(JSON.stringify(fields)), [{ said, below, level: 'error' }]);
  });

test('the prefix of a JSON record is kept before each of its lines', () => {
  const [record] = new JsonReader().read('worker_1  | {"level":"info","msg":"one\\ntwo"}') ?? [];
  assert.deepEqual(record, { said: ['worker_1  | one'], below: ['worker_1  | two'], level: 'info' });
});

test('all rows of a JSON array are read, on one line or several', () => {
  const row = '{"TimeGenerated":"2026-11-20T08:14:02Z","LogMessage":"solving"}';
  const record = { said: ['solving'], below: [], level: undefined };
  assert.deepEqual(new JsonReader().read(`[${row},${row}]`), [record, record]);
  for (const line of [`[${row},`, `${row},`, `${row}]`]) assert.deepEqual(new JsonReader().read(line), [record]);
});

test("a program's output in a JSON object is found", () => {
  const lines = new JsonReader().read(JSON.stringify({ status: 'failed', stderr: `${trace.join('\n')}\n` }))?.[0]
    ?.below;
  assert.deepEqual(lines, trace);
});

for (const line of [
  '{"error":{"code":"AuthorizationFailed","message":"not allowed"}}',
  '{"code":"NotFound","message":"no such pool"}',
  'request failed: {"level":"error","msg":"no such pool"}',
  '{"level":"error","msg":"cut o',
  '{"init terminating in do_boot",{undef,[]}}',
])
  test(`a line that is not a logger's record is ignored: ${line}`, () => {
    assert.equal(new JsonReader().read(line), undefined);
  });
