import type { FailureCategory } from '../../../explanation/category.ts';
import type { Finding } from '../../engine/finding.ts';
import type { BlockRule, Rules } from '../../engine/rule.ts';
import type { LogText } from '../../engine/text/logText.ts';
import { isReReport } from '../../lexicon/background.ts';
import { categoryOfLine } from '../../lexicon/lexicon.ts';
import { guessFromOwnWords } from '../../lexicon/ownWords.ts';

/** A line by which a program announces an error that it words below. */
interface Headline {
  /** A literal in the headline. */
  readonly on: string;
  readonly header: RegExp;
  /** Text around the words in the lines below: frames of boxes, labels. */
  readonly around?: RegExp;
  /** Lines below it in which the words begin, if they may be farther than usual. */
  readonly within?: number;
  /** The category where the words don't give one; `bad-input` by default. */
  readonly otherwise?: FailureCategory;
}

/** Programs of science and engineering whose errors are headlines with the words below. */
export const headlineRules = {
  // WRF and models built on it.
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
  // PETSc and programs that report through it.
  'petsc-headline': wordBelow({
    on: 'PETSC ERROR: ----',
    header: /PETSC ERROR: -+ Error Message -+$/,
    around: /^\[\d+\]PETSC ERROR: /g,
  }),
  // CP2K draws a man who falls over.
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
  // Cell Ranger and others that run on Martian.
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
      const category = categoryOf(log.text(above)) ?? 'bad-input';
      return { line: above, category, weight: 'cause', narrow: 'kind', covers: [line] };
    },
  },
} satisfies Rules;

function wordBelow(headline: Headline): BlockRule {
  return { on: [headline.on], read: (log, line) => readBelow(log, line, headline) };
}

/** Maximum number of lines between a headline and its words. */
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
    const category = categoryOf(words) ?? otherwise;
    return { line: at, category, weight: 'cause', narrow: 'exact', covers: [line, at] };
  }
  return undefined;
}

function categoryOf(words: string): FailureCategory | undefined {
  if (/signal received|assert/i.test(words)) return 'crash-signal';
  if (/\bunreachable code\b/.test(words)) return 'other';
  const category = categoryOfLine(words) ?? guessFromOwnWords(words);
  // Options and parameters are those of an input file here.
  return category === 'bad-arguments' && !/command.line/i.test(words) ? 'bad-input' : category;
}
