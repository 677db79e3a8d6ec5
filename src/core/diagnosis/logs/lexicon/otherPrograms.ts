/** Messages of exceptions raised because another program failed. */
const ofAnother =
  /\b(?:failed|exited|died|returned|finished|terminated|ended) with (?:a )?(?:(?:non-?zero )?(?:exit |return )?(?:code|status)|exit)(?: value)? -?\d{1,10}\b|\bexit(?:ed|s) with -?\d{1,10}$|\bexited (?:with )?\((?:code|status)?[ =:]?-?\d{1,10}\)|\bexit(?:ed)?,? (?:code|status)[:=]? ?-?\d{1,10}$|\b(?:failed|exited)[:,]? \((?:exit )?(?:code|status|exit)[:=]? ?-?\d{1,10}\)|returned non-?zero|\bprocess (?:exited|failed|ended|finished) with (?:an )?error$|non-zero exit (?:code|status|value)/i;

/** Whether an exception only tells that another program failed, which may have said why. */
export function mentionsAnother(message: string): boolean {
  return ofAnother.test(message);
}
