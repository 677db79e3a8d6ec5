import type { FailureCategory } from '../../../explanation/category.ts';
import { isOwnFile } from '../../code/ownCode.ts';
import type { Finding, Frame, Rules } from '../../engine/finding.ts';
import type { LogText } from '../../engine/text/logText.ts';
import { findMeaning, type Meanings } from '../../engine/words.ts';
import { categoryOfLine } from '../../lexicon/lexicon.ts';
import { guessFromOwnWords } from '../../lexicon/ownWords.ts';

/** Matches places in data and settings files, which parsers report in the same format as compilers. */
const inData =
  /^\s*[^\s:()]{1,300}\.(?:prm|par|nml|inp?|deck|dat|cfg|conf|ini|toml|json|ya?ml|xml|csv|tsv|txt|vcf|bed|gff3?|gtf|fa|fasta|fastq|fq|obj|ply|stl|msh|mesh|xyz|pdb|usda?):\d/;

/** Rules for compilers, linkers, and build tools. Code that does not compile is the user's. */
export const compilerRules = {
  'gfortran-error': { on: ['Error: '], read: readGfortran },
  'javac-missing-package': {
    on: ['error: package '],
    match: /^(?<file>[^\s:]+\.(?:java|scala|kt)):(?<at>\d+): error: package (?<what>[\w.]+) does not exist/,
    category: 'missing-module',
  },
  'compiler-error-at-column': {
    on: ['error: '],
    match: /^\s*(?<file>(?:[A-Za-z]:)?[^\s:()]+):(?<at>\d+)(?:[:.]\d+)?(?:-\d+)?: (?:fatal )?error: /,
    unless: inData,
    category: 'exception-in-user-code',
    narrow: 'failed',
  },
  'ifort-missing-module': {
    on: 'error #7002',
    match: /^\s*(?<file>[^\s:()][^:()]*)\((?<at>\d+)\): error #7002: /,
    category: 'missing-module',
  },
  'compiler-error-in-parentheses': {
    on: ['): error ', '): fatal error ', ') Error: ', '): Error: '],
    match:
      /^\s*(?<file>(?:[A-Za-z]:)?[^\s:()][^:()]*)\((?<at>\d+)(?:, ?\d+){0,3}\)\s?(?:: (?:fatal )?error (?:[A-Z]{1,6}|#)\d{1,6}|:? Error): /,
    unless: /: error (?:MSB|NETSDK|NU)\d/,
    category: 'exception-in-user-code',
    narrow: 'failed',
  },
  'jvm-compiler-error': {
    on: ['[error] ', '[ERROR] ', ' Error: '],
    match:
      /^(?:\[(?:error|ERROR)\] )?(?:(?:-- )?(?:\[E\d{1,5}\] )?[\w ]{0,40}Error: )?(?<file>[^\s:[\]]+\.(?:scala|java|kt)):\[?(?<at>\d+)[:,]/,
    category: 'exception-in-user-code',
    narrow: 'failed',
  },
  'linker-missing-library': {
    on: 'cannot find -l',
    match: /cannot find (?<what>-l[^\s:]+)/,
    category: 'missing-module',
  },
  'linker-undefined-reference': {
    on: 'undefined reference ',
    match: /(?:^|: )(?:(?<file>[^\s:()]+):(?<at>\d+): )?undefined reference (?:due )?to\b/,
    category: 'exception-in-user-code',
    narrow: 'failed',
  },
  'linker-symbol-wrong': {
    like: ['unresolved external symbol', 'multiple definition of'],
    category: 'exception-in-user-code',
    narrow: 'failed',
  },
  'linker-cannot-open-library': {
    like: [
      "LNK1104: cannot open file '{what}'",
      "LNK1104: cannot open input file '{what}'",
      "LNK1181: cannot open file '{what}'",
      "LNK1181: cannot open input file '{what}'",
    ],
    category: 'missing-module',
  },
  'compiler-message-at-column': { on: ['%Error: ', '.vhd:', '.pyx:', '.pxd:', '.erl:'], read: readAtColumn },
  'compiler-problem': {
    like: 'Problem during compilation - {what}',
    category: 'exception-in-user-code',
    weight: 'error',
    narrow: 'failed',
  },
  'verilator-exiting': { like: '%Error: Exiting due to', category: 'other', weight: 'echo', narrow: 'other' },
  'compiler-syntax-error': {
    on: ': syntax error',
    match: /^(?<file>[^\s:()]+\.(?:s?v|vhdl?|y|l|pl|lua|tcl|c|cc|cpp|h)):(?<at>\d+)(?::\d+)?: syntax error/,
    category: 'exception-in-user-code',
    narrow: 'failed',
  },
  'linker-failed': { like: 'collect2: error', category: 'other', weight: 'echo', narrow: 'other' },
  'cmake-package-not-found': { like: 'Could NOT find {what}', category: 'missing-module' },
  'make-no-rule': {
    like: ["No rule to make target `{what}'", "No rule to make target '{what}'"],
    category: 'missing-file',
  },
  'make-missing-separator': {
    on: 'missing separator',
    match: /^(?<file>[^\s:]+):(?<at>\d+): \*\*\* missing separator/,
    category: 'exception-in-user-code',
  },
  'make-failed': {
    like: ['^make: *** ', '^make[{}]: *** '],
    unless: /No rule|No targets|missing/,
    category: 'other',
    weight: 'echo',
    narrow: 'other',
  },
  'make-missing-program': {
    like: [
      '^make: {what}: No such file or directory',
      '^make: {what}: Command not found',
      '^make[{}]: {what}: No such file or directory',
    ],
    unless: /\*\*\*|: (?:open|stat|getcwd|cannot)/,
    category: 'missing-program',
  },
  'make-no-makefile': { like: 'No targets specified and no makefile found', category: 'missing-file' },
  'ninja-stopped': {
    like: ['ninja: build stopped', 'ninja: error: '],
    category: 'other',
    weight: 'echo',
    narrow: 'other',
  },
  'cmake-missing-source': { like: 'CMake Error: The source directory', category: 'missing-file' },
  'configure-missing-library': {
    like: ['configure: error: {}not found', 'configure: error: {}missing', 'configure: error: {}required'],
    category: 'missing-module',
  },
  'build-without-compiler': {
    like: ['No CMAKE_{}_COMPILER could be found', 'configure: error: no acceptable C compiler'],
    category: 'missing-program',
  },
  'cmake-error': { on: ['CMake Error at '], read: readCMake },
  'ctest-failed': { on: ['***Failed '], read: readCTest },
} satisfies Rules;

/** Matches errors from compilers that don't write "error". The named file is being compiled, so it is the user's. */
const atColumn =
  /^(?:%Error: )?(?<file>[^\s:()]+\.(?:s?vh?|vhdl?|pyx|pxd|erl)):(?<at>\d+):\d+: (?!warning|note|Warning|performance)/;

function readAtColumn(log: LogText, line: number): Finding | undefined {
  const { file, at } = atColumn.exec(log.text(line))?.groups ?? {};
  if (file === undefined) return undefined;
  const frame = { file, line: Number(at) };
  return { line, category: 'exception-in-user-code', weight: 'cause', narrow: 'failed', frame };
}

const cmakeWords: Meanings<FailureCategory> = [
  [/or higher is required|compatible with requested version/, 'dependency-version'],
  [/Could NOT find|package configuration file|\bFind\w+\.cmake/, 'missing-module'],
  [/is not a full path to an existing compiler|No CMAKE_\w+_COMPILER could be found/, 'missing-program'],
  [/does not exist|Cannot find source file|not an existing/, 'missing-file'],
];
const longestCMakeMessage = 8;

function readCMake(log: LogText, line: number): Finding | undefined {
  const found = /^CMake Error at (?<file>[^\s:]+):(?<at>\d+) \(/.exec(log.text(line))?.groups;
  if (found?.['file'] === undefined) return undefined;
  let words = '';
  for (let at = log.next(line), seen = 0; at !== -1 && seen < longestCMakeMessage; at = log.next(at), seen++)
    words += `${log.text(at)} `;
  const category = findMeaning(words, cmakeWords);
  return {
    line,
    category: category ?? 'exception-in-user-code',
    weight: 'cause',
    narrow: category === undefined ? 'failed' : 'exact',
    frame: { file: found['file'], line: Number(found['at']) },
  };
}

/** Reads a GNU Fortran error, which names the place some lines above the message: `a.f90:2:7:`. */
function readGfortran(log: LogText, line: number): Finding | undefined {
  if (!/^(?:Fatal )?Error: /.test(log.text(line))) return undefined;
  const noModule = /Cannot open module file/.test(log.text(line));
  for (let at = log.previous(line), seen = 0; at !== -1 && seen < 6; at = log.previous(at), seen++) {
    const place = /^(?<file>[^\s:]+):(?<at>\d+):\d+:$/.exec(log.text(at))?.groups;
    if (place?.['file'] !== undefined)
      return {
        line,
        category: noModule ? 'missing-module' : 'exception-in-user-code',
        weight: 'cause',
        narrow: noModule ? 'unmistakable' : 'failed',
        frame: { file: place['file'], line: Number(place['at']) },
      };
  }
  return undefined;
}

const longestTest = 12;

function saysWhy(text: string): boolean {
  return (categoryOfLine(text) ?? guessFromOwnWords(text)) !== undefined;
}

/** Reads `1/1 Test #1: conv ....***Failed`, followed by the test's output if CTest was asked to print it. */
function readCTest(log: LogText, line: number): Finding | undefined {
  if (!/ Test +#\d+: /.test(log.text(line))) return undefined;
  const printed: number[] = [];
  for (let at = log.next(line); at !== -1 && printed.length < longestTest; at = log.next(at)) {
    if (/^\s*$|^\s*\d+\/\d+ Test|^\s*Start +\d|^-{20,}/.test(log.text(at))) break;
    printed.push(at);
  }
  const said = printed.find((at) => saysWhy(log.text(at))) ?? printed[0];
  return said === undefined
    ? undefined
    : { line: said, category: 'exception-in-user-code', weight: 'error', narrow: 'failed' };
}

const error = /^[^\s:()]+:\d+:\d+: (?:fatal )?error: /;
const instantiation = /^(?<file>[^\s:()]+):(?<at>\d+):\d+: .*(?:required from here|requested here)$/;

/** Maximum number of lines between an error in a template and the place that uses it (GCC: above, Clang: below). */
const linesBetween = 40;

/**
 * Rules for errors in templates of a library, which are reported at the library's code although the user's code
 * instantiated the template.
 */
export const cxxTemplateRules = {
  'gcc-template-required-from': {
    on: ['required from here'],
    read: (log, line) => readAsked(log, line, (at) => log.next(at)),
  },
  'clang-template-requested': {
    on: ['requested here'],
    read: (log, line) => readAsked(log, line, (at) => log.previous(at)),
  },
} satisfies Rules;

function readAsked(log: LogText, line: number, step: (line: number) => number): Finding | undefined {
  const frame = frameOf(log.text(line));
  if (frame === undefined) return undefined;
  for (let at = step(line), seen = 0; at !== -1 && seen < linesBetween; at = step(at), seen++) {
    if (!error.test(log.text(at))) continue;
    return { line: at, category: 'exception-in-user-code', weight: 'cause', narrow: 'kind', frame };
  }
  return undefined;
}

function frameOf(text: string): Frame | undefined {
  const { file, at } = instantiation.exec(text)?.groups ?? {};
  return file !== undefined && isOwnFile(file) ? { file, line: Number(at) } : undefined;
}
