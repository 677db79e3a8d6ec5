/** One entry of a task's `outputFiles`, with the properties that an upload needs. */
export interface OutputFile {
  readonly filePattern: string;
  readonly containerUrl: string;
  /** Name of the blob, or of the folder if the pattern has wildcards. */
  readonly path: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  /** Returns true if the file is uploaded after a run with this result. */
  isDue(succeeded: boolean): boolean;
}

type WireObject = Readonly<Record<string, unknown>>;

/** Reads an entry from the wire. Batch documentation: OutputFile; the default condition is `taskcompletion`. */
export function parseOutputFile(wire: WireObject): OutputFile {
  const container = findObject(findObject(wire, 'destination'), 'container');
  const condition = (findText(findObject(wire, 'uploadOptions'), 'uploadCondition') ?? 'taskcompletion').toLowerCase();
  return {
    filePattern: findText(wire, 'filePattern') ?? '',
    containerUrl: findText(container, 'containerUrl') ?? '',
    path: findText(container, 'path'),
    headers: toHeaders(container),
    isDue: (succeeded) => condition === 'taskcompletion' || condition === (succeeded ? 'tasksuccess' : 'taskfailure'),
  };
}

function toHeaders(container: WireObject): Record<string, string> {
  const list = container['uploadHeaders'];
  const headers: Record<string, string> = {};
  for (const header of Array.isArray(list) ? list.filter(isObject) : []) {
    const name = findText(header, 'name');
    if (name !== undefined) headers[name] = findText(header, 'value') ?? '';
  }
  return headers;
}

function findObject(wire: WireObject, name: string): WireObject {
  const value = wire[name];
  return isObject(value) ? value : {};
}

function isObject(value: unknown): value is WireObject {
  return typeof value === 'object' && value !== null;
}

function findText(wire: WireObject, name: string): string | undefined {
  const value = wire[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
