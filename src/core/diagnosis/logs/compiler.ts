import type { FailureCategory } from '../category.ts';
import type { Finding, Reader } from './finding.ts';
import { lineRules } from './lineRule.ts';
import type { LogText } from './logText.ts';

/** Compilers, linkers and build tools. Code that does not compile is the user's. */
export const compilerReaders: readonly Reader[] = [
  { on: ['Error: '], read: readGfortran },
  ...lineRules([
    {
      on: 'fatal error: ',
      match:
        /^\s*(?<file>[^\s:()]{1,1024}):(?<at>\d{1,7}):\d{1,7}: fatal error: (?<what>\S{1,500}): No such file or directory/,
      category: 'missing-file',
    },
    {
      on: ['error: package '],
      match:
        /^(?<file>[^\s:]{1,1024}\.(?:java|scala|kt)):(?<at>\d{1,7}): error: package (?<what>[\w.]{1,200}) does not exist/,
      category: 'missing-module',
    },
    {
      on: ['error: '],
      match: /^\s*(?<file>(?:[A-Za-z]:)?[^\s:()]{1,1024}):(?<at>\d{1,7})(?::\d{1,7})?: (?:fatal )?error: /,
      category: 'exception-in-user-code',
      narrow: 'failed',
    },
    {
      on: ['): error ', '): fatal error '],
      match:
        /^\s*(?<file>(?:[A-Za-z]:)?[^:()]{1,1024})\((?<at>\d{1,7})(?:,\d{1,7}){0,3}\)\s?: (?:fatal )?error [A-Z]{1,6}\d{1,6}: /,
      category: 'exception-in-user-code',
      narrow: 'failed',
    },
    { on: 'cannot find -l', match: /cannot find (?<what>-l[^\s:]{1,200})/, category: 'missing-module' },
    { on: 'undefined reference to', category: 'exception-in-user-code', narrow: 'failed' },
    { on: 'unresolved external symbol', category: 'exception-in-user-code', narrow: 'failed' },
    { on: 'multiple definition of', category: 'exception-in-user-code', narrow: 'failed' },
    {
      on: ['LNK1104', 'LNK1181'],
      match: /LNK1(?:104|181): cannot open (?:input )?file '(?<what>[^']{1,500})'/,
      category: 'missing-module',
    },
    { on: 'collect2: error', category: 'other', weight: 'echo', narrow: 'other' },
    { on: 'Could NOT find', match: /Could NOT find (?<what>[\w-]{1,100})/, category: 'missing-module' },
    {
      on: 'No rule to make target',
      match: /No rule to make target [`'](?<what>[^`']{1,500})'/,
      category: 'missing-file',
    },
    {
      on: 'missing separator',
      match: /^(?<file>[^\s:]{1,500}):(?<at>\d{1,7}): \*\*\* missing separator/,
      category: 'exception-in-user-code',
    },
    {
      on: 'make: *** ',
      match: /^make(?:\[\d\])?: \*\*\* /,
      unless: /No rule|No targets|missing/,
      category: 'other',
      weight: 'echo',
      narrow: 'other',
    },
    { on: 'No targets specified and no makefile found', category: 'missing-file' },
    { on: ['ninja: build stopped', 'ninja: error: '], category: 'other', weight: 'echo', narrow: 'other' },
    { on: 'CMake Error: The source directory', category: 'missing-file' },
    { on: 'CMAKE_CXX_COMPILER', match: /No CMAKE_\w{1,10}_COMPILER could be found/, category: 'missing-program' },
    {
      on: 'configure: error: ',
      match: /configure: error: .{0,100}(?:not found|missing|required)/,
      category: 'missing-module',
    },
    { on: 'configure: error: no acceptable C compiler', category: 'missing-program' },
  ]),
  { on: ['CMake Error at '], read: readCMake },
];

/** What CMake says in the lines below an error, and what it means. */
const cmakeWords: readonly (readonly [RegExp, FailureCategory])[] = [
  [/or higher is required|compatible with requested version/, 'dependency-version'],
  [/Could NOT find|package configuration file|Find\w+\.cmake/, 'missing-module'],
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
  const category = cmakeWords.find(([pattern]) => pattern.test(words))?.[1];
  return {
    line,
    category: category ?? 'exception-in-user-code',
    weight: 'cause',
    narrow: category === undefined ? 'failed' : 'exact',
    frame: { file: found['file'], line: Number(found['at']) },
  };
}

/** GNU Fortran names the place some lines above the message: `a.f90:2:7:`. */
function readGfortran(log: LogText, line: number): Finding | undefined {
  if (!/^(?:Fatal )?Error: /.test(log.text(line))) return undefined;
  for (let at = log.previous(line), seen = 0; at !== -1 && seen < 6; at = log.previous(at), seen++) {
    const place = /^(?<file>[^\s:]{1,500}):(?<at>\d{1,7}):\d{1,7}:$/.exec(log.text(at))?.groups;
    if (place?.['file'] !== undefined)
      return {
        line,
        category: 'exception-in-user-code',
        weight: 'cause',
        narrow: 'failed',
        frame: { file: place['file'], line: Number(place['at']) },
      };
  }
  return undefined;
}
