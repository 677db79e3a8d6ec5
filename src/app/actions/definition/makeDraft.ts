import { planResubmit } from '../../../core/changes/taskPlans.ts';
import { type JsonPath, setValues } from '../../../core/definitions/definitionEdits.ts';
import { toShown } from '../../../core/definitions/hiddenValues.ts';
import { toDefinition, toNumberedId } from '../../../core/definitions/resubmit.ts';
import type { ProposedEdit } from '../../../core/diagnosis/explanation/explanation.ts';
import { findNow } from '../../../core/model/missing.ts';
import type { TaskResource } from '../../../core/model/resource.ts';
import { isObject } from '../../../core/model/shape.ts';
import { toVisibleJson } from '../../../core/text/visibleJson.ts';
import type { TaskPort } from '../../../service/ports.ts';
import type { App } from '../../app.ts';
import type { TaskDraft } from '../../definitions/draft.ts';
import { gatherTask } from '../../evidence/taskEvidence.ts';
import { requirePossible } from '../verb/judge.ts';
import { findFreeNumber } from './pickTarget.ts';

/** With more tasks than this, only the first is checked for a free ID. Submitting reports IDs that are taken. */
const mostAsked = 20;

/** A task definition opened for correction. */
export interface MadeDraft {
  readonly draft: TaskDraft;
  readonly id: string;
  readonly text: string;
  readonly changed: readonly JsonPath[];
}

/**
 * Creates a draft from the definition of the first task, with a free ID and the changes that its explanation proposes.
 * Submitting applies the edits to all the tasks. Throws `InvalidInput` when the definition is incomplete, and the
 * service's errors.
 */
export async function makeDraft(
  services: App,
  [resource, ...others]: readonly [TaskResource, ...TaskResource[]],
): Promise<MadeDraft> {
  const tasks = [resource, ...others];
  const store = await services.accounts.getStore(resource.accountId);
  const { service } = store;
  const original = await service.tasks.getTask(resource.jobId, resource.taskId);
  requirePossible(planResubmit(original));
  const asked = tasks.length > mostAsked ? [resource] : tasks;
  const [{ evidence }, number] = await Promise.all([
    gatherTask(store, resource, services.reader, new Date(services.clock.now())),
    findFreeNumber((number) => isAnyTaken(service.tasks, asked, number)),
  ]);
  const { explainTaskEvidence, proposeEdits } = services.bundles.diagnosis();
  const explanation = explainTaskEvidence(evidence);
  const edits = proposeEdits(evidence);
  const definition = toDefinition(original);
  const id = toNumberedId(resource.taskId, number);
  const agent = evidence.pool?.virtualMachineConfiguration?.nodeAgentSKUId?.toLowerCase();
  const draft: TaskDraft = {
    kind: 'task',
    resource,
    tasks,
    original,
    definition,
    shown: toVisibleJson(definition),
    title: explanation.title,
    fingerprint: explanation.fingerprint,
    fixes: explanation.fixes.filter(({ property }) => property !== undefined),
    isWindows: agent?.includes('windows') ?? false,
    entered: hideNewSecrets(definition, edits),
  };
  const text = toVisibleJson({ ...setValues(definition, edits), id });
  return { draft, id, text, changed: edits.map((edit) => edit.path) };
}

/**
 * Maps masked texts of the proposed changes to their real values. Texts that are already in the definition are mapped
 * elsewhere.
 */
function hideNewSecrets(definition: object, edits: readonly ProposedEdit[]): Map<string, string> {
  const known = new Set(listTexts(definition));
  const added = edits.flatMap(({ value }) => listTexts(value)).filter((text) => !known.has(text));
  return new Map(
    added.flatMap((text) => {
      const { shown, isSecret } = toShown(text);
      return isSecret ? [[shown, text] as const] : [];
    }),
  );
}

function listTexts(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return isObject(value) || Array.isArray(value) ? Object.values(value).flatMap(listTexts) : [];
}

async function isAnyTaken(port: TaskPort, tasks: readonly TaskResource[], number: number): Promise<boolean> {
  const found = await Promise.all(
    tasks.map(({ jobId, taskId }) => findNow(port.getTask(jobId, toNumberedId(taskId, number)))),
  );
  return found.some((task) => task !== undefined);
}
