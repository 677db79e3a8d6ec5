import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Offer } from '../model/offer.ts';
import { describeEnd, judgeEnd, listEndsOfSupport, type Machine } from './endOfSupport.ts';

const now = new Date('2026-11-20T10:00:00Z');

function list(machine: Machine, offer?: Offer, at = now): readonly string[] {
  return listEndsOfSupport(machine, at, offer).map((end) => `${end.name}: ${judgeEnd(end, at)} ${end.day ?? '?'}`);
}

const toLinux = (agent: string, sku = 's'): Machine => ({
  virtualMachineConfiguration: {
    nodeAgentSKUId: agent,
    imageReference: { publisher: 'canonical', offer: 'ubuntu', sku },
  },
});

const jammy = toLinux('batch.node.ubuntu 22.04');

const announced: readonly (readonly [vmSize: string, expected: string | undefined])[] = [
  ['STANDARD_NC6s_v3', 'over 2025-09-30'],
  ['Standard_NC24rs_v3', 'over 2025-09-30'],
  ['Standard_NV12s_v3', 'over 2026-09-30'],
  ['Standard_NV16as_v4', 'over 2026-09-30'],
  ['Standard_NV6', 'over 2023-09-06'],
  ['Standard_A2', 'over 2024-08-31'],
  ['Standard_DC4s_v2', 'over 2026-06-30'],
  ['Standard_HB120-32rs_v2', 'later 2027-05-31'],
  ['Standard_HC44rs', 'later 2027-05-31'],
  ['Standard_NP20s', 'later 2027-05-31'],
  ['Standard_D2', 'later 2028-05-01'],
  ['Standard_D2_v2', 'later 2028-05-01'],
  ['Standard_DS13-4_v2', 'later 2028-05-01'],
  ['Standard_D11_v2_Promo', 'later 2028-05-01'],
  ['Standard_L8s', 'later 2028-05-01'],
  ['Standard_L8s_v2', 'later 2028-11-15'],
  ['Standard_F16s_v2', 'later 2028-11-15'],
  ['Standard_B2ms', 'later 2028-11-15'],
  ['Standard_A4_v2', 'later 2028-11-15'],
  ['Standard_A4m_v2', 'later 2028-11-15'],
  ['Standard_GS5-16', 'later 2028-11-15'],
  // Ends in 2029, too far away to matter.
  ['Standard_D2s_v3', undefined],
  ['Standard_E8-4s_v3', undefined],
  // Series without an end date.
  ['Standard_B2s_v2', undefined],
  ['Standard_D2s_v5', undefined],
  ['Standard_D2ads_v5', undefined],
  ['Standard_E4ds_v5', undefined],
  ['Standard_F4as_v6', undefined],
  ['Standard_L8s_v3', undefined],
  ['Standard_NC24ads_A100_v4', undefined],
  ['Standard_NC4as_T4_v3', undefined],
  ['Standard_NV36ads_A10_v5', undefined],
  ['Standard_ND96asr_v4', undefined],
  ['Standard_HB120rs_v3', undefined],
  ['Standard_M64s', undefined],
  ['small', undefined],
];
for (const [vmSize, expected] of announced)
  test(`the end of support of ${vmSize} is ${expected ?? 'not near'}`, () => {
    assert.deepEqual(list({ vmSize }), expected === undefined ? [] : [`${vmSize}: ${expected}`]);
  });

test('the end of support of a VM size is shown only when it is near', () => {
  const in2028 = new Date('2028-01-01T00:00:00Z');
  assert.deepEqual(list({ vmSize: 'Standard_D2s_v3' }, {}, in2028), ['Standard_D2s_v3: later 2029-11-15']);
});

