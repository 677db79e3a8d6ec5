import type { NodeResource } from '../../core/model/resource.ts';
import { type Infer, list, needed, object, readAs, text, time } from '../../core/model/shape.ts';
import { saveLasting } from '../lastingState.ts';
import type { State } from '../ports.ts';

const key = 'azureBatch.vitalSigns';
const mostKnown = 100;

const readKnown = object({
  accountId: needed(text),
  poolId: needed(text),
  nodeId: needed(text),
  /** Time of the report, ISO 8601. */
  at: needed(time),
  /** The report in one line, without secrets, not escaped. */
  text: needed(text),
});

/** The vital signs in a node's last report. */
export interface KnownVitalSigns extends Infer<typeof readKnown> {}

/** Returns a node's last vital signs; undefined if there are none, or if too many other nodes have reported since. */
export function findVitalSigns(memory: State, node: NodeResource): KnownVitalSigns | undefined {
  return readAll(memory).find((known) => isOf(known, node));
}

/** Remembers the vital signs of nodes, replacing earlier reports. */
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
