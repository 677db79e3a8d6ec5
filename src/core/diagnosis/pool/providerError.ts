import type { NameValue } from '../../model/common.ts';
import { isSame } from '../evidence/time.ts';

/** One level of the error that Azure's resource provider gave Batch. */
export interface ProviderError {
  readonly code?: string;
  readonly message?: string;
}

/** Deepest nesting that is followed, and longest JSON that is parsed. */
const maxDepth = 6;
const maxJsonLength = 100_000;

/** The errors inside `Provider Error Json`, outermost first; empty when there is none. */
export function readProviderErrors(values: readonly NameValue[] | undefined): readonly ProviderError[] {
  const json = values?.find(({ name }) => isSame(name, 'Provider Error Json'))?.value;
  if (json === undefined || json.length > maxJsonLength) return [];
  const found: ProviderError[] = [];
  collect(parseWithin(json), found, 0);
  return found.length > 0 ? found : readCut(json);
}

/** The JSON in a text, also behind words such as `Status=409: `. */
function parseWithin(text: string): unknown {
  const start = text.indexOf('{');
  if (start < 0) return undefined;
  try {
    return JSON.parse(text.slice(start, text.lastIndexOf('}') + 1));
  } catch {
    return undefined;
  }
}

/** Long JSON is cut off by the service: its codes and messages are read as far as they go. */
function readCut(json: string): readonly ProviderError[] {
  const codes = [...json.matchAll(/"code"\s{0,3}:\s{0,3}"([^"\\]{1,200})"/g)].map(([, code]) => code ?? '');
  const messages = [...json.matchAll(/"message"\s{0,3}:\s{0,3}"([^"\\]{1,2000})/g)].map(([, message]) => message ?? '');
  if (codes.length === 0 && messages.length === 0) return [{ message: json }];
  return Array.from({ length: Math.max(codes.length, messages.length) }, (_, index) => {
    const [code, message] = [codes[index], messages[index]];
    return { ...(code === undefined ? {} : { code }), ...(message === undefined ? {} : { message }) };
  });
}

function collect(value: unknown, found: ProviderError[], depth: number): void {
  if (depth > maxDepth || typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const item of value) collect(item, found, depth + 1);
    return;
  }
  const code: unknown = Reflect.get(value, 'code');
  const message: unknown = Reflect.get(value, 'message');
  // Some providers put the JSON of the next error into the message of this one.
  const inner = typeof message === 'string' ? parseWithin(message) : undefined;
  if (typeof code === 'string' || typeof message === 'string') {
    found.push({
      ...(typeof code === 'string' ? { code } : {}),
      ...(typeof message === 'string' && inner === undefined ? { message } : {}),
    });
  }
  collect(inner, found, depth + 1);
  for (const name of ['error', 'details', 'innererror', 'innerError'])
    collect(Reflect.get(value, name), found, depth + 1);
}
