import type { ExamplesOf } from '../../engine/examples.ts';
import type { pytestRules, testRunnerRules } from './testRunners.ts';

export const testRunnerExamples: ExamplesOf<typeof testRunnerRules> = {
  'jest-expectation-failed': {
    examples: [
      [
        '  ● adds numbers',
        '',
        '    expect(received).toBe(expected) // Object.is equality',
        '',
        '    Expected: 3',
        '    Received: 4',
        '',
        '      at Object.<anonymous> (sum.test.js:4:15)',
      ],
    ],
  },
  'ava-test-failed': {
    examples: [['  Difference (- actual, + expected):', '', '  - 2', '  + 3', '', '  › file://t/rate.mjs:1:43']],
  },
  'uvu-test-failed': {
    examples: [
      [
        '   FAIL  "sum"',
        '    Expected values to be strictly equal:  (is)',
        '',
        '        ++3    (Expected)',
        '        --2    (Actual)',
        '',
        '    at assert (/mnt/wd/node_modules/uvu/assert/index.js:33:8)',
        '    at Object.handler (/mnt/wd/t/rate.js:1:90)',
      ],
    ],
  },
  'jasmine-test-failed': {
    examples: [
      [
        '1) a sum',
        '  Message:',
        '    Expected 2 to be 3.',
        '  Stack:',
        '        at UserContext.<anonymous> (/mnt/wd/a.js:1:47)',
      ],
    ],
  },
  'tap-test-failed': {
    examples: [
      ['not ok 2 - sum', '  ---', "  location: '/mnt/wd/rate.test.mjs:2:20'", "  failureType: 'testCodeFailure'"],
    ],
    not: [['not ok 3 - slow # TODO later', "  location: '/mnt/wd/rate.test.mjs:2:20'"]],
  },
  'rspec-test-failed': {
    examples: [
      [
        '     Failure/Error: expect(total(rows)).to eq 12',
        '',
        '       expected: 12',
        '            got: 11',
        '',
        "     # ./spec/total_spec.rb:8:in `block (2 levels) in <top (required)>'",
      ],
      [
        '     Failure/Error: def mean(rows) = rows.sum / rows.size',
        '',
        '     ZeroDivisionError:',
        '       divided by 0',
        "     # ./spec/mean_spec.rb:2:in `mean'",
      ],
    ],
  },
  'minitest-test-failed': {
    examples: [['  1) Failure:', 'TestTotal#test_sum [total_test.rb:4]:', 'Expected: 5', '  Actual: 3']],
  },
  'phpunit-test-failed': {
    examples: [
      [
        'There was 1 failure:',
        '',
        '1) RateTest::testRate',
        'Failed asserting that 2 is 3.',
        '',
        '/mnt/wd/RateTest.php:5',
      ],
      [
        'There was 1 error:',
        '',
        '1) RateTest::testName',
        'Error: Call to a member function name() on null',
        '',
        '/mnt/wd/RateTest.php:5',
      ],
    ],
  },
  'perl-test-failed': {
    examples: [
      ["#   Failed test 'rounded'", '#   at t/mean.t line 3.', "#          got: '1.5'", "#     expected: '2'"],
    ],
  },
  'behave-step-failed': {
    examples: [['    Then the result is 7 # steps/rate.py:6', '      Assertion Failed: 6 is not 7']],
  },
  'doctest-example-failed': {
    examples: [['File "/mnt/batch/tasks/workitems/job-1/job-1/doctest/wd/m.py", line 3, in m.f', 'Failed example:']],
  },
  'exunit-test-failed': {
    examples: [
      [
        '     Assertion with == failed',
        '     code:  assert sum([1, 2]) == 4',
        '     stacktrace:',
        '       sum_test.exs:5: (test)',
      ],
    ],
  },
  'eunit-test-failed': {
    examples: [
      [
        'rate: bad_test...*failed*',
        'in function rate:bad_test/0 (rate.erl, line 5)',
        "in call from eunit_test:'-mf_wrapper/2-fun-0-'/2 (eunit_test.erl, line 273)",
        '**error:{assertEqual,[{module,rate},',
      ],
    ],
  },
  'plunit-test-failed': {
    examples: [
      ['ERROR: /mnt/wd/rate.pl:4:', '\ttest add: wrong answer (compared using =:=)', 'ERROR:     Expected: 5'],
    ],
  },
  'busted-test-failed': {
    examples: [
      [
        'Failure -> spec_sum.lua @ 1',
        'a sum',
        'spec_sum.lua:1: Expected objects to be equal.',
        'Passed in:',
        '(number) 3',
      ],
    ],
  },
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

export const pytestExamples: ExamplesOf<typeof pytestRules> = {
  'pytest-failure': {
    examples: [
      ['E       assert -1 == 3', 'E        +  where -1 = add(1, 2)'],
      ['>       raise found.with_traceback(trace)', 'E       tiles.errors.LostWorker: worker-3 went away'],
      ['    return a + b', "E   TypeError: unsupported operand type(s) for +: 'int' and 'str'"],
    ],
  },
};
