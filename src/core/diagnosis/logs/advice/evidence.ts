import type { FailureCategory } from '../../explanation/category.ts';

/** Matches words of systems and runtimes for an answer, or a connection, that did not come in time. */
export const unanswered = /time(?:d|s)?[ -]?out|deadline[ _]?exceeded|ETIMEDOUT/i;

/**
 * Matches words for an answer that did not come in time over a connection that existed: reading starts once it does, and
 * a gateway reports what it had passed on.
 */
export const answeredLate =
  /\bread (?:operation )?timed? ?out\b|\bread(?:ing)? ?timeout\b|\btimeout reading\b|ESOCKETTIMEDOUT|HEADERS_TIMEOUT|BODY_TIMEOUT|\bbytes received\b|awaiting headers|\b(?:408|504)\b|\bGateway Time-?out/i;

/** Matches the status of a service that is down as well as of one that has too much to do. */
export const unavailable = /\b503\b(?!.{0,40}(?:slow ?down|too many|rate|quota|busy))/i;

const damaged =
  /(?<!would be |data |value )truncat(?!ed (?:incorrect|in table))|premature|unexpected(?:ly)? (?:end|EOF)|end[- ]of[- ](?:file|stream|input|data|archive)|\bEOF\b|incomplete|corrupt|damaged|checksum|\bCRC\b|\bmagic\b|not in (?:gzip|\w+) format|\bnot an? (?:valid |recognized )?(?:[\w.]+ ){1,2}(?:file|archive|image|document)\b|\bfile signature not found\b|\b(?:did|does)(?: not|n't) (?:start|begin) with\b|file (?:is )?(?:too short|empty)|empty (?:file|input|document)|zero[- ](?:length|byte)|0 bytes|cannot identify image|invalid (?:or unsupported )?(?:image|archive|file|header|signature)|bad (?:zip|magic|header)|(?:unsupported|unknown|unrecogni[sz]ed) (?:file |input )?format\b|\batom not found|invalid data found|central directory|\b(?:too (?:large|long|many)|larger|longer|beyond|past) (?:for |than )?(?:the )?(?:file(?:'s)? size|end of (?:the )?file)\b|\b(?:inflat|decompress)\w* (?:\w+ )?(?:failed|error)|\bwhile (?:inflat|decompress)ing|\b(?:header|block) at offset [1-9]/i;

const malformed =
  /\bpars\w|syntax|malformed|\bdecod|\bline (?:number )?\d|\b(?:row|record|column|field|entry)s? (?:no\.? ?|number )?#?\d|\bheaders?\b|delimiter|separator|\b(?:json|xml|csv|ya?ml|toml)\b|could not convert|invalid literal|\brecords?\b|\b(?:bad|illegal|invalid|corrupt) (?:token|entry|format|number|date|value)s?\b|\bvalue ['"]|\bmatch format\b|\bno value for\b|\bcorrect format\b|\binputs?\b.{0,40}\b(?:contains?|has|have)\b|\bduplicate|\b(?:non-?)?numeric\b|\bunexpected (?:token|character|symbol|key)|\bschema\b|\bnamelists?\b|\b(?:input|parameter|configuration|config|settings) (?:deck|file)s?\b|\bkeywords?\b|\bcard image\b|\bdictionary\b/i;

const unequal =
  /\bmis-?match(?:ed|es)?\b|\b(?:do(?:es)?|did)(?: not|n['’]t) have (?:matching|equal|the same|identical|compatible) \w|\bmust have the same\b|\bmust (?:be )?equal (?:to )?(?:the )?(?:number|size|length) of\b|\bgot:? \S+,? expected:? \S|\bexpected:? \S+,? (?:but )?got:? \S|\bexpected \w+ ?=.{0,60}\b(?:found|got|but)\b|\b(?:do(?:es)?|did)(?: not|n['’]t) (?:match|agree|correspond)\b(?! (?:any|format|the (?:pattern|regular|schema|format|expected pattern|start|end|opening|closing))\b)|\bspecif(?:y|ies|ied) \d+ .{0,60}\bbut\b.{0,60}\d|\b(?:sizes?|lengths?|numbers? of \w+|dimensions?|shapes?|counts?) .{0,60}\b(?:differs?|unequal|not (?:equal|the same|consistent|compatible)|must (?:match|be (?:equal|the same)))\b|\b(?:unequal|different) (?:amounts?|numbers?|lengths?|sizes?|counts?) of\b|\bnon-?conformable\b|\bshould be the same\b|\bsize-incompatible\b|\bincompatible (?:shapes|sizes|dimensions)\b|\bto have \d+ [\w ]{1,20}, but\b|\bshapes? .{0,40}\bcannot be multiplied\b|\bcould not be broadcast\b|\bhas \d+ [\w ]{1,20}, (?:\d+ expected|expected \d|but .{0,80}\bexpect(?:s|ing|ed)?\b)|\b(?:fewer|more) \w+ than expected\b|size is not equal to \w|\binconsistent (?:numbers?|lengths?|sizes?|shapes?) of\b|\bto be (?:of )?equal (?:size|length|shape)\b|\bshapes? .{0,60}\bnot aligned\b|\bexpect(?:s|ed|ing) \d+ .{0,40}\b(?:got|found|have|has|received|read) \d/i;

