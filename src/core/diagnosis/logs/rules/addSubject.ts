import { withLabel } from '../../../text/label.ts';

/** A title that ends with the file, program, image … at fault where the log names it. */
export function addSubject(toTitle: () => string): (what: string | undefined) => string {
  return (what) => (what === undefined ? toTitle() : withLabel(toTitle(), what));
}
