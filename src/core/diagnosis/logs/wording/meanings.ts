import type { FailureCategory } from '../../category.ts';
import type { Statement } from './statements.ts';
import type { Thing } from './things.ts';

type Meaning = Partial<Record<Statement, FailureCategory>>;

/** Whatever is said of it, unless something special is. */
const always = (category: FailureCategory, other: Meaning = {}): Meaning => ({
  absent: category,
  unloadable: category,
  unopened: category,
  unwritten: category,
  refused: category,
  exhausted: category,
  expired: category,
  held: category,
  'broken off': category,
  malformed: category,
  mismatched: category,
  unset: category,
  failed: category,
  ...other,
});

/** What it means that something is said of a thing; nothing where the two say nothing together. */
export const meanings: Readonly<Record<Thing, Meaning>> = {
  license: always('license', { late: 'license', demanded: 'license', outdated: 'license' }),
  gpu: always('gpu', { late: 'gpu', outdated: 'gpu', demanded: 'gpu' }),
  memory: {
    exhausted: 'out-of-memory',
    failed: 'out-of-memory',
    absent: 'out-of-memory',
  },
  disk: { exhausted: 'disk-full', refused: 'permission' },
  lock: {
    held: 'lock-contention',
    exists: 'lock-contention',
    late: 'lock-contention',
    failed: 'lock-contention',
    unwritten: 'lock-contention',
  },
  certificate: always('network-tls', { outdated: 'network-tls' }),
  signature: {
    expired: 'sas-expired',
    refused: 'auth-storage',
    malformed: 'auth-storage',
    failed: 'auth-storage',
    absent: 'auth-storage',
  },
  credential: always('auth-storage', { demanded: 'auth-storage', expired: 'sas-expired' }),
  privilege: { refused: 'permission', 'broken off': 'permission', exhausted: 'permission', demanded: 'permission' },
  image: always('image-pull'),
  quota: { exhausted: 'quota', refused: 'quota' },
  rate: { exhausted: 'throttled' },
  module: {
    absent: 'missing-module',
    unloadable: 'missing-module',
    unopened: 'missing-module',
    outdated: 'dependency-version',
    mismatched: 'dependency-version',
  },
  program: { absent: 'missing-program', refused: 'permission' },
  hostName: always('network-dns'),
  peer: {
    'broken off': 'network',
    late: 'timeout',
    absent: 'network',
    held: 'network',
  },
  time: { exhausted: 'timeout', late: 'timeout' },
  version: {
    outdated: 'dependency-version',
    mismatched: 'dependency-version',
    demanded: 'dependency-version',
  },
  encoding: { malformed: 'encoding-lineendings', refused: 'encoding-lineendings', failed: 'encoding-lineendings' },
  variable: { absent: 'bad-arguments', unset: 'bad-arguments', malformed: 'bad-arguments', demanded: 'bad-arguments' },
  setting: { unset: 'bad-arguments' },
  mpi: { late: 'mpi', 'broken off': 'mpi' },
  option: {
    absent: 'bad-arguments',
    unset: 'bad-arguments',
    malformed: 'bad-arguments',
    demanded: 'bad-arguments',
    refused: 'bad-arguments',
    mismatched: 'bad-arguments',
    exhausted: 'bad-arguments',
  },
  code: {},
  data: {
    misread: 'bad-input',
    absent: 'bad-input',
    malformed: 'bad-input',
    mismatched: 'bad-input',
    exhausted: 'bad-input',
    refused: 'bad-input',
    unset: 'bad-input',
    exists: 'bad-input',
  },
  object: { absent: 'missing-file', exists: 'conflict', refused: 'auth-storage' },
  file: {
    absent: 'missing-file',
    unopened: 'missing-file',
    unloadable: 'missing-file',
    unwritten: 'missing-file',
    refused: 'permission',
    exists: 'conflict',
    malformed: 'bad-input',
    misread: 'bad-input',
    mismatched: 'bad-input',
    unset: 'bad-arguments',
    held: 'lock-contention',
  },
};
