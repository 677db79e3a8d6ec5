import type { Finding, Rules } from '../../engine/finding.ts';
import { readStack, type Stack } from '../../engine/stack.ts';
import type { LogText } from '../../engine/text/logText.ts';

const faultFrame = /^\s+File "(?<file>[^"]+)", line (?<at>\d+) in /;
const faultOther = /^\s*$|^(?:Current thread|Thread) |^Python runtime state|^\s+<no Python frame>$/;
const gdbFrame = /^#\d{1,5} .* at (?<file>[^\s:]+):(?<at>\d+)$/;
const gdbOther = /^#\d{1,5} |^\s*$|^\d|^\[|^Thread |^Core was|^Program |^\s+at |^0x|^[\w:~<>]+ \(/;

/** Rules for crashes that a tool watching the program reports with a stack. */
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
