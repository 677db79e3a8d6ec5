import { maskToken } from '../evidence/literal.ts';
import { maskName } from '../evidence/mask.ts';
import type { Explanation } from '../explanation/explanation.ts';
import { framesSource, stepSource } from '../process/workStep.ts';
import type { Failure } from './clusterFailure.ts';

/** Returns the result of `read` if it is the same for every member; otherwise undefined. */
export function findShared<Member>(
  members: readonly Member[],
  read: (member: Member) => string | undefined,
): string | undefined {
  const first = members[0] === undefined ? undefined : read(members[0]);
  return first !== undefined && members.every((member) => read(member) === first) ? first : undefined;
}

/** Reads the container of an input or an output: `contoso.blob.core.windows.net/inputs`. */
export function readContainer({ explanation }: Failure): string | undefined {
  const address = readEvidence(explanation, ['resourceFiles', 'outputFiles'], '://');
  return address === undefined ? undefined : /:\/\/([^\s/?]{1,255}\/[^\s/?]{1,255})/.exec(address)?.[1];
}

/** Reads the line of the user's code at the end of the title: `ValueError: bad sample (train.py:42)`. */
export function readFrame({ explanation: { title } }: Failure): string | undefined {
  const from = title.endsWith(')') ? title.lastIndexOf('(') : -1;
  const frame = from < 0 ? '' : title.slice(from + 1, -1);
  return /^\S{1,200}:\d{1,9}$/.test(frame) ? frame : undefined;
}

/** Reads the service's message about a task, without its code and its details, which differ. */
export function readServiceMessage({ explanation }: Failure): string | undefined {
  const said = readEvidence(explanation, ['failureInfo', 'startTaskInfo'], ': "');
  if (said === undefined) return undefined;
  const from = said.indexOf(': "') + 3;
  const to = said.indexOf('"', from);
  return to > from ? said.slice(from, to) : undefined;
}

/** Reads the process, rule, or call of a workflow, without the tag or wildcards that differ between its tasks. */
export function readStep({ explanation: { evidence = [] } }: Failure): string | undefined {
  return evidence.find(({ source }) => source === stepSource)?.text.replace(/ \([^()]{1,250}\)$/, '');
}

/**
 * Finds the first and last of the frames that tasks of one cause were to render; undefined unless each task names its
 * frames.
 */
export function findFrameRange(members: readonly Failure[]): readonly [first: number, last: number] | undefined {
  const frames = members.map(({ explanation: { evidence = [] } }) =>
    (evidence.find(({ source }) => source === framesSource)?.text.match(/\d+/g) ?? []).map(Number),
  );
  if (frames.length === 0 || frames.some(({ length }) => length === 0)) return undefined;
  const all = frames.flat();
  return [all.reduce((one, other) => Math.min(one, other)), all.reduce((one, other) => Math.max(one, other))];
}

function readEvidence({ evidence = [] }: Explanation, sources: readonly string[], sign: string): string | undefined {
  return evidence.find(({ source = '', text }) => sources.includes(source) && text.includes(sign))?.text;
}

/**
 * Combines `texts` word by word. A word that differs becomes a pattern (`input-*.exr`), or `*` if the patterns differ
 * as well. Undefined if the texts have different numbers of words, or have no words in common.
 */
export function findSharedWords(texts: Iterable<string>): string | undefined {
  const [first = [], ...others] = [...new Set(texts)].map((text) => text.split(' '));
  if (others.some(({ length }) => length !== first.length)) return undefined;
  const shared = first.map((word, index) => {
    if (others.every((words) => words[index] === word)) return word;
    const pattern = maskName(word);
    return others.every((words) => maskName(words[index] ?? '') === pattern) ? pattern : maskToken;
  });
  if (shared.every((word) => word === maskToken)) return undefined;
  return shared.filter((word, index) => word !== maskToken || shared[index - 1] !== maskToken).join(' ');
}
