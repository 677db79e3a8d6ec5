import type { Rules } from '../../engine/rule.ts';

/** License managers, and Blender, Maya, Arnold, V-Ray, RenderMan, Redshift and Houdini. */
export const renderRules = {
  'render-cplex-error-1016': {
    like: ['CPLEX Error  1016', 'Problem size limits exceeded', 'odel too large for size-limited license'],
    category: 'license',
  },
  'render-abort-on-license': {
    like: [
      'abort_on_license_fail option is enabled',
      'abort_on_license_fail option was enabled',
      'abort_on_license_fail is ',
    ],
    category: 'license',
  },
  'render-checkout-of-license': {
    like: ['Checkout of license ', 'heckout failed for', 'License request for'],
    unless: /following targets|branch/,
    category: 'license',
  },
  'render-icense': {
    on: ['icense', 'ICENSE'],
    match:
      /license (?:manager )?(?:checkout )?(?:error|failed|failure|denied)|licens(?:e|ing) (?:error|failure)|(?:failed|unable|could not|cannot|can't|couldn't) (?:to )?(?:obtain|get|check ?out|acquire|find|connect to|contact|initialize|retrieve|validate|open|load|read)(?: \w+){0,5} licens(?:e|ing)|(?:no|invalid|missing|expired) (?:\w+ ){0,3}license(?:s)?(?: \w+){0,3}(?: found| available|\b)|license(?:s)? (?:\w+ ){0,4}(?:not (?:found|available|obtained|valid)|expired|unavailable|exceeded|has expired|was not obtained|could not be)|licen[cs]ed number of users already reached|all licenses? (?:are )?(?:in use|reserved)|Unexpected license problem|LICENSE MANAGER ERROR|not licensed|Maximum number of users/i,
    unless:
      /license\.txt|LICENSE file|Licensed under|[Ll]icense agreement|\bGPL\b|MIT [Ll]icense|Apache|WARNING.*academic/,
    category: 'license',
  },
  'render-flexnet': {
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
  'render-rlm': {
    on: ['[rlm]'],
    match: /\[rlm\] (?:could not connect|error checking out|wrong license|no license)/,
    category: 'license',
    weight: 'verdict',
  },
  'render-clm': {
    like: ['[clm]', '[rlm]', '[adl]', '[adlm]', 'authorization failed{}clm', 'authorization failed{}license'],
    category: 'license',
  },
  'render-file-format-is': {
    like: "File format is not supported in file '{what}'",
    category: 'bad-input',
  },
  'render-not-a-blend': {
    like: ['Not a blend file', 'not a blend file', 'Failed to read blend file', 'missing DNA block', 'File incomplete'],
    category: 'bad-input',
  },
  'render-cannot-read-file': {
    on: 'Cannot read file ',
    match: /Cannot read file ["']?(?<what>[^"':]+)["']?: (?:No such file|Unknown error)/,
    category: 'missing-file',
  },
  'render-cannot-find': {
    like: [
      'Cannot find',
      'cannot find',
      'File not found',
      'File not found:',
      'file not found',
      'file not found:',
      'ould not open texture',
    ],
    unless: /\b(?:cannot|can't) find (?:\S{1,30}-config$|(?:the |a )?version v?\d)/i,
    category: 'missing-file',
    narrow: 'guess',
    weight: 'error',
  },
  'render-engine-not-found': {
    like: [
      "engine not found '{what}'",
      "Engine '{what}' not listed",
      'Engine \'{what}" not listed',
      'Engine "{what}\' not listed',
      'Engine "{what}" not listed',
    ],
    category: 'bad-arguments',
  },
  'render-unable-to-dynamically': {
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
  'render-cannot-find-procedure': {
    on: 'Cannot find procedure "',
    match: /(?:file: (?<file>[^:]+) line (?<at>\d+): )?Cannot find procedure "(?<what>[^"]+)"/,
    category: 'missing-module',
  },
  'render-executable-was-not': {
    like: 'executable was not found in the semicolon separated list',
    category: 'missing-program',
  },
  'render-parse-error-cannot': { like: 'Parse Error: Cannot open include file {what}.', category: 'missing-file' },
  'render-parse-error-cannot-find': { like: 'Parse Error: Cannot find file {what},', category: 'missing-file' },
  'render-parse-error': {
    on: ': Parse Error: ',
    match: /^File '(?<file>[^']+)' line (?<at>\d+): Parse Error: /,
    category: 'bad-input',
    narrow: 'kind',
  },
  'render-out-of-vram': { like: ['Out of VRAM', 'out of VRAM', 'allocate VRAM'], category: 'gpu' },
  'render-malloc-returns-null': { like: 'Malloc returns null: len=', category: 'out-of-memory' },
  'render-could-not-load': { like: 'Could not load font "{what}"', category: 'missing-file' },
  'render-fatal-error-attempting': { like: 'Fatal Error. Attempting to save in', category: 'crash-signal' },
  'render-exception-access-violation': { like: 'EXCEPTION_ACCESS_VIOLATION', category: 'crash-signal' },
  'render-crash-txt': {
    on: '.crash.txt',
    match: /^Writing: (?<what>\S+\.crash\.txt)/,
    category: 'crash-signal',
    weight: 'echo',
  },
  'render-aborted-due-to': {
    like: [
      'render aborted due to earlier errors',
      'aborting render',
      'Rendering failed',
      'Render failed',
      'Scene Render failed',
    ],
    category: 'other',
    weight: 'echo',
    narrow: 'other',
  },
  'render-r50003': { on: ['R50003', '{SEVERE}'], category: 'other', weight: 'error', narrow: 'other' },
} satisfies Rules;
