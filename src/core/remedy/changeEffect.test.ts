import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { NodeState, SchedulingState } from '../model/computeNode.ts';
import {
  judgeAutoscale,
  judgeDeallocation,
  judgeDeletion,
  judgeEndOfTask,
  judgeOffline,
  judgeOnline,
  judgeReboot,
  judgeRemoval,
  judgeStart,
  judgeStoppedResize,
} from './changeEffect.ts';

const first = '2026-11-20T09:00:00Z';
const later = '2026-11-20T09:05:00Z';
const soonMs = 5_000;
const lateMs = 31 * 60_000;
const by = <T>(now: T, before?: T, elapsedMs = soonMs) => ({ before, now, elapsedMs });

test('what was ended is followed until it has, and is overdue after some minutes', () => {
  assert.equal(judgeEndOfTask(by({ state: 'running' })), 'underway');
  assert.equal(judgeEndOfTask(by({ state: 'completed', executionInfo: { result: 'failure' } })), 'seen');
  assert.equal(judgeEndOfTask(by(undefined)), 'seen');
  assert.equal(judgeEndOfTask(by({ state: 'running' }, undefined, lateMs)), 'astray');
});

test('what was deleted is gone also where another one of its id is there', () => {
  assert.equal(judgeDeletion(by({ creationTime: first }, { creationTime: first })), 'underway');
  assert.equal(judgeDeletion(by({ creationTime: later }, { creationTime: first })), 'seen');
  assert.equal(judgeDeletion(by(undefined, { creationTime: first })), 'seen');
  assert.equal(judgeDeletion(by({ creationTime: first }, { creationTime: first }, lateMs)), 'astray');
});

test('a node is offline when its last task has ended, however long that takes, and online when it works', () => {
  const node = (state: NodeState, schedulingState: SchedulingState, runningTasksCount = 0) => ({
    state,
    schedulingState,
    runningTasksCount,
  });
  assert.equal(judgeOffline(by(node('running', 'disabled', 2), undefined, lateMs)), 'underway');
  assert.equal(judgeOffline(by(node('offline', 'disabled'))), 'seen');
  assert.equal(judgeOffline(by(node('idle', 'enabled'))), 'astray');
  assert.equal(judgeOffline(by(undefined)), 'astray');
  assert.equal(judgeOnline(by(node('offline', 'enabled'))), 'underway');
  assert.equal(judgeOnline(by(node('idle', 'enabled'))), 'seen');
  assert.equal(judgeOnline(by(node('unusable', 'enabled'))), 'astray');
  assert.equal(judgeOnline(by(node('idle', 'disabled'))), 'astray');
  assert.equal(judgeOnline(by(undefined)), 'astray');
  assert.equal(judgeOnline(by(node('rebooting', 'enabled'), undefined, lateMs)), 'astray');
  assert.equal(judgeRemoval(by(node('leavingpool', 'disabled'))), 'underway');
  assert.equal(judgeRemoval(by(undefined)), 'seen');
  assert.equal(judgeRemoval(by(node('idle', 'enabled'), undefined, lateMs)), 'astray');
});

test('a node has come to where it was to be, or elsewhere, or is on its way', () => {
  assert.equal(judgeStart(by({ state: 'deallocated' })), 'underway');
  assert.equal(judgeStart(by({ state: 'waitingforstarttask' })), 'underway');
  assert.equal(judgeStart(by({ state: 'idle' })), 'seen');
  assert.equal(judgeStart(by({ state: 'starttaskfailed' })), 'astray');
  assert.equal(judgeDeallocation(by({ state: 'running' })), 'underway');
  assert.equal(judgeDeallocation(by({ state: 'deallocated' })), 'seen');
  assert.equal(judgeDeallocation(by(undefined)), 'astray');
  const booted = (state: NodeState, lastBootTime: string) => ({ state, lastBootTime });
  assert.equal(judgeReboot(by(booted('idle', first), booted('idle', first))), 'underway');
  assert.equal(judgeReboot(by(booted('idle', later), booted('idle', first))), 'seen');
  assert.equal(judgeReboot(by(booted('unusable', first), booted('idle', first))), 'astray');
});

test('a resize has stopped when its pool is steady, and a formula works when it has run without an error', () => {
  assert.equal(judgeStoppedResize(by({ allocationState: 'stopping' })), 'underway');
  assert.equal(judgeStoppedResize(by({ allocationState: 'steady' })), 'seen');
  assert.equal(judgeStoppedResize(by(undefined)), 'astray');
  const ran = (timestamp: string, error?: object) => ({
    enableAutoScale: true,
    autoScaleRun: { timestamp, ...(error === undefined ? {} : { error }) },
  });
  assert.equal(judgeAutoscale(by({ enableAutoScale: true })), 'underway');
  assert.equal(judgeAutoscale(by(ran(first), ran(first))), 'underway');
  assert.equal(judgeAutoscale(by(ran(later), ran(first))), 'seen');
  assert.equal(judgeAutoscale(by(ran(first))), 'seen');
  assert.equal(judgeAutoscale(by(ran(later, { code: 'Failed' }), ran(first))), 'astray');
  const resized = { ...ran(later), targetDedicatedNodes: 9, currentDedicatedNodes: 3 };
  assert.equal(judgeAutoscale(by({ ...resized, allocationState: 'resizing' })), 'underway');
  const short = { ...resized, allocationState: 'steady', resizeErrors: [{ code: 'AccountCoreQuotaReached' }] } as const;
  assert.equal(judgeAutoscale(by(short)), 'astray');
  assert.equal(judgeAutoscale(by({ ...short, currentDedicatedNodes: 9 })), 'seen');
  assert.equal(judgeAutoscale(by({ enableAutoScale: false })), 'astray');
  assert.equal(judgeAutoscale(by(ran(first), ran(first), lateMs)), 'astray');
});
