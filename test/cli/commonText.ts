/**
 * What all front ends have to say alike: all but times at which they looked, what VS Code offers to do in brackets, and
 * what a page adds about other failures, which depends on how far these were read.
 */
export function toCommonText(document: string): string {
  const [head = '', ...sections] = document.split(/^(?=## )/m);
  const kept = sections.filter((section) => /^## (?:Why|What to do|Evidence|Why it waits)\n/.test(section));
  const text = [head, ...kept].join('');
  return text
    .replace(/ ?(?<![\w$])\[[^\]\n]*\](?!\()/g, '')
    .replace(/\n{3,}/g, '\n\n')
    .trimEnd();
}
