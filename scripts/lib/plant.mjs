import { createHash } from 'node:crypto';
import path from 'node:path';

/**
 * A change at one place in a source file, which a test should notice.
 * @typedef {{file: string, line: number, what: string, start: number, end: number, text: string, rank: number}} Fault
 */

/** Weights of the rarer kinds of faults relative to conditions. */
const weights = { condition: 1, bound: 3, await: 2 };
const turned = { '===': '!==', '!==': '===', '&&': '||', '||': '&&' };
const moved = { '<': '<=', '<=': '<', '>': '>=', '>=': '>' };

/**
 * Opens the sources of TypeScript projects with the compiler.
 * @param {readonly string[]} configs their tsconfig.json, from `folder`
 */
export async function openProjects(folder, configs) {
  const { API } = await import('typescript/unstable/sync');
  const { SyntaxKind } = await import('typescript/unstable/ast');
  const api = new API({ cwd: folder });
  const inFolder = (file) => path.join(folder, file);
  let snapshot = api.updateSnapshot({ openProjects: configs.map(inFolder) });
  let last = '';
  const findProgram = (file) =>
    snapshot.getProjects().find(({ rootFiles }) => rootFiles.includes(inFolder(file)))?.program;
  return {
    /** Lists every fault that can be planted in a source, with its rank among all faults, which depends on the seed. */
    findFaults(file, seed) {
      const tree = findProgram(file)?.getSourceFile(inFolder(file));
      return tree ? findPlaces(tree, SyntaxKind).map(toFault(file, tree.text, seed)) : [];
    },
    /** Checks whether a changed source has syntax or type errors. */
    refuses(file) {
      snapshot = api.updateSnapshot({ fileChanges: { changed: [last, file].map(inFolder) } });
      last = file; // The file may be restored before the next call.
      const program = findProgram(file);
      return ['Syntactic', 'Semantic'].some((kind) => program[`get${kind}Diagnostics`](inFolder(file)).length > 0);
    },
  };
}

function findPlaces(tree, kinds) {
  const places = [];
  const read = (node) => tree.text.slice(node.getStart(tree), node.end);
  const add = (kind, node, text, end = node.end) => places.push({ kind, start: node.getStart(tree), end, text });
  const visit = (node) => {
    const condition = { [kinds.IfStatement]: node.expression, [kinds.ConditionalExpression]: node.condition }[
      node.kind
    ];
    if (condition) add('condition', condition, `!(${read(condition)})`);
    if (node.kind === kinds.AwaitExpression) add('await', node, '', node.expression.getStart(tree));
    if (node.kind === kinds.BinaryExpression) {
      const operator = read(node.operatorToken);
      if (turned[operator]) add('condition', node.operatorToken, turned[operator]);
      if (moved[operator]) add('bound', node.operatorToken, moved[operator]);
      if ('+-'.includes(operator) && read(node.right) === '1') add('bound', node.right, '0');
    }
    node.forEachChild(visit);
  };
  visit(tree);
  return places;
}

/** A line keeps its rank when it or its file moves, so that versions can be compared. */
function toFault(file, source, seed) {
  const seen = new Map();
  return ({ kind, start, end, text }) => {
    const [from, to] = [source.lastIndexOf('\n', start - 1) + 1, source.indexOf('\n', end)];
    const what = `${source.slice(from, start)}${text}${source.slice(end, to)}`.trim().replace(/\s+/g, ' ');
    const key = [seed, path.basename(file), source.slice(from, to).trim(), what].join('\n');
    seen.set(key, (seen.get(key) ?? 0) + 1);
    const chance =
      createHash('sha256')
        .update(`${key}\n${seen.get(key)}`)
        .digest()
        .readUInt32BE() /
      2 ** 32;
    const line = source.slice(0, start).split('\n').length;
    return { file, line, what, start, end, text, rank: -Math.log(chance) / weights[kind] };
  };
}

/** Returns the source with the fault in it. */
export const plant = (source, { start, end, text }) => source.slice(0, start) + text + source.slice(end);
