import * as l10n from '@vscode/l10n';
import type { PlaceVerdict } from './placeVerdict.ts';
import type { ProcessVerdict } from './processFailure.ts';
import type { TaskContext } from './taskContext.ts';

/** Matches a command line that starts a script with a shell: the shell, and its option. */
const startsShell =
  /^\s*["']?((?:\S{0,100}[\\/])?(?:(?:ba|da|z|k)?sh|cmd|pwsh|powershell)(?:\.exe)?)["']?\s+([-/]\w{1,8})(?=\s)/i;

/** Matches complaints of programs about a word that they were given. */
const complains =
  /\b(?:unknown|unrecogni[sz]ed|unexpected|invalid|illegal|extra) (?:\w{1,20} ){0,2}(?:sub-?)?(?:commands?|options?|arguments?|flags?|parameters?|switch|choice)\b|\bno such (?:sub-?)?(?:command|option|argument)\b|\bnot an? (?:\S{1,40} )?(?:command|option|argument)\b|\bno command named\b|\bcan(?:'t|not) (?:open|find|load)\b/i;

/** Matches options that a program misses. */
const missed = /\b(?:required|missing|must (?:specify|provide|be specified|be given))\b/i;

/**
 * Explains an image whose entry point was given the command line as its arguments: Batch sets only the command of a
 * container (Batch documentation: "Run container applications"). Shown by a program that complains about the shell, or
 * that misses an option that the command line has.
 */
export function judgeEntryPoint({ task }: TaskContext, { evidence }: ProcessVerdict): PlaceVerdict | undefined {
  const { imageName, containerRunOptions = '' } = task.containerSettings ?? {};
  const commandLine = task.commandLine ?? '';
  const [start = '', shell = '', option = ''] = startsShell.exec(commandLine) ?? [];
  const line = evidence.find(({ isCause }) => isCause)?.text ?? '';
  if (imageName === undefined || shell === '' || containerRunOptions.includes('--entrypoint')) return undefined;
  const script = commandLine.slice(start.length);
  if (!isAbout(line, shell, option, script) && !lacksGiven(line, script)) return undefined;
  const given = `${shell} ${option}`;
  return {
    what: l10n.t("The image's entry point was given the command line as its arguments"),
    why: l10n.t(
      'Batch gives the command line to the entry point (ENTRYPOINT) of the image {image}. Its program was called with {given} as arguments.',
      { image: imageName, given },
    ),
    fixes: [
      {
        text: l10n.t("Reduce the command line to the arguments of the image's entry point: remove {0}.", given),
        property: ['commandLine'],
      },
      {
        text: l10n.t(
          'Or replace the entry point: add `--entrypoint {shell}` to `containerRunOptions`, and start the command line with {option}.',
          { shell, option },
        ),
        property: ['containerSettings'],
        isChoice: true,
      },
    ],
    change: 'definition',
  };
}

/** Checks for a complaint of another program about the shell or its option, unless the script names the same. */
function isAbout(line: string, shell: string, option: string, script: string): boolean {
  const isOwn = line.startsWith(`${shell}: `);
  if (isOwn) return line.includes(`${shell}: cannot execute binary file`);
  if (!complains.test(line)) return false;
  const word = /[\\/]/.test(shell) ? shell : [`'${shell}'`, `"${shell}"`].find((quoted) => line.includes(quoted));
  return [word, option].some((one) => one !== undefined && includesWord(line, one) && !includesWord(script, one));
}

/** Matches what separates the commands of a script. */
const separators = /&&|\|\|?|[;&\n]/;
const builtIns = /^["']?(?:cd|echo|export|set|mkdir|source|\.)\s/;

/** Checks for a missing option that the script gives to the program that misses it. */
function lacksGiven(line: string, script: string): boolean {
  if (!missed.test(line)) return false;
  const [, program = ''] = /^([\w.-]{1,60}): /.exec(line) ?? [];
  const commands = script.split(separators).filter((command) => !builtIns.test(command.trim()));
  const own = commands.filter((command) => program !== '' && command.includes(program));
  const [only] = own.length > 0 ? own : commands;
  if (only === undefined || (own.length === 0 ? commands : own).length > 1) return false;
  return (line.match(/(?<![\w-])--[a-z][\w-]{1,40}/gi) ?? []).some((name) => includesWord(only, name));
}

function includesWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1))
    if (!/[\w.-]/.test(text[at - 1] ?? '') && !/[\w.-]/.test(text[at + word.length] ?? '')) return true;
  return false;
}
