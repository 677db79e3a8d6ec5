import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import { SteppedClock } from '../../clock.ts';
import { repeatedLines, textContent, toContent } from './content.ts';
import { MemoryDisk } from './memoryDisk.ts';
import { NodeConsole } from './nodeConsole.ts';

describe('the console of a scripted node', () => {
  let nodeConsole: NodeConsole;
  let output: string;
  let errors: string;

  beforeEach(() => {
    const disk = new MemoryDisk();
    const modifiedMs = (): number => Date.UTC(2026, 10, 20, 9, 14);
    const lines = Array.from({ length: 25 }, (_, index) => `line ${index + 1}\n`).join('');
    disk.addFolder('shared', 0);
    disk.addFile({ path: 'workitems/j/stdout.txt', content: textContent(lines), modifiedMs });
    disk.addFile({ path: 'workitems/j/open.txt', content: textContent('a\nb'), modifiedMs });
    const big = toContent(
      repeatedLines(10_000_000, 100, (index) => `row ${index}`),
      { startMs: 0 },
      new SteppedClock(),
    );
    disk.addFile({ path: 'workitems/j/big.log', content: big, modifiedMs });
    nodeConsole = new NodeConsole(disk);
  });

  async function run(line: string): Promise<number> {
    output = '';
    errors = '';
    return nodeConsole.run(line, {
      write: async (bytes) => {
        output += typeof bytes === 'string' ? bytes : Buffer.from(bytes).toString();
      },
      writeError: async (text) => {
        errors += text;
      },
    });
  }

  test('ls names what is in a folder', async () => {
    assert.equal(await run('ls'), 0);
    assert.equal(output, 'shared\nworkitems\n');
    assert.equal(await run('ls -l workitems/j/stdout.txt'), 0);
    assert.equal(output, '-rw-r--r--          191 2026-11-20 09:14 stdout.txt\n');
  });

  test('cd goes down, up and no further than the node', async () => {
    assert.equal(await run('cd workitems/j'), 0);
    assert.equal(await run('pwd'), 0);
    assert.equal(output, '/mnt/batch/tasks/workitems/j\n');
    assert.equal(await run('cd ../..'), 0);
    assert.equal(await run('cd ..'), 1);
    assert.match(errors, /cd: \.\.: No such file or directory/);
    assert.equal(await run('cd /mnt/batch/tasks/shared'), 0);
    assert.equal(await run('cd'), 0);
    await run('pwd');
    assert.equal(output, '/mnt/batch/tasks\n');
  });

  test('cat, head and tail print what they should', async () => {
    await run('cat workitems/j/open.txt');
    assert.equal(output, 'a\nb');
    await run('head -n 2 workitems/j/stdout.txt');
    assert.equal(output, 'line 1\nline 2\n');
    await run('head workitems/j/stdout.txt');
    assert.equal(output.split('\n').length, 11);
    await run('tail -2 workitems/j/stdout.txt');
    assert.equal(output, 'line 24\nline 25\n');
    await run('tail -n1 workitems/j/open.txt');
    assert.equal(output, 'b');
    await run('tail -n 2 workitems/j/open.txt');
    assert.equal(output, 'a\nb');
    await run('tail -c 3 workitems/j/stdout.txt');
    assert.equal(output, '25\n');
    await run('head -c 3 workitems/j/stdout.txt');
    assert.equal(output, 'lin');
    await run('tail -n 2000 workitems/j/big.log');
    assert.equal(output.length, 200_000);
    assert.ok(output.startsWith('row 9998000'));
  });

  for (const [line, code, complaint] of [
    ['rm -rf /', 127, /rm: not a command of this console/],
    ['constructor', 127, /not a command/],
    ['__proto__', 127, /not a command/],
    ['cat nothing.txt', 1, /No such file or directory/],
    ['cat workitems', 1, /Is a directory/],
    ['cat', 1, /which file/],
    ['cat /etc/passwd', 1, /No such file or directory/],
    ['cat ../../../etc/passwd', 1, /No such file or directory/],
    ['cd workitems/j/open.txt', 1, /Not a directory/],
    ['tail -f workitems/j/stdout.txt', 1, /not understood/],
    ['ls -R', 1, /not understood/],
    ['cat "open', 1, /quote is not closed/],
    ['ls | cat', 1, /No such file or directory/],
  ] as const) {
    test(`${line} ends with ${code}`, async () => {
      assert.equal(await run(line), code);
      assert.match(errors, complaint);
      assert.equal(output, '');
    });
  }

  test('exit takes its code along', async () => {
    assert.equal(nodeConsole.exitCode, undefined);
    assert.equal(await run('exit 3'), 3);
    assert.equal(nodeConsole.exitCode, 3);
  });

  test('nothing is no error, and help helps', async () => {
    assert.equal(await run('   '), 0);
    assert.equal(await run('help'), 0);
    assert.match(output, /tail/);
  });
});
