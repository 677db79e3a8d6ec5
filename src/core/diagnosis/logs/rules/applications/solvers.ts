import type { FailureCategory } from '../../../explanation/category.ts';
import type { Finding, Rules } from '../../engine/finding.ts';
import type { LogText } from '../../engine/text/logText.ts';
import { findMeaning, type Meanings } from '../../engine/words.ts';
import { categoryOfLine } from '../../lexicon/lexicon.ts';

/** Rules for solvers (OpenFOAM, GROMACS, Ansys) that announce an error in one line and describe it in a later one. */
export const solverRules = {
  'openfoam-fatal': { on: ['--> FOAM FATAL'], read: readFoam },
  'gromacs-fatal': {
    on: [
      'Fatal error:',
      'Error in user input:',
      'Inconsistency in user input:',
      'File input/output error:',
      'Software inconsistency error:',
      'Feature not implemented:',
      'System I/O error:',
      'Program:     gmx',
    ],
    read: readGromacs,
  },
  'ansys-error': { on: ['*** ERROR ***'], read: readAnsys },
  'solver-error-at-source': { like: '^ERROR {} [file {}, line {}]:$', category: 'bad-input' },
  'calculix-bad-keyword': {
    like: ['*ERROR reading *', '*ERROR in '],
    unless: /cannot open|allocat/,
    category: 'bad-input',
    narrow: 'stated',
  },
  'solver-unreadable-item': { like: 'Error reading item ', category: 'bad-input' },
  // EnergyPlus summarizes the severe errors in a fatal one.
  'energyplus-severe': { like: '** Severe  ** {what}', category: 'bad-input', narrow: 'kind' },
  'energyplus-fatal': { like: '**  Fatal  ** {what}', category: 'bad-input', weight: 'error', narrow: 'kind' },
  'solver-missing-file': {
    like: [
      ' *ERROR in {}: cannot open file {what}',
      '*ERROR in readinput: cannot open',
      'Error on OPEN: {what}',
      '^ERROR: Cannot open{}({}.cpp:{})',
      '^ERROR: Cannot open{}({}.h:{})',
      '^ERROR: Could not open{}({}.cpp:{})',
      '^ERROR: Could not open{}({}.h:{})',
      '^ERROR: Cannot read{}({}.cpp:{})',
      '^ERROR: Cannot read{}({}.h:{})',
      '^ERROR on proc {}: Cannot open{}({}.cpp:{})',
      '^ERROR on proc {}: Cannot open{}({}.h:{})',
      '^ERROR on proc {}: Could not open{}({}.cpp:{})',
      '^ERROR on proc {}: Could not open{}({}.h:{})',
      '^ERROR on proc {}: Cannot read{}({}.cpp:{})',
      '^ERROR on proc {}: Cannot read{}({}.h:{})',
      'Abaqus Error: The following file(s) could not be located',
    ],
    category: 'missing-file',
  },
  'openfoam-floating-point': { like: 'Foam::sigFpe', category: 'crash-signal', weight: 'error' },
  'openfoam-exiting': {
    like: ['FOAM exiting', 'FOAM aborting', 'FOAM parallel run exiting', 'FOAM parallel run aborting'],
    category: 'other',
    weight: 'echo',
    narrow: 'other',
  },
  'lammps-missing-package': {
    like: [
      '^ERROR: {}which is not enabled in this LAMMPS binary',
      '^ERROR on proc {}: {}which is not enabled in this LAMMPS binary',
    ],
    category: 'missing-module',
  },
  'lammps-lost-atoms': {
    like: [
      '^ERROR: Lost atoms',
      '^ERROR: Out of range atoms',
      '^ERROR: Bond atom {}missing',
      '^ERROR: Bond atoms {}missing',
      '^ERROR: Non-numeric',
      '^ERROR: Pair distance',
      '^ERROR on proc {}: Lost atoms',
      '^ERROR on proc {}: Out of range atoms',
      '^ERROR on proc {}: Bond atom {}missing',
      '^ERROR on proc {}: Bond atoms {}missing',
      '^ERROR on proc {}: Non-numeric',
      '^ERROR on proc {}: Pair distance',
    ],
    category: 'bad-input',
    narrow: 'kind',
  },
  'lammps-error': {
    on: ['ERROR: ', 'ERROR on proc'],
    match: [
      /^ERROR(?: on proc \d+)?: (?:Failed to (?!allocate)|Unknown|Unrecognized|Illegal|Incorrect|Expected|Invalid|Unexpected|Did not|No |Not all|Incorrect|All |Cannot|Must|Numeric|Substitution|Variable)/,
      /\.(?:cpp|h):\d+\)/,
    ],
    category: 'bad-input',
    narrow: 'kind',
  },
  'solver-invalid-option': { like: '^Invalid option: -', category: 'bad-arguments' },
  'lammps-bad-argument': { like: 'Invalid command-line ', category: 'bad-arguments' },
  'fluent-floating-point': {
    on: ['floating point exception', 'Floating point exception', 'Floating Point Exception'],
    match: /^(?:Error(?: at (?:Node \d+|host))?|ERROR): ?[Ff]loating [Pp]oint [Ee]xception/,
    category: 'crash-signal',
    weight: 'error',
  },
  'fluent-diverged': { like: 'Error{}Divergence detected', category: 'bad-input', weight: 'error' },
  'cfx-internal-error': {
    like: 'An internal error occurred in {what}',
    category: 'other',
    weight: 'cause',
    narrow: 'kind',
  },
  'solver-unknown-output-driver': { like: "Output driver `{what}' not recogni", category: 'bad-arguments' },
  'solver-open-failed': { like: 'Open failed on >{what}<', category: 'bad-input', weight: 'error', narrow: 'kind' },
  'fluent-error-object': { like: ['Error Object: ', 'Error: #f'], category: 'other', weight: 'echo', narrow: 'other' },
  'ansys-license': {
    like: [
      'Could not connect to any license server',
      'ANSYS LICENSE MANAGER ERROR',
      'Request name {} does not exist in the licensing pool',
      'Licensed number of users',
    ],
    category: 'license',
  },
  'solver-exited': {
    like: ['Found Error: {} Line: ', 'endrun called with', 'Abaqus/Analysis exited with errors'],
    category: 'other',
    weight: 'echo',
    narrow: 'other',
  },
} satisfies Rules;

