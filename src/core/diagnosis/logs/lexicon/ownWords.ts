import type { FailureCategory } from '../../explanation/category.ts';
import { findMeaning, type Meanings } from '../engine/words.ts';
import { findMentions } from './pairs/mention.ts';
import { names, type Thing, things } from './pairs/things.ts';

/** What programs work on, as they were given it. */
const inputs: ReadonlySet<Thing> = new Set(['data', 'file', 'item', 'code', 'option', 'setting']);

/** What solvers and models say of the case that they were given. */
const ofCase =
  /\b(?:(?:di|con)verge(?:s|d|nce)?|instabilit\w+|unstable|infeasible|singular|non-?positive|jacobian|iterations?|volume|particles?|overlap(?:s|ping|ped)?|overflow|transformation|requirement|literal|input|string|instruction|seed|bits|ranks|solver|model|font|heights?|offset|pixels?|references?|referenced|mass|fractions|genotypes?|annotation|workflow|definition|defined|declared|closed|NaN|\d{1,9} \w+, expected \d)\b/i;

/** Who does something, and is no input. */
const actors =
  /\b(?:users?|workers?|jobs?|tasks?|process(?:es)?|services?|agents?|clients?|roles?|approval|licen[cs]es?)\b/i;

/**
 * What a line means that is known to speak of a failure, where nothing else tells: words that programs use for what
 * they were given and could not work with. Too common to be looked for in other lines.
 */
