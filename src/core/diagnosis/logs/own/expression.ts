/** A part of an expression. `source` is a part that JavaScript itself evaluates: one character, or a position. */
type Part =
  | { readonly kind: 'char'; readonly source: string }
  | { readonly kind: 'position'; readonly source: string }
  | { readonly kind: 'group'; readonly index: number | undefined; readonly options: readonly (readonly Part[])[] }
  | {
      readonly kind: 'repeat';
      readonly part: Part;
      readonly min: number;
      readonly max: number;
      readonly isLazy: boolean;
    };

type Step =
  | { readonly kind: 'char'; readonly has: (text: string, at: number) => boolean }
  | { readonly kind: 'position'; readonly source: string }
  | { readonly kind: 'split'; readonly first: number; readonly second: number }
  | { readonly kind: 'save'; readonly slot: number }
  | { readonly kind: 'end' };

/** Why an expression can't be used. `lookaround` and `reference` can't be matched in linear time. */
export type ExpressionProblem = 'lookaround' | 'reference' | 'nested' | 'tooLarge' | 'flags';

/** Thrown for an expression that JavaScript accepts, but whose time isn't known to be linear. */
export class UnsafeExpression extends Error {
  readonly problem: ExpressionProblem;

  constructor(problem: ExpressionProblem) {
    super(problem);
    this.problem = problem;
  }
}

const mostSteps = 1000;

/**
 * A regular expression of JavaScript that is matched in time linear in the length of the text, whatever the expression:
 * no step is tried twice at the same position. It has no lookaround and no references to groups, which make that
 * impossible.
 */
export class Expression {
  /** The longest text that every match contains; only ASCII if the case doesn't matter. */
  readonly literal: string;
  readonly groupCount: number;
  readonly stepCount: number;
  readonly #steps: readonly Step[];

  /** @throws SyntaxError if this isn't an expression. @throws UnsafeExpression */
  constructor(source: string, flags = '') {
    if (!/^i?$/.test(flags)) throw new UnsafeExpression('flags');
    new RegExp(source, flags);
    const { whole, groupCount } = new Reader(source).read();
    this.groupCount = groupCount;
    this.literal = findLiteral(whole, flags === 'i');
    this.#steps = compile(whole, flags);
    this.stepCount = this.#steps.length;
  }

  /** Returns the text of the first match and of its groups; undefined if there is none. */
  match(text: string): readonly string[] | undefined {
    const width = text.length + 1;
    const tried = new Uint8Array(this.#steps.length * width);
    for (let start = 0; start < width; start++) {
      const slots = this.#matchAt(text, start, tried);
      if (slots === undefined) continue;
      return Array.from({ length: this.groupCount + 1 }, (_, group) => {
        const [from, to] = [slots[2 * group], slots[2 * group + 1]];
        return from === undefined || to === undefined ? '' : text.slice(from, to);
      });
    }
    return undefined;
  }

  #matchAt(text: string, start: number, tried: Uint8Array): (number | undefined)[] | undefined {
    const slots: (number | undefined)[] = [];
    const waiting: (() => readonly [step: number, at: number] | undefined)[] = [() => [0, start]];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      let [step, at] = next() ?? [-1, 0];
      while (step >= 0) {
        const key = step * (text.length + 1) + at;
        if (tried[key] === 1) break;
        tried[key] = 1;
        const one = this.#steps[step];
        if (one === undefined || one.kind === 'end') return slots;
        if (one.kind === 'split') {
          const [second, here] = [one.second, at];
          waiting.push(() => [second, here]);
          step = one.first;
        } else if (one.kind === 'save') {
          const { slot } = one;
          const before = slots[slot];
          waiting.push(() => {
            slots[slot] = before;
            return undefined;
          });
          slots[slot] = at;
          step += 1;
        } else if (one.kind === 'position') {
          if (!isAt(one.source, text, at)) break;
          step += 1;
        } else {
          if (at === text.length || !one.has(text, at)) break;
          step += 1;
          at += 1;
        }
      }
    }
    return undefined;
  }
}

function isAt(source: string, text: string, at: number): boolean {
  if (source === '^') return at === 0;
  if (source === '$') return at === text.length;
  const isEdge = /\w/.test(text.charAt(at - 1)) !== /\w/.test(text.charAt(at));
  return isEdge === (source === '\\b');
}

/** Matches a character, a class, or an escape. JavaScript has accepted the expression, so it is complete. */
const character = /\\(?:x[\da-fA-F]{2}|u[\da-fA-F]{4}|c[A-Za-z]|.)|\[(?:\\.|[^\]\\])*\]|./sy;
const quantifier = /(?:([*+?])|\{(\d{1,9})(?:(,)(\d{0,9}))?\})(\??)/y;

class Reader {
  readonly #source: string;
  #at = 0;
  #groups = 0;

  constructor(source: string) {
    this.#source = source;
  }

