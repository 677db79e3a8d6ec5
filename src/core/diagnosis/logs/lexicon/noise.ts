const noise =
  /\b(?:0|no|without) (?:errors?|failures?|failed)\b|(?:errors?|fail(?:ed|ures?))[ =:]+(?:0|none|null|false)\b(?!:)|\bwarn(?:ing)?\b|Warning\b|deprecat|\bretrying\b|\bretry\b(?! (?:after|later))|if (?:an )?errors?\b|error[ _-]?(?:rate|bars?|handling|handler|log|model|correction|tolerance|code 0)|ignor(?:ed|ing)|continue on error/i;

/** Whether a line speaks of errors without one having happened: counts of none, warnings, retries, options. */
export function isNoise(text: string): boolean {
  return noise.test(text);
}

/** Says that all went well in the end, whatever was said before. */
const success =
  /\b(?:complet|finish|succeed|execut|process)\w* successful|\bsuccessfully (?:complet|finish|execut|process)|\bBUILD SUCCESS|\ball tests passed\b/i;

/** Whether a line says that all went well. */
export function isSuccess(text: string): boolean {
  return success.test(text);
}
