const noise =
  /\b(?:0|no|without) (?:errors?|failures?|failed)\b|errors?[ =:]+(?:0|none|null|false)\b(?!:)|\bwarn(?:ing)?\b|Warning\b|deprecat|\bretrying\b|\bretry\b(?! (?:after|later))|if (?:an )?errors?\b|error[ _-]?(?:rate|bars?|handling|handler|log|model|correction|tolerance|code 0)|ignor(?:ed|ing)|continue on error/i;

/** Whether a line speaks of errors without one having happened: counts of none, warnings, retries, options. */
export function isNoise(text: string): boolean {
  return noise.test(text);
}