  read(): { readonly whole: Part; readonly groupCount: number } {
    const whole = this.#readOptions(0);
    return { whole, groupCount: this.#groups };
  }

  #readOptions(index: number | undefined): Part {
    const options: Part[][] = [[]];
    while (this.#at < this.#source.length && this.#source[this.#at] !== ')') {
      if (this.#source[this.#at] === '|') {
        options.push([]);
        this.#at += 1;
      } else options.at(-1)?.push(this.#readRepeated());
    }
    return { kind: 'group', index, options };
  }

  #readRepeated(): Part {
    const part = this.#readOne();
    const [whole = '', sign, least, hasComma, most, lazy] = this.#take(quantifier) ?? [];
    if (whole === '') return part;
    const min = sign === undefined ? Number(least) : sign === '+' ? 1 : 0;
    const isExact = sign === undefined && hasComma === undefined;
    const max = sign === '?' ? 1 : isExact ? min : most ? Number(most) : Number.POSITIVE_INFINITY;
    if (max > mostSteps && max !== Number.POSITIVE_INFINITY) throw new UnsafeExpression('tooLarge');
    if (max > 1 && part.kind === 'group' && part.options.some(isOnlyRepeats)) throw new UnsafeExpression('nested');
    return { kind: 'repeat', part, min, max, isLazy: lazy === '?' };
  }

  #readOne(): Part {
    const source = this.#source;
    if (source[this.#at] === '(') {
      if (/^\(\?(?:[=!]|<[=!])/.test(source.slice(this.#at, this.#at + 4))) throw new UnsafeExpression('lookaround');
      const [head = '('] = this.#take(/\(\?(?::|<[^>]{1,100}>)|\(/y) ?? [];
      const index = head === '(?:' ? undefined : ++this.#groups;
      const group = this.#readOptions(index);
      this.#at += 1;
      return group;
    }
    const [one = ''] = this.#take(character) ?? [];
    if (/^\\[1-9k]/.test(one)) throw new UnsafeExpression('reference');
    return { kind: /^(?:[\^$]|\\[bB])$/.test(one) ? 'position' : 'char', source: one };
  }

  #take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#source);
    if (found === null) return undefined;
    this.#at += found[0].length;
    return found;
  }
}

/** Checks for what can be divided among repetitions in many ways, as in `(a+)+`. */
function isOnlyRepeats(parts: readonly Part[]): boolean {
  return parts.length > 0 && parts.every((part) => part.kind === 'repeat' && part.max > 1);
}

function findLiteral(whole: Part, ignoresCase: boolean): string {
  let longest = '';
  let current = '';
  const end = (): void => {
    if (current.length > longest.length) longest = current;
    current = '';
  };
  const walk = (part: Part): void => {
    const only = part.kind === 'group' && part.options.length === 1 ? part.options[0] : undefined;
    if (only !== undefined) for (const inner of only) walk(inner);
    else if (
      part.kind === 'char' &&
      /^(?:[^.[\\]|\\[^\w\s])$/.test(part.source) &&
      (!ignoresCase || part.source < '\x7f')
    )
      current += part.source.slice(-1);
    else if (part.kind !== 'position') end();
  };
  walk(whole);
  end();
  return longest;
}

function compile(whole: Part, flags: string): readonly Step[] {
  const steps: Step[] = [];
  const add = (step: Step): number => {
    if (steps.length >= mostSteps) throw new UnsafeExpression('tooLarge');
    return steps.push(step) - 1;
  };
  const addSplit = (isLazy: boolean, write: () => void): void => {
    const at = add({ kind: 'end' });
    write();
    const [inside, after] = [at + 1, steps.length];
    steps[at] = { kind: 'split', first: isLazy ? after : inside, second: isLazy ? inside : after };
  };
  const jump = (to: number): void => void add({ kind: 'split', first: to, second: to });
  const write = (part: Part): void => {
    if (part.kind === 'char') add({ kind: 'char', has: toTest(part.source, flags) });
    else if (part.kind === 'position') add({ kind: 'position', source: part.source });
    else if (part.kind === 'group') {
      if (part.index !== undefined) add({ kind: 'save', slot: 2 * part.index });
      writeOptions(part.options);
      if (part.index !== undefined) add({ kind: 'save', slot: 2 * part.index + 1 });
    } else {
      for (let count = 0; count < part.min; count++) write(part.part);
      if (part.max === Number.POSITIVE_INFINITY) {
        const start = steps.length;
        addSplit(part.isLazy, () => {
          write(part.part);
          jump(start);
        });
      } else writeOptional(part, part.max - part.min);
    }
  };
  const writeOptional = (part: Extract<Part, { kind: 'repeat' }>, left: number): void => {
    if (left <= 0) return;
    addSplit(part.isLazy, () => {
      write(part.part);
      writeOptional(part, left - 1);
    });
  };
  const writeOptions = ([first = [], ...others]: readonly (readonly Part[])[]): void => {
    if (others.length === 0) {
      for (const part of first) write(part);
      return;
    }
    let leave = 0;
    addSplit(false, () => {
      for (const part of first) write(part);
      leave = add({ kind: 'end' });
    });
    writeOptions(others);
    steps[leave] = { kind: 'split', first: steps.length, second: steps.length };
  };
  write(whole);
  add({ kind: 'end' });
  return steps;
}

function toTest(source: string, flags: string): (text: string, at: number) => boolean {
  if (flags === '' && source.length === 1 && source !== '.') return (text, at) => text[at] === source;
  const one = new RegExp(source, `${flags}y`);
  const known = new Map<string, boolean>();
  return (text, at) => {
    const char = text.charAt(at);
    const is =
      known.get(char) ??
      (() => {
        one.lastIndex = 0;
        return one.test(char);
      })();
    if (known.size < 500) known.set(char, is);
    return is;
  };
}
