import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { LogText } from '../engine/text/logText.ts';
import { readMessage } from './message.ts';

function read(...lines: readonly string[]): string | undefined {
  return readMessage(0, new LogText(lines.join('\n')));
}

suite('a message', () => {
  test('a message continues in lines with more indentation, and in a box', () => {
    assert.equal(
      read('number of cells in the file (a.gro, 44)', '             does not match the list (b.top, 39)'),
      'number of cells in the file (a.gro, 44) does not match the list (b.top, 39)',
    );
    assert.equal(
      read(' |     The vectors and the lattice are      |', ' |     incommensurate.                      |'),
      'The vectors and the lattice are incommensurate.',
    );
  });

  test('a boxed message begins with its first sentence, whichever line is named', () => {
    const rule = '-'.repeat(60);
    const log = new LogText(
      [rule, 'The value of "agent" was set to a path', 'that could not be found:', '', '  agent: x', rule].join('\n'),
    );
    const whole = 'The value of "agent" was set to a path that could not be found:';
    assert.deepEqual([readMessage(1, log), readMessage(2, log)], [whole, whole]);
    const unboxed = new LogText('Loading the reads of sample nine\ncannot find the index');
    assert.equal(readMessage(1, unboxed), undefined);
    const wrapped = new LogText('The launcher was unable to find the program, and therefore\ndid not start the job.');
    assert.match(readMessage(1, wrapped) ?? '', /^The launcher .*, and therefore did not start the job\.$/);
  });

  test('a message ends with its sentence, or at a line of another program', () => {
    assert.equal(read('The cells are wrong.', '   see the list'), undefined);
    assert.equal(read('error: no such cell', '   note: declared here'), undefined);
    assert.equal(read('error: no such cell', '   at main (a.c:12)'), undefined);
    assert.equal(read('the cells are', 'sort: cannot read: a.txt'), undefined);
    assert.equal(read('the cells fail', 'the next line'), undefined);
  });
});
