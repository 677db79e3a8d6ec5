import type { LogText } from '../engine/text/logText.ts';

const commandInStep =
  /\b(?:apt-get|npm|conda|dnf|yum|pip) (?:--?[\w-]+ )?(?:update|install|upgrade|ci|init|clean|create)\b|\bchmod \+x/g;

const optionInWords = / -[\w=:.-]+/g;

/** Checks whether the commands of a step have run already, regardless of options: that advice was followed in vain. */
export function isDone(step: string, run: string): boolean {
  const bare = toBare(run);
  const commands = step.match(commandInStep) ?? [];
  return commands.length > 0 && commands.every((command) => bare.includes(toBare(command)));
}

function toBare(commands: string): string {
  return commands
    .replace(/\bpip3\b|\bpython3? -m pip\b/g, 'pip')
    .replace(/\bapt\b(?!-)/g, 'apt-get')
    .replace(optionInWords, '');
}

/** Maximum number of lines above the failure that are searched. */
const linesAbove = 200;

/** Matches a command that a shell traced (`set -x`) or that a build announces. */
const traced = /^(?:\++ |(?:Step \d{1,3}\/\d{1,3} : )?RUN )(\S.*)/;

/** Matches what only `apt-get update` prints. */
const ofUpdate = /^(?:Get|Hit):\d{1,4} \S+ \S+ InRelease\b/;

/** Lists the commands that ran before the failure: those of the command line, and those that the log shows. */
export function listRun(log: LogText, line: number, commandLine = ''): string {
  const commands = [commandLine];
  for (let above = Math.max(0, line - linesAbove); above < line; above++) {
    const text = log.text(above);
    const command = ofUpdate.test(text) ? 'apt-get update' : traced.exec(text)?.[1];
    if (command !== undefined) commands.push(command);
  }
  return commands.join('\n');
}
