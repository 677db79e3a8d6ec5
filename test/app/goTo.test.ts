import assert from 'node:assert/strict';
import { suite, type TestContext, test } from 'node:test';
import { run as goTo } from '../../src/app/actions/file/goTo.ts';
import { completedTask, smallWorld } from '../../src/simulator/scenarios/causes/smallWorld.ts';
import { failed } from '../../src/simulator/scenarios/runs.ts';
import { startCold } from './support/coldApp.ts';

const began = Date.parse('2026-11-20T09:00:00Z');
const lines = Array.from(
  { length: 50_000 },
  (_, index) => `${new Date(began + index * 1000).toISOString()} frame ${index + 1}: rendered in 12.5 s`,
);
const text = `${lines.join('\n')}\n`;

suite('go to a place in a file', () => {
  const open = async (context: TestContext) => {
    const scenario = smallWorld('log', 'A task with a log.', {
      job: { tasks: [completedTask('t', failed(1, 4000, { stdout: text, stderr: 'no times\n' }))] },
    });
    const { app, ui, simulator, accounts } = await startCold(context, scenario);
    const [{ id: accountId } = { id: '' }] = accounts.all;
    const go = async (typed: string, path = 'stdout.txt') => {
      const file = { kind: 'taskFile', accountId, jobId: 'job', taskId: 't', path } as const;
      const before = simulator.requests.length;
      const { opened } = await ui.listen(() => goTo(app, [file]), { type: () => typed });
      const [{ target, at } = assert.fail('nothing was opened')] = opened;
      assert.deepEqual(target, { resource: file, document: 'text' });
      if (typeof at !== 'object' || !('byte' in at)) return assert.fail('no place of the file');
      return { ...at, requests: simulator.requests.length - before };
    };
    return { go, ui };
  };
  const toByte = (line: number): number => text.indexOf(lines[line - 1] ?? '');

  test('a place in a file is opened by line number, and the next one from there', async (context) => {
    const { go, ui } = await open(context);
    const { byte, part, requests } = await go('30000');
    assert.equal(byte, toByte(30_000));
    assert.deepEqual(part.line, 29_901);
    assert.equal(part.start, toByte(29_901));
    assert.equal(requests, 2, 'for its length and all before the line');
    assert.equal((await go('30010')).byte, toByte(30_010));
    assert.equal((await go('99999999')).byte, toByte(50_000), 'the last one where there are fewer');
    assert.deepEqual(ui.said.informations, ['The file has 50,000 lines. This is the last one.']);
  });

  test('a place in a file is opened by the time in the log', async (context) => {
    const { go } = await open(context);
    const { byte, part, requests } = await go('2026-11-20 13:00');
    assert.equal(byte, toByte(4 * 3600 + 1));
    assert.equal(part.line, undefined);
    assert.ok(requests <= 8, `${requests} requests`);
    assert.equal((await go('10:30:00')).byte, toByte(5401));
    await assert.rejects(go('10:30', 'stderr.txt'), /The last lines of stderr\.txt don't start with a time/);
  });

  test('a place in a file is opened by its position in bytes', async (context) => {
    const { go } = await open(context);
    const { byte, part, requests } = await go('50 %');
    assert.equal(byte, Math.floor(text.length / 2));
    assert.ok(part.start < byte && part.start > byte - 10_000);
    assert.equal(requests, 1);
    assert.equal((await go('100%')).byte, text.length - 1);
  });

  test('other input is rejected while typing', async (context) => {
    const { go } = await open(context);
    for (const typed of ['0', '101%', 'frame', '25:00', ''])
      await assert.rejects(go(typed), /canceled|Cancelled/i, typed);
  });
});
