import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Template } from './template.ts';

test('the text at named placeholders is captured', () => {
  const template = new Template("unable to execute '{what}': No such file");
  assert.deepEqual(template.match("error: unable to execute 'gcc': No such file or directory"), { what: 'gcc' });
  assert.equal(template.match("unable to execute 'gcc'"), undefined);
});

test('the text at placeholders without a name is skipped', () => {
  assert.deepEqual(new Template('version {} required').match('version 3.2 is required'), {});
  assert.equal(new Template('version {} required').match('required version'), undefined);
});

test('a wording can be anchored to the start and the end of a line', () => {
  assert.equal(new Template('^Error: ').match('An Error: x'), undefined);
  assert.deepEqual(new Template('^{what}: FAILED$').match('a.bin: FAILED'), { what: 'a.bin' });
  assert.equal(new Template('^{what}: FAILED$').match('a.bin: FAILED open or read'), undefined);
  assert.equal(new Template('^lost connection$').match('lost connection to the server'), undefined);
  assert.deepEqual(new Template('^lost connection$').match('lost connection'), {});
});

test('a wording without gaps can be anchored to the whole line', () => {
  const template = new Template('^Out of memory.$');
  assert.deepEqual(template.match('Out of memory.'), {});
  assert.equal(template.match('Out of memory. Type HELP MEMORY for your options.'), undefined);
});

test('a placeholder at the end captures the rest of the line', () => {
  assert.deepEqual(new Template('Unable to locate package {what}').match('E: Unable to locate package ffmpegx'), {
    what: 'ffmpegx',
  });
});

test('a wording is searched for by its longest piece', () => {
  assert.equal(new Template('^a {what} is missing from {}').anchor, ' is missing from ');
});

const word = fc.stringMatching(/^[a-z' ]{1,12}$/);

test('a wording matches every text made from it', () => {
  fc.assert(
    fc.property(word, word, word, word, (before, first, gap, last) => {
      const found = new Template(`${first}{}${last}`).match(before + first + gap + last);
      assert.notEqual(found, undefined);
    }),
  );
});
