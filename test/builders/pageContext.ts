import type { PageContext } from '../../src/core/diagnosis/report/pageContext.ts';
import type { Resource } from '../../src/core/model/resource.ts';

/** What a page about something is made from, where nothing is known beside the explanation. */
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
