/**
 * Blanks the comments in a TypeScript source; length, lines, and the contents of template literals stay the same.
 * Enough of a scanner to find imports: it knows strings, templates, and both kinds of comment.
 */
function blankComments(source) {
  const token = /'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\[\s\S])*`|\/\/[^\n]*|\/\*[\s\S]*?\*\//g;
  return source.replace(token, (text) => (text.startsWith('/') ? text.replace(/[^\n]/g, ' ') : text));
}

const statement = /^[ \t]*(?:import|export)\b(\s+type\b(?!\s*from\b|\s*,))?(?:[^'"`;()=]*?\bfrom)?\s*(['"])(.+?)\2/gm;
const call = /(?<![.\w])(?:import|require)\s*\(\s*(?:(['"`])([^'"`$]+?)\1\s*[,)]|(?=[^\s)]))/g;

/**
 * Finds the imports of a TypeScript source: static, bare, re-exporting, type-only, and dynamic imports, and `require`
 * calls.
 * @returns {{specifier: string | undefined, line: number, typeOnly: boolean}[]} `specifier` is undefined where the name
 * of the module is computed.
 */
export function findImports(source) {
  const code = blankComments(source);
  const lineAt = (index) => code.slice(0, index).split('\n').length;
  const statements = [...code.matchAll(statement)].map((match) => ({
    specifier: match[3],
    line: lineAt(match.index),
    typeOnly: match[1] !== undefined,
  }));
  // A local function named `require` hides Node's `require`.
  const ownRequire = /\bfunction require\b/.test(code);
  const isLoad = (text) => !(ownRequire && text.startsWith('require'));
  const calls = [...code.matchAll(call)]
    .filter(([text]) => isLoad(text))
    .map((match) => ({
      specifier: match[2],
      line: lineAt(match.index),
      typeOnly: false,
    }));
  return [...statements, ...calls].sort((a, b) => a.line - b.line);
}
