/** Messages of exceptions raised because another program failed. */
const ofAnother =
  /\b(?:failed|exited|died|returned|finished|terminated|ended) with (?:a )?(?:(?:non-?zero )?(?:exit |return )?(?:code|status)|exit)(?: value)? -?\d{1,10}\b|returned non-?zero|non-zero exit (?:code|status|value)/i;

/** Whether an exception only tells that another program failed, which may have said why. */
export function tellsOfAnother(message: string): boolean {
  return ofAnother.test(message);
}
