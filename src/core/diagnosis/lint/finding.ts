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

/** The first findings in a text, as many as are wanted, however many are added in whatever order. */
export class FirstFindings {
  readonly #most: number;
  #kept: DefinitionFinding[] = [];
  /** The offset of the last finding that is wanted, once there are enough. */
  #lastOffset = Number.POSITIVE_INFINITY;

  constructor(most: number) {
    this.#most = most;
  }

  add(finding: DefinitionFinding): void {
    if (finding.offset >= this.#lastOffset) return;
    this.#kept.push(finding);
    // Sorting once in so many times costs next to nothing for each of them.
    if (this.#kept.length >= 2 * this.#most) this.#cut();
  }

  /** Whether nothing at or after `offset` is wanted any more. */
  isFullAt(offset: number): boolean {
    return offset >= this.#lastOffset;
  }

  /** In the order of the text. */
  list(): readonly DefinitionFinding[] {
    this.#cut();
    return this.#kept;
  }

  #cut(): void {
    this.#kept = this.#kept.sort((one, other) => one.offset - other.offset).slice(0, this.#most);
    if (this.#kept.length === this.#most) this.#lastOffset = this.#kept.at(-1)?.offset ?? 0;
  }
}
