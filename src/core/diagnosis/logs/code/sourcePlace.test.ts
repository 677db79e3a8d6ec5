import assert from 'node:assert/strict';
import { test } from 'node:test';
import { placeIn } from './sourcePlace.ts';

const own: Readonly<Record<string, string>> = {
  'Called from Stat.sum in file "stat.ml", line 3, characters 24-31': 'stat.ml:3',
  '  $00000000004011AA  main,  line 10 of calc.pas': 'calc.pas:10',
  '/mnt/batch/tasks/shared/sim.nim(14, 11) Error: type mismatch': '/mnt/batch/tasks/shared/sim.nim:14',
  '{"init",{badarith,[{calc,rate,2,[{file,"calc.erl"},{line,3}]}]}}': 'calc.erl:3',
  '  in function  worker:rate/2 (worker.erl, line 41)': 'worker.erl:41',
  'raised CONSTRAINT_ERROR : grid.adb:7 index check failed': 'grid.adb:7',
  'core.exception.ArrayIndexError@source/app.d(9): index [5] is out of bounds': 'source/app.d:9',
  "  from src/agg.cr:5:3 in 'total'": 'src/agg.cr:5',
  '/mnt/in/model.mzn:2.16': '/mnt/in/model.mzn:2',
  'ERROR: Parser error: syntax error in file part.scad, line 2': 'part.scad:2',
  '# (in test file t.bats, line 6)': 't.bats:6',
  'pricer: src/Parse.hs:(21,1)-(23,30): Non-exhaustive patterns': 'src/Parse.hs:21',
  '#1      total (file:///home/u/bin/agg.dart:8:12)': '/home/u/bin/agg.dart:8',
  '    (pipeline 0.1.0) lib/pipeline/import.ex:22: Pipeline.Import.row/1': 'lib/pipeline/import.ex:22',
  'step.asm(3) : Error   : Unknown mnemonic/macro: foo': 'step.asm:3',
  'spin: lock.pml:5, Error: assertion violated': 'lock.pml:5',
  'C:\\jobs\\calc.pas(7,12) Error: Identifier not found': 'C:\\jobs\\calc.pas:7',
};

const foreign = [
  'std.file.FileException@../../../../src/libphobos/src/std/file.d(370): /mnt/in/a: No such file or directory',
  '    (elixir 1.14.0) lib/enum.ex:1662: anonymous fn/3 in Enum.map/2',
  'Raised at Stdlib__Hashtbl.find in file "hashtbl.ml", line 542, characters 13-28',
  '/usr/lib/nim/lib/system/fatal.nim(54) sysFatal',
  'raised ADA.IO_EXCEPTIONS.DATA_ERROR : a-tiflio.adb:85',
  '  error, called at libraries/base/GHC/List.hs:1646:3 in base:GHC.List',
  'ice-9/eval.scm:159:9: In procedure *: Wrong type argument',
  '#0      List.[] (dart:core-patch/growable_array.dart:264:36)',
  'compiling 12 files, among them agg.cr and grid.d',
  'socket.cpp:860 failed',
  '/usr/lib/go/src/runtime/asm_amd64.s:1598 +0x1',
];

test('locations in code are read in the formats of many languages', () => {
  const found = Object.keys(own).map((text) => {
    const place = placeIn(text);
    return [text, place === undefined ? undefined : `${place.file}:${place.line}`];
  });
  assert.deepEqual(Object.fromEntries(found), own);
});

for (const text of foreign)
  test(`no location in the user's code is found in: ${text}`, () => assert.equal(placeIn(text), undefined));
