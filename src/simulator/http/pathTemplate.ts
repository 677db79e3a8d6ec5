import { ServiceError } from './serviceError.ts';

interface Segment {
  readonly pattern: RegExp;
  readonly names: readonly string[];
}

/** A path with variables: `/jobs/{jobId}/tasks/{taskId}`. */
export interface PathTemplate {
  readonly segments: readonly Segment[];
  /** True if the last variable is a path: it takes the rest, whether or not its slashes are encoded. */
  readonly takesRest: boolean;
}

/** Parses a template as written in tables. */
export function toPathTemplate(path: string): PathTemplate {
  return { segments: splitPath(path).map(toSegment), takesRest: path.endsWith('{filePath}') };
}

function toSegment(text: string): Segment {
  const names: string[] = [];
  const pattern = text
    .split(/\{(\w+)\}/)
    .map((part, index) => {
      if (index % 2 === 0) return part.replaceAll(/[()=,.$]/g, '\\$&');
      names.push(part);
      return '(.+?)';
    })
    .join('');
  return { pattern: new RegExp(`^${pattern}$`, names.length === 0 ? 'i' : ''), names };
}

/** Splits a path into the parts that templates are compared with. */
export function splitPath(path: string): readonly string[] {
  return path.split('/').slice(1);
}

/** Returns the decoded variables of a path if it matches the template. Throws `RequestUrlFailedToParse`. */
export function matchPath(
  template: PathTemplate,
  given: readonly string[],
): Readonly<Record<string, string>> | undefined {
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
