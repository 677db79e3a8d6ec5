import type { InputMeasure } from '../../core/diagnosis/causes/taskFacts.ts';
import type { Task } from '../../core/model/task.ts';
import { describePlace } from '../../core/query/unreadFile.ts';
import type { CallOptions } from '../../service/ports.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';

/** Input files of a task that storage is asked about. */
const maxInputs = 5;

/** What storage says of the input files of a task. */
export interface MeasuredInputs {
  readonly inputs: readonly InputMeasure[];
  /** Why nothing is said of one of them, as a sentence. */
  readonly why?: string;
  /** The host that is not asked before the user allows that. */
  readonly pendingHost?: string;
}

/** Asks storage how large the first input files of a task are now, and when they were written. */
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
