import type { FailureCategory } from '../category.ts';
import { categoryOfStatus } from './http.ts';
import { toldMeanings } from './toldMeanings.ts';
import { findMeaning, type Meanings } from './words.ts';

/**
 * What words mean in an error line of any program, the telling before the vague. The last resort,
 * for programs no reader knows.
 */
const meanings: Meanings<FailureCategory> = [
  [[/\blicen[cs]e\b/i, /error|fail|denied|expired|\bnot\b|\bno\b|invalid|unavailable|check ?out|server/i], 'license'],
  [[/fail|denied|expired|\bno\b|invalid|obtain|find|acquire/i, /\blicen[cs]e\b/i], 'license'],
  [/\bno (?:floating |free |more )*(?:seats?|tokens?)\b/i, 'license'],
  [
    /\b(?:HIP|ROCm|OpenCL|Vulkan|VK_ERROR\w*|EGL|GLX|OpenGL|OptiX)\b|\[gpu\d\]|\bCUDA\b|\bcuDNN\b|\bGPU\b|\bNCCL\b|\bnvidia/i,
    'gpu',
  ],
  [
    /out of memory|not enough memory|no available memory|insufficient memory|memory limit|(?:can(?:'t|not)|could not|failed to|unable to) allocate|physical memory used|heap (?:space|exhausted)|memory exceeded|killed by signal 9\b|allocation failed|\boom\b/i,
    'out-of-memory',
  ],
  [[/\bexceed(?:s|ed|ing)?\b/i, /\bmemory\b/i], 'out-of-memory'],
  [[/\b(?:heap|memory|RAM)\b/i, /\b(?:used up|exhausted)\b/i], 'out-of-memory'],
  [[/\b(?:malloc|calloc|realloc|mmap|allocat(?:e|ing|ion))\b/i, /\bfail/i], 'out-of-memory'],
  [/\bsignal (?:4|6|7|8|11)\b|\bSIG(?:SEGV|ABRT|BUS|FPE|ILL)\b/, 'crash-signal'],
  [
    /no space left|\b(?:disk|volume|file ?system|device|partition|dataset|storage|scratch|drive) (?:is |was )?full\b|\b0 ?(?:bytes|[KMGT]?i?B) (?:free|left|available)\b|not enough (?:disk )?space|insufficient (?:disk )?space|disk quota/i,
    'disk-full',
  ],
  [/signature has expired|token (?:has |is )?expired/i, 'sas-expired'],
  [[/\bSAS\b/, /expired/i], 'sas-expired'],
  [[/\btoken\b/i, /\bexpired\b/i], 'sas-expired'],
  [/rate limit|too many requests|throttl|\b429\b|server busy|slow ?down/i, 'throttled'],
  [/\b(?:ECONNREFUSED|ECONNRESET|EHOSTUNREACH|ENETUNREACH|EADDRINUSE)\b/, 'network'],
  [/\b(?:ENOTFOUND|EAI_AGAIN)\b/, 'network-dns'],
  [/\bENOENT\b/, 'missing-file'],
  [/\b(?:EACCES|EPERM)\b/, 'permission'],
  [
    /resolve host|name resolution|name lookup|(?:cannot|could not|couldn't|unable to|failed to) resolve(?! (?:service for|(?:\w+ )?(?:dependenc|commit|revision|reference|ref|symbol|type|import|path)\b))|unknown host|no such host|\bDNS\b/i,
    'network-dns',
  ],
  [/certificate|\bSSL\b|\bTLS\b|handshake/i, 'network-tls'],
  [
    /\bETIMEDOUT\b|timed? ?out|deadline exceeded|time limit|no (?:response|answer|reply|heartbeat)\b|did not (?:respond|answer|reply|finish in)|exceeded its (?:time )?budget|deadline (?:\w+ ){0,4}(?:passed|reached|missed)\b|(?:ran|took|running) (?:for )?longer than/i,
    'timeout',
  ],
  [[/\bnot\b/i, /\bwithin \d{1,9} ?(?:ms|s|sec|seconds|min|minutes|h|hours)\b/i], 'timeout'],
  [
    [
      /\b(?:host|account|server|endpoint|address|broker)\b/i,
      /\bcannot be resolved|could not be resolved|did not resolve/i,
    ],
    'network-dns',
  ],
  [
    /connection (?:was )?(?:refused|reset|closed|aborted|lost|failed)|socket hang up|other side closed|failed to connect|(?:could not|couldn't) connect|unable to obtain connection|can(?:not|'t) connect|could not establish (?:a )?connection|unreachable|network error|closed the connection|no route|(?:cannot|can't|could not|unable to|failed to) (?:reach|contact)\b|address (?:is )?(?:already )?in use/i,
    'network',
  ],
  [
    /(?:failed|unable) to (?:retrieve|download|fetch)\b|(?:could not|cannot|can't) (?:retrieve|download|fetch)\b|download (?:has )?failed/i,
    'network',
  ],
  [[/connect(?:ion)? to /i, /failed|refused/i], 'network'],
  [
    /database is locked|resource (?:is )?busy|locked by|(?:unable to|could not|cannot|failed to) lock|lock ?file|is locked|lock held|lease .{0,40}held by|another (?:instance|process) (?:is |holds |has )|obtain lock|get lock|acquire lock|\bdeadlock/i,
    'lock-contention',
  ],
  [
    /\bnot (?:part of|included in|covered by) your\b|\bproduct key\b|\bnot activated\b|\bactivation (?:error|failed)/i,
    'license',
  ],
  [[/\bMPI\b/, /\b(?:lost|fail(?:s|ed|ure)?|abort(?:s|ed)?|gone)\b/i], 'mpi'],
  [
    /quota|insufficient (?:\w+ )?(?:balance|credits?|funds)\b|\b(?:limit|maximum) of \d+ (?:pools|cores|v?CPUs?|nodes|jobs|tasks|instances|GPUs?|requests)\b/i,
    'quota',
  ],
  [
    /\b(?:pre-?empt(?:ed|ion)|evict(?:ed|ion)|reclaim(?:ed|ing)|request(?:ed)? to stop|SIGTERM|SIGINT)\b/i,
    'interrupted',
  ],
  [
    /(?:could not|cannot|failed to|unable to) (?:find or )?load (?:the |a )?(?:\w{1,20} ){0,3}(?:plug-?in|module|library)\b/i,
    'missing-module',
  ],
  [[/^[a-z][\w-]{1,30} not found\b/, /\binstall\b/], 'missing-program'],
  [
    /command not found|not (?:found )?(?:in|on) (?:your |the |\$)?PATH|not (?:appear to be |seem to be )?installed/i,
    'missing-program',
  ],
  [[/executable |program /i, /not found/i], 'missing-program'],
  [
    [/(?:could not|cannot|can't|unable to) (?:find|locate) /i, /\b(?:binary|executable|program|command)\b/i],
    'missing-program',
  ],
  [[/\bnot found\b/i, /\binstall\b/i], 'missing-program'],
  [/\b(?:gave|returned|status|code) 127\b/i, 'missing-program'],
  [[/\bimage\b/i, /\bnot (?:in|found in|on) (?:the )?registry\b/i], 'image-pull'],
  [[/\b(?:load|open|find)\b/i, /\.(?:so(?:\.\d{1,3}){0,3}|dll|dylib)\b/i], 'missing-module'],
  [/(?:no|missing|find|load) (?:module|package|library|plugin)\b/i, 'missing-module'],
  [
    [
      /\b(?:module|package|library|plug-?in|dependency|shared object|add-?on)\b/i,
      /not found|not installed|could not be|missing|unavailable/i,
    ],
    'missing-module',
  ],
  [[/(?:unable to|cannot|could not) open\b/i, /\bit exists\b/], 'missing-file'],
  [
    [/\b(?:HTTP|status|code|answer(?:s|ed)?|return(?:s|ed)?|response|request|GET|PUT|POST|HEAD)\b/i, /\b40[13]\b/],
    'auth-storage',
  ],
  [
    /\b40[13] (?:Unauthorized|Forbidden)|\bden(?:y|ies|ied)\b.{0,40}\b(?:Object|Blob|Bucket|Container)/i,
    'auth-storage',
  ],
  [
    /permission|access (?:is |was )?denied|not permitted|(?:bad|invalid|wrong) credentials?|refused login|login (?:was )?(?:refused|denied|failed)|may not (?:read|write|access|use|open|delete)|forbidden|not (?:an? )?(?:readable|writable|writeable|executable)|unauthori[sz]ed|not authori[sz]ed|read-only|\bden(?:y|ies)\b/i,
    'permission',
  ],
  [[/\brequires? /i, /[<>~]=|==|\bor (?:newer|later|higher|above)\b/], 'dependency-version'],
  [
    /\b(?:written|saved|created|made) (?:by|with|in) (?:an? )?(?:newer|later|version|\d+\.[\dx]|[a-z]+ \d)/i,
    'dependency-version',
  ],
  [/\bbuilt for\b|\b(?:wrong|incompatible) (?:architecture|platform)\b/i, 'dependency-version'],
  [/requires (?:version|at least)|unsupported version|wrong version|version mismatch/i, 'dependency-version'],
  [
    [/\bversion\b/i, /mismatch|incompatib|required|conflict|too old|too new|not supported|unsupported|does not match/i],
    'dependency-version',
  ],
  [[/incompatible/i, /version/i], 'dependency-version'],
  [
    /too (?:few|many) (?:\w+ )?(?:arg|param|option|operand|value|file|input|output)|\busage\b|must (?:specify|provide|supply)|please (?:provide|specify|supply|pass)\b|need to (?:also )?(?:provide|specify|supply)\b|unknown (?:preset|mode|method|algorithm|profile|action|target)\b|unknown time ?zone/i,
    'bad-arguments',
  ],
  [/\bnon-?\w{1,20} argument/i, 'bad-arguments'],
  [[/\binvalid value\b/i, / for '?--?\w/], 'bad-arguments'],
  [/invalid (?:number|date|mode|user|group|count|size|value for)/i, 'bad-arguments'],
  [/(?:^|[\s'"])--?[a-z][\w-]{0,40}['"]? (?:is |must be )?(?:required|specified|given|set)\b/i, 'bad-arguments'],
  [
    [
      /\b(?:unknown|unrecogni[sz]ed|invalid|illegal|unexpected|missing|bad|required|mandatory|conflicting)\b/i,
      /\b(?:option|argument|parameter|flag|switch|command|subcommand|operand|setting)s?\b/i,
    ],
    'bad-arguments',
  ],
  [
    [
      /\b(?:option|argument|parameter|flag)s?\b/i,
      /required|missing|invalid|unknown|not recogni[sz]ed|must be|needs|expects/i,
    ],
    'bad-arguments',
  ],
  [
    /utf-?(?:8|16)|unicode|line (?:endings?|ends)\b|multibyte|byte order mark|carriage return|codec can't|(?:character|text|file|source|wrong|invalid|unknown) encoding|encoding (?:error|declaration)|charset/i,
    'encoding-lineendings',
  ],
  [
    /corrupt|malformed|\bdamaged\b|truncated|bad indentation|in JSON at position|must be (?:an? )?(?:integer|number|string|boolean|array|object)\b|must have required property|unexpected end|unexpected EOF|premature|not a(?:n)? (?:valid|known|supported|recogni[sz]ed|gzip|zip)|\bno valid\b|cannot identify|failed validation|pars(?:e|ing) (?:error|fail)|syntax error|not recogni[sz]ed|checksum|\bcrc (?:error|mismatch)|hash mismatch|is empty|empty file|ended before|(?:different|unequal) lengths?|fewer \w+ than|end of file|\bEOF\b|no such (?:table|column)|duplicate/i,
    'bad-input',
  ],
  [
    /\b(?:invalid|unknown|bad|wrong|unsupported|unrecogni[sz]ed) (?:header|format|data|file|magic|input|record|signature|json|xml|token|character|sequence|syntax|type|codec)/i,
    'bad-input',
  ],
  [/\bline:? \d{1,9},? col(?:umn)?:? \d|invalid line\b|\b(?:row|record) \d{1,12}\b/i, 'bad-input'],
  [
    [/\b(?:digest|hash|checksum|md5|sha-?\d{1,3}|signature)\b/i, /does(?: not|n't) match|mismatch|differs?/i],
    'bad-input',
  ],
  [
    [
      /not found in |could not find .{1,60} in |no such \w+ in /i,
      /^(?!.*\b(?:path|file|dir|director(?:y|ies)|folder|container)\b)/i,
    ],
    'bad-input',
  ],
  [/\bmissing required propert|\brequired property .{1,80}(?:not found|missing)/i, 'bad-arguments'],
  [/\bFor input string: "|\b(?:required|mandatory) (?:key|field|column|attribute|tag|element)\b/i, 'bad-input'],
  [/open (?:the )?file as (?:an )?archive|as archive:/i, 'bad-input'],
  [[/not in /i, /format/i], 'bad-input'],
  [[/\b(?:unsupported|unknown|wrong|unrecogni[sz]ed)\b/i, /(?:format|type|codec)\b/i], 'bad-input'],
  [[/\bmissing\b/i, /\b(?:column|field|header|key)\b/i], 'bad-input'],
  [
    [/fail|error|unable|could not|can(?:no|')t/i, /\b(?:pars|decod|decompress|uncompress|inflat|deserializ)\w/i],
    'bad-input',
  ],
  [[/\b(?:container|bucket|blob|file share)\b/i, /not found|does(?: not|n't) exist/i], 'missing-file'],
  [/no such (?:bucket|container|blob|share|key|object)\b|\bno \*?\.\w{1,8} files?\b|\babsent\b/i, 'missing-file'],
  [/no such file|missing (?:input )?file|no (?:input )?files?\b|file missing/i, 'missing-file'],
  [[/\bfile\b/i, /\b(?:is|are) missing\b|\bnot accessible\b/i], 'missing-file'],
  [/\bmissing (?:\w{1,20} ){0,2}[^\s:]{0,80}[/\\][^\s:]|(?:could not|cannot) be opened/i, 'missing-file'],
  [
    /(?:can(?:not|'t)|could(?: not|n't)|unable to|failed to) (?:find|locate) (?:the |a |an |any )?(?:object|field|variable|column|attribute|entry|section|parameter|record|block|tag|dimension|keyword|element|node|surface|patch|region)\b/i,
    'bad-input',
  ],
  [
    /(?:can(?:not|'t)|could(?: not|n't)|unable to|failed to) (?:find|locate) .{0,60}?(?:\b(?:file|director(?:y|ies)|folder|path|data ?set|checkpoint)\b|[/\\]|\w\.[A-Za-z])/i,
    'missing-file',
  ],
  [
    [
      /\b(?:file|asset|texture|image|cache|checkpoint|dataset)s?\b/i,
      /\b(?:missing|not (?:yet )?arrived|could not be (?:found|opened|read))\b/i,
    ],
    'missing-file',
  ],
  [[/\bmissing\b/i, /\b(?:file|asset|texture|image|cache|checkpoint|dataset)s?\b/i], 'missing-file'],
  [
    /\bdirectory not found|could not be found|doesn't seem to exist|neither exists?|\berror reading .{0,40}director/i,
    'missing-file',
  ],
  [/\berror (?:while )?reading\b/i, 'bad-input'],
  [
    /(?:\b(?:file|director(?:y|ies)|folder|path|data ?set|checkpoint|input|mesh|model|config\w*)\b|[/\\]|\w\.[A-Za-z]).{0,80}(?:not found|does(?: not|n't) exist|not exist|non-?exist)/i,
    'missing-file',
  ],
  [
    /(?:cannot|can't|could not|couldn't|unable to|failed to|failed|error) (?:open|read|access|load|stat|locate)(?:ing)?\b/i,
    'missing-file',
  ],
  [/conflicting dependencies|dependency conflict|version solving failed/i, 'dependency-version'],
  [
    /already exists|conflict|still in use|already there|there already|refus(?:es|ed|ing) to overwrite|already (?:in use|taken|running)/i,
    'conflict',
  ],
  [/segmentation|sigsegv|core dumped|access violation|stack overflow/i, 'crash-signal'],
  [/interrupt|cancel|sigterm/i, 'interrupted'],
];

/** Kinds whose words are seldom used for anything else, so that they count in the message of any exception. */
const distinct: ReadonlySet<FailureCategory> = new Set([
  'license',
  'out-of-memory',
  'disk-full',
  'sas-expired',
  'throttled',
  'network-dns',
  'network',
  'lock-contention',
  'timeout',
]);

/** Characters of a line that are read for words. */
const readLength = 600;

/** What the message of an exception of no telling type says, if it is distinct. */
export function guessFromMessage(message: string): FailureCategory | undefined {
  const text = message.slice(0, readLength);
  const known = findMeaning(text, toldMeanings) ?? categoryOfStatus(text);
  if (known !== undefined) return known;
  const category = guessCategory(message);
  return category !== undefined && distinct.has(category) ? category : undefined;
}

/** The kind of failure that an error line speaks of, or undefined. */
export function guessCategory(text: string): FailureCategory | undefined {
  return findMeaning(text.slice(0, readLength).replaceAll(/\bcan not\b/gi, 'cannot'), meanings);
}
