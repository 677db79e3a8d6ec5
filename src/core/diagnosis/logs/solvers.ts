import type { FailureCategory } from '../category.ts';
import type { Finding, Reader } from './finding.ts';
import { lineRules } from './lineRule.ts';
import type { LogText } from './logText.ts';
import { guessCategory } from './wording.ts';

/** OpenFOAM, GROMACS and Ansys announce an error in one line and say what it is in a later one. */
export const solverReaders: readonly Reader[] = [
  { on: ['--> FOAM FATAL'], read: readFoam },
  {
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
  { on: ['*** ERROR ***'], read: readAnsys },
  ...lineRules([
    { on: 'Foam::sigFpe', category: 'crash-signal', weight: 'error' },
    { on: 'Foam::sigSegv', category: 'crash-signal', weight: 'error' },
    {
      on: ['FOAM exiting', 'FOAM aborting', 'FOAM parallel run exiting', 'FOAM parallel run aborting'],
      category: 'other',
      weight: 'echo',
      narrow: 'other',
    },
    {
      on: 'ERROR: ',
      match:
        /^ERROR(?: on proc \d{1,7})?: (?:Cannot open|Could not open|Cannot read).{0,400}\(.{1,200}\.(?:cpp|h):\d{1,6}\)/,
      category: 'missing-file',
    },
    {
      on: 'ERROR: ',
      match: /^ERROR(?: on proc \d{1,7})?: .{0,400}which is not enabled in this LAMMPS binary/,
      category: 'missing-module',
    },
    {
      on: 'ERROR: ',
      match:
        /^ERROR(?: on proc \d{1,7})?: (?:Lost atoms|Out of range atoms|Bond atoms? .{0,60}missing|Non-numeric|Pair distance|Failed to allocate).{0,400}/,
      category: 'exception-in-user-code',
      narrow: 'failed',
    },
    {
      on: 'ERROR: ',
      match:
        /^ERROR(?: on proc \d{1,7})?: (?:Unknown|Unrecognized|Illegal|Incorrect|Expected|Invalid|Unexpected|Did not|No |Not all|Incorrect|All |Cannot|Must|Numeric|Substitution|Variable).{0,400}\(.{1,200}\.(?:cpp|h):\d{1,6}\)/,
      category: 'bad-input',
      narrow: 'kind',
    },
    { on: 'Invalid option: ', match: /^Invalid option: -/, category: 'bad-arguments' },
    { on: 'Invalid command-line parameter', category: 'bad-arguments' },
    {
      on: ['floating point exception', 'Floating point exception', 'Floating Point Exception'],
      match: /^(?:Error(?: at Node \d{1,7})?|ERROR): ?[Ff]loating [Pp]oint [Ee]xception/,
      category: 'crash-signal',
      weight: 'error',
    },
    { on: 'Divergence detected', match: /Error.{0,40}Divergence detected/, category: 'bad-input', weight: 'error' },
    { on: ['Error Object: ', 'Error: #f'], category: 'other', weight: 'echo', narrow: 'other' },
    {
      on: [
        'Could not connect to any license server',
        'ANSYS LICENSE MANAGER ERROR',
        'Request name ',
        'Licensed number of users',
      ],
      match:
        /Could not connect to any license server|ANSYS LICENSE MANAGER ERROR|Request name .{1,80} does not exist in the licensing pool|Licensed number of users/,
      category: 'license',
    },
    {
      on: 'Abaqus Error: ',
      match: /Abaqus Error: The following file\(s\) could not be located/,
      category: 'missing-file',
    },
    { on: 'Abaqus/Analysis exited with errors', category: 'other', weight: 'echo', narrow: 'other' },
  ]),
];

/** `--> FOAM FATAL ERROR:` (with a version below or beside), then what is wrong. */
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
    subject: /"([^"]{1,500})"/.exec(log.text(at))?.[1],
    covers,
  };
}

function foamCategory(text: string, io: boolean): FailureCategory {
  if (/^\s*"\S{1,500}"$/.test(text)) return 'missing-file';
  if (/[Cc](?:annot|ould not) (?:find|open) file|file .{1,400} does not exist|No such file|[Cc]annot open/.test(text))
    return 'missing-file';
  if (/[Cc]ould not load|dlopen|library/.test(text)) return 'missing-module';
  if (
    /[Uu]nknown |[Nn]ot found|[Ee]ntry|[Kk]eyword|[Dd]ictionary|[Bb]ad token|premature|number of processors|decomposed|[Mm]aximum number of iterations|faces|patch/.test(
      text,
    )
  )
    return 'bad-input';
  return io ? 'bad-input' : (guessCategory(text) ?? 'bad-input');
}

/** GROMACS prints the kind of error, then a paragraph whose innermost line names the file. */
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
    weight: 'cause',
    narrow: 'exact',
    covers: [line, ...words],
  };
}

function gromacsCategory(header: string, text: string): FailureCategory {
  if (/does not exist or is not accessible|No such file|not found/i.test(text)) return 'missing-file';
  if (
    /[Ii]nvalid command-line|[Uu]nknown command-line|Invalid value|not a GROMACS command|thread-MPI|ranks?\b.{0,80}(?:not|incompatible|too)/.test(
      text,
    )
  )
    return 'bad-arguments';
  if (/memory/i.test(text)) return 'out-of-memory';
  if (/GPU|CUDA/.test(text)) return 'gpu';
  return header.startsWith('Software') ? 'exception-in-user-code' : (guessCategory(text) ?? 'bad-input');
}

/** ` *** ERROR ***   CP = 1.2   TIME= 10:00:00`, the message below it. */
function readAnsys(log: LogText, line: number): Finding {
  let said = line;
  for (let at = log.next(line), seen = 0; at !== -1 && seen < 4; at = log.next(at), seen++) {
    if (log.text(at).trim() === '') continue;
    said = at;
    break;
  }
  return {
    line: said,
    category: guessCategory(log.text(said)) ?? 'bad-input',
    weight: 'cause',
    narrow: 'kind',
    covers: [line],
  };
}
