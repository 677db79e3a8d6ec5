import * as l10n from '@vscode/l10n';
import type { GivenFile } from '../../core/diagnosis/evidence/givenFiles.ts';
import type { OperatingSystem } from '../../core/diagnosis/evidence/operatingSystem.ts';
import type { GivenExplanation } from '../../core/diagnosis/explainGiven.ts';
import type { Explanation } from '../../core/diagnosis/explanation/explanation.ts';
import type { PageContext } from '../../core/diagnosis/report/pageContext.ts';
import { toInvalidInput } from '../../core/model/batchError.ts';
import type { Links } from '../../core/page/links.ts';
import type { Page } from '../../core/page/page.ts';
import { parseJson } from '../../core/text/parseJson.ts';
import { asCount } from '../../core/words/numbers.ts';
import type { DiagnosisWith } from '../ports.ts';
import { type ExplanationServices, findSources } from './writeExplanation.ts';

/** Files about a failure, and further facts that the user enters. */
export interface Given {
  /** Subject of the title, such as the name of a folder. */
  readonly name?: string | undefined;
  readonly files: readonly GivenFile[];
  readonly exitCode?: number | undefined;
  readonly commandLine?: string | undefined;
  readonly os?: OperatingSystem | undefined;
}

/** An explanation of given files, for their page. */
export interface ExplainedGiven {
  readonly explanation: Explanation;
  readonly facts: GivenExplanation['facts'];
  /** True if an item or an error response is explained, rather than a log. */
  readonly isItem: boolean;
  /** Number of items in the files that failed; only the first one is explained. */
  readonly failedItems: number;
}

/**
 * Explains a failure from logs, from an item's JSON, or from an error response. Throws `InvalidInput` if there is no
 * text, or only JSON of something else.
 */
export function explainFiles(
  bundles: DiagnosisWith<'explainGiven' | 'readGivenFiles'>,
  { name, files, ...known }: Given,
): ExplainedGiven {
  const { explainGiven, readGivenFiles } = bundles.diagnosis();
  if (known.exitCode === undefined && files.every(({ text }) => text.trim() === ''))
    throw toInvalidInput(l10n.t('There is no text to explain.'));
  const read = readGivenFiles(files);
  const { exitCode = read.exitCode, commandLine = read.commandLine, os } = known;
  const found = explainGiven({ ...read, name, exitCode, commandLine, os });
  if (found !== undefined) return { ...found, isItem: read.item !== undefined, failedItems: read.failedItems ?? 0 };
  const isWhole = files.every(({ text }) => parseJson(text) !== undefined);
  if (!isWhole) throw toInvalidInput(l10n.t('This JSON is cut off, or has a syntax error. Give the whole of it.'));
  throw toInvalidInput(
    l10n.t(
      'This JSON is neither a task, node, pool or job as the service returns it nor an error response. To check a definition, open it in an editor, or use check in the command line.',
    ),
  );
}

/** Draws the page of an explanation of given files, without any request. */
export async function drawGiven(
  bundles: DiagnosisWith<'buildTimeline' | 'toPage'>,
  { explanation, facts, failedItems }: ExplainedGiven,
  links: Links,
  services: Pick<ExplanationServices, 'findSource'>,
  openOwn?: PageContext['openOwn'],
): Promise<Page> {
  const { buildTimeline, toPage } = bundles.diagnosis();
  const sources = await findSources(services, explanation);
  const { page } = toPage(
    explanation,
    {
      ...facts,
      resource: undefined,
      actions: [],
      looks: [],
      notice: [
        l10n.t(
          'Explained without the account, from the given text alone: the definition, the node, and other tasks may show more.',
        ),
        ...(failedItems > 1
          ? [l10n.t('Of {count} failed items in the list, only the first one is explained.', asCount(failedItems))]
          : []),
      ].join(' '),
      logs: [],
      timeline: buildTimeline({ tasks: facts.task === undefined ? [] : [facts.task] }),
      nameNodes: (text) => text,
      hasSource: ({ file }) => sources.has(file),
      openOwn,
    },
    links,
  );
  return page;
}
