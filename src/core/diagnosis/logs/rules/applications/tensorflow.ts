import type { Finding } from '../../engine/finding.ts';
import type { Rules } from '../../engine/rule.ts';
import type { LogText } from '../../engine/text/logText.ts';
import { categoryOfLine } from '../../lexicon/lexicon.ts';

/** `F tensorflow/core/kernels/conv_ops.cc:713] Check failed: …`: a fatal error in the log of TensorFlow's core. */
const place = String.raw`(?:\./)?(?:tensorflow|external|xla)/\S{1,200}:\d{1,6}\] `;
const fatal = new RegExp(`^F ${place}`);
const failed = new RegExp(`^E ${place}`);

/** Number of lines above a fatal one in which its library may name the operation that failed. */
const linesAbove = 4;

/** TensorFlow's core also calls harmless messages errors, unless it ends right after them. */
export const tensorflowRules = {
  'tensorflow-fatal': { on: ['F tensorflow/', 'F ./tensorflow/', 'F external/', 'F xla/'], read: readFatal },
} satisfies Rules;

function readFatal(log: LogText, line: number): Finding | undefined {
  if (!fatal.test(log.text(line))) return undefined;
  const covers = [line];
  for (let at = log.previous(line); covers.length <= linesAbove; at = log.previous(at)) {
    if (!failed.test(log.text(at))) break;
    covers.unshift(at);
  }
  const stated = covers.map((at) => ({ line: at, category: categoryOfLine(log.text(at)) ?? 'crash-signal' }));
  const said = stated.find(({ category }) => category !== 'crash-signal') ?? { line, category: 'crash-signal' };
  return { ...said, weight: 'cause', narrow: said.category === 'crash-signal' ? 'failed' : 'exact', covers };
}
