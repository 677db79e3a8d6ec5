import type { ExamplesOf } from '../../engine/examples.ts';
import type { loneExceptionRules, uncaughtRules } from './uncaught.ts';

export const uncaughtExamples: ExamplesOf<typeof uncaughtRules> = {
  'ocaml-uncaught': { examples: ['Fatal error: exception Failure("int_of_string")', 'Exception: Not_found.'] },
  'elixir-uncaught': {
    examples: [
      '** (ArgumentError) errors were found at the given arguments:',
      '** (MatchError) no match of right hand side value: ["b", "2", "3"]',
    ],
  },
  'erlang-uncaught': { examples: ['escript: exception error: no match of right hand side value {error,enoent}'] },
  'erlang-boot-uncaught': {
    examples: [
      'init terminating in do_boot ({undef,[{c,erlangrc,[],[]},{init,eval_script,2,[]},{init,do_boot,3,[]}]})',
      '{"init terminating in do_boot",{undef,[{c,erlangrc,[],[]},{init,eval_script,2,[]},{init,do_boot,3,[]}]}}',
    ],
  },
  'nim-uncaught': { examples: ['Error: unhandled exception: cannot open: d.csv [IOError]'] },
  'pascal-runtime-uncaught': { examples: ['Runtime error 2 at $00000000004010C9'] },
  'pascal-exception-uncaught': {
    examples: [['An unhandled exception occurred at $000000000043679A:', 'EConvertError: "12,5x" is an invalid float']],
  },
  'ada-uncaught': { examples: ['raised CONSTRAINT_ERROR : grid.adb:7 index check failed'] },
  'crystal-uncaught': { examples: ['Unhandled exception: Missing hash key: "b" (KeyError)'] },
  'scheme-uncaught': {
    examples: [
      'ice-9/eval.scm:159:9: In procedure *: Wrong type argument in position 2: #f',
      'Exception in vector-ref: 3 is not a valid index for #(1 2 3)',
      'Error: (car) bad argument type: 5',
      '*** - CHAR: argument NIL is not a string',
    ],
  },
  'gap-uncaught': {
    examples: ["Error, Variable: 'foo' must have a value"],
    not: ['Error, cmd: /opt/tiles/bin/clip tiles.fa > clipped.fa'],
  },
  'd-uncaught': { examples: ['core.exception.RangeError@app.d(4): Range violation'] },
  'lisp-uncaught': {
    examples: [
      ['Unhandled TYPE-ERROR in thread #<SB-THREAD:THREAD "main thread">:', '  The value NIL is not of type NUMBER'],
    ],
  },
  'clojure-uncaught': {
    examples: [
      ['Execution error (ArityException) at user/eval1 (REPL:1).', 'Wrong number of args (1) passed to: user/f'],
      ['Syntax error compiling at (agg.clj:1:13).', 'Unable to resolve symbol: total in this context'],
    ],
  },
  'haskell-uncaught': {
    examples: [['solve: bad row', 'CallStack (from HasCallStack):', '  error, called at app/Main.hs:7:9 in main:Main']],
  },
  'racket-uncaught': {
    examples: [['car: contract violation', '  expected: pair?', '  context...:', '   body of "/mnt/batch/run.rkt"']],
  },
};

export const loneExceptionExamples: ExamplesOf<typeof loneExceptionRules> = {
  'lone-exception': {
    examples: [
      'ValueError: Could not find Jackhmmer binary',
      "ModuleNotFoundError: No module named 'rasterio'",
      'OSError: You are trying to access a gated repo.',
    ],
  },
};
