import assert from 'node:assert/strict';
import { test } from 'node:test';
import { singleCases } from '../../../test/golden/explain/cases/allCases.ts';
import type { ComputeNode } from '../model/computeNode.ts';
import { knownStates, type StateKind } from '../model/states.ts';
import type { CodePlace } from './catalogue/entry.ts';
import { codeTables } from './catalogue/find.ts';
import type { Failure } from './causes/clusterFailure.ts';
import { clusterFailures } from './clusterFailures.ts';
import { explainJob } from './explainJob.ts';
import { explainNode } from './explainNode.ts';
import { explainPool } from './explainPool.ts';
import { explainServiceError } from './explainServiceError.ts';
import { explainTask } from './explainTask.ts';
import type { Explanation } from './explanation/explanation.ts';
import { fitTitle, longestTitle } from './explanation/fitTitle.ts';
import type { ReportContext } from './report/reportFacts.ts';

/** An explanation whose form is checked: of a golden text, or of a known code. */
interface Explained {
  readonly name: string;
  readonly explanation: Explanation;
  readonly context: ReportContext;
}

const all: readonly Explained[] = [...listGolden(), ...listCodes()];

function listGolden(): readonly Explained[] {
  return Object.entries(singleCases).map(([name, make]) => ({ name, ...make() }));
}

function listCodes(): readonly Explained[] {
  return Object.entries(codeTables).flatMap(([place, table]) =>
    Object.keys(table).map((code) => ({ name: `${place} ${code}`, ...explainCode(place as CodePlace, code) })),
  );
}

/** Explains the service's shortest error for a code, about items whose IDs must not change. */
function explainCode(place: CodePlace, code: string): Omit<Explained, 'name'> {
  const message = 'The service says so.';
  switch (place) {
    case 'poolAllocation': {
      const pool = { id: 'Pool-A', resizeErrors: [{ code, message }] };
      return { explanation: explainPool({ pool }), context: { pool } };
    }
    case 'poolAutoscale': {
      const pool = { id: 'Pool-A', autoScaleRun: { timestamp: '2026-11-20T09:00:00Z', error: { code, message } } };
      return { explanation: explainPool({ pool }), context: { pool } };
    }
    case 'node': {
      const node: ComputeNode = { id: 'Node-a', state: 'unusable', errors: [{ code, message }] };
      return { explanation: explainNode({ node }), context: { node } };
    }
    case 'jobScheduling': {
      const job = { id: 'Job-A', state: 'active', executionInfo: { schedulingError: { code, message } } } as const;
      return { explanation: explainJob({ job }), context: { job } };
    }
    case 'rest':
    case 'local':
      return {
        explanation: explainServiceError({ code, message, status: place === 'rest' ? 409 : undefined }),
        context: {},
      };
    default: {
      const failureInfo = { category: 'UserError', code, message } as const;
      const task = { id: 'part-A', state: 'completed', executionInfo: { result: 'failure', failureInfo } } as const;
      return { explanation: explainTask({ task }), context: { task } };
    }
  }
}

/** Replaces node IDs, which titles may shorten. */
function withoutNodeIds(text: string): string {
  return text.replace(/tvm\w+…/g, 'node');
}

test('no title is cut', () => {
  for (const { name, explanation } of all) assert.doesNotMatch(withoutNodeIds(explanation.title), /…/, name);
});

test('no reason begins by repeating its title', () => {
  for (const { name, explanation } of all) {
    const [first = '', ...more] = explanation.cause.split(/(?<=\.)\s/);
    if (more.length === 0) continue;
    const said = first.replace(/\.$/, '').toLowerCase();
    assert.ok(!explanation.title.toLowerCase().includes(said), `${name}: ${explanation.title} / ${explanation.cause}`);
  }
});

const kinds: readonly StateKind[] = ['pool', 'poolAllocation', 'job', 'jobSchedule', 'taskGroup', 'node', 'scheduling'];
/** States whose names on the wire are not words: `starttaskfailed`. */
const wireStates = kinds.flatMap(knownStates).filter((state) => /task.|pool.|pool$|os$/.test(state));

test('no sentence contains a name from the API', () => {
  const wire = new RegExp(`\\b(?:${wireStates.join('|')}|performexitoptionsjobaction|noaction|terminatejob)\\b`, 'i');
  for (const { name, explanation } of all) {
    const sentences = [explanation.title, explanation.cause, ...explanation.fixes.map(({ text }) => text)];
    for (const sentence of sentences) assert.doesNotMatch(sentence.replace(/`[^`]*`/g, ''), wire, name);
    assert.doesNotMatch(
      explanation.title.replace(/`[^`]*`|\S*[./\\]\S*/g, ''),
      /\b[a-z]+[A-Z][a-z]+\w*\b(?!\s*=)/,
      name,
    );
  }
});

