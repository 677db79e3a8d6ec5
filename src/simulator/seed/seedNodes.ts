import { toPastInfo } from '../behaviours/auxiliaryTasks.ts';
import { newNode } from '../behaviours/newNode.ts';
import { startNode, startTaskRoot } from '../behaviours/nodeLife.ts';
import { type NodeSeed, toNodeId } from '../scenarios/scenario.ts';
import { findOs } from '../state/nodeOs.ts';
import type { NodeRecord, PoolRecord } from '../state/records.ts';
import { isoTime } from '../state/time.ts';
import { findObject } from '../state/wire.ts';
import type { World } from '../state/world.ts';

const hourMs = 60 * 60 * 1000;
const defaultAgeMs = hourMs;
/** From the allocation of a node to its start. */
const bootMs = 2 * 60 * 1000;

/** Makes the nodes of a seeded pool with their machines, files and past start tasks. */
export async function seedNodes(world: World, pool: PoolRecord, seeds: readonly NodeSeed[]): Promise<void> {
  const seeded: NodeRecord[] = [];
  pool.seededNodes = seeded;
  for (const [index, seed] of seeds.entries()) {
    const isDedicated = seed.isDedicated ?? true;
    const sinceMs = world.clock.now() - (seed.sinceAgoMs ?? defaultAgeMs);
    const id = toNodeId(pool.id, index, isDedicated);
    const node: NodeRecord = newNode(world, pool, isDedicated, { id, allocatedMs: sinceMs - bootMs });
    node.hasRemoteAccess = seed.remoteAccess ?? true;
    node.errors = seed.errors ?? [];
    pool.nodes.set(node.id, node);
    seeded.push(node);
    await seedMachine(world, node, seed, sinceMs);
    node.state = seed.state ?? 'idle';
    node.stateTransitionTime = isoTime(sinceMs);
    node.schedulingState = node.state === 'offline' ? 'disabled' : 'enabled';
    if (node.state === 'creating' || node.state === 'starting' || node.state === 'waitingforstarttask') {
      startNode(world, node);
    } else {
      node.lastBootTime = isoTime(sinceMs);
    }
  }
}

async function seedMachine(world: World, node: NodeRecord, seed: NodeSeed, sinceMs: number): Promise<void> {
  node.machine = await world.executor.createMachine({
    accountName: world.accountName,
    poolId: node.pool.id,
    nodeId: node.id,
    os: findOs(node),
  });
  if (seed.files !== undefined) node.machine.place?.('', { durationMs: 0, exitCode: 0, files: seed.files }, sinceMs);
  const startTask = findObject(node.pool.spec, 'startTask');
  const script = seed.startTask?.[0];
  if (startTask !== undefined && seed.state !== 'waitingforstarttask') {
    node.startTask = startTask;
    node.startTaskRuns = 1;
    node.startTaskInfo = toPastInfo(script ?? { durationMs: 1000, exitCode: 0 }, sinceMs);
    node.machine.place?.(startTaskRoot, script ?? { durationMs: 1000, exitCode: 0 }, sinceMs);
  }
}
