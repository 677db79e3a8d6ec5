import type { Finding, Rules } from '../engine/finding.ts';
import { errorMark, isCalm } from '../engine/text/levels.ts';
import type { LogText } from '../engine/text/logText.ts';
import { isNoise } from '../lexicon/harmlessLines.ts';

const announced =
  /(?:^|[\s[(|*>-])(?:fatal|FATAL|Fatal|error|Error|ERROR|E|CRITICAL|FAILED|Failed|failed|Failure|FAILURE|panic|exception|Exception)(?:\]|\)|\b)\s?[:!\]-]|^(?:fatal|Fatal|FATAL)\b|^\s*(?:\d{1,5}: )?ABORT: |^BUG: |\*\*\* (?:ERROR|FATAL) \*\*\* \S|^amrex::(?:Error|Abort)::|(?:^|[\s|])(?:ERROR|FATAL|CRITICAL|SEVERE)(?: *[|>]| {2,}\w)|\w(?:Error|Exception|Failure|Fault): |\b[Ee]rror {1,16}: |^(?:[\w./-]+: )?(?:(?:[Ff]atal )?[Ee]rror|ERROR)\b|(?:^|: {1,2})(?:[Cc]annot|[Cc]ould not|[Cc]an't|[Uu]nable to|[Ff]ailed to) /;

/** Matches a failure without a reason, which is given elsewhere. */
const empty =
  /^\W*(?:fatal )?error\W*$|^[.\s]*fatal error, (?:exiting|stopping|aborting|terminating)[\s.!]*$|^\W*(?:(?:error|fatal|critical|severe)\b\W*)?(?:the )?(?:program|run|job|task|simulation|process|execution|calculation|analysis|solver|script|pipeline|step|stage) (?:has |was |is |will be )?(?:stopped|aborted|terminated|failed|exited|exiting|aborting|stopping|halted)(?: abnormally| unexpectedly)?(?:,? (?:due to|because of|with|by) (?:an? |the )?(?:fatal |previous |above |internal )?errors?)?[\s.!]*$|\berror level: |\bencountered an error (?:during|while|in)\b/i;

const nameless = /^(?:error: |fatal: )?[\w./-]+:?(?: \w+)? (?:failed|aborted)(?: \((?:exit )?code \d+\))?[.!]?$/i;

/** Matches a line of a traceback whose beginning was lost, because a logger marks each of its lines as an error. */
const place = / {2}File "[^"]+", line \d+, in \S+$/;

/** Matches the final message of a wrapper, which reports the exit code of its program but not the reason. */
const endOfChild =
  /\b(?:task|job|process|command|script|step|child|subprocess|program|worker|container|stage|pipeline)\b.{0,200}?\b(?:failed|exited|completed|returned|terminated|ended|finished|died)\b(?:.{0,40}\b(?:code|status|value)[: =]{1,3}(?:[1-9]\d?|255)\b| with [1-9]\d{0,2}\b|.{0,20}\b(?:abnormally|unexpectedly))/i;

/** Rules for words that any program may use when it fails, as a last resort. */
export const genericRules = {
  'announced-failure': {
    on: [
      'rror:',
      'rror]',
      'ERROR',
      'rror ',
      'rror,',
      'FATAL',
      'ABORT: ',
      'BUG: ',
      'Fatal',
      'fatal',
      'CRITICAL',
      'critical]',
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
      'rror>',
      'amrex::',
      errorMark,
    ],
    read: readAnnounced,
  },

  'option-names-missing-file': {
    like: [
      "Invalid value for {}Path '{what}' does not exist",
      "Invalid value for {}File '{what}' does not exist",
      "Invalid value for {}Directory '{what}' does not exist",
    ],
    category: 'missing-file',
  },

  'flags-not-parsed': {
    like: ['Flags parsing error:', "^Could not override '{what}'"],
    category: 'bad-arguments',
    weight: 'error',
  },

  'arguments-refused': {
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
      /the following arguments are required: (?<what>.+)|unrecognized arguments|: error: argument |invalid choice: |(?:unrecogni[sz]ed|unknown|invalid|illegal) option|option .*requires an argument|[Nn]o such option|Missing (?:option|argument)s?\b(?! in parameter list)|Invalid value for|[Uu]n(?:known|recognized) (?:argument|option|command|flag)|unknown shorthand|missing (?:file )?operand|extra operand/,
    category: 'bad-arguments',
    weight: 'cause',
    narrow: 'kind',
  },
} satisfies Rules;

function readAnnounced(log: LogText, line: number): Finding | undefined {
  const text = log.text(line).trim();
  const level = log.level(line);
  if (text === '' || isCalm(level) || level === 'warning' || text.endsWith(' error:') || isNoise(text))
    return undefined;
  if ((level === undefined && !announced.test(text)) || place.test(text)) return undefined;
  return {
    line,
    category: 'other',
    weight: [empty, nameless, endOfChild].some((words) => words.test(text)) ? 'echo' : 'error',
    narrow: 'other',
    vague: true,
  };
}