/** Matches comparisons with a pattern, or with an item's own checksum or header, in which only one item is wrong. */
const ofOne =
  /\btags?\b|\b(?:digest|checksum|hash|md5|sha-?\d+|CRC|signature)\b|\bregular expression\b|\b(?:fields?|columns?|cells|items)\b|\bline \d/i;

/** Matches a table's heading, which names what is counted in its columns. */
const heading = /^\s*(?:[A-Z]\w*\s+){2,}Mismatch\b/;

/**
 * Checks whether a line says that two things that have to agree differ, in which case the log can't show which one is
 * wrong.
 */
export function saysUnequal(text: string): boolean {
  return unequal.test(text) && !ofOne.test(text) && !heading.test(text);
}

/** Classifies a line about a file's content: the file is damaged, a part of it is malformed, or neither. */
export function findContentFault(text: string): 'damaged' | 'malformed' | undefined {
  if (damaged.test(text)) return 'damaged';
  return malformed.test(text) ? 'malformed' : undefined;
}

const absent =
  /no such|not (?:be )?(?:found|located|available)|not (?:(?:appear|seem) to )?contain|n[o'’]t (?:seem to )?exist|missing|non[- ]?exist|ENOENT|404|cannot find|could ?n[o'’]t find|unable to find|no rule to make|lacks|NoSuch(?:File|Key)|errno\W{0,3}2\b|nicht (?:ge)?f[iu]nden|de ce type|introuvable|spécifié|bestaat niet|niet vinden|finns inte|hittar inte|existe el|encontrar|trovare|esistente|inexistente|takiego|odnaleźć|такого файла|найти|そのような|見つかりません|没有那个|找不到|그런 파일|찾을 수/i;

/** Checks whether a line says that a file doesn't exist; other lines only say that it could not be opened. */
export function saysAbsent(text: string): boolean {
  return absent.test(text);
}

const device =
  /\bdrivers?\b|nvidia|\bno (?:[\w-]+ ){0,3}(?:gpu|device|adapter|accelerator|platform)s?\b|\b(?:gpu|device|adapter|accelerator|cuda|opencl|vulkan|egl)s?\b(?: \w+){0,2} (?:not|un|in)[ -]?(?:be )?(?:available|found|detected|visible|supported|usable|initiali[sz]ed|sufficient)|\binitiali[sz]|\bbusy\b|insufficient|out of (?:\w+ )?memory|OutOfMemory|alloc|\bVRAM\b|DEVICE_(?:NOT_FOUND|LOST|UNAVAILABLE)|NO_DEVICE|NOT_INITIALIZED|unavailable/i;

/** Checks whether a line is about the device or its driver, not about what a program did with them. */
export function isAboutDevice(text: string): boolean {
  return device.test(text) && !/\bbackground mode\b|\bheadless\b/i.test(text);
}

/** Words that a line must contain to show the category; without them, the category's advice doesn't fit the log. */
const ownWords: Partial<Readonly<Record<FailureCategory, RegExp>>> = {
  'missing-file': /file|director|folder|path|ENOENT|no such|open|\baccess|\bread|\bload|[/\\]|\.\w{2,5}\b/i,
  'missing-program':
    /\b(?:127|9009)\b|not found|no such|recogni[sz]ed|install|exec|program|command|binary|interpreter|compiler|path/i,
  permission:
    /permi|denied|access|EACCES|EPERM|privileg|\broot\b|admin|elevat|sudo|read-?only|writ(?:e|able)|owner|forbid|unauthori|\b40[13]\b|not allowed|readable|executable/i,
  'network-tls': /certificate|\b(?:TLS|SSL|PKIX|CA)\b|x\.?509/i,
  network:
    /connect|network|host|port|socket|address|server|peer|https?\b|url|unreachable|download|broken pipe|route|proxy|\breach/i,
  timeout:
    /time|deadline|\b(?:seconds|minutes|hours)\b|heartbeat|respon[ds]|\bslow|\d ?(?:m?s|sec|min|h)\b|longer than|\b124\b/i,
  'bad-arguments':
    /^(?!.*\bflag (?:is |was )?(?:not )?set\b).*(?:argument|option|flag|parameter|usage|command|switch|unknown|\bmode\b|require|must be|invalid|(?:^|[\s'"`])--?[a-z]|\benv(?:iron)?\b|environment variable|variable|\bset\b)/i,
  'disk-full': /space|disk|quota|full|too large/i,
  'out-of-memory': /memory|alloc|heap|\bOOM|kill|\b137\b|-9\b/i,
  'lock-contention': /\block/i,
  'encoding-lineendings': /encod|decod|utf|charset|line end|codec|unicode|ascii|byte|\bBOM\b|CRLF|\^M|\\r/i,
  gpu: /driver|nvidia|not (?:available|found|detected|supported)|\bno (?:[\w-]+ ){0,3}(?:gpu|device)|alloc|busy|initiali[sz]|insufficient|requires? (?:a|an \w+) GPU|memory|unavailable|CUDA_ERROR|version/i,
  mpi: /\brank|process|slots?\b|\bMPI|node|host/i,
  conflict: /exist|already|in use|duplicate|conflict/i,
};

/** Checks whether a line has words of the category assigned to it. */
export function shows(category: FailureCategory, text: string): boolean {
  return /\[(?:WinError|Errno) \d/.test(text) || (ownWords[category]?.test(text) ?? true);
}

/** Matches what is kept in memory although it is written like a file, so that no disk is full. */
export const sharedMemory = /\/dev\/shm|shared memory/i;
