import * as l10n from '@vscode/l10n';
import type { Instruction } from '../../explanation/instruction.ts';

/** Matches a license that was found, but that is for another computer, version, time, or product. */
const ofOtherLicense =
  /\bhost ?id\b.{0,40}\b(?:mis-?match|differ|does not|licensed|is \d)|\bmis-?match\b|\bnot (?:licensed|valid|activated|authorized|part of|permitted|allowed)\b|\bexpired?\b|\binvalid\b/i;

/** Matches a message about a license that was not found, rather than refused by a server. */
const noLicense =
  /\blicen[sc]e\b.{0,40}\b(?:(?:was |is |were |could )?not (?:be )?(?:found|located|set|configured|available on this)|missing|cannot be (?:found|located))\b|\b(?:no|without an?|missing|find (?:a|any)) (?:valid )?licen[sc]e\b(?! (?:server|is available|available|left))/i;

/** Advises on a license that is missing, that is for something else, or that a server did not give. */
export function adviseLicense({
  text,
  quote,
}: {
  readonly text: string;
  readonly quote?: string | undefined;
}): Instruction {
  if (quote !== undefined && ofOtherLicense.test(text) && !/\bin use\b/i.test(text))
    return {
      text: l10n.t(
        'Use a license that is valid for what the message names, on any node or container that runs the task: “{0}”.',
        quote,
      ),
      ofSeveral: l10n.t(
        'Use a license that is valid for what the message names, on any node or container that runs the task.',
      ),
    };
  return (/\bfile\b|\bpath\b|\$\{?\w/i.test(text) || noLicense.test(text)) && !/server|\d@\w|\bin use\b/i.test(text)
    ? l10n.t(
        'Give the task its license: set the variable or option that names the license server or the license file of this program, in the environment settings of the task.',
      )
    : l10n.t(
        'Check that the license server is reachable from the nodes and has free licenses, or limit the tasks that run at once.',
      );
}
