import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import { SteppedClock } from '../../clock.ts';
import { repeatedLines } from '../../scenarios/generatedText.ts';
import { textContent, toContent } from './content.ts';
import { MemoryDisk } from './memoryDisk.ts';
import { NodeConsole } from './nodeConsole.ts';

describe('the console of a scripted node', () => {
  let nodeConsole: NodeConsole;

  beforeEach(() => {
    const disk = new MemoryDisk('linux');
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

  interface Answer {
    readonly code: number;
    readonly output: string;
    readonly errors: string;
  }

  async function run(line: string): Promise<Answer> {
    let output = '';
    let errors = '';
    const code = await nodeConsole.run(line, {
      write: async (bytes) => {
        output += typeof bytes === 'string' ? bytes : Buffer.from(bytes).toString();
      },
      writeError: async (text) => {
        errors += text;
      },
    });
    return { code, output, errors };
  }

  const runForOutput = async (line: string): Promise<string> => (await run(line)).output;

  test('ls lists the contents of a folder', async () => {
    assert.deepEqual(await run('ls'), { code: 0, output: 'shared\nworkitems\n', errors: '' });
    assert.equal(
      await runForOutput('ls -l workitems/j/stdout.txt'),
      '-rw-r--r--          191 2026-11-20 09:14 stdout.txt\n',
    );
  });

  test('cd moves into folders and back, but not out of the node', async () => {
    await run('cd workitems/j');
    assert.equal(await runForOutput('pwd'), '/mnt/batch/tasks/workitems/j\n');
    await run('cd ../..');
    const above = await run('cd ..');
    assert.equal(above.code, 1);
    assert.match(above.errors, /cd: \.\.: No such file or directory/);
    await run('cd /mnt/batch/tasks/shared');
    assert.equal(await runForOutput('pwd'), '/mnt/batch/tasks/shared\n');
    await run('cd');
    assert.equal(await runForOutput('pwd'), '/mnt/batch/tasks\n');
  });

  test('cat, head, and tail print the expected parts', async () => {
    assert.equal(await runForOutput('cat workitems/j/open.txt'), 'a\nb');
    assert.equal(await runForOutput('head -n 2 workitems/j/stdout.txt'), 'line 1\nline 2\n');
    assert.equal((await runForOutput('head workitems/j/stdout.txt')).split('\n').length, 11);
    assert.equal(await runForOutput('tail -2 workitems/j/stdout.txt'), 'line 24\nline 25\n');
    assert.equal(await runForOutput('tail -n1 workitems/j/open.txt'), 'b');
    assert.equal(await runForOutput('tail -n 2 workitems/j/open.txt'), 'a\nb');
    assert.equal(await runForOutput('tail -c 3 workitems/j/stdout.txt'), '25\n');
    assert.equal(await runForOutput('head -c 3 workitems/j/stdout.txt'), 'lin');
  });

  test('the end of a file of a gigabyte is printed at once', async () => {
    const output = await runForOutput('tail -n 2000 workitems/j/big.log');
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
      const answer = await run(line);
      assert.equal(answer.code, code);
      assert.match(answer.errors, complaint);
      assert.equal(answer.output, '');
    });
  }

  test('exit ends the console with the given code', async () => {
    assert.equal(nodeConsole.exitCode, undefined);
    assert.equal((await run('exit 3')).code, 3);
    assert.equal(nodeConsole.exitCode, 3);
  });

  test('an empty line is not an error, and help lists the commands', async () => {
    assert.deepEqual(await run('   '), { code: 0, output: '', errors: '' });
    assert.match(await runForOutput('help'), /tail/);
  });
});
