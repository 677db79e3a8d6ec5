import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failurePlaces, logShapes, shapedLog } from '../../../test/builders/logShapes.ts';
import { explainLog } from './explainLog.ts';
import { LogText } from './logs/engine/text/logText.ts';

const length = 256 * 1024;
/** Maximum number of looks at lines of a log of this length, which has 4,000 ordinary lines or 262,144 empty ones. */
const mostLooks = 40_000;

/**
 * Counts how often a line is looked at while a log is explained. Each look cleans the line, which costs a thousand
 * times as much as reading it.
 */
function countLooks(log: string): number {
  const { text, rank } = LogText.prototype;
  let looks = 0;
  LogText.prototype.text = function (line) {
    looks++;
    return text.call(this, line);
  };
  LogText.prototype.rank = function (line) {
    looks++;
    return rank.call(this, line);
  };
  try {
    explainLog(log, { exitCode: 1 });
    explainLog(log);
    return looks;
  } finally {
    LogText.prototype.text = text;
    LogText.prototype.rank = rank;
  }
}

for (const shape of logShapes)
  test(`a bounded number of lines is inspected in a log full of ${shape}, wherever the failure is`, () => {
    const text = shapedLog(shape, length);
    for (const [place, putFailure] of Object.entries(failurePlaces)) {
      const looks = countLooks(putFailure(text));
      assert.ok(looks <= mostLooks, `${looks} times where something failed ${place}`);
    }
  });

test('a failure is found above and below any number of meaningless lines', () => {
  for (const [place, putFailure] of Object.entries(failurePlaces)) {
    if (place === 'nowhere') continue;
    const found = explainLog(putFailure('\n'.repeat(length)), { exitCode: 1 });
    assert.equal(found?.category, place === 'before' ? 'missing-file' : 'exception-in-user-code', place);
  }
});

test('last words are found above any number of empty lines', () => {
  const words = 'sorter: the disk is full\n';
  const found = explainLog(`reading\n${words}${' \t\r\n'.repeat(length / 4)}`, { exitCode: 1 });
  assert.deepEqual([found?.rootCause.line, found?.category], [2, 'disk-full']);
});

test('JSON records are still read among lines that only resemble records', () => {
  const error = JSON.stringify({ level: 'error', msg: 'could not open "scene.blend": No such file or directory' });
  const broken = (count: number) => '{"level":error,"msg":nothing}\n'.repeat(count);
  const find = (log: string) => explainLog(log, { exitCode: 1 })?.rootCause.text;
  assert.match(find(`${broken(200)}${error}\n`) ?? '', /^could not open "scene/);
  assert.match(find(`${`${error}\n${broken(1)}`.repeat(600)}`) ?? '', /^could not open "scene/);
});
