import type { ExamplesOf } from '../../engine/examples.ts';
import type { scriptingRules } from './scripting.ts';

export const scriptingExamples: ExamplesOf<typeof scriptingRules> = {
  'lua-traceback': {
    examples: [
      [
        'lua: (error object is a table value)',
        'stack traceback:',
        "\t[C]: in function 'error'",
        '\tsim.lua:6: in main chunk',
        '\t[C]: in ?',
      ],
    ],
  },
  'tcl-error': {
    examples: [
      [
        'divide by zero',
        '    invoked from within',
        '"expr {1/0} "',
        '    (procedure "run" line 1)',
        '    invoked from within',
        '"run [lindex $argv 0]"',
        '    (file "job.tcl" line 3)',
      ],
      [
        'couldn\'t execute "gmsh": no such file or directory',
        '    while executing',
        '"exec gmsh -3 a.geo "',
        '    (procedure "run" line 1)',
        '    invoked from within',
        '"run [lindex $argv 0]"',
        '    (file "job.tcl" line 3)',
      ],
      [
        'bad record at line 3: expected 5 fields, got 4',
        '    while executing',
        '"error "bad record at line 3: expected 5 fields, got 4" "',
        '    (procedure "run" line 1)',
        '    invoked from within',
        '"run [lindex $argv 0]"',
        '    (file "job.tcl" line 3)',
      ],
    ],
  },
  'lua-error': {
    examples: [
      "lua: run.lua:4: attempt to index a nil value (global 'cfg')",
      "lua: run.lua:1: module 'socket' not found:",
      "lua: rows.lua:2: row 2: rate 'n/a' is not a number",
      "lua: run.lua:1: unexpected symbol near '}'",
    ],
  },
};
