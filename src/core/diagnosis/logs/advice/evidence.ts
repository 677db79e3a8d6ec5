/** How programs say that a file isn't whole, or isn't of its kind at all. */
const damaged =
  /truncat|premature|unexpected(?:ly)? (?:end|EOF)|end[- ]of[- ](?:file|stream|input|data|archive)|\bEOF\b|incomplete|corrupt|damaged|checksum|\bCRC\b|\bmagic\b|not in (?:gzip|\w+) format|\bnot an? (?:valid |recognized )?[\w.]+ (?:file|archive|image|document)\b|file (?:is )?(?:too short|empty)|empty (?:file|input|document)|zero[- ](?:length|byte)|0 bytes|cannot identify image|invalid (?:or unsupported )?(?:image|archive|file|header|signature)|bad (?:zip|magic|header)|unsupported (?:file )?format|\batom not found|invalid data found/i;

/** How programs say which part of what they read is wrong. */
const malformed =
  /\bpars(?:e|ed|er|ing)\b|syntax|malformed|\bdecod|\bline \d|\b(?:row|record|column|field|cell|entry)s?\b|\bheaders?\b|delimiter|separator|\b(?:json|xml|csv|ya?ml|toml)\b|\bvalues?\b|\b(?:non-?)?numeric\b|\bdate(?:time)?s?\b|\bformat\b|could not convert|invalid literal|\bNaN\b|\bnegative\b|\bduplicate|\bunexpected (?:token|character|symbol|key)|\bmesh\b|\bschema\b/i;

/** What the words of a line say of the content of a file: that it isn't whole, that a part of it is wrong, or nothing. */
export function findContentFault(text: string): 'damaged' | 'malformed' | undefined {
  if (damaged.test(text)) return 'damaged';
  return malformed.test(text) ? 'malformed' : undefined;
}
