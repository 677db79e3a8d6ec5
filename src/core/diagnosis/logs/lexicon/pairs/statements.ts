import type { Lexicon } from './mention.ts';

/** Statements that an error can make about a thing, specific before common. */
export const statementKinds = [
  'exists',
  'held',
  'late',
  'expired',
  'exhausted',
  'refused',
  'disallowed',
  'broken off',
  'outdated',
  'unset',
  'unloadable',
  'unwritten',
  'malformed',
  'mismatched',
  'absent',
  'unopened',
  'unread',
  'misread',
  'demanded',
  'failed',
] as const;

export type Statement = (typeof statementKinds)[number];

/** Words of statements, specific before common: if two overlap, the first one counts. */
export const statements: Lexicon<Statement> = [
  [
    'exists',
    /\balready (?:exists?|there|present|created)\b|(?<!(?:no such|not|doesn't|n't|that|if|\bit) (?:\w+ )?|\bno (?:\S{1,40} ){1,4})\bexists\b(?! in| on)|\bexists already\b|\bwill not overwrite\b|\brefus\w+ to overwrite\b/gi,
  ],
  [
    'held',
    /\b(?:locked|held|holds (?:the|a|an)\b|in use|busy|being used|(?:could|can)(?: ?not|n't|'t) (?:be )?(?:acquire|obtain|get|lock|take|locked|acquired)|(?:unable|failed) to (?:acquire|obtain|lock|get (?:an? |the )?(?:\w{1,20} )?lock\b)|acquiring|waiting for|already running|conflicting)\b/gi,
  ],
  [
    'late',
    /\btimed? ?-?out\b|\btimeout\b|\b(?:time ?limit|deadline|wall ?time|watchdog)\b|\bno (?:response|answer|reply|heartbeat|progress)\b|\b(?:did|does|do|has|have)(?: not|n't) (?:yet )?(?:respond|answer|repl(?:y|ied)|finish(?:ed)? in)(?:ed)?\b|\bfailed to (?:respond|answer|reply)\b/gi,
  ],
  ['expired', /\bexpired\b|\bno longer valid\b|\bhas ended\b|\bexpir(?:es|y)\b/gi],
  [
    'exhausted',
    /\b(?:exhausted|used up|out of(?! (?:resource|range|bounds|order|sync|date))|not enough|insufficient|too little|ran out|run out|exceed(?:s|ed|ing)?|over(?:run)?|limit (?:\w+ )?reached|maximum number|reached (?:its|the|your)|all .{0,20}in use|full|overflow\w*|0 bytes (?:free|left|available))\b|\bno (?:free|more|floating|available|remaining)\b|\btoo (?:small|large|many|high)\b/gi,
  ],
  [
    'refused',
    /\b(?:den(?:y|ies|ied)|refuses (?:writes|reads|access)|not (?:be )?authori[sz]ed|unauthori[sz]ed|rejected|revoked|not (?:writable|writeable|readable|executable)|read-only|requires? root|must be run as|no (?:write |read |execute )?(?:access|permission)|does not have (?:\S{1,60} )?(?:access|permission)|lacks?)\b/gi,
  ],
  ['disallowed', /\b(?:not permitted|not allowed|may not (?!be\b)|forbidden)\b/gi],
  [
    'broken off',
    /\b(?:refused|reset|lost|unreachable|unavailable(?! (?:at|in|under) \S{0,80}[/\\])|(?:unexpectedly )?closed|closing|aborted|hung up|dropped|interrupted|unable to (?:connect|reach|contact)|failed to (?:connect|reach|contact|download|fetch)|(?:could|can)(?: ?not|n't|'t) (?:connect|reach|contact|be reached|be contacted|download|fetch)|not (?:running|reachable|responding)|down|offline|disconnected|misbehaving|already in use)\b/gi,
  ],
  [
    'outdated',
    /\b(?:too (?:old|new)|(?:is |or )?(?:newer|older|later)(?: than)?|outdated|up to \d|at least \d+\.\d|>=? ?\d+\.\d|but (?:found|you have|got|have) \S{0,20}\d|is required, but|built (?:for|with|without|against)|compiled (?:for|with|without|against|by)|created (?:by|with) (?:an? )?(?:newer|later))\b/gi,
  ],
  [
    'unset',
    /\b(?:not (?:set|specified|given|provided|supplied|configured|defined)|unset|must be (?:set|given|specified|provided|supplied)|(?:no|none) (?:\S{1,30} ){0,3}(?:set|specified|given|provided|supplied)|not (?:been )?set)\b/gi,
  ],
  [
    'unloadable',
    /\b(?:(?:could|can)(?: ?not|n't|'t) (?:be )?(?:load|import|loaded|imported)|unable to (?:load|import)|failed to (?:load|import)|fail(?:ed)? (?:loading|importing)|error (?:loading|importing)|failed loading|load(?:ing)? failed)\b/gi,
  ],
  [
    'unwritten',
    /\b(?:(?:could|can)(?: ?not|n't|'t) (?:be )?(?:write|create|save|written|created|saved)|unable to (?:write|create|save)|failed to (?:write|create|save)|writing failed|write failed)\b/gi,
  ],
  [
    'malformed',
    /\b(?:corrupt\w*|malformed|truncated|damaged|broken|invalid|illegal|bad|ill-formed|garbled|unreadable|incomplete|ended (?:early|before)|premature\w*|unexpected end|(?:could|can)(?: ?not|n't|'t) (?:be )?(?:parse|decode|interpret|convert|identify|recogni[sz]e|understand|unmarshal|deserialize|parsed|decoded|converted|read as)|(?:unable|failed) to (?:parse|decode|interpret|convert|identify|recogni[sz]e|decompress|unmarshal|deserialize)|not an? (?:valid|proper|known|supported|recogni[sz]ed|number)\b|not (?:known|supported|recogni[sz]ed)|(?<!went )wrong|incorrect|improper|unknown(?!(?: \w+)? (?:error|reason|cause)\b|["'(])|unrecogni[sz]ed|unsupported|unexpected|undefined|undeclared|inconsistent|ambiguous|negative|duplicated?|singular|unterminated|empty|degenerate|inverted)\b/gi,
  ],
  [
    'mismatched',
    /\b(?:(?<!,)mismatch(?:ed|es)?\b(?!,| (?:penalt|rate|score|count|cost))|do(?:es)?(?: not|n't) (?:match|agree|fit)|differs?|different|unequal|incompatible|incompatibility|conflicts?|not equal|not the same|inconsistent)\b/gi,
  ],
  [
    'absent',
    /\bnot (?:be )?(?:found|located|present|there|available|installed|exist)\b|\bnot in (?:your |the |\$)?(?=PATH)|\b(?:wasn't|weren't|isn't) (?:found|there|installed|available)\b|\bdo(?:es)?(?: not|n't) (?:seem to |appear to )?(?:exists?|be installed)\b|\bdid(?: not|n't) exist\b|\bmissing\b|\babsent\b|\bnowhere to be found\b|\bdo(?:es)?(?: not|n't) resolve\b|\bunavailable (?:at|in|under) |\bno such\b|\bno (?:\S{1,40} ){1,4}exists?\b|\bnon-?exist(?:ent|ing)?\b|\b(?:could|can)(?: ?not|n't|'t) (?:be )?(?:find|locate|found|located|see)\b|\b(?:unable|failed) to (?:find|locate)\b|\bnever (?:uploaded|arrived|created|written|downloaded)\b|\bnot (?:yet )?(?:arrived|been (?:found|installed))\b|\bno \*?\.?\w{1,30} (?:files? )?(?:found|matched|match)\b/gi,
  ],
  [
    'unopened',
    /\b(?:(?:could|can)(?: ?not|n't|'t) (?:be )?(?:open|access|stat|scan|list|opened|accessed)|(?:unable|failed|impossible) to (?:open|access|stat|scan|list)|fail to open|(?:error|failed|failure) (?:while |attempting to |trying to )?(?:open|access)(?:ing)?|open(?:ing)? (?:call )?failed|not accessible)\b/gi,
  ],
  ['unread', /\b(?:(?:could|can)(?: ?not|n't|'t) (?:be )?read|(?:unable|failed|impossible) to read)\b/gi],
  ['misread', /\b(?:error (?:while |in )?reading|read(?:ing)? (?:failed|error)|failed reading|while reading)\b/gi],
  [
    'demanded',
    /\b(?:required|requires?|needs?|expects?|expected|must|mandatory|should|mutually exclusive|together with|takes)\b/gi,
  ],
  ['failed', /\b(?:fail(?:s|ed|ure)?|errors?|problem|trouble|could not|cannot|can't|unable)\b/gi],
];
