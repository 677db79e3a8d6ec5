import type { FailureCategory } from '../../../explanation/category.ts';
import type { Meanings } from '../../engine/words.ts';

/** Phrases about how a program was called: its command line, environment, and settings. */
export const argumentPhrases: Meanings<FailureCategory> = [
  [
    /\b[A-Z][A-Z0-9]{1,30}(?:_[A-Z0-9]{1,30}){1,6} (?:is |was )?(?:undefined|unset|not set|not defined)\b|\b[Cc]onfig(?:uration)? (?:key|option|setting|property|entry)\b.{0,80}\b(?:required|not set|missing)\b/,
    'bad-arguments',
  ],
  [
    /\bmissing (?:required )?(?:configuration |config )?(?:property|setting|configuration)\b|(?<!\b(?:a|have) )\brequired (?:configuration |config )?(?:property|setting|configuration)\b|\bCould not resolve placeholder\b/i,
    'bad-arguments',
  ],
  [[/\benv(?:ironment)? var/i, /\bset\b|missing|required|undefined|\bdefined|empty/i], 'bad-arguments'],
  [[/missing|required|\bset\b/i, /\benv(?:ironment)? var/i], 'bad-arguments'],
  [
    /\busage: |^usage\b|^(?:error: )?(?:please )?specify (?:an? |the )?\w|\bset in (?:the|your) environment\b|\benvironment variable \S{1,60} (?:has|is|must)\b|\b(?:specified|given|provided|supplied) (?:on|at) (?:the )?command[- ]line\b|\bno (?:sub-?)?command (?:was )?(?:given|specified|provided)\b|\b(?:unknown|unrecogni[sz]ed|unsupported|invalid|no such) (?:sub-?)?command\b/i,
    'bad-arguments',
  ],
  [
    /\b(?:missing|unexpected|extra|unrecogni[sz]ed|unknown) (?:extra |required )?(?:command[- ]line )?(?:argument|option|flag|parameter)s?\b|\b(?:expect(?:s|ed)?|requires?|takes|needs) (?:at least |at most |exactly )?\d{1,3} (?:arguments?|parameters?|operands?)/i,
    'bad-arguments',
  ],
  [
    /\bmust be (?:given|provided|supplied)\b|\b(?:pass|specify|provide|supply) (?:in )?`?--\w|\bargument -{1,2}[\w/-]{1,60}: |\bcannot use -{1,2}\w|\b(?:without|unless) -{1,2}[a-z]/i,
    'bad-arguments',
  ],
  [
    /(?:^|[\s'"`])--?[a-z][\w-]{0,40}['"`]? (?:(?:is |must be )?(?:required|specified|given|set|one of)|wants|needs|takes|expects)\b/i,
    'bad-arguments',
  ],
  [
    [
      /\b(?:bad|invalid|illegal|missing|unsupported|unexpected|unknown|not an? (?:valid|supported|allowed|known)) \w/i,
      /\b(?:for|of|to) (?:the )?['"‘`]?-{1,2}[a-z]/i,
    ],
    'bad-arguments',
  ],
];

/** Phrases that functions also use for their arguments; outside of code, they refer to a command line. */
export const argumentChecks: Meanings<FailureCategory> = [
  [
    /\btoo (?:few|many) (?:\w+ )?(?:arg|param|option|operand)|\bconflicting (?:options?|arguments?|flags?|parameters?)\b|\bmutually exclusive\b|\b(?:wrong|incorrect|invalid|bad) number of (?:arg|param|operand|option)|\bnot both\b|\bcannot be combined\b|\bdon't know (?:the )?(?:command|option)|\b(?:option|argument|parameter|flag|switch)s?\b.{0,60}\b(?:required|missing|invalid|unknown|not (?:recogni[sz]ed|valid|allowed)|must be|needs|expects)\b|\bunknown time ?zone\b|\bunknown (?:preset|mode|method|algorithm|profile|action|target)\b|\b(?:must|have to|need to|please) (?:also )?(?:specify|provide|supply|pass|give|set the environment)\b|\b(?:is|was|are|were|been) not (?:specified|supplied|provided)\b|\brequires (?:an even|exactly|one|two|at least) |\bnon-?\w{1,20} argument\b|^[\w./-]{1,60}: invalid (?:number|date)\b|\binvalid (?:mode|user|group|count|size|value for(?! (?:Integer|Float)\())|\bpositional arguments?\b|\b(?:problem|error) (?:while |when )?(?:processing|parsing|with) (?:the )?(?:option|argument)\b|\bmisplaced option\b/i,
    'bad-arguments',
  ],
  [
    [
      /\b(?:bad|invalid|illegal|missing|unsupported|unexpected|unknown|not an? (?:valid|supported|allowed|known)) \w/i,
      /\b(?:for|of|to) (?:the )?(?:\S{1,30} )?(?:option|flag|parameter|argument|switch)\b/i,
    ],
    'bad-arguments',
  ],
];