test('every sentence ends with a punctuation mark, and no text has doubled punctuation', () => {
  for (const { name, explanation } of all) {
    const { title, cause, sections = [], evidence, fixes, refusals = [] } = explanation;
    const sentences = [cause, ...refusals, ...fixes.flatMap(({ text, refusal }) => [text, refusal ?? text])];
    for (const sentence of sentences) assert.match(sentence, /[.?!]["”)]?$/, name);
    const own = [...evidence, ...sections.flatMap((section) => section.items)].filter(
      ({ source = '' }) => !/\.txt|commandLine|Formula|Error Json/.test(source),
    );
    for (const text of [title, ...sentences, ...own.map((piece) => piece.text)])
      assert.doesNotMatch(text, /[.?!]["”)]?\.(?=\s|$)|[.?!;:,][.;,](?!\w)(?!\.)|\s[.;,]\s|\s\s\S/, name);
  }
});

test('IDs in texts are unchanged', () => {
  for (const { name, explanation, context } of all) {
    for (const id of [context.task?.id, context.job?.id, context.pool?.id, context.node?.id]) {
      if (id === undefined || !explanation.title.toLowerCase().includes(id.toLowerCase())) continue;
      assert.ok(explanation.title.includes(id) || explanation.title.includes('…'), `${name}: ${explanation.title}`);
    }
  }
});

/** Words that restrict a clause, without which a title would claim more, in the language of the golden texts. */
const narrowing = /^(?:or|nor|not|no|never|neither|unless|without|\w+n['’]t|\d+)$/i;
/** The end of a clause, before the next one. */
const endOfClause = /[:.)]$/;

/**
 * Compares a title with its source, word by word: the words left out must be whole clauses without further information.
 */
function assertWholeClauses(title: string, text: string, name: string): void {
  const words = text.replaceAll(/[()]/g, ' $& ').split(/\s+/);
  const kept = title.replaceAll(/[()]/g, ' $& ').split(/\s+/);
  const toBare = (word = '') => word.replace(/^.*\//, '').replace(/[:.]$/, '').toLowerCase();
  let at = 0;
  let last = -1;
  const left = words.filter((word, index) => {
    const isKept = at < kept.length && toBare(word) === toBare(kept[at]);
    if (isKept) [at, last] = [at + 1, index];
    return !isKept;
  });
  assert.equal(at, kept.length, `${name}: ${title}\n${text}`);
  const isOfExit = (word: string) => new RegExp(`(?:^|: )exit code ${word.replace(/:$/, '')}`, 'i').test(text);
  assert.deepEqual(
    left.filter((word) => narrowing.test(word.replace(/[:.,]$/, '')) && !isOfExit(word)),
    [],
    `${name}: ${title}\n${text}`,
  );
  const next = words[last + 1];
  assert.ok(
    next === undefined || /^[(–—]$/.test(next) || endOfClause.test(words[last] ?? ''),
    `${name}: ${title}\n${text}`,
  );
}

test('a shortened title has whole clauses, and omits none that narrows down its meaning', () => {
  for (const { name, explanation } of all) {
    const { title: text } = explanation;
    const title = fitTitle(text);
    // The clause that only states the failure is omitted first.
    const said = text.startsWith(title)
      ? text
      : text.replace(/^[^:]*could not (?:start|be (?:resized|scheduled)): /, '');
    if (title !== text && !title.endsWith('…')) assertWholeClauses(title, said, name);
  }
});

test('titles of causes are not cut, are as short as possible, and keep IDs', () => {
  for (const { name, explanation, context } of all) {
    for (const count of [1, 3]) {
      for (const { title } of clusterFailures(repeat(explanation, context, count))) {
        assert.ok(title.length <= longestTitle, `${name}: ${title}`);
        assert.equal(fitTitle(title), title, name);
        assert.ok(title.length > 3, `${name}: ${title}`);
        assert.doesNotMatch(withoutNodeIds(title), /[…,;:(]$/, name);
        const id = context.task?.id ?? '';
        if (id !== '' && title.toLowerCase().includes(id.toLowerCase()))
          assert.ok(title.includes(id), `${name}: ${title}`);
      }
    }
  }
});

function repeat(explanation: Explanation, { task, job, pool, node }: ReportContext, count: number): Failure[] {
  return Array.from({ length: count }, (_, index) => ({
    accountId: 'a',
    jobId: job?.id,
    taskId: task === undefined ? undefined : index === 0 ? task.id : `${task.id}-${index}`,
    poolId: pool?.id,
    nodeId: node?.id,
    at: '2026-11-20T09:00:00Z',
    explanation,
    message: explanation.cause,
  }));
}
