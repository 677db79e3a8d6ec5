import { WordedTemplate } from './wordedTemplate.ts';

/** Patterns that have data at the same places, by what they are elsewhere. */
interface PatternShape {
  readonly places: readonly number[];
  readonly patterns: Map<number, string>;
}

/** Templates of which it was learned that there is data at some places, whatever word stands there. */
export class Patterns {
  readonly #places = new Map<string, ReadonlySet<number>>();

  /** `template` became `pattern` by what was learned of `places`. */
  add(pattern: string, places: ReadonlySet<number>, template: string): void {
    const known = [this.#places.get(pattern), this.#places.get(template)];
    this.#places.set(pattern, new Set([...places, ...known.flatMap((some) => [...(some ?? [])])]));
  }

  /** Finds the pattern of a template that has other words at the places of data alone. */
  toFinder(): (template: string) => string | undefined {
    const shapes = this.#toShapes();
    return (template) => {
      if (shapes.length === 0 || this.#places.has(template)) return undefined;
      const worded = new WordedTemplate(template);
      const found = shapes.map(({ places, patterns }) => patterns.get(worded.toRestKey(places)));
      return found.filter((pattern) => pattern !== undefined).sort()[0];
    };
  }

  #toShapes(): readonly PatternShape[] {
    const shapes = new Map<string, PatternShape>();
    for (const [pattern, set] of this.#places) {
      const places = [...set].sort((one, other) => one - other);
      const shape = shapes.get(places.join()) ?? { places, patterns: new Map<number, string>() };
      shapes.set(places.join(), shape);
      shape.patterns.set(new WordedTemplate(pattern).toRestKey(places), pattern);
    }
    return [...shapes.values()];
  }
}
