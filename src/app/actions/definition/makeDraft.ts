import type { ProposedEdit } from '../../../core/diagnosis/explanation/explanation.ts';
import { findNow } from '../../../core/model/missing.ts';
import type { TaskResource } from '../../../core/model/resource.ts';
import { isObject } from '../../../core/model/shape.ts';
import { type JsonPath, setValues } from '../../../core/remedy/definitionEdits.ts';
import { toShown } from '../../../core/remedy/hiddenValues.ts';
import { toDefinition, toNumberedId } from '../../../core/remedy/resubmit.ts';
import { planResubmit } from '../../../core/remedy/taskPlans.ts';
import { toVisibleJson } from '../../../core/text/visibleJson.ts';
import type { TaskPort } from '../../../service/ports.ts';
import type { App } from '../../app.ts';
import type { TaskDraft } from '../../definitions/draft.ts';
import { gatherTask } from '../../evidence/taskEvidence.ts';
import { requirePossible } from '../judge.ts';
import { findFreeNumber } from './pickTarget.ts';

/** Of more tasks only the first is asked for a free id: submitting them reports an id that is taken. */
const mostAsked = 20;

/** A definition as it is opened to be corrected. */
export interface MadeDraft {
  readonly draft: TaskDraft;
  readonly id: string;
  /** What the editor shows: the definition with what is proposed. */
  readonly text: string;
  /** What was changed in it. */
  readonly changed: readonly JsonPath[];
}

/**
 * The definition of the first of these tasks under a free id, with the changes that its explanation proposes. What is
 * edited in it is edited in all of them when it is submitted. Throws `InvalidInput` when the definition is not whole, and
 * what the service answers.
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

/** Texts of what is proposed that are not shown as they are, by how they are shown; those of the definition are known. */
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
