import type { InputMeasure } from '../../core/diagnosis/causes/taskFacts.ts';
import type { Task } from '../../core/model/task.ts';
import { describePlace } from '../../core/refusals/unreadFile.ts';
import type { CallOptions } from '../../service/ports.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';

const maxInputs = 5;

/** The sizes and times of a task's input files in storage. */
export interface MeasuredInputs {
  readonly inputs: readonly InputMeasure[];
  readonly why?: string;
  /** A storage host that needs the user's permission first. */
  readonly pendingHost?: string;
}

/** Requests the current size and modification time of a task's first input files from storage. */
export async function measureInputs(
  { service }: Pick<AccountStore, 'service'>,
  { resourceFiles = [] }: Task,
  options: CallOptions = {},
): Promise<MeasuredInputs> {
  const files = resourceFiles.filter(({ httpUrl }) => httpUrl !== undefined).slice(0, maxInputs);
  const answers = await Promise.all(
    files.map(async ({ httpUrl = '', filePath }) => {
      const answer = await service.inputs.getInputProperties(httpUrl, options);
      if ('why' in answer) return answer;
      const address = httpUrl.split('?', 1)[0] ?? '';
      const { contentLength: size, lastModified } = answer;
      return { path: filePath ?? address.split('/').at(-1) ?? address, address, size, lastModified };
    }),
  );
  const inputs = answers.flatMap((answer) => ('why' in answer ? [] : [answer]));
  const refused = answers.find((answer) => 'why' in answer);
  if (refused === undefined) return { inputs };
  const { pendingHost } = refused;
  return { inputs, why: describePlace(refused), ...(pendingHost === undefined ? {} : { pendingHost }) };
}
