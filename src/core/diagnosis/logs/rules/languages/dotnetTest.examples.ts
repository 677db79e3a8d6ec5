import type { ExamplesOf } from '../../engine/examples.ts';
import type { dotnetTestRules } from './dotnetTest.ts';

export const dotnetTestExamples: ExamplesOf<typeof dotnetTestRules> = {
  'dotnet-test-failed': {
    examples: [
      [
        '  Failed Reads_empty_input [12 ms]',
        '  Error Message:',
        '   Assert.Equal() Failure: Values differ',
        '  Stack Trace:',
        '     at Tests.ReaderTests.Reads_empty_input() in /src/Tests/ReaderTests.cs:line 14',
      ],
    ],
  },
};
