import type { Finding, Rules } from '../../engine/finding.ts';
import type { LogText } from '../../engine/text/logText.ts';
import { categoryOfLine } from '../../lexicon/lexicon.ts';

/** Matches the place in messages from TensorFlow's core: `F tensorflow/core/kernels/conv.cc:713] Check failed: …`. */
const place = String.raw`(?:\./)?(?:tensorflow|external|xla)/\S{1,200}:\d{1,6}\] `;
const fatal = new RegExp(`^F ${place}`);
const failed = new RegExp(`^E ${place}`);

/** Number of lines above a fatal error in which its library may name the operation that failed. */
const linesAbove = 4;

/** Rules for fatal errors in TensorFlow's core. Other errors count only directly before one; many are harmless. */
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
