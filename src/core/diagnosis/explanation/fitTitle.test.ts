import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fitTitle, isUnreadable, longestTitle, maxTitleLength } from './fitTitle.ts';

const fitted: readonly (readonly [string, string])[] = [
  ['The disk is full', 'The disk is full'],
  ['An input is malformed: [mov,mp4,m4a @ 0x5581] moov atom not found', 'An input is malformed: moov atom not found'],
  ['/mnt/batch/tasks/shared/textures/rust_04.png is missing', 'rust_04.png is missing'],
  ['/data/a.csv is missing', '/data/a.csv is missing'],
  ['/sys/class/net/ib0/address is missing', '/sys/class/net/ib0/address is missing'],
  ['/mnt/batch/tasks/shared/runs/07 is missing', '/mnt/batch/tasks/shared/runs/07 is missing'],
  ...[
    'The start task on node 3 failed: data root /var/lib/engine not within /mnt/scratch',
    "t1 failed: /srv/jobs/a: '/srv/jobs/a' is outside repository at '/home/kim/r'",
    "t1 failed: '/data/in/a.csv' is not in the subpath of '/scratch/work/run/7'",
  ].map((text) => [text, text.replace(/^.* failed: (?:\/srv\/jobs\/a: )?/, '')] as const),
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
    'Segmentation fault (core dumped) bwa mem -t "$threads" "$reference" "$sample"_R1.fastq.gz',
  ],
  ['A host name could not be resolved: measurements.contoso.example', 'A host name could not be resolved'],
  [
    "Pool gpu-train could not be resized: The account's dedicated core quota is used up",
    "The account's dedicated core quota is used up",
  ],
  [
    "E: You don't have enough free space in /var/cache/apt/archives/. for this program",
    "You don't have enough free space in /var/cache/apt/archives/",
  ],
  [
    "UnicodeEncodeError: 'ascii' codec can't encode the character '\\u2713' in row 7",
    "'ascii' codec can't encode the character '\\u2713' in row 7",
  ],
  [
    '48 of 48 dedicated cores in standardNCSv3Family are in use, and 72 more are needed',
    '48 of 48 dedicated cores in standardNCSv3Family are in use, and 72 more are needed',
  ],
  [
    'RuntimeError: The size of tensor a must match the size of the tensor b at a non-singleton dimension',
    'The size of tensor a must match the size of the tensor b at a non-singleton dimension',
  ],
];

for (const [text, expected] of fitted)
  test(`a title is shortened to: ${expected}`, () => assert.equal(fitTitle(text), expected));

const whole: readonly (readonly [string, string])[] = [
  [
    'exit code 134 (SIGABRT): Aborted itself after a failed assertion, an uncaught exception, or heap corruption',
    'Aborted itself after a failed assertion, an uncaught exception, or heap corruption',
  ],
  [
    'The start task on node 3 failed: The pool refers to certificates that the account does not have',
    'The pool refers to certificates that the account does not have',
  ],
  ['The request failed: The service returned -1: or it ended before the connection was closed by the node', ''],
  ['The library com.microsoft.sqlserver.jdbc.spark.DefaultSource is not installed', ''],
  ['The request is larger than the service allows (1 MB for a collection of tasks)', ''],
  ['The image could be pulled by the node and started (not with this command line)', ''],
  [
    'The program wrote 2 reports: "the mesh has cells: the solver ended" and then it was closed',
    'The program wrote 2 reports',
  ],
];

for (const [text, expected] of whole)
  test(`a shortened title claims no more than: ${text}`, () => {
    const lead = /^The request failed: /;
    assert.equal(fitTitle(text), expected === '' ? text.replace(lead, '') : expected);
  });

const narrowing = ['or it', 'is not there', 'unless it ran', "doesn't run", 'by 4', 'without them', '"it', '(it'];
const plain = ['The solver read a mesh', 'it was written by a node', 'a pool has nodes', 'the disk of a node is full'];
const clause = fc
  .array(fc.constantFrom(...plain, ...narrowing), { minLength: 1, maxLength: 4 })
  .map((words) => words.join(' '));

test('a title omits only whole clauses without a restriction, or is visibly cut', () => {
  fc.assert(
    fc.property(fc.array(clause, { minLength: 1, maxLength: 6 }), (clauses) => {
      const title = fitTitle(clauses.join(': '));
      if (title.endsWith('…')) return assert.ok(title.length > maxTitleLength, title);
      const kept = title.split(': ');
      const first = clauses.findIndex((_, index) => clauses.slice(index, index + kept.length).join(': ') === title);
      assert.ok(first >= 0, `${title}\nno clauses of ${clauses.join(': ')}`);
      for (const left of [...clauses.slice(0, first), ...clauses.slice(first + kept.length)])
        assert.doesNotMatch(left, /\b(?:or|not|unless|doesn't|without|\d)\b/, `${title}\nwithout ${left}`);
      for (const mark of ['"', '(']) {
        const opened = title.split(mark).length % 2 === 0;
        assert.ok(!opened || clauses.join().split(mark).length % 2 === 0, `${title}\nleaves ${mark} open`);
      }
    }),
  );
});

test('every title fits, and a fitting title is unchanged unless a tag precedes it', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', 'bc ', ': ', '/', '(', ') ', '[', '] ', ', ', '*'), maxLength: 120 }),
      (text) => {
        const title = fitTitle(text);
        assert.ok(title.length <= longestTitle, title);
        if (text.length <= 60 && !text.includes('[')) assert.equal(title, text);
      },
    ),
  );
});

test('a text with masked words is not readable, and one with a pattern or an omitted number is', () => {
  for (const masked of ['int() with base *: *', '* of * failed', 'convert: *(*): *'])
    assert.ok(isUnreadable(masked), masked);
  for (const masked of ['its input input-*.exr does not exist', 'bad sample * (train.py:42)'])
    assert.ok(!isUnreadable(masked), masked);
});
