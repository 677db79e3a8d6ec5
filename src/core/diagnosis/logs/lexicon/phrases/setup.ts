import type { FailureCategory } from '../../../explanation/category.ts';
import type { Meanings } from '../../engine/words.ts';

/** Phrases about what a program lacks, may not use, or has in the wrong version. */
export const setupPhrases: Meanings<FailureCategory> = [
  [
    /\b(?:(?:could not|couldn't|cannot|can't|unable to|failed to) (?:find|locate|detect)|no) (?:an? |the |any )?(?:\w{1,20} )?version v?\d[\w.]{0,20} of (?!(?:the |this )?(?:data|model|file|table|checkpoint|asset|artifact))/i,
    'dependency-version',
  ],
  [
    /\b(?:cannot|can't|could not|couldn't|unable to|failed to) (?:find|locate|run|execute) (?:the )?['`"]?[\w.+]{1,30}-config\b(?![./-])|(?:^|[\s'`"])[\w.+]{1,30}-config['`"]?:? (?:was |is |could )?not (?:be )?(?:found|installed)\b/i,
    'missing-program',
  ],
  [
    /\bno (?:floating |free |more )*(?:seats?|tokens?)\b(?! found)|\bcheck ?out of (?:token|feature|seat|licen[cs]e)|\bnot (?:part of|included in|covered by) your\b|\bproduct key\b|\blmgrd\b|\bfeature \S{1,60} (?:has |is )?expired\b|\bnot activated\b|\bactivation (?:error|failed)/i,
    'license',
  ],
  [
    /\bquota\b.{0,60}\b(?:exceeded|reached|exhausted)|\bexceed\w*\b.{0,60}\bquota\b|insufficient (?:\w+ )?(?:balance|credits?|funds)\b|\b(?:limit|maximum) of \d+ (?:active )?(?:pools|cores|v?CPUs?|nodes|jobs|tasks|instances|GPUs?|requests)\b|\bmaximum number of (?:concurrent |active )?(?:jobs|tasks|nodes|cores|requests)\b|\b(?:monthly|daily|weekly|account|usage) limit\b|\bapproved \w+ quota/i,
    'quota',
  ],
  [
    /\bdeadlock detected\b|database .{0,20}is locked|resource (?:is )?busy|\btext file busy\b|resource temporarily unavailable|\banother (?:\w+ ){1,6}(?:is |holds |has )|being used by another process|\banother \w.{0,60}\bin progress\b|\bin use by another\b|\bis locked\b|\b(?:locked|held) by \w|\bseems to be running\b/i,
    'lock-contention',
  ],
  [[/\bunavailable\b/i, /\b(?:try|retry)(?:ing)? (?:again )?(?:later|in a)\b/i], 'service'],
  [[/\bbad interpreter\b/, /\^M/], 'encoding-lineendings'],
  [
    /command not found|\bis \S{1,40} installed\?|(?:cannot|can't|could not|unable to) find .{1,60} (?:in|on) (?:your |the |\$)*PATH\b|not (?:found )?(?:in|on) (?:your |the |\$)*PATH\b|\bneeds? \S{1,40} (?:in|on) (?:your |the |\$)?PATH\b|\bno \S{1,40} in \(\/|not recognized as an internal|could not execute process|^(?:\S{1,80}: )?(?:(?:line )?\d{1,6}: )?[a-z][\w+-]{1,40}: not found$|\badd it to (?:your |the )?PATH|bad interpreter/i,
    'missing-program',
  ],
  [
    [
      /\b(?:not found|wasn't found|could not be found|(?:could not|cannot|can't|couldn't|unable to) find)\b/i,
      /\binstall\b|\bis installed\b/i,
    ],
    'missing-program',
  ],
  [
    [/\b(?:browser|executable|binary|interpreter)\b/i, /\b(?:not|could not be) found\b|\bneeds to be in\b/i],
    'missing-program',
  ],
  [/\bno executable found\b/i, 'missing-program'],
  [/^(?:\S{1,30}: )?\S{1,60} not found[.,;:] (?:It is )?required by \S/i, 'missing-module'],
  [/\bnot an executable\b|\bmust be run as\b/i, 'permission'],
  [
    /\b(?:No module named|cannot load such file|@INC|no package called|specified module could not be found|cannot find -l\w|dlopen|\bno (?:\w{1,20} )?(?:plug-?in|module|package|driver|crate|gem) (?:called|named)|hash_?map not found|can't find crate|(?:optional )?dependency \S{1,60} is required|cannot find (?:module|package)|could not find or load main class|is not in GOROOT)\b|\bpip install \S|\binstallation candidate\b|\blibrary not loaded\b|\bclass (?:[\w$]{1,60}\.){1,9}[\w$]{1,60} (?:was )?not found\b|\b(?:node|module|plug-?in|package|library|add-?on|toolbox) (?:\w{1,40}|["'`]\S{1,80}) is not installed\b|\b(?:unable to|cannot|could not) find .{0,60}\bmodules\b|\bpackage \S{1,80} does not exist\b|\bdoes not contain package\b|\.h(?:pp)?['"]?:? (?:file not found|no such file)/i,
    'missing-module',
  ],
  [
    [
      /\b(?:package|module|library|toolbox|plug-?in|add-?on)\b/i,
      /\bnot installed\b|\bmust be installed\b|\bto be installed\b/i,
    ],
    'missing-module',
  ],
  [
    /\b(?:codec|driver|backend|plug-?in|engine)s? (?:is |are )?not available\b|\brequires? .{1,60} (?:support package|toolbox|add-?on)\b|\brequires? .{1,60} to be installed\b|\bNo suitable driver found\b|\bno default driver specified\b|\bseem to be a Python package\b/i,
    'missing-module',
  ],
  [[/\baccess to /i, / is denied\b/i], 'permission'],
  [
    /\bgated repo\b|\bcannot chown\b|\bnot (?:the )?owner\b|permission[ _]denied|\bno (?:\w{1,20} )?permissions?\b|\b(?:do(?:es)?|did|lacks?)(?: not|n't)? (?:have )?(?:the )?(?:\w{1,20} )?permissions?\b|insufficient (?:privileges?|permissions?)|access (?:is |was )?denied|operation not permitted(?! (?:for|on|in)\b)|(?:may not|not allowed to) (?:read|write|access|use|open|delete)\b|not (?:an? )?(?:readable|writable|writeable|executable)\b|read-?only (?:database|file ?system|director(?:y|ies)|folder|disk|volume|mount)|\bopened read-only\b|unauthori[sz]ed|not authori[sz]ed/i,
    'permission',
  ],
  [
    /\bversion [`'"‘]\w{1,40}[\d.]{0,20}['"’] not found|\bsymbol lookup error\b|\bundefined symbol\b|\bexec format error\b|\bconflicting dependencies|dependency conflict|version solving failed|\bmatch(?:es)? any versions?\b|\bresolve (?:['\x22]\S{1,80} \([<>=~^]|(?:\w{1,20} )?dependenc(?:y|ies)\b)|resolve dependency tree|\bABI (?:version )?(?:mismatch|incompatib)|\b(?:ABI|API)(?: version)? v?\d.{0,60}\b(?:ABI|API)(?: version)? v?\d|compiled against API|\bcompiled by a more recent/i,
    'dependency-version',
  ],
  [
    /\b(?:written|saved|created|made) (?:by|with|in) (?:an? )?(?:newer|later|version|\d+\.[\dx]|[a-z]+ \d)/i,
    'dependency-version',
  ],
  [
    /unsupported (?:\w{1,20} )?version\b|not supported on this platform|\b(?:package|version|wheel|module|library)\b.{0,60}\bnot compatible with|wrong version\b|version mismatch|\bversion \S{1,20} (?:is )?not supported\b|\b(?:incompatible|not compatible) with (?:this|your|the (?:installed|running|current)) (?:\w{1,20} )?(?:build|version|release|python|driver|runtime)\b|\bbuilt for\b|\b(?:wrong|incompatible) (?:architecture|platform)\b/i,
    'dependency-version',
  ],
  [/\bCannot load backend\b/, 'missing-module'],
  [
    [/\b(?:requires?|needs?) /i, /(?:[<>~]=|==) ?v?\d|\w[<>]\d|\bor (?:newer|later|higher|above)\b/],
    'dependency-version',
  ],
  [[/\bformat (?:version )?\d/i, /\bup to \d{1,3}\b/], 'dependency-version'],
  [[/\b(?:needs?|requires?) .{1,40}?\d\.\d/i, /\b(?:found|have|got) \S{0,20}\d\.\d/i], 'dependency-version'],
  [
    /\d or (?:newer|later|higher) (?:is )?(?:required|needed|wanted|expected)|\brequires? (?:(?:\w+ )?version\b|at least (?!\d+ |one\b|two\b|an?\b)\w)|\b(?:is |are )?required, but\b|\bbut .{1,40} (?:is|are) (?:required|installed)\b/i,
    'dependency-version',
  ],
  [/\b(?:not compiled with|compiled without|built without|not (?:enabled|turned on) when)\b/i, 'dependency-version'],
  [/\bcannot execute\b/i, 'missing-program'],
  [
    /utf-?(?:8|16)\b|\bdecode byte 0x|\bASCII as (?:\w+ )?encoding\b|unicode|\b(?:DOS |CRLF |Windows )?line (?:endings?|ends)\b|multibyte|embedded nul|byte order mark|carriage return|codec can't|can(?:'t|not) encode character|\bcp125\d\b|\bcharset\b|\^M\b/i,
    'encoding-lineendings',
  ],
];

/** Phrases that functions also use for their operations; outside of code, they refer to missing permissions. */
export const permissionChecks: Meanings<FailureCategory> = [
  [/\bnot permitted\b|\bread-only\b|\bforbidden\b/i, 'permission'],
];
