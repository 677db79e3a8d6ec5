import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseVitalSigns } from './vitalSigns.ts';

const printed = `[load]
7.91 5.02 3.33 9/412 20211
[cores]
2
[uptime]
3600.55 7000.10
[memory]
MemTotal:        8152840 kB
MemFree:          152840 kB
MemAvailable:     407642 kB
[disks]
Filesystem     1024-blocks     Used Available Capacity Mounted on
/dev/root         30298176 10298176  20000000      34% /
tmpfs              4076420        0   4076420       0% /dev/shm
/dev/sda15          106858     6182    100676       6% /boot/efi
/dev/sdb1         16337788 15500000         0     100% /mnt/resource disk
[gpus]
Tesla V100-PCIE-16GB, 97, 15900, 16160
[processes]
   2211 99.5 6100000 python3
     12  0.0    1200 kworker/0:1-events
not a process
`;

test('the state of a machine is parsed from the output of its programs', () => {
  assert.deepEqual(parseVitalSigns(printed), {
    load: 7.91,
    cores: 2,
    uptimeMs: 3_600_550,
    memory: { used: (8_152_840 - 407_642) * 1024, total: 8_152_840 * 1024 },
    disks: [
      { mount: '/', used: 10_298_176 * 1024, total: 30_298_176 * 1024 },
      { mount: '/mnt/resource disk', used: 15_500_000 * 1024, total: 15_500_000 * 1024 },
    ],
    gpus: [{ name: 'Tesla V100-PCIE-16GB', busyPercent: 97, used: 15_900 * 2 ** 20, total: 16_160 * 2 ** 20 }],
    processes: [
      { pid: 2211, cpuPercent: 99.5, memory: 6_100_000 * 1024, name: 'python3' },
      { pid: 12, cpuPercent: 0, memory: 1200 * 1024, name: 'kworker/0:1-events' },
    ],
  });
});

test('values that are not in the output are absent, and unrelated output gives no values', () => {
  assert.deepEqual(
    parseVitalSigns('[load]\n0.5 0 0 1/2 3\n[gpus]\nNVIDIA-SMI has failed\n[memory]\nMemTotal: 5 kB\n'),
    {
      load: 0.5,
      disks: [],
      gpus: [],
      processes: [],
    },
  );
  for (const other of [
    '',
    'bash: nproc: command not found\n',
    '[load]\nlots\n',
    '[memory]\nMemTotal: 1 kB\nMemAvailable: 2 kB',
  ])
    assert.equal(parseVitalSigns(other), undefined, other);
});
