import type { ExamplesOf } from '../../engine/examples.ts';
import type { goRules, goStackRules } from './go.ts';

export const goExamples: ExamplesOf<typeof goRules> = {
  'go-panic': {
    examples: [
      [
        'panic: runtime error: index out of range [3] with length 3',
        '',
        'goroutine 1 [running]:',
        'main.main()',
        '        /mnt/batch/merge.go:25 +0x330',
        'exit status 2',
      ],
      [
        'panic: assignment to entry in nil map',
        '',
        'goroutine 1 [running]:',
        'main.main()',
        '\t/mnt/batch/tasks/workitems/frames/job-1/task-7/wd/main.go:5 +0x2e',
        'exit status 2',
      ],
      [
        'panic: runtime error: index out of range [4] with length 4',
        '',
        'goroutine 1 [running]:',
        'main.pack(...)',
        '\t/src/tile/pack.go:88',
        'main.main()',
        '\t/src/tile/main.go:20 +0x1d',
        'exit status 2',
      ],
      [
        'panic: bad frame number "00x7": strconv.Atoi: parsing "00x7": invalid syntax',
        '',
        'goroutine 1 [running]:',
        'main.must({0x49a8f9, 0x4})',
        '\t/mnt/batch/tasks/workitems/sim-0425/job-1/task-17/wd/main.go:7 +0xb5',
        'main.main()',
        '\t/mnt/batch/tasks/workitems/sim-0425/job-1/task-17/wd/main.go:13 +0x7c',
        'exit status 2',
      ],
    ],
  },
  'go-fatal': {
    examples: [
      'fatal error: out of memory',
      'fatal error: concurrent map writes',
      'fatal error: runtime: out of memory',
    ],
  },
  'go-test': { examples: [['--- FAIL: TestMerge (0.00s)', '    a_test.go:3: merge: got 3 rows, want 4']] },
  'go-recorded-stack': {
    examples: ['{"level":"error","ts":1.5,"msg":"no camera","stacktrace":"main.run\\n\\t/mnt/wd/main.go:12"}'],
  },
  'go-unknown-flag': { examples: ['flag provided but not defined: -vv'] },
  'go-invalid-flag-value': { examples: ['invalid value "many" for flag -workers: parse error'] },
  'go-missing-package': { examples: ['package github.com/lib/pq is not in GOROOT'] },
  'go-compile-error': {
    examples: [
      './main.go:4:2: fmt.Printf format %d has arg "x" of wrong type string',
      'grid.go:38: undefined: cells.Count',
      './main.go:4:14: cannot use "a" (untyped string constant) as int value in variable declaration',
    ],
  },
  'go-version-too-old': { examples: ['go: go.mod requires go >= 1.23 (running go 1.21.3; GOTOOLCHAIN=local)'] },
  'go-missing-module-file': {
    examples: ["go: go.mod file not found in current directory or any parent directory; see 'go help modules'"],
  },
  'go-line-too-long': {
    examples: [
      'docker: bufio.Scanner: token too long.',
      'Error: reading hosts: bufio.Scanner: token too long',
      'level=fatal msg="cannot read records" error="bufio.Scanner: token too long"',
    ],
  },
  'go-missing-sum-entry': {
    examples: ['main.go:4:2: missing go.sum entry for module providing package golang.org/x/sync/errgroup'],
  },
};

export const goStackExamples: ExamplesOf<typeof goStackRules> = {
  'go-debug-stack': {
    examples: [
      [
        'tile 7 is broken',
        'goroutine 1 [running]:',
        'runtime/debug.Stack()',
        '\t/usr/local/go/src/runtime/debug/stack.go:24 +0x65',
        'panic({0x1, 0x2})',
        '\t/usr/local/go/src/runtime/panic.go:884 +0x213',
        'main.merge(0x3)',
        '\t/mnt/batch/main.go:9 +0x1d',
      ],
    ],
  },
};
