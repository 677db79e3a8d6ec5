import { isObject } from '../model/shape.ts';
import { parseJson } from '../text/parseJson.ts';
import { lines2022 } from './lines2022.ts';
import { lines2025 } from './lines2025.ts';
import { documentedShapeModels, newShapeModels, oldShapeModels, sharedShapeModels } from './models.ts';
import { batchRoutes, resourceManagerModels, resourceManagerRoutes, storageRoutes } from './routes.ts';
import {
  listShapeDifferences,
  parseLines,
  parseShapeModels,
  type ShapeLine,
  type ShapeModels,
  splitLine,
} from './shapes.ts';

/** Service that answered. */
export type Answerer = 'account' | 'resourceManager' | 'storage';

/** An answer as received. May contain any data of the account, including secrets. */
export interface SeenAnswer {
  readonly from: Answerer;
  readonly method: string;
  readonly url: string;
  readonly status: number;
  /** Returns a header by its lowercase name; undefined if there is none. */
  readonly header: (name: string) => string | undefined;
  /** Undefined if the answer contains a file. */
  readonly body: string | undefined;
  readonly durationMs: number;
}

/** Comparison of an answer with the known shape of its operation. Contains no values from the answer. */
export interface ComparedAnswer {
  /** Name in the documentation; undefined for an unknown request. */
  readonly operation: string | undefined;
  readonly status: number;
  /** Absent if the shape of such an answer is unknown. */
  readonly differences?: readonly string[];
}

interface Route {
  readonly operation: string;
  readonly method: string;
  readonly path: RegExp;
  readonly model: string | undefined;
}

interface Tables {
  readonly lines: ReadonlyMap<string, ShapeLine>;
  readonly models: Readonly<Record<string, ShapeModels>>;
  readonly management: ShapeModels;
  readonly routes: Readonly<Record<Answerer, readonly Route[]>>;
}

let tables: Tables | undefined;

function readTables(): Tables {
  const lines = [...parseLines(lines2022), ...parseLines(lines2025)];
  return {
    lines: new Map(lines.map((line) => [`${line.operation} ${line.version}`, line])),
    models: {
      '2022-10-01.16.0': parseShapeModels(documentedShapeModels, sharedShapeModels, oldShapeModels),
      '2025-06-01': parseShapeModels(documentedShapeModels, sharedShapeModels, newShapeModels),
    },
    management: parseShapeModels(resourceManagerModels),
    routes: {
      account: parseRoutes(batchRoutes),
      resourceManager: parseRoutes(resourceManagerRoutes),
      storage: parseRoutes(storageRoutes),
    },
  };
}

const accountPath = '/subscriptions/*/resourcegroups/*/providers/microsoft.batch/batchaccounts/*';

function parseRoutes(text: string): readonly Route[] {
  return text
    .trim()
    .split('\n')
    .map((line) => {
      const [operation = '', asked = '', model] = splitLine(line);
      const [method = '', path = ''] = asked.split(' ');
      const pattern = path.replace('ACCOUNT', accountPath).replaceAll('.', '\\.');
      const segments = pattern.replaceAll(/\*\*?/g, (stars) => (stars === '**' ? '.+' : '[^/]+'));
      return { operation, method, path: new RegExp(`^${segments}$`, 'i'), model };
    });
}

/** Compares an answer with its known shape. Reads its values, but reports none of them. Never throws. */
export function compareAnswer(answer: SeenAnswer): ComparedAnswer {
  tables ??= readTables();
  const { pathname, searchParams } = new URL(answer.url);
  const path = pathname.replace(/\/$/, '');
  const route = tables.routes[answer.from].find((one) => one.method === answer.method && one.path.test(path));
  const { status } = answer;
  const version = searchParams.get('api-version') ?? '';
  const line = tables.lines.get(`${route?.operation} ${version}`);
  const models = answer.from === 'resourceManager' ? tables.management : tables.models[version];
  if (route === undefined || status >= 300 || models === undefined || (line ?? route.model) === undefined)
    return { operation: route?.operation, status };
  const isPart = searchParams.has('$select');
  const body = line?.model ?? route.model;
  const differences = new Set([
    ...(line === undefined ? [] : listHeadDifferences(line, answer)),
    ...(body === undefined ? [] : listBodyDifferences({ models, isPart }, line, body, answer.body ?? '')),
  ]);
  return { operation: route.operation, status, differences: [...differences] };
}

/** Lists differences in status and headers. Intermediaries add headers; the body shows the content type. */
function listHeadDifferences({ status, headers }: ShapeLine, answer: SeenAnswer): readonly string[] {
  // A partial file (206) is as good as a whole file (200).
  const isExpected = answer.status === status || (answer.status === 206 && status === 200);
  const wanted = headers.filter((name) => !name.endsWith('?') && name !== 'json' && name !== 'text');
  return [
    ...(isExpected ? [] : [`status ${answer.status} instead of ${status}`]),
    ...wanted.filter((name) => answer.header(name) === undefined).map((name) => `no header ${name}`),
  ];
}

function listBodyDifferences(
  search: { readonly models: ShapeModels; readonly isPart: boolean },
  line: ShapeLine | undefined,
  model: string,
  text: string,
): readonly string[] {
  const json = parseJson(text);
  if (!isObject(json)) return ["the body isn't a JSON object"];
  if (line === undefined) return listShapeDifferences(search, model, json);
  const { 'odata.metadata': metadata, 'odata.nextLink': _next, ...body } = json;
  const isNamed = typeof metadata === 'string' && metadata.endsWith(`$metadata#${line.metadata}`);
  return [
    ...(isNamed ? [] : ['odata.metadata is different']),
    ...listShapeDifferences(search, model, model.endsWith('[]') ? body['value'] : body),
  ];
}
