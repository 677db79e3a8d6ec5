import type { FailureCategory } from '../../../category.ts';
import type { Meanings } from '../../words.ts';

/** Phrases of how a program was called: its command line, its environment and its settings. */
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
    /\btoo (?:few|many) (?:\w+ )?(?:arg|param|option|operand)|\bno (?:sub-?)?command (?:was )?(?:given|specified|provided)\b|\bconflicting (?:options?|arguments?|flags?|parameters?)\b|\b(?:specified|given|provided|supplied) (?:on|at) (?:the )?command[- ]line\b|\busage: |^usage\b|\bmutually exclusive\b|\b(?:wrong|incorrect|invalid|bad) number of (?:arg|param|operand|option)|\bset in (?:the|your) environment\b|\bnot both\b|\bcannot be combined\b|\bdon't know (?:the )?(?:command|option)|\benvironment variable \S{1,60} (?:has|is|must)\b|\b(?:option|argument|parameter|flag|switch)s?\b.{0,60}\b(?:required|missing|invalid|unknown|not (?:recogni[sz]ed|valid|allowed)|must be|needs|expects)\b|\bargument -{1,2}[\w/-]{1,60}: |\bunknown time ?zone\b|\b(?:missing|unexpected|extra|unrecogni[sz]ed|unknown) (?:extra |required )?(?:command[- ]line )?(?:argument|option|flag|parameter)|\bunknown (?:preset|mode|method|algorithm|profile|action|target)\b|\b(?:must|have to|need to|please) (?:also )?(?:specify|provide|supply|pass|give|set the environment)\b|\bmust be (?:given|provided|supplied)\b|\b(?:pass|specify|provide|supply) (?:in )?`?--\w|\b(?:is|was|are|were|been) not (?:specified|supplied|provided)\b|\brequires (?:an even|exactly|one|two|at least) |\b(?:expect(?:s|ed)?|requires?|takes|needs) (?:at least |at most |exactly )?\d{1,3} (?:arguments?|parameters?|operands?)\b|\bnon-?\w{1,20} argument\b|^[\w./-]{1,60}: invalid (?:number|date)\b|\binvalid (?:mode|user|group|count|size|value for(?! (?:Integer|Float)\())|\b(?:unknown|unrecogni[sz]ed|unsupported|invalid|no such) (?:sub-?)?command\b|\bpositional arguments?\b/i,
    'bad-arguments',
  ],
  [
    /(?:^|[\s'"`])--?[a-z][\w-]{0,40}['"`]? (?:is |must be )?(?:required|specified|given|set|one of)\b|\bcannot use -{1,2}\w/i,
    'bad-arguments',
  ],
  [
    [
      /\b(?:bad|invalid|illegal|missing|unsupported|unexpected|unknown|not an? (?:valid|supported|allowed|known)) \w/i,
      /\b(?:for|of|to) (?:the )?(?:['"‘`]?-{1,2}\w|(?:\S{1,30} )?(?:option|flag|parameter|argument|switch)\b)/i,
    ],
    'bad-arguments',
  ],
];
