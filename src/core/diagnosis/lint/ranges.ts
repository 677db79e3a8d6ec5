import { type DefinitionNode, findByName, listItems } from './definitionTree.ts';

/** A range that begins within another range of its list. */
export interface Overlap {
  readonly at: DefinitionNode;
  readonly start: number;
}

/** Finds the overlapping ranges in a list, given the names of the properties with their ends. */
export function findOverlaps(list: DefinitionNode | undefined, startName: string, endName: string): readonly Overlap[] {
  const ranges = listItems(list).flatMap((range) => {
    const [at, end] = [findByName(range, startName), findByName(range, endName)];
    return typeof at?.value === 'number' && typeof end?.value === 'number'
      ? [{ at, start: at.value, end: end.value }]
      : [];
  });
  let last = Number.NEGATIVE_INFINITY;
  const overlaps: Overlap[] = [];
  for (const { at, start, end } of ranges.sort((one, other) => one.start - other.start)) {
    if (start <= last) overlaps.push({ at, start });
    last = Math.max(last, end);
  }
  return overlaps;
}
