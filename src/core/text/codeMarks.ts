/** Code between backticks in this product's sentences: names, commands with their options, file patterns. */
const code = /`([\w.$[\]/ &"+*|…=-]{1,80})`/;

/** Splits a sentence into parts: every second one, starting with the second, is code. */
export function splitCode(sentence: string): readonly string[] {
  return sentence.split(code);
}

/** Returns a sentence without code marks, for titles, tree rows and notifications. */
export function withoutCodeMarks(sentence: string): string {
  return splitCode(sentence).join('');
}
