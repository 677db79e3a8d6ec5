import type { Finding } from '../../engine/finding.ts';
import type { Rules } from '../../engine/rule.ts';
import { readStack, type Stack } from '../../engine/stack.ts';
import type { LogText } from '../../engine/text/logText.ts';

/** `File "run.py", line 4 in native` of Python's fault handler. */
const faultFrame = /^\s+File "(?<file>[^"]+)", line (?<at>\d+) in /;
const faultOther = /^\s*$|^(?:Current thread|Thread) |^Python runtime state|^\s+<no Python frame>$/;
/** `#0  0x0000555 in f (p=0x0) at main.c:2` of GDB. */
const gdbFrame = /^#\d{1,5} .* at (?<file>[^\s:]+):(?<at>\d+)$/;
const gdbOther = /^#\d{1,5} |^\s*$|^\d|^\[|^Thread |^Core was|^Program |^\s+at |^0x|^[\w:~<>]+ \(/;

/** Crashes reported with a stack by a tool that watched the program. */
export const debuggerRules = {
  'python-fault-handler': { on: ['Fatal Python error: '], read: readFault },
  'gdb-stack': { on: ['rogram received signal SIG', 'rogram terminated with signal SIG'], read: readGdb },
} satisfies Rules;

function readFault(log: LogText, line: number): Finding | undefined {
  const said = /Fatal Python error: (?<what>.+)$/.exec(log.text(line))?.groups?.['what'];
  if (said === undefined || !/^(?:Segmentation|Abort|Bus|Floating|Illegal|none_dealloc|_Py|Py)/.test(said))
    return undefined;
  return crash(line, readStack(log, line, faultFrame, faultOther));
}

function readGdb(log: LogText, line: number): Finding | undefined {
  const stack = readStack(log, line, gdbFrame, gdbOther);
  return stack.frame === undefined ? undefined : crash(line, stack);
}

function crash(line: number, stack: Stack): Finding {
  return { line, category: 'crash-signal', weight: 'cause', narrow: 'exact', frame: stack.frame };
}
