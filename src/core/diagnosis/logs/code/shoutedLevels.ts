/** How a word for a level reads where no wrapper wrote it in capitals. */
interface Shouted {
  readonly word: RegExp;
  readonly asSaid: (word: string) => string;
  /** What the log must have besides; elsewhere programs write so themselves. */
  readonly beside?: RegExp;
}

function inSmall(words: string): string {
  return words.toLowerCase();
}

function asName(words: string): string {
  return words.replace('ERROR', 'Error').replace('WARNING', 'Warning');
}

/** Where a wrapper may have written a level in capitals, by who says it in small letters. */
export const shouted: readonly Shouted[] = [
  // Programs that check documents, data or queries write capitals themselves.
  {
    word: /(?<=^\S{1,300}\.(?:asm|c|cc|cpp|cxx|cu|[fF](?:\d\d)?|h|hh|hpp|java|m|y):\d{1,7}(?::\d{1,7})?: )(?:FATAL ERROR|ERROR|WARNING)(?=: \S)/,
    asSaid: inSmall,
  },
  { word: /(?<=(?: Client| Server|\bUncaught) )ERROR(?=:)/, asSaid: asName },
  { word: /(?<=\b(?:[Rr]untime|Python|returned) |^(?:PHP )?[Ff]atal )ERROR(?=:)/, asSaid: inSmall },
  { word: /(?<=^(?:PHP )?)WARNING(?=: .{1,400} in \S{1,400} on line \d)/, asSaid: asName },
  { word: /^(?:Uncaught )?ERROR(?=: )/, asSaid: asName, beside: /^ {4}at \S.{0,300}(?:\)|:\d{1,7})(?: \{)?$/m },
  { word: /^ERROR(?=: )/, asSaid: inSmall, beside: /^ERROR: called from/m },
  {
    word: /^ERROR(?=: )/,
    asSaid: asName,
    beside: /^ERROR termination\. Backtrace:|^ {1,9}\| {1,99}1$|^ {1,4}on \S{1,400} line \d/m,
  },
];
