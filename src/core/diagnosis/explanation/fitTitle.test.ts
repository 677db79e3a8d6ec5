import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fitTitle, isUnreadable } from './fitTitle.ts';

const fitted: readonly (readonly [string, string])[] = [
  ['The disk is full', 'The disk is full'],
  ['An input is malformed: [mov,mp4,m4a @ 0x5581] moov atom not found', 'An input is malformed: moov atom not found'],
  ['/mnt/batch/tasks/shared/textures/rust_04.png is missing', 'rust_04.png is missing'],
  ['/data/a.csv is missing', '/data/a.csv is missing'],
  [
    'The image contosoproduction.azurecr.io/rendering/team-a/render:4.2.1 does not exist',
    'The image render:4.2.1 does not exist',
  ],
  ['The image contoso.azurecr.io/render:4 does not exist', 'The image contoso.azurecr.io/render:4 does not exist'],
  ['A file does not exist: /mnt/batch/tasks/shared/textures/rust_04.png', 'A file does not exist: rust_04.png'],
  [
    'An input is malformed: ValueError: could not convert string to float: "3,5" in row 7',

    'could not convert string to float: "3,5" in row 7',
  ],
  [
    'exit code 139 (SIGSEGV): it accessed memory that is not its own (segmentation fault)',
    'it accessed memory that is not its own (segmentation fault)',
  ],
  [
    "The account's quota of Spot (low-priority) cores is used up or zero",
    "The account's quota of Spot cores is used up or zero",
  ],
  [
    'Segmentation fault (core dumped) bwa mem -t "$threads" "$reference" "$sample"_R1.fastq.gz',
    'Segmentation fault (core dumped) bwa mem',
  ],
  ['A host name could not be resolved: measurements.contoso.example', 'A host name could not be resolved'],
  [
    '48 of 48 dedicated cores in standardNCSv3Family are in use, and 72 more are needed',
    '48 of 48 dedicated cores in standardNCSv3Family are in use',
  ],
  [
    'RuntimeError: The size of tensor a must match the size of the tensor b at a non-singleton dimension',
    'The size of tensor a must match the size of the tensor b',
  ],
];

for (const [text, expected] of fitted) test(`fits: ${expected}`, () => assert.equal(fitTitle(text), expected));

test('every title fits, and one that fits stays as it is unless a tag leads it', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', 'bc ', ': ', '/', '(', ') ', '[', '] ', ', ', '*'), maxLength: 120 }),
      (text) => {
        const title = fitTitle(text);
        assert.ok(title.length <= 60, title);
        if (text.length <= 60 && !text.includes('[')) assert.equal(title, text);
      },
    ),
  );
});

test('a text whose words are masked is not readable, one with a pattern or a number left out is', () => {
  for (const masked of ['int() with base *: *', '* of * failed', 'convert: *(*): *'])
    assert.ok(isUnreadable(masked), masked);
  for (const masked of ['its input input-*.exr does not exist', 'bad sample * (train.py:42)'])
    assert.ok(!isUnreadable(masked), masked);
});
