import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makePage } from '../page/makePage.ts';
import { renderPage } from '../page/renderPage.ts';
import type { VitalSigns } from './vitalSigns.ts';
import { describeVitalSigns, findConcerns, toVitalSignsPage } from './vitalSignsText.ts';

const gib = 2 ** 30;
const sound: VitalSigns = {
  load: 0.4,
  cores: 2,
  uptimeMs: 7_200_000,
  memory: { used: gib, total: 7.6 * gib },
  disks: [
    { mount: '/', used: 10 * gib, total: 29 * gib },
    { mount: '/mnt', used: 15 * gib, total: 30 * gib },
  ],
  gpus: [],
  processes: [{ pid: 7, cpuPercent: 98.6, memory: 512 * 2 ** 20, name: 'a|b' }],
};
const size = 'standard_d2s_v3';

test('a healthy machine is described in one line', () => {
  assert.deepEqual(findConcerns(sound, size), []);
  assert.equal(
    describeVitalSigns(sound, size),
    'load 0.4 on 2 cores · memory 1 GiB of 7.6 GiB (13%) · fullest disk /mnt 15 GiB of 30 GiB (50%) · up for 2 hr',
  );
});

test('exhausted, overloaded, and undersized parts of the machine are named', () => {
  const gpu = { name: 'T4', busyPercent: 3, used: 15 * gib, total: 16 * gib };
  const full = { mount: '/mnt', used: 30 * gib, total: 30 * gib };
  const poor: VitalSigns = {
    ...sound,
    load: 4.5,
    memory: { used: 3.9 * gib, total: 4 * gib },
    disks: [full],
    gpus: [gpu],
  };
  assert.deepEqual(findConcerns(poor, size), [
    'Memory is nearly used up: 3.9 GiB of 4 GiB (98%).',
    '/mnt is nearly full: 30 GiB of 30 GiB (100%).',
    'T4 memory is nearly used up: 15 GiB of 16 GiB (94%).',
    'More programs are ready to run than there are cores: 4.5 on 2 cores.',
    'It has less memory (4 GiB) than its size, standard_d2s_v3, provides (8 GiB).',
  ]);
  assert.deepEqual(findConcerns({ ...sound, cores: 1 }, size), [
    'It has fewer cores (1) than its size, standard_d2s_v3, provides (2).',
  ]);
  assert.deepEqual(findConcerns(poor, 'standard_unknown').length, 4, 'a size that is not known is not compared');
});

test('a table lists machines with problems first, and unreadable ones with the reason', () => {
  const page = toVitalSignsPage(
    [
      { name: 'node 1', vmSize: size, signs: sound },
      { name: 'node 2', vmSize: size, signs: { ...sound, memory: { used: 7.5 * gib, total: 7.6 * gib } } },
      { name: 'node 3', signs: { reason: 'It is *gone*.' }, note: 'The user stayed.' },
    ],
    new Date('2026-01-01T10:00:00Z'),
  );
  const { text } = renderPage(makePage(page));
  assert.match(text, /## What needs attention\n\n[^#]*node 2[^#]*Memory is nearly used up/);
  assert.match(text, /## Nodes\n\n- node 2\n {2}- Size: standard_d2s_v3\n[\s\S]*\n- node 1\n/);
  assert.match(text, /- a\\?\|b\n {2}- PID: 7\n {2}- Memory: 512 MiB\n {2}- CPU \(of one core\): 99%/);
  assert.match(text, /## What else happened\n\n[^#]*node 3[^#]*The user stayed\./);
  assert.match(text, /## What could not be read\n\n[^#]*node 3[^#]*It is \\\*gone\\\*\./);
});
