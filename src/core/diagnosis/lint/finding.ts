/** What a definition is for. */
export type DefinitionKind = 'pool' | 'job' | 'task' | 'jobSchedule';

/** A change that puts a finding right: replace `length` characters at `offset` by `text`. */
export interface DefinitionFix {
  readonly title: string;
  readonly offset: number;
  readonly length: number;
  readonly text: string;
}

/** A mistake in a definition, found before it is submitted. */
export interface DefinitionFinding {
  /** Stable name of the rule. */
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'information';
  /** A sentence; localized, not escaped, without secrets. */
  readonly message: string;
  /** Path of the value at fault, as `jsonc-parser` has it. */
  readonly path: (string | number)[];
  /** Where to mark it, in UTF-16 units. */
  readonly offset: number;
  readonly length: number;
  readonly fix?: DefinitionFix;
}
