import type { FailureCategory } from '../../../explanation/category.ts';
import type { Meanings } from '../../engine/words.ts';

/** Phrases about files that are missing or in the way. */
export const filePhrases: Meanings<FailureCategory> = [
  [
    [
      /\b(?:checksum|md5(?:sum)?|sha-?\d{1,3}(?:sum)?|digest|hash)[- ]files?\b/i,
      /\b(?:missing|absent|not found|does(?: not|n't) exist|cannot find|could not find)\b/i,
    ],
    'missing-file',
  ],
  [
    /\bno (?:file|director(?:y|ies)|folder|path)\b.{0,200}\bexists?\b|\bfile \S{1,120} does(?: not|n't) exist\b/i,
    'missing-file',
  ],
  [
    /\b(?:folder|directory|destination|target)\b.{0,80}\bis not empty\b|\b(?:is (?:there|taken)|exists) already\b/i,
    'conflict',
  ],
  [
    /\b(?:folder|directory)\b.{0,80} is empty\b|\bthere (?:is|was) no (?:\w{1,20} ){0,3}(?:file|folder|directory|checkpoint)\b/i,
    'missing-file',
  ],
  [
    /\b(?:there is|there's) already\b|\balready exists?\b|\bFile exists\b|\bwill not overwrite\b|refus(?:es|ed|ing) to overwrite|\b409 Conflict\b|\b(?:output|destination|target) (?:file |folder |directory |dataset )?\S{1,200} exists\b/i,
    'conflict',
  ],
  [
    /^(?!.*\b(?:column|field|key|variable|entry|sequence|chromosome|contig|module|package|plug-?in|library)\b).*\b(?:not (?:found|present) (?:in|under|at|on) (?:\/\w|[A-Z]:)|(?:could not|cannot|can't|couldn't|unable to) (?:find|locate) .{1,60} (?:in|under|at|on) (?:\/\w|[A-Z]:)|no (?:\w{1,20} ){0,2}(?:files?|images?|inputs?|checkpoints?|frames?) (?:found )?(?:in|under|at) \/?\w|no (?:\w{1,20} ){0,2}data (?:found )?(?:in|under|at) \.{0,2}\/\w)/i,
    'missing-file',
  ],
  [
    /^(?!.*\b(?:column|field|key|variable|entry in|sequence|chromosome|contig|table|relation)\b).*\b(?:director(?:y|ies)|folder|path)\b.{0,160}\bdo(?:es)?(?: not|n't) exist\b|\b(?:failed to|unable to|cannot|can't|could not|couldn't) (?:stat |resolve (?:the )?path\b)|\b(?:director(?:y|ies)|folder|path)\b.{0,80}\bcontains? no (?:\w{1,20} ){0,2}(?:files?|images?|inputs?|checkpoints?|frames?)\b/i,
    'missing-file',
  ],
  [/\btoo many (?:levels of symbolic links|symbolic links encountered)\b/i, 'missing-file'],
  [[/\w\/[\w.-]/, /\bno such entry\b/i], 'missing-file'],
  [[/\b(?:access|accessing|opening) (?:to )?(?:the )?file\b/i, /fail/i], 'missing-file'],
  [
    /\bmissing(?:\/| or (?!unknown))\w+ (?:\w+ )?files?\b|\bfailed to locate .{1,60} at ['"]|\bno matching (?:input )?files?\b/i,
    'missing-file',
  ],
  [/\bmust be an? existing (?:dir|directory|file|folder|path)\b/i, 'missing-file'],
  [
    /(?:can(?:not|'t)|could(?: not|n't)|unable to|failed to) (?:find|locate) (?:the |any )?(?:\w{1,20} ){0,2}(?:data|database|configuration|config|input|model|weights|template|checkpoint|reference|index)(?: file)?s? (?:\S{0,100}[/.$]\S)|(?:can(?:not|'t)|could(?: not|n't)|unable to|failed to) (?:find|locate) \S{1,200} in (?:\$|the (?:data )?dir)/i,
    'missing-file',
  ],
];

/** Phrases about a program's input. */
export const inputPhrases: Meanings<FailureCategory> = [
  [/^[^\s:]{1,200}:\d{1,7}:(?:\d{1,5}:)? (?:error: )?missing (?!.{0,80}(?:\bfile\b|[/\\]|\.\w{2,4}$))/i, 'bad-input'],
  [
    /\bend of (?:the )?(?:stream|input|data) (?:was )?(?:encountered|reached|found|hit) (?:before|while)\b/i,
    'bad-input',
  ],
  [/\bwith no file ?name\b|\bempty file ?name\b|\binvalid \w{1,20} file (?:""|''|``)/i, 'bad-input'],
  [
    /\bno (?:(?!files?|inputs?|images?|frames?|such|checkpoints?|data)\w{1,30} ){1,2}(?:were |was )?found in (?:\S{1,200}\.\w|the (?:file|input))/i,
    'bad-input',
  ],
  [
    /\b(?:required|mandatory) (?:key|field|column|attribute|tag|element|property)\b|\bmust have required propert|\bvalidation (?:of .{1,60} )?(?:failed|error)|\bfail(?:ed|s) validation\b|\bno such (?:table|column)\b|\bas archive: |\bchecksum\b|\bsyntax error (?:in|at)\b/i,
    'bad-input',
  ],
  [
    /\bconfig(?:uration)? file error\b|\b(?:int|float|bool)_of_string\b|: (?:no|ambiguous) parse$|\bwhen converting from type string\b|\bnot a textual representation of\b|\b(?:is|exactly|computationally|numerically) singular\b|\bsingular gradient\b|\bpositive[- ]definite\b|\b(?:non-?)?finite values?\b|\bopposite signs?\b|\b0 \(non-NA\) cases\b|\bdeterminant is zero\b|\bnot defined in the header\b|\bCRC (?:error|mismatch|check)\b/i,
    'bad-input',
  ],
  [
    /\bnot in \w+ format\b|\bnot a valid (?:\w+ )?(?:json|xml|yaml|csv|zip|archive|image|header|file)\b|open (?:the )?file as (?:an )?archive|is not a zip file|\bFor input string: "|\bmagic number\b|\bout of range -?\d|\bnot an? (?:\w+ )?(?:file|archive|image)\b/i,
    'bad-input',
  ],
  [
    /\b(?:relation|table|column|view|schema) .{1,80} does not exist|\b(?:property|attribute|setting|entry|section|field|genome|contig|chromosome|layer|band|label|element|species|material|variable|group):? ["'`‘“]\S{1,80}["'`’”] (?:(?:does not|doesn't) exist|(?:was |is )?not found)|table or view does not exist|\bno columns? named\b|\bmissing (?:\w+ ){0,2}(?:columns?|fields?|headers?)\b|\b(?:columns?|fields?) .{1,80} (?:is |are )?(?:missing|not found|not present)\b|\bexpected \d{1,6} (?:fields?|columns?|values|cells)|\bduplicated? (?:mapping )?(?:ids?|keys?|entr(?:y|ies)|records?|samples?|names?)\b|schema mismatch|constraint (?:failed|violation)|unrecogni[sz]ed field|right truncation/i,
    'bad-input',
  ],
  [
    /malformed|corrupt|truncated|\bbadly formed\b|\bill-formed\b|unexpected (?:end of|EOF|token|character|close|closing|end tag)|(?:could not|cannot|can't) be parsed|(?:failed|unable) to (?:parse|decode)|(?:could not|cannot|can't) (?:parse|decode)|^(?:JSON )?pars(?:e|ing) error|(?:while|when) parsing|incorrect header check|invalid (?:stored block|distance|block type)/i,
    'bad-input',
  ],
  [
    /\bunsupported (?:\w+ ){0,2}(?:format|extension|file type)|\bunknown (?:file )?format\b|is not an? (?:valid )?(?:number|integer(?! multiple)|date|float)\b|\b(?:is )?not valid (?:json|xml|yaml|csv)|invalid (?:json|xml|yaml|csv|header|record|date|number|float(?:32|64)?|u?int(?:8|16|32|64)|decimal|file format|input syntax|value for (?:Integer|Float)\(\))|^No enum constant/i,
    'bad-input',
  ],
  [
    /\bno such (?:bucket|container|blob|share|key|object)\b|\bspecified (?:key|blob|container|bucket) does not exist\b/i,
    'missing-file',
  ],
  [
    /no such file or directory|no such file\b|system cannot find the (?:file|path)|\bno (?:\w+ )?files? (?:were |was )?(?:found|matched|match)\b|\bfile (?:is )?missing\b/i,
    'missing-file',
  ],
];

/** Phrases that functions also use for their arguments; outside of code, they refer to the input. */
export const inputChecks: Meanings<FailureCategory> = [
  [
    /(?:can(?:not|'t)|could(?: not|n't)|unable to|failed to) (?:read|get) (?:the |a |an |any )?(?:\w{1,20} )?(?:key|certificate|header|record|table|matrix|metadata|link info|index) from \S/i,
    'bad-input',
  ],
  [/must be (?:an? )?(?:integer|number|string|boolean|array|object)\b|\bnot a valid \w/i, 'bad-input'],
  [
    /^(?!.*\b(?:path|file|dir|director(?:y|ies)|folder|container|plug-?in|module|package|registry)\b).*(?:not found in (?!function)|could not find .{1,60} in (?!function)|no such \w{1,40} in )/i,
    'bad-input',
  ],
  [
    /(?:can(?:not|'t)|could(?: not|n't)|unable to|failed to) (?:find|locate) (?:the |a |an |any )?(?:object|field|variable|column|attribute|entry|section|parameter(?! (?:file|deck|set))|record|block|tag|dimension|keyword|element|node|surface|patch|region)\b/i,
    'bad-input',
  ],
];
