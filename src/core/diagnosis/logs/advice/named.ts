import * as l10n from '@vscode/l10n';
import { findGroup } from '../../../text/findGroup.ts';
import { redactText } from '../../../text/redact.ts';
import type { Fix } from '../../explanation/explanation.ts';
import type { LogText } from '../engine/text/logText.ts';

/** Matches a place in a file: `job.yaml:7`, `line 7 of job.yaml`, `file "job.yaml", line 7`. */
const places: readonly RegExp[] = [
  /(?:^|[\s"'`‘“(=])(?<file>(?:[A-Za-z]:)?(?:[\w.+~-]{1,100}[\\/]){0,20}[\w.+-]{1,100}\.[A-Za-z]\w{0,9})["'’”]?:(?<line>[1-9]\d{0,6})(?::\d{1,6})?(?=[\s:,.;)]|$)/,
  /\blines? (?:no\.? |number )?(?<line>[1-9]\d{0,6})(?:,? col(?:umn)? \d{1,6})?,? (?:of|in|from) (?:the )?(?:input |config(?:uration)? )?(?:file )?["'`‘“<]?(?<file>(?:[\w.+~-]{0,100}[\\/]){0,20}[\w.+-]{1,100}\.[A-Za-z]\w{0,9})\b/i,
  /(?:^|[\s"'`‘“(=<[])(?<file>(?:[A-Za-z]:)?(?:[\w.+~-]{0,100}[\\/]){0,20}[\w.+-]{1,100}\.[A-Za-z]\w{0,9})["'`’”>]?,? ?(?:\(|at |on |around )*line (?:no\.? |number )?(?<line>[1-9]\d{0,6})\b/i,
];
/** Matches source code, in which a message names the place that reports a failure, not the one that is wrong. */
const sourceFile =
  /\.(?:py[xwc]?|c|cc|cpp|cxx|cu|cuh|h|hh|hpp|hxx|inl|f|for|f\d\d|F|F\d\d|inc|java|scala|kt|groovy|go|rs|rb|pl|pm|php|[cm]?[jt]sx?|cs|fs|vb|jl|R|r|m|swift|erl|ex|exs|hs|ml|lua|sh|bash|ps1|pas|d|zig|nim|clj|scm|lisp|so|dll|exe|jar)$/;
const lineOnly = /\bline[ ~](?:no\.? |number )?([1-9]\d{0,6})\b(?! column)/i;

/** Matches the place in an input in a line near a message: `COPY sales, line 9, column qty`, `line   14: charg 1`. */
const placeNear =
  /\bline(?: no\.?| number)?[ :=]{1,6}([1-9]\d{0,6})\b(?:,? col(?:umn)?(?: name)?[ :=]{1,3}(\w{1,40}))?/i;
/** Number of lines below a message that may give its place. */
const linesToPlace = 3;

/** Returns the place in an input that one of the next lines gives for a message without one; undefined without one. */
export function findPlaceBelow(message: string, line: number, log: LogText): string | undefined {
  if (/\bline\W{0,3}\d|:\d/i.test(message)) return undefined;
  for (let below = line + 1; below <= Math.min(line + linesToPlace, log.lineCount - 1); below++) {
    const text = log.text(below);
    const [found, , column] = placeNear.exec(text) ?? [];
    const isInCode =
      /^\s*(?:at|File|in|from) |: line \d+: |\bin (?:function|file)\b|\.\w{1,4}:\d/.test(text) ||
      text.split(/[\s"'`:,()]+/).some((word) => sourceFile.test(word));
    if (found !== undefined && !isInCode)
      return `line ${placeNear.exec(text)?.[1]}${column === undefined ? '' : `, ${column}`}`;
  }
  return undefined;
}

/** Matches an option that a message names, and a single name in quotation marks. */
const option = /(?:^|[\s"'`‘“([=,])(--[a-z](?:[\w-]{0,39}\w))(?=["'`’”)\],.:;=/\s]|$)/i;
const quotedName = /(?:^|[\s([:=])["'`‘“]([\p{L}_$-][^\s"'`‘’“”<>{}*%]{1,60})["'`’”](?=[\s)\],.:;]|$)/gu;

const ofThread = /\bthread "[^"]{1,80}"/;
/** Matches options that a message offers, not those that are wrong. */
const offered = /^--(?:allow|force|ignore|skip|no|disable|unsafe|insecure|help|verbose|debug)\b/i;

/** Returns the option or the quoted name in a message; undefined if it has none, or several. */
export function findNamed(message: string): string | undefined {
  const text = message.replace(ofThread, '');
  const found = option.exec(text)?.[1];
  if (found !== undefined && offered.test(found)) return undefined;
  if (found !== undefined) return found;
  const isName = (name: string): boolean =>
    !/::|(?:Exception|Error)$|^(?:Err|Ok|Some|None|null|nil|undefined|true|false|self|this)$|^[a-z]:\\/i.test(name);
  const names = new Set([...text.matchAll(quotedName)].map(([, one = '']) => one).filter(isName));
  return names.size === 1 ? [...names][0] : undefined;
}

/** Matches a name of which a message says that it is absent: `not found: ['price']`, `['price'] not in index`. */
const absent =
  /(?:not found|not in index|missing|required|lacks?|without|must have|no such)[^'"`[\]]{0,30}[:[ ] ?[[(]?["'`]([^"'`]{1,40})["'`]|["'`]([^"'`]{1,40})["'`](?:\]|\[\d+\])?(?: column| field)?(?: is| are| was| were)? (?:(?:not|n't) (?:found|in|present)|missing|cannot be resolved|does not exist)/i;

/** Returns the name of a column, a field, or the like that a message says is absent. */
export function findAbsent(text: string): string | undefined {
  return findGroup(absent.exec(text));
}

/** Returns the place in an input or settings file that a message names; undefined without one. */
export function findPlace(text: string): { readonly file: string; readonly line: string } | undefined {
  for (const form of places) {
    const { file, line } = form.exec(text)?.groups ?? {};
    if (file !== undefined && line !== undefined && !sourceFile.test(file)) return { file, line };
  }
  return undefined;
}

/** Matches messages with a line of the program's own source, which is nothing that it was reading. */
const ofOwnSource =
  /\.\w{1,4}:\d|\.(?:py|cc?|cpp|[fF]\d\d|java|php|rb|pl)\b|\b(?:routines?|functions?|calls?|kernels?|assert\w*)\b.{0,60}\b(?:fail\w*|returned)\b/i;

/**
 * Advises to look at what a message itself names: a place in a file, an option, or a name. Claims nothing beyond that.
 * Undefined if the message names nothing.
 */
export function adviseNamed(text: string, quote: string): Fix | undefined {
  const place = findPlace(text);
  if (place !== undefined) {
    const file = redactText(place.file);
    return {
      text: l10n.t('Look at line {line} of {file}, the place that the message names: “{message}”.', {
        line: place.line,
        file,
        message: quote,
      }),
      ofSeveral: l10n.t('Look at the lines of the files that the message names.'),
      isSearch: true,
    };
  }
  const line = ofOwnSource.test(text) ? undefined : lineOnly.exec(text)?.[1];
  if (line !== undefined)
    return {
      text: l10n.t('Look at line {line} of what the program was reading: “{message}”.', {
        line,
        message: quote,
      }),
      ofSeveral: l10n.t('Look at the lines of the files that the message names.'),
      isSearch: true,
    };
  const name = findNamed(text);
  if (name === undefined) return undefined;
  return {
    text: l10n.t('Check {file}, which the message names: “{message}”.', { file: redactText(name), message: quote }),
    ofSeveral: l10n.t('Check what the message names.'),
    isSearch: true,
  };
}
