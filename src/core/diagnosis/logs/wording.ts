import type { FailureCategory } from '../category.ts';

/**
 * What words mean in an error line of any program, the telling before the vague. The last resort,
 * for programs no reader knows.
 */
const wordings: readonly (readonly [words: RegExp, category: FailureCategory])[] = [
  [
    /\blicen[cs]e\b.{0,60}(?:error|fail|denied|expired|not |no |invalid|unavailable|check ?out|server)|(?:fail|denied|expired|no|invalid|obtain|find|acquire).{0,40}\blicen[cs]e/i,
    'license',
  ],
  [/\bCUDA\b|\bcuDNN\b|\bGPU\b|\bNCCL\b|\bnvidia/i, 'gpu'],
  [
    /out of memory|not enough memory|insufficient memory|memory limit|can(?:'t|not) allocate|failed to allocate|allocation failed|oom\b/i,
    'out-of-memory',
  ],
  [/no space left|disk (?:is )?full|not enough (?:disk )?space|insufficient (?:disk )?space|disk quota/i, 'disk-full'],
  [/signature has expired|token (?:has |is )?expired|SAS .{0,40}expired/i, 'sas-expired'],
  [/rate limit|too many requests|throttl|\b429\b|server busy|slow ?down/i, 'throttled'],
  [/\b(?:ECONNREFUSED|ECONNRESET|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EADDRINUSE)\b/, 'network'],
  [/\b(?:ENOTFOUND|EAI_AGAIN)\b/, 'network-dns'],
  [/\bENOENT\b/, 'missing-file'],
  [/\b(?:EACCES|EPERM)\b/, 'permission'],
  [/resolve host|name resolution|unknown host|no such host|DNS/i, 'network-dns'],
  [/certificate|\bSSL\b|\bTLS\b|handshake/i, 'network-tls'],
  [
    /connection (?:was )?(?:refused|reset|closed|aborted|lost|failed)|connect(?:ion)? to .{0,100} (?:failed|timed out)|failed to connect|could not connect|cannot connect|can't connect|unreachable|network error|no route/i,
    'network',
  ],
  [/timed? ?out|deadline exceeded|time limit/i, 'timeout'],
  [
    /database is locked|resource (?:is )?busy|locked by|could not (?:get|obtain|acquire) .{0,20}lock|unable to lock|lock file|is locked|lock held/i,
    'lock-contention',
  ],
  [/quota/i, 'quota'],
  [
    /command not found|executable .{0,60}not found|not (?:found )?in (?:your |\$)?PATH|program .{0,60}not found|not installed/i,
    'missing-program',
  ],
  [
    /(?:module|package|library|plugin|plug-in|dependency|shared object|add-?on) .{0,100}(?:not found|not installed|could not be|missing|unavailable)|(?:no|missing|find|load) (?:module|package|library|plugin)\b/i,
    'missing-module',
  ],
  [
    /permission|access (?:is |was )?denied|not permitted|forbidden|unauthori[sz]ed|not authori[sz]ed|read-only|\b40[13]\b/i,
    'permission',
  ],
  [
    /\bversion\b.{0,80}(?:mismatch|incompatib|required|conflict|too (?:old|new)|not supported|unsupported|does not match)|incompatible .{0,40}version|requires (?:version|at least)|unsupported (?:\w+ )?version|wrong version/i,
    'dependency-version',
  ],
  [
    /(?:unknown|unrecogni[sz]ed|invalid|illegal|unexpected|missing|bad|required|mandatory|conflicting|too (?:few|many)) (?:\w+ ){0,2}(?:option|argument|parameter|flag|switch|command|subcommand|operand|keyword argument|setting)s?\b|(?:option|argument|parameter|flag)s? .{0,80}(?:required|missing|invalid|unknown|not recogni[sz]ed|must be|needs|expects)|\busage\b|must (?:specify|provide|supply)|invalid (?:number|date|mode|user|group|count|size|value for)/i,
    'bad-arguments',
  ],
  [/encoding|utf-?8|codec|unicode|line endings?|multibyte/i, 'encoding-lineendings'],
  [
    /corrupt|malformed|truncated|unexpected end|unexpected EOF|premature|not in \w+ format|not a(?:n)? (?:valid|recogni[sz]ed|gzip|zip)|(?:invalid|unknown|bad|wrong) (?:header|format|data|file|magic|input|record|signature|json|xml|token|character|sequence|syntax)|bad (?:magic|header|format|data|file)|pars(?:e|ing) (?:error|fail)|(?:fail\w*|error|unable|could not|cannot|can't) (?:to )?(?:pars|decod|decompress|uncompress|inflat|deserializ)\w*|syntax error|format not recogni[sz]ed|(?:unknown|unrecogni[sz]ed|unsupported|wrong) (?:\w+ )?(?:file ?)?(?:format|type|codec)|checksum|crc (?:error|mismatch)|hash mismatch|is empty|empty file|end of file|\bEOF\b|invalid character|no such (?:table|column)|missing (?:column|field|header|key)|duplicate/i,
    'bad-input',
  ],
  [
    /no such file|not found|does(?: not|n't) exist|cannot find|can't find|could not find|couldn't find|unable to find|missing (?:input )?file|(?:cannot|can't|could not|couldn't|unable to|failed to|error) (?:open|read|access|load|stat|locate)(?:ing)?\b|not exist|non-?exist|no (?:input )?files?\b|file missing/i,
    'missing-file',
  ],
  [/already exists|conflict/i, 'conflict'],
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

/** What the message of an exception of no telling type says, if it is distinct. */
export function guessFromMessage(message: string): FailureCategory | undefined {
  const category = guessCategory(message);
  if (category !== undefined && distinct.has(category)) return category;
  return /(?:file|directory|folder|path|checkpoint)\b.{0,200}(?:does(?: not|n't) exist|not found)|no such file/i.test(
    message.slice(0, 600),
  )
    ? 'missing-file'
    : undefined;
}

/** The kind of failure that an error line speaks of, or undefined. */
export function guessCategory(text: string): FailureCategory | undefined {
  const short = text.slice(0, 600);
  return wordings.find(([words]) => words.test(short))?.[1];
}
