import { isHarmless } from './background.ts';
import type { Finding, Reader } from './finding.ts';
import { lineRule } from './lineRule.ts';
import { type LogText, levelOf } from './logText.ts';
import { guessFromOwnWords } from './ownWords.ts';
import { placeAtStart } from './placeAtStart.ts';
import { guessCategory } from './wording.ts';

/** Lines at the end of a log that may hold the reason. */
const lastWords = 12;
/** A failed program that says no more than this says why it failed. */
const fewLines = 3;

const noise =
  /\b(?:0|no|without) (?:errors?|failures?|failed)\b|errors?[ =:]+(?:0|none|null|false)\b(?!:)|\bwarn(?:ing)?\b|Warning\b|deprecat|\bretry(?:ing)?\b|if (?:an )?errors?\b|error[ _-]?(?:rate|bars?|handling|handler|log|model|correction|tolerance|code 0)|ignor(?:ed|ing)|continue on error/i;
const announced =
  /(?:^|[\s[(|*>-])(?:fatal|FATAL|Fatal|error|Error|ERROR|E|CRITICAL|FAILED|Failed|failed|Failure|FAILURE|panic|exception|Exception)(?:\]|\)|\b)\s?[:!\]-]|^(?:fatal|Fatal|FATAL)\b|\w(?:Error|Exception|Failure|Fault): |\b[Ee]rror {1,16}: |^(?:[\w./-]+: )?(?:(?:[Ff]atal )?[Ee]rror|ERROR)\b|(?:^|: )(?:[Cc]annot|[Cc]ould not|[Cc]an't|[Uu]nable to|[Ff]ailed to) /;

/** Says that something failed and nothing of why: the reason stands elsewhere. */
const empty =
  /^\W*(?:(?:error|fatal|critical|severe)\b\W*)?(?:the )?(?:program|run|job|task|simulation|process|execution|calculation|analysis|solver|script|pipeline|step|stage) (?:has |was |is |will be )?(?:stopped|aborted|terminated|failed|exited|exiting|aborting|stopping|halted)(?: abnormally| unexpectedly)?(?:,? (?:due to|because of|with|by) (?:an? |the )?(?:fatal |previous |above |internal )?errors?)?[\s.!]*$/i;

/** Loggers that write JSON or logfmt. */
const structured = /"(?:level|severity)":\s?"(?:error|fatal|ERROR|FATAL|CRITICAL)"|\blevel=(?:error|fatal)\b/;

/** Words that anything may use when it fails; the last resort. */
export const genericReaders: readonly Reader[] = [
  {
    on: [
      'rror:',
      'rror]',
      'ERROR',
      'rror ',
      'FATAL',
      'Fatal',
      'fatal',
      'CRITICAL',
      'FAILED',
      'ailed',
      'annot ',
      'ould not',
      'nable to',
      "an't ",
      'xception',
      'ailure',
      'FAILURE',
      'Fault: ',
      '"level":"error"',
      '"level":"fatal"',
      'level=error',
      'level=fatal',
      '"severity":"ERROR"',
    ],
    read: readAnnounced,
  },
  lineRule({
    like: [
      "Invalid value for {}Path '{what}' does not exist",
      "Invalid value for {}File '{what}' does not exist",
      "Invalid value for {}Directory '{what}' does not exist",
    ],
    category: 'missing-file',
  }),
  lineRule({
    on: [
      'the following arguments are required',
      'unrecognized arguments',
      ': error: argument ',
      'invalid choice: ',
      'unrecognized option',
      'unrecognised option',
      'unknown option',
      'nvalid option',
      'illegal option',
      'requires an argument',
      'o such option',
      'Missing option',
      'Missing argument',
      'Invalid value for',
      'nknown argument',
      'nrecognized argument',
      'invalid argument',
      'nknown option',
      'nrecognized command',
      'unknown flag',
      'unknown command',
      'missing operand',
      'requires an argument',
      'extra operand',
      'unknown shorthand',
    ],
    match:
      /the following arguments are required: (?<what>.+)|unrecognized arguments|: error: argument |invalid choice: |(?:unrecogni[sz]ed|unknown|invalid|illegal) option|option .*requires an argument|[Nn]o such option|Missing (?:option|argument)|Invalid value for|[Uu]n(?:known|recognized) (?:argument|option|command|flag)|unknown shorthand|missing (?:file )?operand|extra operand/,
    category: 'bad-arguments',
    weight: 'cause',
    narrow: 'kind',
  }),
];

function readAnnounced(log: LogText, line: number): Finding | undefined {
  const text = log.text(line).trim();
  if (text.endsWith(' error:') || (!announced.test(text) && !structured.test(text)) || noise.test(text))
    return undefined;
  const level = levelOf(text);
  if (level === 'info' || level === 'warning') return undefined;
  return { line, category: 'other', weight: empty.test(text) ? 'echo' : 'error', narrow: 'other', vague: true };
}

/**
 * A program's last words, `name: what went wrong`, where nothing else in a failed program's output speaks of an error.
 * `before` is the line after them: the end, or where a wrapper begins to re-report.
 */
export function readLastWords(log: LogText, before = log.lineCount): Finding | undefined {
  const quoted = before < log.lineCount;
  for (let line = before - 1, seen = 0; line >= 0 && seen < (quoted ? fewLines : lastWords); line--) {
    const text = log.text(line).trim();
    if (text === '' || /^[-=*_#~]+$/.test(text)) continue;
    seen++;
    const telling = guessCategory(text);
    if (noise.test(text) || (!quoted && isHarmless(text)) || levelOf(text) === 'info' || /^exit status \d+$/.test(text))
      continue;
    const named = /^[\w./-]+: \S/.test(text);
    const category = telling ?? guessFromOwnWords(text);
    const last = seen === 1 && (quoted ? category !== undefined : log.lineCount <= fewLines);
    if (telling === undefined && !last && !(named && (!quoted || seen === 1))) continue;
    const complaint = /^[Uu]sage\b/.test(text) ? complaintAbove(line, log) : line;
    return {
      line: complaint,
      category: category ?? 'other',
      weight: 'hint',
      narrow: category === undefined ? 'other' : 'guess',
      frame: placeAtStart(text),
    };
  }
  return quoted ? undefined : lastTraced(log);
}

/** The command that a shell traced last, where it ended the script without a word. */
function lastTraced(log: LogText): Finding | undefined {
  let line = log.lineCount - 1;
  while (line > 0 && log.text(line).trim() === '') line--;
  return /^\++ \S/.test(log.text(line)) ? { line, category: 'other', weight: 'hint', narrow: 'other' } : undefined;
}

/** Programs say what is wrong with their arguments before they say how they are used. */
function complaintAbove(usage: number, log: LogText): number {
  const above = log.previous(usage);
  const text = log.text(above).trim();
  return text === '' || levelOf(text) === 'info' || text.endsWith(':') ? usage : above;
}
