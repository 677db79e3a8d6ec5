import type { FailureCategory } from '../../category.ts';
import type { Meanings } from '../words.ts';

/** Phrases of what a program was given to work on, and of mistakes in code. */
export const givenPhrases: Meanings<FailureCategory> = [
  [/\b(?:folder|directory|destination|target)\b.{0,80}\bis not empty\b/i, 'conflict'],
  [
    /^(?!.*\b(?:column|field|key|variable|entry|sequence|chromosome|contig)\b).*\b(?:not (?:found|present) (?:in|under|at|on) (?:\/\w|[A-Z]:)|(?:could not|cannot|can't|couldn't|unable to) (?:find|locate) .{1,60} (?:in|under|at|on) (?:\/\w|[A-Z]:)|no (?:\w{1,20} ){0,2}(?:files?|images?|inputs?|checkpoints?|frames?) (?:found )?(?:in|under|at) \/?\w|no (?:\w{1,20} ){0,2}data (?:found )?(?:in|under|at) \.{0,2}\/\w)/i,
    'missing-file',
  ],
  [
    /^(?!.*\b(?:column|field|key|variable|entry in|sequence|chromosome|contig|table|relation)\b).*\b(?:director(?:y|ies)|folder|path)\b.{0,160}\bdo(?:es)?(?: not|n't) exist\b|\b(?:failed to|unable to|cannot|can't|could not|couldn't) (?:stat |resolve (?:the )?path\b)|\b(?:director(?:y|ies)|folder|path)\b.{0,80}\bcontains? no (?:\w{1,20} ){0,2}(?:files?|images?|inputs?|checkpoints?|frames?)\b/i,
    'missing-file',
  ],
  [[/\w\/[\w.-]/, /\bno such entry\b/i], 'missing-file'],
  [/\bno matching (?:input )?files?\b/i, 'missing-file'],
  [/^error\[E\d{4}\]: |\bhas no (?:attribute|method|member)\b/, 'exception-in-user-code'],
  [
    /^[\w./\\-]{1,200}\.(?:c|cc|cpp|cxx|cu|h|hpp|f|f90|f95|F90|go|rs|java|kt|scala|swift|cs|hs)(?::\d{1,7}:\d{1,5}:|\(\d{1,7}(?:,\d{1,5})?\) ?:) (?:fatal )?error\b/i,
    'exception-in-user-code',
  ],
  [
    /\b[A-Z][A-Z0-9]{1,30}(?:_[A-Z0-9]{1,30}){1,6} (?:is |was )?(?:undefined|unset|not set|not defined)\b|\b[Cc]onfig(?:uration)? (?:key|option|setting|property|entry)\b.{0,80}\b(?:required|not set|missing)\b/,
    'bad-arguments',
  ],
  [
    /\btoo (?:few|many) (?:\w+ )?(?:arg|param|option|operand)|\bno (?:sub-?)?command (?:was )?(?:given|specified|provided)\b|\bconflicting (?:options?|arguments?|flags?|parameters?)\b|\b(?:specified|given|provided|supplied) (?:on|at) (?:the )?command[- ]line\b|\busage: |^usage\b|\bmutually exclusive\b|\b(?:wrong|incorrect|invalid|bad) number of (?:arg|param|operand|option)|\bset in (?:the|your) environment\b|\bnot both\b|\bcannot be combined\b|\bdon't know (?:the )?(?:command|option)|\benvironment variable \S{1,60} (?:has|is|must)\b|\b(?:option|argument|parameter|flag|switch)s?\b.{0,60}\b(?:required|missing|invalid|unknown|not (?:recogni[sz]ed|valid|allowed)|must be|needs|expects)\b|\bargument -{1,2}[\w/-]{1,60}: |\bunknown time ?zone\b|\b(?:unexpected|extra|unrecogni[sz]ed|unknown) (?:extra )?(?:argument|option|flag)|\bunknown (?:preset|mode|method|algorithm|profile|action|target)\b|\b(?:must|have to|need to|please) (?:also )?(?:specify|provide|supply|pass|give|set the environment)\b|\b(?:is|was|are|were|been) not (?:specified|supplied|provided)\b|\brequires (?:an even|exactly|one|two|at least) |\bnon-?\w{1,20} argument\b|^[\w./-]{1,60}: invalid (?:number|date)\b|\binvalid (?:mode|user|group|count|size|value for)\b|\b(?:unknown|unrecogni[sz]ed|unsupported|invalid|no such) (?:sub-?)?command\b|\bpositional arguments?\b/i,
    'bad-arguments',
  ],
  [
    /(?:^|[\s'"])--?[a-z][\w-]{0,40}['"]? (?:is |must be )?(?:required|specified|given|set|one of)\b|\bcannot use -{1,2}\w/i,
    'bad-arguments',
  ],
  [
    [
      /\b(?:bad|invalid|illegal|missing|unsupported|unexpected|unknown|not an? (?:valid|supported|allowed|known)) \w/i,
      /\b(?:for|of|to) (?:the )?(?:['"‘`]?-{1,2}\w|(?:\S{1,30} )?(?:option|flag|parameter|argument|switch)\b)/i,
    ],
    'bad-arguments',
  ],
  [
    /\b(?:required|mandatory) (?:key|field|column|attribute|tag|element|property)\b|\bmust have required propert|\bfailed validation\b|\bvalidation (?:failed|error)|must be (?:an? )?(?:integer|number|string|boolean|array|object)\b|\bno such (?:table|column)\b|\bas archive: |\bchecksum\b|\bsyntax error (?:in|at)\b/i,
    'bad-input',
  ],
  [
    /\bnot in \w+ format\b|\bnot a valid \w|open (?:the )?file as (?:an )?archive|is not a zip file|\bFor input string: "/i,
    'bad-input',
  ],
  [
    /^(?!.*\b(?:path|file|dir|director(?:y|ies)|folder|container|plug-?in|module|package|registry)\b).*(?:not found in |could not find .{1,60} in |no such \w{1,40} in )/i,
    'bad-input',
  ],
  [
    /\b(?:there is|there's) already\b|\balready exists?\b|\bFile exists\b|\bwill not overwrite\b|refus(?:es|ed|ing) to overwrite|\b409 Conflict\b/i,
    'conflict',
  ],
  [
    /(?:can(?:not|'t)|could(?: not|n't)|unable to|failed to) (?:find|locate) (?:the |a |an |any )?(?:object|field|variable|column|attribute|entry|section|parameter|record|block|tag|dimension|keyword|element|node|surface|patch|region)\b/i,
    'bad-input',
  ],
  [
    /\bno such (?:bucket|container|blob|share|key|object)\b|\bspecified (?:key|blob|container|bucket) does not exist\b/i,
    'missing-file',
  ],
  [
    /no such file or directory|no such file\b|system cannot find the (?:file|path)|\bno (?:\w+ )?files? (?:were )?(?:found|matched|match)\b/i,
    'missing-file',
  ],
  [
    /\bnull (?:pointer|reference)|\bnil pointer|\bnil (?:value|map)\b|\bdivi(?:sion|de) by zero|\bundefined reference to\b|\bunbound variable\b|\bobject reference not set\b|\bindex (?:\S{1,12} )?(?:is )?out of (?:range|bounds)\b|\bsyntax error near unexpected token\b|\bnot enough values to unpack\b|\b(?:name|object) '\w+' (?:is not defined|not found)|\bidentifier "?\w+"? is undefined\b|\bundefined (?:variable|method|subroutine|function)\b|\bexpected ['‘`"][;)]|\bsize mismatch for\b|\bis not a function\b|\bof (?:undefined|null)\b/i,
    'exception-in-user-code',
  ],
];
