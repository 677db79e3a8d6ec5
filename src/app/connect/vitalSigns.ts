import type { NodeResource } from '../../core/model/resource.ts';
import { list, needed, object, readAs, text, time } from '../../core/model/shape.ts';
import { saveLasting } from '../lastingState.ts';
import type { State } from '../ports.ts';

/** What a node said of itself when it was asked last. */
export interface KnownVitalSigns {
  readonly accountId: string;
  readonly poolId: string;
  readonly nodeId: string;
  /** ISO 8601. */
  readonly at: string;
  /** In a line, without secrets; not escaped. */
  readonly text: string;
}

const key = 'azureBatch.vitalSigns';
/** Of how many nodes the last answer is remembered: those of the last few questions. */
const mostKnown = 100;

const readKnown = object<KnownVitalSigns>({
  accountId: needed(text),
  poolId: needed(text),
  nodeId: needed(text),
  at: needed(time),
  text: needed(text),
});

/** What a node said of itself when it was asked last; undefined where it was not, or too long ago. */
export function findVitalSigns(memory: State, node: NodeResource): KnownVitalSigns | undefined {
  return readAll(memory).find((known) => isOf(known, node));
}

/** Remembers what nodes said, in place of what they said before. */
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
