import { isShell, longestCommandLine } from './shellCommand.ts';

/** Maximum nesting of shells and launchers that start one another. */
const maxDepth = 8;

/** Programs that start another and return its exit code, with the number of their own arguments after the options. */
const launchers: ReadonlyMap<string, number> = new Map([
  ['sudo', 0],
  ['env', 0],
  ['exec', 0],
  ['command', 0],
  ['nohup', 0],
  ['time', 0],
  ['nice', 0],
  ['ionice', 0],
  ['stdbuf', 0],
  ['call', 0],
  ['start', 0],
  ['timeout', 1],
  ['xargs', 0],
]);

/** Launchers that also have their own exit codes. */
const ownCodes: ReadonlySet<string> = new Set(['timeout', 'xargs']);

/** Matches launchers' options that take the next word as their value. */
const optionsWithValue = /^-(?:[ugkshCnPILds]|-(?:user|signal|kill-after))$/;

/** Matches the option after which a shell takes the rest as its script: `-c`, `-lc`, `/c`, `-Command`. */
const takesScript = /^-[a-z]*c$|^\/[a-z]*c$|^-c(?:ommand)?$/i;

const keywords: ReadonlySet<string> = new Set(['if', 'then', 'elif', 'else', 'do', 'while', 'until', '!', '{', '(']);

/**
 * Finds the command that a shell traced (`set -x`) in the last line of a log; undefined if the last line is something
 * else.
 */
export function findTracedCommand(log: string): string | undefined {
  const text = log.slice(-longestCommandLine).trimEnd();
  return /^\++ (\S.*)$/.exec(text.slice(text.lastIndexOf('\n') + 1))?.[1];
}

interface Command {
  readonly words: readonly string[];
  /** The operator after the command: `&&`, `||`, `|`, `;`, `&`; empty after the last command. */
  readonly operator: string;
}

/**
 * Lists the programs that may have returned the exit code of a command line, through shells and launchers, by name in
 * lower case without folder and `.exe`. For `a; b` and `a | b`, the code is from b; for `a && b`, it is from either. A
 * module that Python runs also counts as a program.
 */
export function listPrograms(commandLine: string): readonly string[] {
  return listOf(commandLine.slice(0, longestCommandLine), false, { depth: 0, withScripts: false });
}

/** Lists programs as `listPrograms` does, and includes the name of the script that a shell runs: `bash run.sh`. */
export function listCommands(commandLine: string): readonly string[] {
  return listOf(commandLine.slice(0, longestCommandLine), false, { depth: 0, withScripts: true });
}

/**
 * Lists the programs that a command line runs, in order and with their arguments, through shells and launchers. Names
 * are in lower case, without the folder. `sudo` is listed before the program that it starts.
 */
export function listInvocations(commandLine: string): readonly (readonly [program: string, ...args: string[]])[] {
  return invocationsOf(commandLine.slice(0, longestCommandLine), 0);
}

function invocationsOf(script: string, depth: number): readonly (readonly [string, ...string[]])[] {
  return splitCommands(script).flatMap(({ words }) => invocationsIn(words, depth));
}

