/** Words with which programs say that a file is incomplete, or not of its type at all. */
const damaged =
  /truncat|premature|unexpected(?:ly)? (?:end|EOF)|end[- ]of[- ](?:file|stream|input|data|archive)|\bEOF\b|incomplete|corrupt|damaged|checksum|\bCRC\b|\bmagic\b|not in (?:gzip|\w+) format|\bnot an? (?:valid |recognized )?[\w.]+ (?:file|archive|image|document)\b|file (?:is )?(?:too short|empty)|empty (?:file|input|document)|zero[- ](?:length|byte)|0 bytes|cannot identify image|invalid (?:or unsupported )?(?:image|archive|file|header|signature)|bad (?:zip|magic|header)|unsupported (?:file )?format|\batom not found|invalid data found/i;

/** Words with which programs name the part of their input that is wrong. */
const malformed =
  /\bpars(?:e|ed|er|ing)\b|syntax|malformed|\bdecod|\bline \d|\b(?:row|record|column|field|cell|entry)s?\b|\bheaders?\b|delimiter|separator|\b(?:json|xml|csv|ya?ml|toml)\b|\bvalues?\b|\b(?:non-?)?numeric\b|\bdate(?:time)?s?\b|\bformat\b|could not convert|invalid literal|\bNaN\b|\bnegative\b|\bduplicate|\bunexpected (?:token|character|symbol|key)|\bmesh\b|\bschema\b|\bnamelists?\b|\b(?:input|parameter|configuration|config|settings) (?:deck|file)s?\b|\bkeywords?\b|\bcard image\b|\bdictionary\b|\bline number \d/i;

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
