import { isOwnFile } from '../../code/ownCode.ts';
import type { Finding, Rules } from '../../engine/finding.ts';
import type { LogText } from '../../engine/text/logText.ts';
import { classifyException } from '../languages/pythonExceptions.ts';

/** Rules for license managers, and for Blender, Maya, Arnold, V-Ray, RenderMan, Redshift, and Houdini. */
export const renderRules = {
  'solver-size-license': {
    like: ['CPLEX Error  1016', 'Problem size limits exceeded', 'odel too large for size-limited license'],
    category: 'license',
  },
  'arnold-license-abort': { like: ['abort_on_license_fail option ', 'abort_on_license_fail is '], category: 'license' },
  'license-checkout-failed': {
    like: ['Checkout of license ', 'heckout failed for', 'License request for'],
    unless: /following targets|branch/,
    category: 'license',
  },
  'license-refused': {
    on: ['icense', 'ICENSE', 'icence', 'ICENCE'],
    match:
      /licen[cs]e (?:manager )?(?:checkout )?(?:error|failed|failure|denied)|licen(?:[cs]e|sing) (?:error|failure)|(?:failed|unable|could not|cannot|can't|couldn't) (?:to )?(?:obtain|get|check ?out|acquire|find|connect to|contact|initialize|retrieve|validate|open|load|read)(?: \w+){0,5} licen(?:[cs]e|sing)|(?:no|invalid|missing|expired) (?:\w+ ){0,3}licen[cs]es?(?: \w+){0,3}(?: found| available|\b)|licen[cs]es? (?:\w+ ){0,4}(?:not (?:found|available|obtained|valid)|expired|unavailable|exceeded|has expired|was not obtained|could not be)|licen[cs]ed number of users already reached|all (?:\d{1,6} )?licen[cs]es? (?:are )?(?:in use|reserved)|Unexpected licen[cs]e problem|LICEN[CS]E MANAGER ERROR|not licen[cs]ed|Maximum number of users/i,
    unless:
      /licen[cs]e\.txt|LICEN[CS]E file|Licensed under|[Ll]icen[cs]e agreement|\bGPL\b|MIT [Ll]icen[cs]e|Apache|WARNING.*academic/,
    category: 'license',
  },
  'license-server-words': {
    on: [
      'FLEXnet',
      'FlexNet',
      'FLEXlm',
      'lmgrd',
      'License server machine',
      'RLM error',
      'Cannot find license file',
      'clm: ',
      '[clm]',
      '[rlm]',
    ],
    match:
      /(?:FLEXnet|FlexNet|FLEXlm)\s?(?:Licensing )?(?:checkout )?[Ee]rror|License server machine is down|lmgrd is not running|Cannot find license file|\[clm\].*(?:fail|error)|\[rlm\].*(?:fail|error|not)/,
    category: 'license',
  },
  'rlm-license': {
    on: ['[rlm]'],
    match: /\[rlm\] (?:could not connect|error checking out|wrong license|no license)/,
    category: 'license',
    weight: 'verdict',
  },
  'adlm-license': {
    like: ['[clm]', '[rlm]', '[adl]', '[adlm]', 'authorization failed{}clm', 'authorization failed{}license'],
    category: 'license',
  },
  'blender-unsupported-format': { like: "File format is not supported in file '{what}'", category: 'bad-input' },
  'blender-broken-file': {
    like: ['Not a blend file', 'not a blend file', 'Failed to read blend file', 'missing DNA block', 'File incomplete'],
    category: 'bad-input',
  },
  'render-unreadable-file': {
    on: 'Cannot read file ',
    match: /Cannot read file ["']?(?<what>[^"':]+)["']?: (?:No such file|Unknown error)/,
    category: 'missing-file',
  },
  'render-missing-file': {
    like: ['Cannot find', 'cannot find', 'File not found', 'file not found', 'ould not open texture'],
    unless: /\b(?:cannot|can't) find (?:\S{1,30}-config$|(?:the |a )?version v?\d|module |package )/i,
    category: 'missing-file',
    narrow: 'guess',
    weight: 'error',
  },
  'blender-unknown-engine': {
    like: [
      "engine not found '{what}'",
      "Engine '{what}' not listed",
      'Engine \'{what}" not listed',
      'Engine "{what}\' not listed',
      'Engine "{what}" not listed',
    ],
    category: 'bad-arguments',
  },
  'maya-missing-plug-in': {
    on: [
      'Unable to dynamically load',
      'Could not load plugin',
      'Could not load plug-in',
      'Cannot load plug-in',
      'plug-in, "',
      'Could not find plugin',
    ],
    match: /Unable to dynamically load|[Cc](?:ould not|annot) (?:load|find) plug-?in|plug-in, ".+", was not found/,
    category: 'missing-module',
  },
  'maya-missing-procedure': {
    on: 'Cannot find procedure "',
    match: /(?:file: (?<file>[^:]+) line (?<at>\d+): )?Cannot find procedure "(?<what>[^"]+)"/,
    category: 'missing-module',
  },
  'deadline-missing-program': {
    like: 'executable was not found in the semicolon separated list',
    category: 'missing-program',
  },
  'povray-missing-file': {
    like: ['Parse Error: Cannot open include file {what}.', 'Parse Error: Cannot find file {what},'],
    category: 'missing-file',
  },
  'povray-parse-error': {
    on: ': Parse Error: ',
    match: /^File '(?<file>[^']+)' line (?<at>\d+): Parse Error: /,
    category: 'bad-input',
    narrow: 'kind',
  },
  'render-out-of-gpu-memory': { like: ['Out of VRAM', 'out of VRAM', 'allocate VRAM'], category: 'gpu' },
  'blender-out-of-memory': { like: 'Malloc returns null: len=', category: 'out-of-memory' },
  'render-missing-font': { like: 'Could not load font "{what}"', category: 'missing-file' },
  'maya-crashed': { like: 'Fatal Error. Attempting to save in', category: 'crash-signal' },
  'blender-access-violation': { like: 'EXCEPTION_ACCESS_VIOLATION', category: 'crash-signal' },
  'blender-crash-report': {
    on: '.crash.txt',
    match: /^Writing: (?<what>\S+\.crash\.txt)/,
    category: 'crash-signal',
    weight: 'echo',
  },
  'render-aborted': {
    like: ['render aborted due to earlier errors', 'aborting render', 'Rendering failed', 'Render failed'],
    category: 'other',
    weight: 'echo',
    narrow: 'other',
  },
  'cinema4d-severe': { on: ['R50003', '{SEVERE}'], category: 'other', weight: 'error', narrow: 'other' },
} satisfies Rules;

/** Matches `# Error: ValueError: file /x/y.py line 12: No object #` and `// Error: file: /x/y.mel line 4: … //`. */
const stated =
  /^(?:[#/]{1,2} )?Error: (?:(?<name>[A-Za-z_][\w.]*): )?file:? (?<file>(?:[A-Za-z]:)?[^:]{1,300}) line (?<at>\d{1,6}): (?<message>.*)/;
const end = / [#/]{1,2} ?$/;

/** Rules for Maya, which reports errors of Python and MEL scripts in one line. */
export const mayaRules = { 'maya-script-error': { on: ['Error: '], read: readScript } } satisfies Rules;

function readScript(log: LogText, line: number): Finding | undefined {
  const { name = 'RuntimeError', file, at, message = '' } = stated.exec(log.text(line))?.groups ?? {};
  if (file === undefined || !/\.(?:py|mel)$/i.test(file)) return undefined;
  return {
    line,
    ...classifyException(name, message.replace(end, ''), []),
    frame: isOwnFile(file) ? { file, line: Number(at) } : undefined,
  };
}