function invocationsIn(words: readonly string[], depth: number): readonly (readonly [string, ...string[]])[] {
  const start = words.findIndex((word) => !keywords.has(word) && !/^[A-Za-z_]\w*=/.test(word));
  const program = toProgramName((words[start] ?? '').replace(/^\(+/, ''));
  const rest = words.slice(start + 1);
  if (depth > maxDepth || program === '') return [];
  if (isShell(program)) {
    const at = rest.findIndex((word) => takesScript.test(word));
    return at === -1 ? [[program, ...rest]] : invocationsOf(toScript(program, rest, at), depth + 1);
  }
  const own = asksOnly(program, rest) ? undefined : launchers.get(program);
  if (own === undefined) return [[program, ...rest]];
  const started = invocationsIn(skipOptions(rest).slice(own), depth + 1);
  return program === 'sudo' ? [[program, ...rest], ...started] : started;
}

/** Checks whether a launcher only looks up a program's path. */
function asksOnly(program: string, [option]: readonly string[]): boolean {
  return program === 'command' && /^-[vV]$/.test(option ?? '');
}

/**
 * Reads a shell's script. The Windows command processor takes all text after its option; other shells take one word.
 */
function toScript(shell: string, words: readonly string[], at: number): string {
  return shell === 'cmd' ? words.slice(at + 1).join(' ') : (words[at + 1] ?? '');
}

interface Reading {
  readonly depth: number;
  readonly withScripts: boolean;
}

function listOf(script: string, stopsAtErrors: boolean, reading: Reading): readonly string[] {
  const commands = splitCommands(script);
  const stops =
    stopsAtErrors || commands.some(({ words: [set, option] }) => set === 'set' && /^-\w*e/.test(option ?? ''));
  const fails = commands.some(({ words }) => words[0] === 'set' && words.includes('pipefail'));
  return commands
    .filter(({ operator }) => decides(operator, stops, fails))
    .flatMap(({ words }) => listStarted(words, reading));
}

/** Checks whether a failure before the operator makes the whole command line fail with its code. */
function decides(operator: string, stopsAtErrors: boolean, pipesFail: boolean): boolean {
  if (operator === '' || operator === '&&') return true;
  if (operator === '|') return pipesFail;
  return operator === ';' && stopsAtErrors;
}

/** Lists the programs that a command starts, directly or through other programs. */
function listStarted(words: readonly string[], reading: Reading): readonly string[] {
  const start = words.findIndex((word) => !keywords.has(word) && !/^[A-Za-z_]\w*=/.test(word));
  const program = toProgramName(words[start] ?? '');
  const rest = words.slice(start + 1);
  const deeper = { ...reading, depth: reading.depth + 1 };
  if (reading.depth > maxDepth || program === '' || program === 'set' || program === 'cd' || program === 'exit')
    return [];
  if (isShell(program)) return listOfShell(program, rest, deeper);
  const own = launchers.get(program);
  if (own !== undefined) {
    const started = listStarted(skipOptions(rest).slice(own), deeper);
    return ownCodes.has(program) ? [program, ...started] : started;
  }
  const module = program === 'python' ? rest[rest.indexOf('-m') + 1] : undefined;
  return module !== undefined && rest.includes('-m') ? [toProgramName(module)] : [program];
}

function listOfShell(program: string, rest: readonly string[], reading: Reading): readonly string[] {
  const at = rest.findIndex((word) => takesScript.test(word));
  if (at === -1) return [reading.withScripts ? nameWithScript(program, rest) : program];
  return listOf(
    toScript(program, rest, at),
    rest.slice(0, at + 1).some((word) => /^-\w*e/.test(word)),
    reading,
  );
}

function nameWithScript(shell: string, words: readonly string[]): string {
  const script = words
    .find((word) => !word.startsWith('-'))
    ?.split(/[\\/]/)
    .at(-1);
  return script === undefined ? shell : `${shell} ${script}`;
}

function skipOptions(words: readonly string[]): readonly string[] {
  let at = 0;
  while (/^(?:-|\/\w+$|[A-Za-z_]\w*=)/.test(words[at] ?? '')) at += optionsWithValue.test(words[at] ?? '') ? 2 : 1;
  return words.slice(at);
}

function toProgramName(word: string): string {
  const name = (word.split(/[\\/]/).at(-1) ?? '').toLowerCase().replace(/\.(?:exe|cmd|bat)$/, '');
  return /^python[\d.]+$/.test(name) ? 'python' : name;
}

/** Splits a script into its commands, without quotes. Quoted text is not split. */
function splitCommands(script: string): readonly Command[] {
  const commands: Command[] = [];
  let words: string[] = [];
  const tokens = /(?<operator>&&|\|\||[;|&\n])|(?<word>(?:"(?:\\.|[^"\\])*"|'[^']*'|\\.|[^\s;|&"'\\])+)|["'\\]/g;
  for (const { groups } of script.matchAll(tokens)) {
    if (groups?.['word'] !== undefined) words.push(unquote(groups['word']));
    const operator = groups?.['operator'];
    if (operator === undefined || (operator === '\n' && words.length === 0)) continue;
    commands.push({ words, operator: operator === '\n' ? ';' : operator });
    words = [];
  }
  if (words.length > 0) commands.push({ words, operator: '' });
  const last = commands.at(-1);
  // A trailing operator ends the last command.
  return last === undefined || last.operator === '' ? commands : [...commands.slice(0, -1), { ...last, operator: '' }];
}

function unquote(word: string): string {
  return word.replace(
    /\\.|"((?:\\.|[^"\\])*)"?|'([^']*)'/g,
    (all, double: string | undefined, single: string | undefined) =>
      double === undefined ? (single ?? all) : double.replace(/\\(["\\$`])/g, '$1'),
  );
}

/** Names the programs of a command line, each with its first argument, which is often a script. */
export function namePrograms(commandLine = ''): string {
  return listInvocations(commandLine)
    .map(([program, first = '']) => `${program} ${first}`)
    .join('\n');
}

const isScript = /^\w[\w.-]*\.(?:py|r|jl|m?js|ts|pl|rb|sh|ps1|bat|cmd|php|lua|jar)$/i;

/** Names the programs of a command line, with the scripts that they run: `python train.py`, `solver`. */
export function nameScripts(commandLine = ''): string {
  return listInvocations(commandLine)
    .map(([program, ...args]) => {
      const name =
        args
          .find((arg) => !arg.startsWith('-'))
          ?.split(/[\\/]/)
          .at(-1) ?? '';
      return isScript.test(name) ? `${program} ${name}` : program;
    })
    .join(' + ');
}
