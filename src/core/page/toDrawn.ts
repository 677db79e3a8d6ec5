import type { Page, PageGroup } from './page.ts';

/** Removes the items that the page doesn't draw: it draws only a few, even of ten thousand. */
export function toDrawn(page: Page): Page {
  const parts = page.parts.map((part) =>
    part.groups === undefined ? part : { ...part, groups: part.groups.flatMap(toDrawnGroup) },
  );
  return { ...page, parts };
}

function toDrawnGroup(group: PageGroup): readonly PageGroup[] {
  const places = group.places.flatMap((place) => {
    const runs = place.runs.filter(({ things }) => things.length > 0);
    return runs.length === 0 ? [] : [{ ...place, runs }];
  });
  return places.length === 0 ? [] : [{ ...group, places }];
}