test('the last day of support still counts, in all time zones', () => {
  const day = { day: '2027-06-30' };
  assert.equal(judgeEnd(day, new Date('2027-06-30T23:59:59Z')), 'soon');
  assert.equal(judgeEnd(day, new Date('2027-07-01T00:00:00Z')), 'over');
  assert.equal(judgeEnd(day, new Date('2027-01-02T00:00:00Z')), 'soon');
  assert.equal(judgeEnd(day, new Date('2027-01-01T00:00:00Z')), 'later');
  assert.equal(judgeEnd({ day: undefined }, now), 'over');
});

test('the end of support of an image follows from its node agent, or for Windows from its name', () => {
  const windows = (sku: string): Machine => ({
    virtualMachineConfiguration: {
      nodeAgentSKUId: 'batch.node.windows amd64',
      imageReference: { publisher: 'MicrosoftWindowsServer', offer: 'WindowsServer', sku },
    },
  });
  assert.deepEqual(list(jammy), ['batch.node.ubuntu 22.04: later 2027-06-30']);
  assert.deepEqual(list(toLinux('batch.node.centos 7')), ['batch.node.centos 7: over 2024-06-30']);
  assert.deepEqual(list(toLinux('batch.node.ubuntu 24.04')), []);
  assert.deepEqual(list(windows('2016-datacenter')), [
    'MicrosoftWindowsServer WindowsServer 2016-datacenter: soon 2027-01-12',
  ]);
  assert.deepEqual(list(windows('2008-R2-SP1')), ['MicrosoftWindowsServer WindowsServer 2008-R2-SP1: over ?']);
  assert.deepEqual(list(windows('2022-datacenter')), []);
});

test('dates from Batch for an image or a size take precedence over announced dates', () => {
  const toImage = (sku: string, batchSupportEndOfLife?: string) => ({
    nodeAgentSKUId: 'batch.node.ubuntu 22.04',
    imageReference: { publisher: 'Canonical', offer: 'Ubuntu', sku },
    ...(batchSupportEndOfLife === undefined ? {} : { batchSupportEndOfLife }),
  });
  const images = [toImage('s', '2026-12-01T00:00:00Z'), toImage('t')];
  assert.deepEqual(list(jammy, { images }), ['batch.node.ubuntu 22.04: soon 2026-12-01T00:00:00Z']);
  // Without its own date, the image has only the announced one.
  assert.deepEqual(list(toLinux('batch.node.ubuntu 22.04', 't'), { images }), [
    'batch.node.ubuntu 22.04: later 2027-06-30',
  ]);
  const own = { virtualMachineConfiguration: { nodeAgentSKUId: 'batch.node.el 9', imageReference: {} } };
  const elOf = (days: readonly string[]) =>
    days.map((day) => ({ ...toImage('x', day), nodeAgentSKUId: 'batch.node.el 9' }));
  assert.deepEqual(list(own, { images: elOf(['2027-01-01', '2026-12-01']) }), ['batch.node.el 9: soon 2027-01-01']);
  const sizes = [{ name: 'standard_d2s_v5', batchSupportEndOfLife: '2026-12-31' }];
  assert.deepEqual(list({ vmSize: 'Standard_D2s_v5' }, { sizes }), ['Standard_D2s_v5: soon 2026-12-31']);
});

test('the earliest end of support is listed first, and each one shows the date and a replacement', () => {
  const ends = listEndsOfSupport(
    { ...jammy, vmSize: 'Standard_NV12s_v3', targetNodeCommunicationMode: 'Classic' },
    now,
  );
  assert.deepEqual(
    ends.map((end) => describeEnd(end, now)),
    [
      'Batch retired the communication mode "Classic" on Mar 31, 2026. Use "simplified", the only mode left.',
      'Azure retired VM size Standard_NV12s_v3 on Sep 30, 2026 and no longer provides nodes of this size. Use a size from a newer series, such as NVads A10 v5.',
      'Batch supports batch.node.ubuntu 22.04 until Jun 30, 2027. After that, it may refuse new nodes and remove existing ones. Use a newer image, such as one for batch.node.ubuntu 24.04.',
    ],
  );
});
