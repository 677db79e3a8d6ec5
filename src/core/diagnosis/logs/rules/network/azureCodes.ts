import type { Rules } from '../../engine/rule.ts';
import { serviceCodes } from '../../lexicon/serviceCodes.ts';

/** Codes where clients put them; in other places the lexicon finds them. */
export const azureCodeRules: Rules = Object.fromEntries(
  Object.entries(serviceCodes).map(([code, category]) => [
    `azure-${code}`,
    {
      on: code,
      match: new RegExp(
        `(?:[Cc]ode["']?\\s?[:=]\\s?["']?|ERROR CODE: |\\(|<Code>|Status(?:Code|Message)=|^|\\s|: )${code}\\b`,
      ),
      category,
    },
  ]),
);
