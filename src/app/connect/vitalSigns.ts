import type { NodeResource } from '../../core/model/resource.ts';
import { list, needed, object, readAs, text, time } from '../../core/model/shape.ts';
import { saveLasting } from '../lastingState.ts';
import type { State } from '../ports.ts';

/** The vital signs that a node last reported. */
export interface KnownVitalSigns {
  readonly accountId: string;
  readonly poolId: string;
  readonly nodeId: string;
  /** ISO 8601. */
  readonly at: string;
  /** One line, without secrets; not escaped. */
  readonly text: string;
}

const key = 'azureBatch.vitalSigns';
/** Number of nodes whose last report is remembered. */
const mostKnown = 100;

const readKnown = object<KnownVitalSigns>({
  accountId: needed(text),
  poolId: needed(text),
  nodeId: needed(text),
  at: needed(time),
  text: needed(text),
});

/** Returns the vital signs that a node last reported; undefined when it never did, or too long ago. */
export function findVitalSigns(memory: State, node: NodeResource): KnownVitalSigns | undefined {
  return readAll(memory).find((known) => isOf(known, node));
}

/** Remembers the vital signs of nodes, replacing their earlier ones. */
export async function rememberVitalSigns(memory: State, said: readonly KnownVitalSigns[]): Promise<void> {
  const others = readAll(memory).filter((known) => !said.some((one) => isOf(known, one)));
  await saveLasting(memory, key, [...said, ...others].slice(0, mostKnown));
}

function readAll(memory: State): readonly KnownVitalSigns[] {
  return readAs(list(readKnown), memory.get(key)).value ?? [];
}

type OfNode = Pick<NodeResource, 'accountId' | 'poolId' | 'nodeId'>;

function isOf(one: OfNode, other: OfNode): boolean {
  return one.accountId === other.accountId && one.poolId === other.poolId && one.nodeId === other.nodeId;
}
