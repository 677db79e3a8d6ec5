import * as l10n from '@vscode/l10n';

/** A title that ends with the file, program, image … at fault where the log names it. */
export function addSubject(toTitle: () => string): (what: string | undefined) => string {
  return (what) => (what === undefined ? toTitle() : l10n.t('{0}: {1}', toTitle(), what));
}
