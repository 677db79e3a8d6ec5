import type { ApiVersion } from '../apiVersion.ts';
import { verbs } from '../operation.ts';
import type { OperationRow } from '../operationRow.ts';
import { matchPath, type PathTemplate, splitPath, toPathTemplate } from './pathTemplate.ts';
import { ServiceError } from './serviceError.ts';

interface Template extends PathTemplate {
  readonly operation: OperationRow;
}

export interface Route {
  readonly operation: OperationRow;
  readonly params: Readonly<Record<string, string>>;
}

/** Finds the operation for a verb and a path among those of an API version. */
export class Router {
  readonly #templates: readonly Template[];

  constructor(operations: readonly OperationRow[]) {
    this.#templates = operations.map((operation) => ({ operation, ...toPathTemplate(operation.path) }));
  }

  /** Throws `ResourceNotFound`, `UnsupportedHttpVerb`, `InvalidHttpVerb` or `RequestUrlFailedToParse`. */
  find(verb: string, path: string, version: ApiVersion): Route {
    if (!verbs.some((known) => known === verb)) throw new ServiceError('InvalidHttpVerb');
    const segments = splitPath(path);
    let isKnownPath = false;
    for (const template of this.#templates) {
      const params = template.operation.versions.includes(version) ? matchPath(template, segments) : undefined;
      if (params !== undefined && template.operation.verb === verb) return { operation: template.operation, params };
      isKnownPath ||= params !== undefined;
    }
    throw new ServiceError(isKnownPath ? 'UnsupportedHttpVerb' : 'ResourceNotFound');
  }
}
