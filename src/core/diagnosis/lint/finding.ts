import { codes, type RuleCode, type Severity } from './codes.ts';
import { type DefinitionNode, listPath } from './definitionTree.ts';

/** The kinds of definitions. */
export type DefinitionKind = 'pool' | 'job' | 'task' | 'jobSchedule';

/** A change that fixes a finding: replaces `length` characters at `offset` with `text`. */
export interface DefinitionFix {
  readonly title: string;
  readonly offset: number;
  readonly length: number;
  readonly text: string;
}

/** A mistake in a definition, found before it is submitted. */
export interface DefinitionFinding {
  readonly code: RuleCode;
  readonly severity: Severity;
  /** A localized sentence, not escaped and without secrets. */
  readonly message: string;
  /** Path of the value at fault, in the format of `jsonc-parser`. */
  readonly path: (string | number)[];
  /** Offset at which to mark the finding, in UTF-16 units. */
  readonly offset: number;
  readonly length: number;
  readonly fix?: DefinitionFix;
}

/** Creates a finding at `node`, or at the opening bracket of an object or array. */
export function toFinding(
  node: DefinitionNode,
  code: RuleCode,
  message: string,
  fix?: DefinitionFix | undefined,
): DefinitionFinding {
  const isContainer = node.type === 'object' || node.type === 'array';
  return {
    code,
    severity: codes[code].severity,
    message,
    path: listPath(node),
    offset: node.offset,
    length: isContainer ? 1 : node.length,
    ...(fix === undefined ? {} : { fix }),
  };
}

/** Returns a fix that replaces a value with a string. */
export function replaceWith(node: DefinitionNode, value: string, title: string): DefinitionFix {
  return { title, offset: node.offset, length: node.length, text: JSON.stringify(value) };
}

/** Collects a limited number of findings: the first ones of a text, regardless of the order in which they are added. */
export class FirstFindings {
  readonly #most: number;
  #kept: DefinitionFinding[] = [];
  /** Offset of the last finding that is kept; infinite until the limit is reached. */
  #lastOffset = Number.POSITIVE_INFINITY;

  constructor(most: number) {
    this.#most = most;
  }

  add(finding: DefinitionFinding): void {
    if (finding.offset >= this.#lastOffset) return;
    this.#kept.push(finding);
    // Sorting only after many additions makes the cost of each negligible.
    if (this.#kept.length >= 2 * this.#most) this.#cut();
  }

  /** Checks whether findings at or after `offset` would be discarded. */
  isFullAt(offset: number): boolean {
    return offset >= this.#lastOffset;
  }

  /** Lists the findings in the order of the text. */
  list(): readonly DefinitionFinding[] {
    this.#cut();
    return this.#kept;
  }

  #cut(): void {
    this.#kept = this.#kept.sort((one, other) => one.offset - other.offset).slice(0, this.#most);
    if (this.#kept.length === this.#most) this.#lastOffset = this.#kept.at(-1)?.offset ?? 0;
  }
}
