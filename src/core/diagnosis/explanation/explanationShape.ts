import { flag, list, needed, number, object, oneOf, or, type Read, text } from '../../model/shape.ts';
import { failureCategories } from './category.ts';
import {
  type CodeFrame,
  type Evidence,
  type Explanation,
  type Fix,
  remedyIds,
  type Section,
  sectionIds,
} from './explanation.ts';

const segment: Read<string | number> = (value, found) =>
  typeof value === 'number' ? number(value, found) : text(value, found);

/** Reads nothing, because these fields are only displayed. */
const nothing = (): undefined => undefined;

/** Reads `true`; any other value counts as absent. */
const flagged: Read<true> = (value) => (value === true ? true : undefined);

const evidence = list(
  object<Evidence>({
    text: needed(text),
    source: text,
    isCause: flag,
    isConsequence: flag,
    frame: object<CodeFrame>({ file: needed(text), line: needed(number) }),
    file: text,
    leadsTo: nothing,
    ofTask: nothing,
    opens: nothing,
  }),
);

/** Reads an explanation that a caller hands back; its fingerprint identifies it. */
export const readGivenExplanation: Read<Explanation> = object<Explanation>({
  category: or(oneOf(failureCategories), 'other'),
  code: text,
  title: or(text, ''),
  cause: or(text, ''),
  wait: nothing,
  sections: list(
    object<Section>({
      id: needed(oneOf(sectionIds)),
      title: or(text, ''),
      items: or(evidence, []),
      charts: nothing,
      logsOf: nothing,
      nearest: nothing,
    }),
  ),
  evidence: or(evidence, []),
  related: nothing,
  fixes: or(
    list(
      object<Fix>({
        text: needed(text),
        ofSeveral: text,
        place: nothing,
        help: text,
        property: list(segment),
        edit: nothing,
        isChoice: flagged,
        isReading: flagged,
        isSearch: flagged,
        remedies: list(oneOf(remedyIds)),
        refusal: text,
      }),
    ),
    [],
  ),
  remedies: or(list(oneOf(remedyIds)), []),
  refusals: list(text),
  change: oneOf(['nothing', 'surroundings', 'definition']),
  confidence: or(oneOf(['certain', 'likely', 'guess']), 'guess'),
  isOfSeveral: flagged,
  stopsWork: flagged,
  fingerprint: needed(text),
});
