import { redactText } from '../../text/redact.ts';

/** Maximum number of characters of a command line that are read (Windows allows 32 kB), and of options in it. */
const maxLength = 32_768;
const maxOptions = 100;
/** Maximum length of an option. A longer one is compared as part of the command line. */
const maxLengthOfOption = 120;
const maxNesting = 3;

/** Matches a shell's option before the command to run: `-c`, `/c`, and the like. */
const shellOption = /^(?:-[a-z]{0,3}c|\/[ck]|-command)$/i;
const shell = /(?:^|[\\/])(?:ba|da|z|k)?sh(?:\.exe)?$|(?:^|[\\/])(?:cmd|powershell|pwsh)(?:\.exe)?$/i;
const optionName = /^--?[A-Za-z][\w.-]{0,60}$/;
/** Matches a setting in the form that some programs use: `lr=0.1`. */
const setting = /^[A-Za-z][\w.-]{0,60}=/;
/** Matches a short option, whose value is a secret only for some programs: `docker login -p`. */
const shortOption = /\s-(?!c\s)[A-Za-z]\b/;
const separators = new Set(['&&', '||', ';', '|', '&', '>', '>>', '<', '2>&1']);

/**
 * Lists the options of a command line with their values, as `--batch-size 64` for a space or `=` between them; for a
 * shell, lists the options of the command that it runs. Words that are not options (files, programs) are left out.
 * Values that are secrets only in combination with their program's name are hidden; a value may still be a secret on
 * its own.
 */
export function listOptions(commandLine: string | undefined): readonly string[] {
  if (commandLine === undefined) return [];
  const read = commandLine.slice(0, maxLength);
  const options = readOptions(splitCommand(shortOption.test(read) ? redactText(read) : read), 0);
  return [...new Set(options)].slice(0, maxOptions);
}

/** Returns the name of an option from `listOptions`, without its value. */
export function toOptionName(option: string): string {
  return option.split(/[ =]/, 1)[0] ?? option;
}

function readOptions(words: readonly string[], depth: number): readonly string[] {
  const start = words.findIndex((word) => shellOption.test(word));
  const script = words[start + 1];
  if (shell.test(words[0] ?? '') && start > 0 && script !== undefined && depth < maxNesting) {
    const isQuoted = words.length === start + 2;
    return readOptions(isQuoted ? splitCommand(script) : words.slice(start + 1), depth + 1);
  }
  return words.flatMap((word, index) => toOption(word, words[index + 1]) ?? []);
}

/** Parses an option. `next` is its value, unless `next` is an option itself. */
function toOption(word: string, next: string | undefined): string | undefined {
  if (setting.test(word)) return bound(word);
  const equalsAt = word.indexOf('=');
  const name = equalsAt < 0 ? word : word.slice(0, equalsAt);
  if (!optionName.test(name)) return undefined;
  if (equalsAt > 0) return bound(`${name} ${word.slice(equalsAt + 1)}`);
  const hasValue = next !== undefined && !separators.has(next) && !/^--?[A-Za-z]/.test(next);
  return hasValue ? bound(`${name} ${next}`) : name;
}

function bound(option: string): string | undefined {
  return option.length > maxLengthOfOption || option.includes('\n') ? undefined : option;
}

function splitCommand(commandLine: string): readonly string[] {
  const words: string[] = [];
  let word: string | undefined;
  let quote = '';
  for (const character of commandLine) {
    if (quote !== '') {
      if (character === quote) quote = '';
      else word = (word ?? '') + character;
    } else if (character === '"' || character === "'") {
      quote = character;
      word ??= '';
    } else if (/\s/.test(character)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else word = (word ?? '') + character;
  }
  return word === undefined ? words : [...words, word];
}
