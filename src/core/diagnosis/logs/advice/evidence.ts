import type { FailureCategory } from '../../explanation/category.ts';

/** Words with which programs say that a file is incomplete, or not of its type at all. */
const damaged =
  /truncat|premature|unexpected(?:ly)? (?:end|EOF)|end[- ]of[- ](?:file|stream|input|data|archive)|\bEOF\b|incomplete|corrupt|damaged|checksum|\bCRC\b|\bmagic\b|not in (?:gzip|\w+) format|\bnot an? (?:valid |recognized )?[\w.]+ (?:file|archive|image|document)\b|file (?:is )?(?:too short|empty)|empty (?:file|input|document)|zero[- ](?:length|byte)|0 bytes|cannot identify image|invalid (?:or unsupported )?(?:image|archive|file|header|signature)|bad (?:zip|magic|header)|(?:unsupported|unknown|unrecogni[sz]ed) (?:file |input )?format\b|\batom not found|invalid data found|central directory/i;

/** Words with which programs name the part of their input that is wrong. */
const malformed =
  /\bpars\w|syntax|malformed|\bdecod|\bline (?:number )?\d|\b(?:row|record|column|field|entry)s? (?:no\.? ?|number )?#?\d|\bheaders?\b|delimiter|separator|\b(?:json|xml|csv|ya?ml|toml)\b|could not convert|invalid literal|\brecords?\b|\b(?:bad|illegal|invalid|corrupt) (?:token|entry|format|number|date|value)s?\b|\bvalue ['"]|\bmatch format\b|\bno value for\b|\bcorrect format\b|\binputs?\b.{0,40}\b(?:contains?|has|have)\b|\bduplicate|\b(?:non-?)?numeric\b|\bunexpected (?:token|character|symbol|key)|\bschema\b|\bnamelists?\b|\b(?:input|parameter|configuration|config|settings) (?:deck|file)s?\b|\bkeywords?\b|\bcard image\b|\bdictionary\b/i;

/** Words with which programs say that two things that belong together don't match. */
const unequal =
  /\bmis-?match(?:ed|es)?\b|\b(?:do(?:es)?|did)(?: not|n['’]t) (?:match|agree|correspond)\b(?! (?:any|format|the (?:pattern|regular|schema|format|expected pattern|start|end|opening|closing))\b)|\bspecif(?:y|ies|ied) \d+ .{0,60}\bbut\b.{0,60}\d|\b(?:sizes?|lengths?|numbers? of \w+|dimensions?|shapes?|counts?) .{0,60}\b(?:differs?|unequal|not (?:equal|the same|consistent|compatible)|must (?:match|be (?:equal|the same)))\b|\bexpect(?:s|ed|ing) \d+ .{0,40}\b(?:got|found|have|has|received|read) \d/i;

/** Comparisons with a pattern or with something's own checksum or beginning: only one thing is wrong. */
const ofOne =
  /\btags?\b|\b(?:digest|checksum|hash|md5|sha-?\d+|CRC|signature)\b|\bregular expression\b|\b(?:fields?|columns?|cells|items)\b|\bline \d/i;

/**
 * Checks whether a line says that two things differ that have to agree, and only information outside the log can show
 * which one is wrong.
 */
export function saysUnequal(text: string): boolean {
  return unequal.test(text) && !ofOne.test(text);
}

/** Classifies a line's words about a file's content: it isn't whole, a part of it is wrong, or neither. */
export function findContentFault(text: string): 'damaged' | 'malformed' | undefined {
  if (damaged.test(text)) return 'damaged';
  return malformed.test(text) ? 'malformed' : undefined;
}

/** Words without which a line shows no failure of a category: its advice would be about something that no one saw. */
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
    /argument|option|flag|parameter|usage|command|switch|unknown|\bmode\b|require|must be|invalid|(?:^|[\s'"`])--?[a-z]|\benv|variable|\bset\b/i,
  'disk-full': /space|disk|quota|full|too large/i,
  'out-of-memory': /memory|alloc|heap|\bOOM|kill|\b137\b|-9\b/i,
  'lock-contention': /\block/i,
  'encoding-lineendings': /encod|decod|utf|charset|line end|codec|unicode|ascii|byte|\bBOM\b|CRLF|\^M|\\r/i,
  gpu: /driver|nvidia|not (?:available|found|detected|supported)|\bno (?:[\w-]+ ){0,3}(?:gpu|device)|alloc|busy|initiali[sz]|insufficient|requires? (?:a|an \w+) GPU|memory|unavailable|CUDA_ERROR|version/i,
  mpi: /\brank|process|slots?\b|\bMPI|node|host/i,
  conflict: /exist|already|in use|duplicate|conflict/i,
};

/** Checks whether a line has words of the category that it was given. */
export function shows(category: FailureCategory, text: string): boolean {
  return /\[(?:WinError|Errno) \d/.test(text) || (ownWords[category]?.test(text) ?? true);
}