/** Reads `--> FOAM FATAL ERROR:`, which may have a version next to or below it, and the description that follows. */
function readFoam(log: LogText, line: number): Finding {
  const header = log.text(line);
  let said = line;
  const covers = [line];
  for (let at = log.next(line), seen = 0; at !== -1 && seen < 24; at = log.next(at), seen++) {
    const text = log.text(at).trim();
    covers.push(at);
    if (said === line && text !== '' && !/^\(?openfoam-|^\(v?\d/i.test(text)) said = at;
    if (/^FOAM (?:parallel run )?(?:exiting|aborting)/.test(text)) break;
  }
  const inline = /FATAL (?:IO )?ERROR ?: ?(?!\(openfoam)\S/.test(header);
  const at = inline ? line : said;
  const category = foamCategory(log.text(at), /FATAL IO ERROR/.test(header));
  return {
    line: at,
    category,
    weight: 'cause',
    narrow: 'exact',
    subject: /"([^"]+)"/.exec(log.text(at))?.[1],
    covers,
  };
}

const foamWords: Meanings<FailureCategory> = [
  [/^\s*"\S+"$|[Cc]ould not find mandatory/, 'missing-file'],
  [/[Cc](?:annot|ould not) (?:find|open) file|No such file|[Cc]annot open/, 'missing-file'],
  [/[Cc]ould not load|library/, 'missing-module'],
  [
    /[Uu]nknown |[Nn]ot found|[Ee]ntry|[Kk]eyword|[Dd]ictionary|[Bb]ad token|premature|number of processors|decomposed|[Mm]aximum number of iterations|faces|patch/,
    'bad-input',
  ],
];

function foamCategory(text: string, io: boolean): FailureCategory {
  const category = findMeaning(text, foamWords) ?? (io ? 'bad-input' : categoryOfLine(text));
  return category ?? 'bad-input';
}

/** Reads a GROMACS error: the kind of error, followed by a paragraph whose innermost line names the file. */
function readGromacs(log: LogText, line: number): Finding | undefined {
  if (/^Program: /.test(log.text(line))) return undefined;
  const header = log.text(line).trim();
  if (
    !/^(?:Fatal error|Error in user input|Inconsistency in user input|File input\/output error|Software inconsistency error|Feature not implemented|System I\/O error):$/.test(
      header,
    )
  )
    return undefined;
  const words: number[] = [];
  for (let at = log.next(line), seen = 0; at !== -1 && seen < 12; at = log.next(at), seen++) {
    if (log.text(at).trim() === '' || /^For more information/.test(log.text(at))) break;
    words.push(at);
  }
  const said = words.find((at) => /^\s+File '/.test(log.text(at))) ?? words[0];
  if (said === undefined) return undefined;
  const text = words.map((at) => log.text(at)).join(' ');
  return {
    line: said,
    category: gromacsCategory(header, text),
    weight: /^There (?:was|were) \d+ errors?\b/.test(log.text(said)) ? 'echo' : 'cause',
    narrow: 'exact',
    covers: [line, ...words],
  };
}

const gromacsWords: Meanings<FailureCategory> = [
  [/not found in \w+ (?:topology )?database|not found in rtp/, 'bad-input'],
  [/does not exist or is not accessible|not found/i, 'missing-file'],
  [[/\bversion \d/, /\bprogram\b/], 'dependency-version'],
  [/LINCS|SETTLE|settled/, 'bad-input'],
  [/[Ii]nvalid command-line|[Uu]nknown command-line|Invalid value|not a GROMACS command|thread-MPI/, 'bad-arguments'],
  [[/\branks?\b/, /\bnot\b|incompatible|\btoo\b/], 'bad-arguments'],
];

function gromacsCategory(header: string, text: string): FailureCategory {
  const category = findMeaning(text, gromacsWords);
  if (category !== undefined) return category;
  return header.startsWith('Software') ? 'exception-in-user-code' : (categoryOfLine(text) ?? 'bad-input');
}

/** Reads ` *** ERROR ***   CP = 1.2   TIME= 10:00:00` with the message below. */
function readAnsys(log: LogText, line: number): Finding | undefined {
  // Other programs describe the error after the same stars.
  if (/\*\*\* ERROR \*\*\* +(?!CP\b|SUPPRESSED)\S/.test(log.text(line))) return undefined;
  let said = line;
  for (let at = log.next(line), seen = 0; at !== -1 && seen < 4; at = log.next(at), seen++) {
    if (log.text(at).trim() === '') continue;
    said = at;
    break;
  }
  return {
    line: said,
    category: categoryOfLine(log.text(said)) ?? 'bad-input',
    weight: 'cause',
    narrow: 'kind',
    covers: [line],
  };
}
