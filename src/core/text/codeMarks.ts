/** What our own sentences have between backticks: names, commands with their options, patterns of files. */
const code = /`([\w.$[\]/ &"+*|…=-]{1,80})`/;

/** A sentence in parts: every second one, from the second on, is code. */
export function splitCode(sentence: string): readonly string[] {
  return sentence.split(code);
}

/** A sentence as it reads where nothing can be drawn as code: in titles, rows of trees, and notifications. */
export function withoutCodeMarks(sentence: string): string {
  return splitCode(sentence).join('');
}
