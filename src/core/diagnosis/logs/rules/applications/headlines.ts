import type { FailureCategory } from '../../../explanation/category.ts';
import type { BlockRule, Finding, Rules } from '../../engine/finding.ts';
import type { LogText } from '../../engine/text/logText.ts';
import { isReReport } from '../../lexicon/harmlessLines.ts';
import { categoryOfLine } from '../../lexicon/lexicon.ts';
import { guessFromOwnWords } from '../../lexicon/ownWords.ts';

/** A line with which a program announces an error that it describes below. */
interface Headline {
  readonly on: string;
  readonly header: RegExp;
  /** Matches text around the description in the lines below, such as frames of boxes and labels. */
  readonly around?: RegExp;
  /** Maximum number of lines below the headline in which the description may begin, if greater than usual. */
  readonly within?: number;
  /** The category if the description implies none; `bad-input` by default. */
  readonly otherwise?: FailureCategory;
}

/** Rules for scientific and engineering programs that print a headline for an error and the description below. */
export const headlineRules = {
  // WRF and models based on WRF.
  'wrf-headline': wordBelow({
    on: 'FATAL CALLED',
    header: /FATAL CALLED (?:FROM FILE: |-{3,}$)/,
    around: /FATAL CALLED FROM FILE: .*/g,
  }),
  // Quantum ESPRESSO.
  'quantum-espresso-headline': wordBelow({
    on: 'Error in routine ',
    header: /^[%\s]*Error in routine \S+ \(-?\d+\):$/,
  }),
  // SU2.
  'su2-headline': wordBelow({ on: 'Error in "', header: /^Error in ".+":$/ }),
  // PETSc and programs that report through PETSc.
  'petsc-headline': wordBelow({
    on: 'PETSC ERROR: ----',
    header: /PETSC ERROR: -+ Error Message -+$/,
    around: /^\[\d+\]PETSC ERROR: /g,
  }),
  // CP2K draws a stick figure that falls over.
  'cp2k-headline': wordBelow({ on: '[ABORT]', header: /^\s*\* \[ABORT\]\s+\*$/, around: /^\s*\*|\\___\/|\*$/g }),
  // ROMS.
  'roms-headline': wordBelow({ on: 'Blowing-up: ', header: /Blowing-up: /, around: /^\s*REASON: /g }),
  // ITK.
  'itk-headline': wordBelow({
    on: 'itk::ExceptionObject (',
    header: /^itk::ExceptionObject \(/,
    around: /^(?:Location|File|Line): .*|^Description: /g,
  }),
  // Geant4.
  'geant4-headline': wordBelow({
    on: '*** G4Exception : ',
    header: /^\*\*\* G4Exception : \w/,
    around: /^\s+issued by : .*/g,
  }),
  // Elasticsearch and OpenSearch number the checks that failed.
  'elasticsearch-headline': wordBelow({
    on: 'bootstrap checks failed',
    header: /\bbootstrap checks failed\b/,
    around: /^(?:bootstrap check failure )?\[\d+\](?: of \[\d+\])?: /g,
    otherwise: 'other',
  }),
  // MODFLOW 6.
  'modflow-headline': wordBelow({ on: 'ERROR REPORT:', header: /^ERROR REPORT:$/, around: /^\s*\d+\. /g }),
  // DFTB+.
  'dftb-headline': wordBelow({ on: 'ERROR!', header: /^ERROR!$/, around: /^-> /g }),
  // Athena++.
  'athena-headline': wordBelow({ on: '### FATAL ERROR in function', header: /^### FATAL ERROR in function/ }),
  // OPM Flow.
  'opm-headline': wordBelow({
    on: 'Error: Problem with keyword',
    header: /^Error: Problem with keyword /,
    around: /^In .+ line \d+\.?$/g,
  }),
  // VASP writes ERROR in large letters.
  'vasp-headline': wordBelow({
    on: 'EEEEEEE  RRRRRR',
    header: /^\|\s+E{7} {2}R{6} /,
    around: /^\||\|$|\b[ERO]+\b/g,
    within: 9,
  }),
  // Cell Ranger and other programs that run on Martian.
  'martian-headline': wordBelow({ on: 'Log message:', header: /^Log message:$/, around: /^:$/g }),
  // dbt.
  'dbt-database-headline': wordBelow({
    on: 'Database Error in ',
    header: /^\s*Database Error in (?:model|snapshot|seed|test) \S+/,
  }),
  'dbt-compilation-headline': wordBelow({
    on: 'Compilation Error in ',
    header: /^\s*Compilation Error in (?:model|snapshot|seed|test|macro) \S+/,
    otherwise: 'exception-in-user-code',
  }),
  // Charm++ and NAMD.
  'charm-headline': wordBelow({
    on: 'Exiting: Called CmiAbort',
    header: /Exiting: Called CmiAbort/,
    around: /^Reason: /g,
    otherwise: 'crash-signal',
  }),
  // Gaussian reports the error in the line above its last one.
  'gaussian-termination': {
    on: ['Error termination via Lnk1e'],
    read: (log, line) => {
      const above = log.previous(line);
      if (above === -1 || log.text(above).trim() === '' || isReReport(log.text(above))) return undefined;
      const category = headlineCategoryOf(log.text(above)) ?? 'bad-input';
      return { line: above, category, weight: 'cause', narrow: 'kind', covers: [line] };
    },
  },
} satisfies Rules;

function wordBelow(headline: Headline): BlockRule {
  return { on: [headline.on], read: (log, line) => readBelow(log, line, headline) };
}

/** Maximum number of lines between a headline and the description. */
const farthest = 4;

function readBelow(
  log: LogText,
  line: number,
  { header, around, otherwise = 'bad-input', within = farthest }: Headline,
): Finding | undefined {
  if (!header.test(log.text(line))) return undefined;
  for (let at = log.next(line), seen = 0; at !== -1 && seen < within; at = log.next(at), seen++) {
    const words = around === undefined ? log.text(at) : log.text(at).replaceAll(around, '');
    if (!/[^-=*%_#\s]/.test(words)) continue;
    const category = headlineCategoryOf(words) ?? otherwise;
    return { line: at, category, weight: 'cause', narrow: 'exact', covers: [line, at] };
  }
  return undefined;
}

function headlineCategoryOf(words: string): FailureCategory | undefined {
  if (/signal received|assert/i.test(words)) return 'crash-signal';
  if (/\bunreachable code\b/.test(words)) return 'other';
  const category = categoryOfLine(words) ?? guessFromOwnWords(words);
  // Here, options and parameters are those of an input file.
  return category === 'bad-arguments' && !/command.line/i.test(words) ? 'bad-input' : category;
}
