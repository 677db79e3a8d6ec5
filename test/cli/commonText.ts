/**
 * Returns the text that all front ends share: without times of reading, how long nodes have been idle by then, VS Code's
 * actions in brackets, and notes on other failures, which depend on how many were read.
 */
export function toCommonText(document: string): string {
  const [head = '', ...sections] = document.split(/^(?=## )/m);
  const kept = sections.filter((section) => /^## (?:Why|What to do|Evidence|Why it waits)\n/.test(section));
  const text = [head, ...kept].join('');
  return text
    .replace(/ ?(?<![\w$])\[[^\]\n]*\](?!\()/g, '')
    .replace(/(?<=been idle,? (?:the longest )?for )[^:\n]+/g, '…')
    .replace(/\n{3,}/g, '\n\n')
    .trimEnd();
}