const meanings: Meanings<FailureCategory> = [
  [/\bseats? (?:of|for) \S/i, 'license'],
  [/\bno \S{1,60} (?:\w{1,12} ){0,2}(?:specified|provided|supplied|given)\b/i, 'bad-arguments'],
  [[/\bversion\b/i, /\bnewer\b|\bolder\b|\bup to\b|\bread by\b/i], 'dependency-version'],
  [
    /\b(?:invalid|illegal|unknown(?!(?: \w+)? (?:error|reason|cause)\b|["'(])|unrecogni[sz]ed|undefined|undeclared|unexpected|unsupported|inconsistent|incompatible|incomplete|improper|incorrect|ill-formed|ambiguous|conflicting|missing|duplicated?|unbalanced|degenerate|singular|overlap(?:s|ping)?|mismatch(?:ed|es)?|(?<!went )wrong|bad|NaN)\b/i,
    'bad-input',
  ],
  [/\bdo(?:es)? not exist:? \S{0,200}[/.]\S|\bopen (?:call )?failed\b/i, 'missing-file'],
  [
    /\bnon-?(?:existent|numeric|positive|monotonic|finite|unique)\b|\bzero (?:pivot|diagonal|volume|length|area|size)\b|\bare identical\b|\bgaps? between\b|\bzero-length\b|\bonly at the start\b|\bnegative \w|\b(?:data|input|format|value|type|range|definition|keyword|time|mesh|grid|geometry|index|dimension) error\b|\bproblem (?:with|in)\b/i,
    'bad-input',
  ],
  [
    /\bnot (?:an? |the |in )?(?:\d\w{0,18}|increasing|decreasing|used|implemented|known|one of|divisible|streamable|number|numeric|sorted|closed|valid|defined|monoton\w{1,8}|positive|consistent|supported|allowed|recogni[sz]ed|finite|unique|match(?:ing)?|specified|given|set|assigned|enough|converged?)\b/i,
    'bad-input',
  ],
  [
    /\b(?:must|should|can ?not|may not) (?:be|have|contain|match|start|end|exceed)\b|\bexpect(?:s|ed|ing)\b|\bwanted\b|\b(?:loop|cycle) detected\b|\brequire[sd]?\b/i,
    'bad-input',
  ],
  [
    /\bout of (?:range|bounds)\b|\bexceed(?:s|ed|ing)?\b|\bha(?:s|ve) no\b|\bno (?:(?!was|were)\w{1,40} ){1,2}(?:defined|specified|given|assigned|found)\b|\b(?:can(?:not|'?t)|unable to|could not) (?:compute|determine|map|convert|interpret|handle|invert|interpolate|transform|project|reproject|triangulate|assign)\b|\bno (?:values?|entry|default|data) for\b|\bdo(?:es)? not (?:divide|match|agree|contain|have|define|exist)\b|\bdiffers? from\b|\bcomes? (?:after|before)\b|\b(?:earlier|later|greater|less|larger|smaller) than\b|\btoo (?:small|large|big|short|long|few|many|high|low|close|far)\b/i,
    'bad-input',
  ],
  [/not found|cannot find|can't find|could(?: not|n't) find|unable to find|not exist/i, 'bad-input'],
  [/\b(?:older|newer) than\b/i, 'dependency-version'],
  [/\bunhandled\b/i, 'exception-in-user-code'],
  [/\bnot available\b/i, 'missing-file'],
  [
    /\bexhausted\b|\bdrift\b|\bends after\b|\bgiven twice\b|\bunterminated\b|\bappears twice\b|\bnever (?:set|defined|closed|used)\b|\bnot registered\b|\bis not on th(?:is|e) \w|\bbound\b|\bgot (?:an? )?\w/i,
    'bad-input',
  ],
  [
    /\b(?:infeasible|overflow(?:s|ed)?|underflow|cycl(?:e|ic)|circular|damaged|not watertight|less than|greater than|larger than|smaller than|longer than|shorter than|unable to (?:detect|determine)|failed to (?:detect|determine))\b/i,
    'bad-input',
  ],
  [/\b(?:di|con)verge(?:s|d|nce)?\b|\binstabilit|\bunstable\b|\bblow(?:n|ing)?[- ]?up\b|\bviolat/i, 'bad-input'],
  [
    /\bshort (?:read|record)\b|\b(?:below|above|under|over) (?:the )?(?:min|max)imum\b|\bmaximum (?:number|count)\b.{1,60}\breached\b|\bno \w{1,40} with .{1,60} found\b/i,
    'bad-input',
  ],
  [
    /[\w)] [<>]=? [\w(.-]|\bonly \d+ of \d|\b(?:no longer|twice|more than once|unsuccessful|stagnat\w{2,4}|excluded|outside|out of order|magic number)\b/i,
    'bad-input',
  ],
  [
    /\bdo(?:es)? not \w|\b(?:below|above) (?:the )?(?:threshold|limit)\b|\bno (?:\w{1,30} ){1,2}between\b|\bends? unexpectedly\b/i,
    'bad-input',
  ],
  [/\bmust (?:not )?\w/i, 'bad-input'],
  [/\bhas \d+ .{0,80}\b(?:found|but|not)\b/i, 'bad-input'],
  [
    /\bcontains? .{1,80}\bbut\b.{1,80} (?:do|does|is|are|has|have) not\b|\biteration limit\b|\b(?:claims|declares|announces)\b.{1,60}\b(?:holds|has|contains|found)\b|\bends? (?:in the middle|early|abruptly)\b|\bcollisions? (?:for|of|between)\b|\bno \w{1,40} (?:(?:were|was) \w{2,20}ed|match(?:es|ed) (?:any|one|either))\b/i,
    'bad-input',
  ],
  [/\bno .{1,60}\bentry (?:for|in) \w/i, 'bad-input'],
  [/\bnothing to \w|\bimpossible\b|\b(?:is|are|was|were) not \w|\bnot in\b|\bcontains? (?:no|0) \w/i, 'bad-input'],
];

/** Characters of a line that are read for words. */
const readLength = 300;

/**
 * The kind of failure in the own words of a program that no rule knows. An input is bad only where the words speak of
 * something that a program was given, or of nobody who could have done something.
 */
export function guessFromOwnWords(text: string): FailureCategory | undefined {
  const words = text.slice(0, readLength);
  const meaning = findMeaning(words, meanings);
  return meaning !== 'bad-input' || mayBeOfInput(words) ? meaning : undefined;
}

function mayBeOfInput(words: string): boolean {
  if (ofCase.test(words)) return true;
  const spokenOf = findMentions(words, [...names, ...things]);
  return spokenOf.length === 0 ? !actors.test(words) : spokenOf.some(({ kind }) => inputs.has(kind));
}
