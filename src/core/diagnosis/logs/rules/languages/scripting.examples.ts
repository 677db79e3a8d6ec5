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
  'lua-missing-file': {
    examples: [
      'simulation aborted: sim.lua:2: bc.dat: No such file or directory',
      "lua5.3: main.lua:3: bad argument #1 to 'lines' (in.txt: No such file or directory)",
    ],
  },
  'lua-missing-module': { examples: ["lua: run.lua:1: module 'socket' not found:"] },
  'lua-error': { examples: ["lua: run.lua:4: attempt to index a nil value (global 'cfg')"] },
  'lua-searched-file': { examples: ["\tno file '/usr/local/share/lua/5.3/socket.lua'"] },
};
