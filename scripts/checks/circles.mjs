import { findImports } from '../lib/imports.mjs';
import { listSources, readSource, toImported } from '../lib/sources.mjs';

/**
 * Finds import cycles in src/, including type imports. Files in a cycle can be understood, moved, and tested only
 * together. Returns one readable line per cycle.
 */
export function findCircles() {
  const files = listSources();
  const known = new Set(files);
  const importsOf = (from) =>
    findImports(readSource(from))
      .map(({ specifier }) => toImported(from, specifier))
      .filter((to) => known.has(to));
  const graph = new Map(files.map((from) => [from, importsOf(from)]));
  return findRounds(graph).map((round) => [...round, round[0]].join('\n    → '));
}

/**
 * Finds the shortest cycle through the first node of each strongly connected part of a graph.
 * @param {ReadonlyMap<string, readonly string[]>} graph
 * @returns {string[][]}
 */
export function findRounds(graph) {
  const found = new Set();
  return [...graph.keys()].flatMap((from) => {
    if (found.has(from)) return [];
    const round = findRound(graph, from);
    if (round === undefined) return [];
    for (const each of findReachable(graph, from).keys()) if (findReachable(graph, each).has(from)) found.add(each);
    return [round];
  });
}

/** Returns every node reachable from `from`, with the node from which it was reached first. */
function findReachable(graph, from) {
  const reached = new Map();
  const next = [from];
  for (const at of next)
    for (const to of graph.get(at) ?? [])
      if (!reached.has(to)) {
        reached.set(to, at);
        next.push(to);
      }
  return reached;
}

/** Returns the shortest path from a node back to itself, beginning with that node; undefined if there is none. */
function findRound(graph, from) {
  const reached = findReachable(graph, from);
  if (!reached.has(from)) return undefined;
  const round = [];
  let at = from;
  do {
    at = reached.get(at);
    round.unshift(at);
  } while (at !== from);
  return round;
}
