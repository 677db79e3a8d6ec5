import type { PageContext } from '../../src/core/diagnosis/report/pageContext.ts';
import type { Resource } from '../../src/core/model/resource.ts';

/** Returns the context of a page with no facts other than the explanation. */
export function pageContext(resource: Resource): PageContext {
  return {
    resource,
    actions: [],
    looks: [],
    logs: [],
    hasSource: () => false,
    timeline: { events: [], undated: [] },
    nameNodes: (text) => text,
    timeZone: 'UTC',
  };
}
