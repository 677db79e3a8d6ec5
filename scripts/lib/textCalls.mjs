const start = /\bl10n\.t\(/g;
const openers = '([{';
const closers = ')]}';

/** Returns the end of the string, template or comment that starts at `at`; `at` itself if none does. */
function skipQuoted(source, at) {
  const two = source.slice(at, at + 2);
  if (two === '//') return source.indexOf('\n', at);
  if (two === '/*') return source.indexOf('*/', at) + 2;
  const quote = source[at];
  if (!['"', "'", '`'].includes(quote)) return at;
  let end = at + 1;
  while (source[end] !== quote) {
    if (end >= source.length)
      throw new Error('a quotation mark is not closed, or belongs to a regular expression in a call');
    if (quote === '`' && source.startsWith('${', end)) end = splitList(source, end + 2).end;
    end += source[end] === '\\' ? 2 : 1;
  }
  return end + 1;
}

/** Splits the list from `at` to its closing bracket: the items' sources, and the position of the bracket. */
function splitList(source, at) {
  const items = [];
  let depth = 0;
  let from = at;
  let end = at;
  for (; ; end++) {
    const after = skipQuoted(source, end);
    if (after > end) {
      end = after - 1;
      continue;
    }
    const sign = source[end];
    if (sign === undefined) throw new Error('a bracket is not closed');
    if (openers.includes(sign)) depth++;
    else if (closers.includes(sign)) depth--;
    if (depth < 0 || (depth === 0 && sign === ',')) {
      const item = source.slice(from, end).trim();
      if (item !== '') items.push(item);
      from = end + 1;
    }
    if (depth < 0) return { items, end };
  }
}

/** Returns the value of a string literal, or of a template without placeholders; undefined for anything else. */
function readLiteral(text) {
  if (!/^(['"]).*\1$|^`(?:(?!\$\{).)*`$/s.test(text)) return undefined;
  return text.slice(1, -1).replace(/\\(.)/gs, (_whole, sign) => (sign === 'n' ? '\n' : sign));
}

/** Returns the properties of an object literal, by name; a spread is named by its source. */
function readObject(text) {
  const { items } = splitList(text, 1);
  return new Map(
    items.map((item) => {
      const [, name, value] = /^([\w$]+)\s*(?::\s*([\s\S]*))?$/.exec(item) ?? [undefined, item, item];
      return [name, value ?? name];
    }),
  );
}

/** Returns the names of the parts that are passed in an object; undefined if they can't be determined. */
function readNames(text, source) {
  // Parameters of a verb's texts are named `n` and `nOf` (`src/app/actions/verb/toVerb.ts`).
  if (/^(?:asCount\(|n$)/.test(text)) return ['count'];
  if (/^(?:asCountOf\(|nOf$)/.test(text)) return ['count', 'total'];
  if (text.startsWith('{')) {
    const names = [...readObject(text).keys()].map((name) =>
      name.startsWith('...') ? readNames(name.slice(3), source) : [name],
    );
    return names.includes(undefined) ? undefined : names.flat();
  }
  const declared = new RegExp(`\\bconst ${text.replace(/\W/g, '')} = (\\{|asCount(?:Of)?\\()`).exec(source);
  if (declared === null) return undefined;
  const at = declared.index + declared[0].length - 1;
  const { end } = splitList(source, at + 1);
  return readNames(declared[1] === '{' ? source.slice(at, end + 1) : declared[1], source);
}

/** Returns the passed parts: their numbers in order, or their names; undefined if they can't be determined. */
function readPassed(given, source) {
  if (given.length === 0) return [];
  if (given.length === 1 && (given[0].startsWith('{') || /^(?:asCount(?:Of)?\(|[\w.]+$)/.test(given[0]))) {
    const names = readNames(given[0], source);
    if (names !== undefined || given[0].startsWith('{')) return names;
  }
  return given.some((item) => item.startsWith('...')) ? undefined : given.map((_item, index) => String(index));
}

/** Lists the source text of each call of `l10n.t` in a file. */
export function listTextCalls(source) {
  return [...source.matchAll(start)].map(({ index, 0: opening }) =>
    source.slice(index, splitList(source, index + opening.length).end + 1),
  );
}

/** Parses a call of `l10n.t` that `match` found: its message, its options if any, the arguments, and its end. */
function readCall(source, { index, 0: opening }) {
  const { items, end } = splitList(source, index + opening.length);
  const [first = '', ...others] = items;
  const options = first.startsWith('{') ? readObject(first) : undefined;
  return { message: readLiteral(options?.get('message') ?? first), options, others, end };
}

/**
 * Returns the key of a text for translators, which includes the comment for them. Undefined if there is no literal
 * text.
 */
function toKey({ message, options }) {
  const comment = options?.get('comment');
  if (message === undefined || comment === undefined) return message;
  const parts = comment.startsWith('[') ? splitList(comment, 1).items : [comment];
  return `${message}/${parts.map(readLiteral).join('')}`;
}

/** Lists the keys of the texts in a file's calls, including nested calls. */
export function listKeys(source) {
  return [...source.matchAll(start)].flatMap((match) => toKey(readCall(source, match)) ?? []);
}

/**
 * Reads the calls of `l10n.t` in the source of a file: the `message`, its position (`line` from 1, `index`), its
 * `placeholders`, the parts that are `passed` (undefined if they can't be determined), and whether there is a `comment`
 * for translators.
 */
export function readTextCalls(source) {
  return [...source.matchAll(start)].flatMap((match) => {
    const { index } = match;
    const { message, options, others } = readCall(source, match);
    if (message === undefined) return [];
    const args = options?.get('args');
    const given =
      options === undefined
        ? others
        : args === undefined
          ? []
          : args.startsWith('[')
            ? splitList(args, 1).items
            : [args];
    return [
      {
        index,
        line: source.slice(0, index).split('\n').length,
        message,
        comment: options?.has('comment') ?? false,
        placeholders: [...new Set([...message.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name))],
        passed: readPassed(given, source),
      },
    ];
  });
}
