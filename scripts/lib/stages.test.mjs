import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readCounts } from './nodeTests.mjs';
import { runOneByOne, runOrAgain } from './stages.mjs';

const counts = (passed, failed, skipped) => `#counts ${JSON.stringify({ passed, failed, skipped })}\n`;

test('the result of a stage has the counts of its tests', () => {
  const { passed, failed, skipped, output } = readCounts({ code: 0, output: `  ok\n${counts(3, 0, 1)}` });
  assert.deepEqual({ passed, failed, skipped, output }, { passed: 3, failed: 0, skipped: 1, output: '  ok\n' });
});

test('a stage that ends without its counts has failed, whatever its exit code', () => {
  for (const code of [0, 1, 124]) assert.equal(readCounts({ code, output: '  ok\n' }).failed, 1);
});

test('a stage that was stopped because it hung has failed, and names the test that was running', () => {
  const { output } = readCounts({ code: 124, output: 'ended: it was not done after 600 s, while running: npm ci\n' });
  assert.match(output, /^ {2}FAIL {2}.* code 124 .*: it was not done after 600 s, while running: npm ci$/m);
});

test('a stage without tests has failed', () => {
  assert.equal(readCounts({ code: 0, output: counts(0, 0, 0) }).failed, 1);
});

test('a stage with a nonzero exit code has failed, although every test passed', () => {
  assert.equal(readCounts({ code: 137, output: counts(5, 0, 0) }).failed, 1);
});

test('a stage that fails once and then passes has passed, with the output of both runs; a stage that fails twice has failed', async () => {
  const outcomes = [
    { passed: 4, failed: 1, skipped: 0, output: '  FAIL  a key (is typed)  (test/a.test.ts:3)\n        lost a key\n' },
    { passed: 5, failed: 0, skipped: 0, output: 'fine\n' },
  ];
  const { output, again, ms: _, ...counted } = await runOrAgain(async () => outcomes.shift());
  assert.deepEqual(again, ['a key (is typed)']);
  assert.deepEqual(counted, { passed: 5, failed: 0, skipped: 0 });
  assert.match(output, /lost a key\n.*again.*\nfine/);
  const broken = { passed: 4, failed: 1, skipped: 0, output: '  FAIL  questions ask\n' };
  const { failed, again: none } = await runOrAgain(async () => broken);
  assert.deepEqual({ failed, none }, { failed: 1, none: [] });
});

test('only the failed files are rerun, and the counts of the others are kept', async () => {
  const outcomes = [
    {
      passed: 7,
      failed: 1,
      skipped: 1,
      output: '  FAIL  retry asks\n',
      files: {
        'test/editor/find.test.ts': { passed: 5, failed: 0, skipped: 1 },
        'test/editor/retry.test.ts': { passed: 2, failed: 1, skipped: 0 },
      },
      ms: { 'test/editor/find.test.ts': 90, 'test/editor/retry.test.ts': 70 },
    },
    {
      passed: 3,
      failed: 0,
      skipped: 0,
      output: '',
      files: { 'test/editor/retry.test.ts': { passed: 3, failed: 0, skipped: 0 } },
      ms: { 'test/editor/retry.test.ts': 20 },
    },
  ];
  const asked = [];
  const { output, ...counted } = await runOrAgain(async (files) => {
    asked.push(files);
    return outcomes.shift();
  });
  assert.deepEqual(asked, [undefined, ['test/editor/retry.test.ts']]);
  const ms = { 'test/editor/find.test.ts': 90, 'test/editor/retry.test.ts': 70 };
  assert.deepEqual(counted, { passed: 8, failed: 0, skipped: 1, ms, again: ['retry asks'] });
});

test('a stage that passes is run once', async () => {
  let runs = 0;
  const run = async () => ({ passed: ++runs, failed: 0, skipped: 0, output: '' });
  assert.equal((await runOrAgain(run)).passed, 1);
});

test('the results of files that run one by one are added up, and no files at all is a failure', async () => {
  const run = async ([file]) => ({ passed: 1, failed: 0, skipped: 2, output: `${file}\n`, ms: { [file]: 5 } });
  assert.deepEqual(await runOneByOne(['a', 'b'], run), {
    passed: 2,
    failed: 0,
    skipped: 4,
    output: 'a\nb\n',
    ms: { a: 5, b: 5 },
    again: [],
  });
  assert.equal((await runOneByOne([], run)).failed, 1);
});

test('each fulfilled start allows one more file to run in parallel', async () => {
  const begun = [];
  const ends = new Map();
  const run = ([file]) => {
    begun.push(file);
    return new Promise((resolve) => {
      ends.set(file, () => resolve({ passed: 1, failed: 0, skipped: 0, output: `${file}\n` }));
    });
  };
  const begins = async (file) => {
    while (!begun.includes(file)) await new Promise((resolve) => setImmediate(resolve));
  };
  const [first, second] = [Promise.withResolvers(), Promise.withResolvers()];
  const result = runOneByOne(['a', 'b', 'c'], run, [first.promise, second.promise]);
  assert.deepEqual(begun, []);
  first.resolve();
  await begins('a');
  assert.deepEqual(begun, ['a']);
  second.resolve();
  await begins('b');
  ends.get('b')();
  await begins('c');
  assert.deepEqual(begun, ['a', 'b', 'c'], 'the third begins although the first has not ended');
  ends.get('a')();
  ends.get('c')();
  const { passed, output } = await result;
  assert.deepEqual({ passed, output }, { passed: 3, output: 'b\na\nc\n' });
});
