import type { Resource } from '../../../core/model/resource.ts';

/** What was settled when an action started of which something is left to do: the question about the rest repeats it. */
export interface Rest<Choices extends object = object> {
  readonly choices: Choices;
  /** Why only these are asked about, and what became of the others; as sentences. */
  readonly notes: readonly string[];
  /** What is kept of these first, as lines. */
  readonly describeKept: (resources: readonly Resource[]) => readonly string[];
}
