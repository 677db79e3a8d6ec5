import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Template } from './template.ts';

test('keeps what is at named placeholders', () => {
  const template = new Template("unable to execute '{what}': No such file");
  assert.deepEqual(template.match("error: unable to execute 'gcc': No such file or directory"), { what: 'gcc' });
  assert.equal(template.match("unable to execute 'gcc'"), undefined);
});

test('skips what is at placeholders without a name', () => {
  assert.deepEqual(new Template('version {} required').match('version 3.2 is required'), {});
  assert.equal(new Template('version {} required').match('required version'), undefined);
});

test('ties a wording to the start and to the end of a line', () => {
  assert.equal(new Template('^Error: ').match('An Error: x'), undefined);
  assert.deepEqual(new Template('^{what}: FAILED$').match('a.bin: FAILED'), { what: 'a.bin' });
  assert.equal(new Template('^{what}: FAILED$').match('a.bin: FAILED open or read'), undefined);
  assert.equal(new Template('^lost connection$').match('lost connection to the server'), undefined);
  assert.deepEqual(new Template('^lost connection$').match('lost connection'), {});
});

test('ties a wording without gaps to the whole line', () => {
  const template = new Template('^Out of memory.$');
  assert.deepEqual(template.match('Out of memory.'), {});
  assert.equal(template.match('Out of memory. Type HELP MEMORY for your options.'), undefined);
});

test('keeps the rest of the line at a placeholder that ends the wording', () => {
  assert.deepEqual(new Template('Unable to locate package {what}').match('E: Unable to locate package ffmpegx'), {
    what: 'ffmpegx',
  });
});

test('takes its longest piece for the search', () => {
  assert.equal(new Template('^a {what} is missing from {}').anchor, ' is missing from ');
});

const word = fc.stringMatching(/^[a-z' ]{1,12}$/);

test('finds every text made from it', () => {
  fc.assert(
    fc.property(word, word, word, word, (before, first, gap, last) => {
      const found = new Template(`${first}{}${last}`).match(before + first + gap + last);
      assert.notEqual(found, undefined);
    }),
  );
});
