import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Listeners } from './listeners.ts';

test('all are told until they dispose of it, each as often as it was added', () => {
  const listeners = new Listeners<number>();
  const heard: number[] = [];
  const listen = (event: number): void => {
    heard.push(event);
  };
  const first = listeners.add(listen);
  listeners.add(listen);
  listeners.notify(1);
  first.dispose();
  listeners.notify(2);
  listeners.clear();
  listeners.notify(3);
  assert.deepEqual(heard, [1, 1, 2]);
});

test('one who throws keeps nobody from being told, and is heard of', () => {
  const errors: unknown[] = [];
  const heard: number[] = [];
  const listeners = new Listeners<number>((error) => errors.push(error));
  const failure = new Error('of the listener');
  listeners.add(() => {
    throw failure;
  });
  listeners.add((event) => heard.push(event));
  listeners.notify(1);
  assert.deepEqual(heard, [1]);
  assert.deepEqual(errors, [failure]);
});
