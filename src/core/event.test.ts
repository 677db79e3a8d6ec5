import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Emitter } from './event.ts';

test('all listeners are called until they are disposed, each as often as it was added', () => {
  const emitter = new Emitter<number>();
  const heard: number[] = [];
  const listen = (event: number): void => {
    heard.push(event);
  };
  const first = emitter.event(listen);
  emitter.event(listen);
  emitter.fire(1);
  first.dispose();
  emitter.fire(2);
  emitter.dispose();
  emitter.fire(3);
  assert.deepEqual(heard, [1, 1, 2]);
});

test('a listener that throws does not prevent other listeners from being called, and its error is reported', () => {
  const errors: unknown[] = [];
  const heard: number[] = [];
  const emitter = new Emitter<number>((error) => errors.push(error));
  const failure = new Error('of the listener');
  emitter.event(() => {
    throw failure;
  });
  emitter.event((event) => heard.push(event));
  emitter.fire(1);
  assert.deepEqual(heard, [1]);
  assert.deepEqual(errors, [failure]);
});
