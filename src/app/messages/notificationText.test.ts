import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toNotificationText, toPickDetail, toPickText, toShownText } from './notificationText.ts';

test('A9-19 foreign text in a notification makes no link', () => {
  assert.equal(
    toNotificationText('job [click](command:azureBatch.job.delete) failed'),
    'job [click] (command:azureBatch.job.delete) failed',
  );
  assert.equal(toShownText('[click](command:x)'), '[click] (command:x)');
});

test('foreign text in a pick makes no icon', () => {
  assert.equal(toPickText('task $(check) 1'), 'task \\$(check) 1');
  assert.equal(toPickDetail('task $(check) 1'), 'task \\$(check) 1');
});

test('A9-20 invisible characters become visible, and the line breaks of the extension stay', () => {
  assert.equal(toNotificationText('a\u202eb\nc'), 'a\\u{202e}b\nc');
  assert.equal(toPickText('a\nb'), 'a\\u{a}b');
  assert.equal(toShownText('$(key) a\u001b]8;;x\u0007\u009b'), '$(key) a\\u{1b}]8;;x\\u{7}\\u{9b}');
});

test('a long text is visibly truncated', () => {
  assert.equal(toNotificationText('x'.repeat(5000)).length, 800);
  assert.ok(toPickText('x'.repeat(5000)).endsWith('…'));
});

test('no secret is shown', () => {
  const url = 'https://data.blob.core.windows.net/in/a.txt?sv=1&sig=c2VjcmV0c2VjcmV0';
  assert.ok(!toNotificationText(`no such blob: ${url}`).includes('c2VjcmV0'));
  assert.ok(!toPickText(url).includes('c2VjcmV0'));
  assert.ok(!toShownText(url).includes('c2VjcmV0'));
});
