import type { FailureCategory } from '../category.ts';
import type { Meanings } from './words.ts';

const lacking =
  /not found\b|does(?: not|n't) exist|(?:could not|cannot|can't|couldn't|unable to|failed to) (?:find|locate|open|access)\b/i;
/** With a folder, or in quotation marks with an extension. */
const path = /(?:^|[\s'"`(:=[])(?:\.{0,2}\/|[A-Za-z]:[\\/])[\w.-]|['"`][\w.-]{1,80}\.[A-Za-z]\w{1,6}['"`]/;

/** What the message of an exception, or of a condition, may say beyond doubt, besides the distinct words of any line. */
export const toldMeanings: Meanings<FailureCategory> = [
  [/\b(?:missing |required ){1,2}(?:configuration |config )?(?:property|setting|configuration)\b/i, 'bad-arguments'],
  [/\b(?:required|mandatory) (?:key|field|column|attribute|tag|element)\b/i, 'bad-input'],
  [[/\b(?:browser|executable|binary|interpreter)\b/i, /\b(?:was )?not found\b/i], 'missing-program'],
  [
    /\bFor input string: "|unexpected (?:close|closing|end) tag|\bmagic number\b|\bout of range -?\d|duplicated mapping key/i,
    'bad-input',
  ],
  [/table or view does not exist|relation "[^"]*" does not exist/i, 'bad-input'],
  [/no such file|\bno (?:input )?files? (?:were |was )?(?:found|match)|\bfile (?:is )?missing\b/i, 'missing-file'],
  [/(?:unable to|could not|cannot|can't|failed to) open (?:the |input |output )?(?:\w+ )?file\b/i, 'missing-file'],
  [/\bnot found: \//i, 'missing-file'],
  [/\b(?:relation|table|column|view|schema) .{1,80} does not exist/i, 'bad-input'],
  [
    /\bmissing (?:\w+ ){0,2}(?:columns?|fields?|headers?)\b|\b(?:columns?|fields?) .{1,80} (?:is |are )?(?:missing|not found|not present)\b/i,
    'bad-input',
  ],
  [/\bmissing\b[\w/ ]{0,30}\bfiles?\b|could not be (?:found|opened|located)\b|DOES_NOT_EXIST\b/i, 'missing-file'],
  [/\bcannot execute\b|\bno executable found\b|\bexecutable .{0,60}(?:not found|needs to be in)/i, 'missing-program'],
  [/\bcan(?:'t|not) find (?:the )?(?:\w{1,30} )?(?:library|model|module|package)\b/i, 'missing-module'],
  [
    /\b(?:could not|cannot|can't) (?:set|acquire|obtain|get) (?:a |the )?lock\b|\bconflicting lock\b/i,
    'lock-contention',
  ],
  [/\bno columns? named\b|\bbadly formed\b|\bill-formed\b|\bunknown (?:file )?format\b/i, 'bad-input'],
  [/\b(?:codec|driver|backend|plug-?in|engine)s? (?:is |are )?not available\b/i, 'missing-module'],
  [/\b(?:not compiled with|compiled without|built without|not (?:enabled|turned on) when)\b/i, 'dependency-version'],
  [/\bunsupported (?:\w+ ){0,2}(?:extension|file type)|\bnot an? (?:\w+ )?(?:file|archive|image)\b/i, 'bad-input'],
  [[/(?:could not|cannot|can't|unable to) (?:find|locate) /i, /\b(?:binary|executable)\b/i], 'missing-program'],
  [/\bgated repo\b|\bunauthori[sz]ed\b/i, 'permission'],
  [/permission[ _]denied/i, 'permission'],
  [/\b(?:unable|failed) to (?:load|locate|find) credentials\b|\bno credentials\b/i, 'auth-storage'],
  [/\bspecified key does not exist\b/i, 'missing-file'],
  [/\bmust be (?:given|provided|supplied)\b/i, 'bad-arguments'],
  [[/access to /i, / is denied/i], 'permission'],
  [
    [
      /\b(?:file|directory|folder|path|checkpoint|root|dataset|images?)\b/i,
      /does(?: not|n't) exist|not found|is missing/i,
    ],
    'missing-file',
  ],
  [[lacking, path], 'missing-file'],
  [/[\\/][\w.-]{1,80}['"`]?:? (?:is |was )?(?:not found|missing|does(?: not|n't) exist)\b/i, 'missing-file'],
  [[/\b(?:access|accessing|opening) (?:to )?(?:the )?file\b/i, /fail/i], 'missing-file'],
  [/\bpip install \S/, 'missing-module'],
  [
    [
      /\b(?:package|module|library|toolbox|plug-?in|add-?on)\b/i,
      /\bnot installed\b|\bmust be installed\b|to be installed\b/i,
    ],
    'missing-module',
  ],
  [/\brequires? .{1,60} (?:support package|toolbox|add-?on)\b/i, 'missing-module'],
  [/\bnot (?:found )?(?:in|on) (?:the |your |\$)?PATH\b/, 'missing-program'],
  [
    /\brequires? (?:\w+ )?version\b|\b(?:is |are )?required, but\b|\bbut .{1,40} (?:is|are) (?:required|installed)\b/i,
    'dependency-version',
  ],
  [/\b(?:pass|specify|provide|supply) (?:in )?`?--\w|`?--\w[\w-]{0,40}`? (?:is required|must be)/, 'bad-arguments'],
  [
    [/environment variable|\benv(?:ironment)? var/i, /\bset\b|missing|required|undefined|\bdefined|empty/i],
    'bad-arguments',
  ],
  [[/missing|required|\bset\b/i, /environment variable|\benv(?:ironment)? var/i], 'bad-arguments'],
  [/^Could not resolve placeholder/, 'bad-arguments'],
  [/deadline_?exceeded/i, 'timeout'],
  [/\bexceeded .{0,40}\bquota\b|\bquota (?:is |was |has been )?exceeded\b/i, 'quota'],
  [/^No suitable driver found|Data source name not found and no default driver/, 'missing-module'],
  [[/\b(?:entity|bucket|blob|queue|topic)\b/i, /(?:not|n't) (?:be )?found|does(?: not|n't) exist/i], 'missing-file'],
  [/(?:expected|requires?|takes|needs) (?:at least |exactly )?\d{1,3} arguments?\b|^usage: /i, 'bad-arguments'],
  [
    /(?:missing|unknown|unrecogni[sz]ed) (?:required )?(?:command[- ]line )?(?:argument|option|parameter|flag)s?\b/i,
    'bad-arguments',
  ],
  [
    /\bvalidation (?:failed|error)|\bfail(?:ed|s) validation|\bduplicated? (?:ids?|keys?|entr(?:y|ies)|records?|samples?|names?)\b|\bchecksum\b/i,
    'bad-input',
  ],
  [
    /schema mismatch|incorrect header check|not in gzip format|invalid (?:stored block|distance|block type)|is not an? \w{1,20} file\b|invalid input syntax|constraint (?:failed|violation)|unrecogni[sz]ed field|right truncation/i,
    'bad-input',
  ],
  [
    /unsupported (?:\w+ )?format|is not an? (?:valid )?(?:number|integer|date|float)\b|malformed|corrupt|truncated|unexpected (?:end of|EOF|token|character)|(?:could not|cannot|can't) be parsed|(?:failed|unable) to (?:parse|decode)|(?:could not|cannot|can't) (?:parse|decode)|^(?:JSON )?pars(?:e|ing) error|invalid (?:json|xml|yaml|csv|header|record|date|number|file format)|(?:is )?not valid (?:json|xml|yaml|csv)|no such (?:table|column)|expected \d{1,6} (?:fields?|columns?|values|cells)|^No enum constant|invalid value for (?:Integer|Float)\(\)|(?:while|when) parsing/i,
    'bad-input',
  ],
];
