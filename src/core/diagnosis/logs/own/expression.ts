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
  readonly #whole: Part;
  readonly #flags: string;
  /** Written on first use. */
  #steps: readonly Step[] | undefined;

  /** @throws SyntaxError if this isn't an expression. @throws UnsafeExpression */
  constructor(source: string, flags = '') {
    if (!/^i?$/.test(flags)) throw new UnsafeExpression('flags');
    new RegExp(source, flags);
    const { whole, groupCount } = new Reader(source).read();
    this.groupCount = groupCount;
    this.literal = findLiteral(whole, flags === 'i');
    this.#whole = whole;
    this.#flags = flags;
    this.stepCount = countSteps(whole) + 1;
    if (this.stepCount > mostSteps) throw new UnsafeExpression('tooLarge');
  }

  /** Returns the text of the first match and of its groups; undefined if there is none. */
  match(text: string): readonly string[] | undefined {
    this.#steps ??= compile(this.#whole, this.#flags);
    const width = text.length + 1;
    const run = startRun(this.#steps.length * width);
    for (let start = 0; start < width; start++) {
      const slots = this.#matchAt(this.#steps, text, start, run);
      if (slots === undefined) continue;
      return Array.from({ length: this.groupCount + 1 }, (_, group) => {
        const [from, to] = [slots[2 * group], slots[2 * group + 1]];
        return from === undefined || to === undefined ? '' : text.slice(from, to);
      });
    }
    return undefined;
  }

  #matchAt(steps: readonly Step[], text: string, start: number, run: number): (number | undefined)[] | undefined {
    const slots: (number | undefined)[] = [];
    // Pairs: a step to try and its position, or a slot to restore, as a negative number, and its value.
    const waiting: (number | undefined)[] = [0, start];
    while (waiting.length > 0) {
      const value = waiting.pop();
      let step = waiting.pop() ?? 0;
      if (step < 0) {
        slots[-step - 1] = value;
        continue;
      }
      for (let at = value ?? 0; ; ) {
        const key = step * (text.length + 1) + at;
        if (tried[key] === run) break;
        tried[key] = run;
        const one = steps[step];
        if (one === undefined || one.kind === 'end') return slots;
        if (one.kind === 'split') {
          waiting.push(one.second, at);
          step = one.first;
        } else if (one.kind === 'save') {
          waiting.push(-one.slot - 1, slots[one.slot]);
          slots[one.slot] = at;
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

/** The run in which each step was tried last at each position; shared, because most matches need little of it. */
let tried = new Uint32Array(0);
let runs = 0;

/** Returns the number of a new run. */
function startRun(size: number): number {
  if (tried.length < size || runs === 0xffff_ffff) {
    tried = new Uint32Array(Math.max(size, tried.length));
    runs = 0;
  }
  runs += 1;
  return runs;
}

function isAt(source: string, text: string, at: number): boolean {
  if (source === '^') return at === 0;
  if (source === '$') return at === text.length;
  const isEdge = /\w/.test(text.charAt(at - 1)) !== /\w/.test(text.charAt(at));
  return isEdge === (source === '\\b');
}

/** Matches a character, a class, or an escape. JavaScript has accepted the expression, so it is complete. */
const character = /\\(?:x[\da-fA-F]{2}|u[\da-fA-F]{4}|c[A-Za-z]|.)|\[(?:\\.|[^\]\\])*\]|./sy;
const quantifiers: ReadonlySet<string | undefined> = new Set('*+?{');
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
    if (!quantifiers.has(this.#source[this.#at])) return part;
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
    const next = source[this.#at] ?? '';
    if (/[\w ]/.test(next)) {
      this.#at += 1;
      return { kind: 'char', source: next };
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

/** Returns the number of steps that `compile` writes for a part. */
function countSteps(part: Part): number {
  if (part.kind === 'char' || part.kind === 'position') return 1;
  if (part.kind === 'group') {
    const ofOptions = part.options.reduce((sum, parts) => sum + countAll(parts), 2 * (part.options.length - 1));
    return ofOptions + (part.index === undefined ? 0 : 2);
  }
  const once = countSteps(part.part);
  return part.max === Number.POSITIVE_INFINITY
    ? part.min * once + once + 2
    : part.min * once + (part.max - part.min) * (once + 1);
}

function countAll(parts: readonly Part[]): number {
  return parts.reduce((sum, part) => sum + countSteps(part), 0);
}

function compile(whole: Part, flags: string): readonly Step[] {
  const steps: Step[] = [];
  const tests = new Map<string, CharTest>();
  const add = (step: Step): number => steps.push(step) - 1;
  const addSplit = (isLazy: boolean, write: () => void): void => {
    const at = add({ kind: 'end' });
    write();
    const [inside, after] = [at + 1, steps.length];
    steps[at] = { kind: 'split', first: isLazy ? after : inside, second: isLazy ? inside : after };
  };
  const jump = (to: number): void => void add({ kind: 'split', first: to, second: to });
  const write = (part: Part): void => {
    if (part.kind === 'char') {
      const has = tests.get(part.source) ?? toTest(part.source, flags);
      tests.set(part.source, has);
      add({ kind: 'char', has });
    } else if (part.kind === 'position') add({ kind: 'position', source: part.source });
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

type CharTest = (text: string, at: number) => boolean;

/** Returns a test of one character, which asks JavaScript once for each character of ASCII that occurs. */
function toTest(source: string, flags: string): CharTest {
  if (flags === '' && source.length === 1 && source !== '.') return (text, at) => text[at] === source;
  let one: RegExp | undefined;
  const known: boolean[] = [];
  return (text, at) => {
    const code = text.charCodeAt(at);
    const before = known[code];
    if (before !== undefined) return before;
    one ??= new RegExp(source, `${flags}y`);
    one.lastIndex = 0;
    const is = one.test(text.charAt(at));
    if (code < 128) known[code] = is;
    return is;
  };
}
