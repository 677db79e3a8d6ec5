import type { ApiVersion } from '../apiVersion.ts';
import type { OperationRow } from '../operationRow.ts';
import { ServiceError } from './serviceError.ts';

interface Segment {
  readonly pattern: RegExp;
  readonly names: readonly string[];
}

interface Template {
  readonly operation: OperationRow;
  readonly segments: readonly Segment[];
  /** The last variable is a path: it takes what is left, whether its slashes were encoded or not. */
  readonly takesRest: boolean;
}

export interface Route {
  readonly operation: OperationRow;
  readonly params: Readonly<Record<string, string>>;
}

const verbs: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']);

/** Finds the operation for a verb and a path among those a version of the API has. */
export class Router {
  readonly #templates: readonly Template[];

  constructor(operations: readonly OperationRow[]) {
    this.#templates = operations.map(toTemplate);
  }

  /** Throws `ResourceNotFound`, `UnsupportedHttpVerb`, `InvalidHttpVerb` or `RequestUrlFailedToParse`. */
  find(verb: string, path: string, version: ApiVersion): Route {
    if (!verbs.has(verb)) throw new ServiceError('InvalidHttpVerb');
    const segments = path.split('/').slice(1);
    let isKnownPath = false;
    for (const template of this.#templates) {
      const params = template.operation.versions.includes(version) ? match(template, segments) : undefined;
      if (params !== undefined && template.operation.verb === verb) return { operation: template.operation, params };
      isKnownPath ||= params !== undefined;
    }
    throw new ServiceError(isKnownPath ? 'UnsupportedHttpVerb' : 'ResourceNotFound');
  }
}

function toTemplate(operation: OperationRow): Template {
  return {
    operation,
    segments: operation.path.split('/').slice(1).map(toSegment),
    takesRest: operation.path.endsWith('{filePath}'),
  };
}

function toSegment(text: string): Segment {
  const names: string[] = [];
  const pattern = text
    .split(/\{(\w+)\}/)
    .map((part, index) => {
      if (index % 2 === 0) return part.replaceAll(/[()=,.]/g, '\\$&');
      names.push(part);
      return '(.+?)';
    })
    .join('');
  return { pattern: new RegExp(`^${pattern}$`, names.length === 0 ? 'i' : ''), names };
}

function match(template: Template, given: readonly string[]): Readonly<Record<string, string>> | undefined {
  const { segments, takesRest } = template;
  const isLongEnough = takesRest ? given.length >= segments.length : given.length === segments.length;
  if (!isLongEnough) return undefined;
  const params: Record<string, string> = {};
  for (const [index, segment] of segments.entries()) {
    const isRest = takesRest && index === segments.length - 1;
    const found = segment.pattern.exec((isRest ? given.slice(index).join('/') : given[index]) ?? '');
    if (found === null) return undefined;
    for (const [position, name] of segment.names.entries()) params[name] = decode(found[position + 1] ?? '');
  }
  return params;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new ServiceError('RequestUrlFailedToParse');
  }
}
