import { evaluateAutoScale, restartAutoScale } from '../behaviours/autoscale/autoscale.ts';
import { checkFormula } from '../bodies/poolDefaults.ts';
import { type Call, toMetadata } from '../http/call.ts';
import type { Reply } from '../http/reply.ts';
import { ServiceError } from '../http/serviceError.ts';
import { writeReply } from '../http/single.ts';
import { findFlag, findText } from '../state/wire.ts';
import { requireSyntax } from './formulaSyntax.ts';
import { steadyPool, writablePool } from './pools.ts';

/** Batch documentation: minimum time between two requests to enable autoscale for a pool. */
const enablePauseMs = 30_000;

export function enableAutoScale(call: Call): Reply {
  const pool = steadyPool(call);
  const { world, body } = call;
  checkFormula(body);
  const isEnabled = findFlag(pool.spec, 'enableAutoScale') === true;
  const autoScaleFormula = findText(body, 'autoScaleFormula') ?? findText(pool.spec, 'autoScaleFormula');
  if (autoScaleFormula === undefined) {
    throw new ServiceError('MissingRequiredProperty', { PropertyName: 'autoScaleFormula' });
  }
  requireSyntax(autoScaleFormula);
  const enabledAtMs = pool.autoScaleEnabledAtMs;
  if (isEnabled && enabledAtMs !== undefined && world.clock.now() - enabledAtMs < enablePauseMs) {
    throw new ServiceError('TooManyEnableAutoScaleRequests');
  }
  const interval = findText(body, 'autoScaleEvaluationInterval') ?? findText(pool.spec, 'autoScaleEvaluationInterval');
  pool.spec = {
    ...pool.spec,
    enableAutoScale: true,
    autoScaleFormula,
    autoScaleEvaluationInterval: interval ?? 'PT15M',
  };
  world.renew(pool);
  restartAutoScale(world, pool);
  return writeReply(call, 200, pool);
}

export function disableAutoScale(call: Call): Reply {
  const pool = writablePool(call);
  const { autoScaleFormula: _formula, autoScaleEvaluationInterval: _interval, ...spec } = pool.spec;
  pool.spec = { ...spec, enableAutoScale: false };
  pool.autoScaleEnabledAtMs = undefined;
  call.world.renew(pool);
  return writeReply(call, 200, pool);
}

/** Evaluates a formula without applying it; errors in the formula are returned with status 200 (recorded). */
export function evaluate(call: Call): Reply {
  const pool = writablePool(call);
  if (findFlag(pool.spec, 'enableAutoScale') !== true) {
    throw new ServiceError('OperationNotValidOnPool', { Reason: 'The pool does not scale itself' });
  }
  checkFormula(call.body);
  const { run } = evaluateAutoScale(call.world, pool, findText(call.body, 'autoScaleFormula') ?? '');
  const metadata = toMetadata(call.world, 'Microsoft.Azure.Batch.Protocol.Entities.AutoScaleRun');
  return {
    status: 200,
    headers: { dataserviceid: `${call.world.url}${call.path}` },
    body: { 'odata.metadata': metadata, ...run },
  };
}
