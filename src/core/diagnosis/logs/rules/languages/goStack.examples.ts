import type { ExamplesOf } from '../../engine/examples.ts';
import type { goStackRules } from './goStack.ts';

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
