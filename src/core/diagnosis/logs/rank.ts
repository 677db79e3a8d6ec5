import { type Finding, type Frame, narrowness, type Weight, weights } from './finding.ts';

/**
 * Picks the first cause: the weightiest finding, of equals the first in the log. Findings inside the
 * block of another (source lines quoted in a stack trace, say) are part of it.
 */
export function pickCause(findings: readonly Finding[]): Finding | undefined {
  const candidates = mergeByLine(outsideBlocks(findings));
  let best: Finding | undefined;
  for (const candidate of candidates) {
    if (best === undefined || weights[candidate.weight] > weights[best.weight]) best = candidate;
  }
  if (best === undefined) return undefined;
  return best.frame === undefined ? { ...best, frame: frameNear(best, candidates) } : best;
}

function outsideBlocks(findings: readonly Finding[]): Finding[] {
  const owner = new Map<number, Finding>();
  const blocks = findings.filter((finding) => finding.covers !== undefined);
  blocks.sort((a, b) => firstLine(a) - firstLine(b));
  for (const block of blocks) {
    if (owner.has(block.line)) continue;
    for (const line of block.covers ?? []) if (!owner.has(line)) owner.set(line, block);
  }
  return findings.filter((finding) => {
    const block = owner.get(finding.line);
    return block === undefined || block.line === finding.line;
  });
}

function firstLine(block: Finding): number {
  return block.covers?.[0] ?? block.line;
}

function mergeByLine(findings: readonly Finding[]): Finding[] {
  const byLine = new Map<number, Finding>();
  for (const finding of findings) {
    const known = byLine.get(finding.line);
    byLine.set(finding.line, known === undefined ? finding : merge(known, finding));
  }
  return [...byLine.values()].sort((a, b) => a.line - b.line);
}

function merge(one: Finding, other: Finding): Finding {
  const [wide, narrow] = narrowness[other.narrow] > narrowness[one.narrow] ? [one, other] : [other, one];
  return {
    ...narrow,
    weight: weightOf(one, other),
    vague: one.vague === true && other.vague === true,
    frame: narrow.frame ?? wide.frame,
    subject: narrow.subject ?? wide.subject,
    fixes: narrow.fixes ?? wide.fixes,
    covers: narrow.covers ?? wide.covers,
  };
}

function weightOf(one: Finding, other: Finding): Weight {
  if ((one.vague === true) !== (other.vague === true)) return one.vague === true ? other.weight : one.weight;
  return weights[other.weight] > weights[one.weight] ? other.weight : one.weight;
}

/** A cause printed by a child process has no frame of its own: the wrapper that reports it, mostly afterwards, names one. */
function frameNear(cause: Finding, candidates: readonly Finding[]): Frame | undefined {
  const wrappers = candidates.filter((candidate) => candidate.weight === 'echo' && candidate.frame !== undefined);
  return (wrappers.find((wrapper) => wrapper.line > cause.line) ?? wrappers.at(-1))?.frame;
}
