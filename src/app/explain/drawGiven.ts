import * as l10n from '@vscode/l10n';
import type { GivenFile } from '../../core/diagnosis/evidence/givenFiles.ts';
import type { OperatingSystem } from '../../core/diagnosis/evidence/operatingSystem.ts';
import type { Explanation } from '../../core/diagnosis/explanation/explanation.ts';
import { BatchError } from '../../core/model/batchError.ts';
import type { Links, PageTarget } from '../../core/page/links.ts';
import type { Page, Quote } from '../../core/page/page.ts';
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

/** The page of a failure that was explained without an account. */
export interface DrawnGiven {
  readonly explanation: Explanation;
  readonly page: Page;
}

/**
 * Draws the page of a failure from logs, from an item's JSON, or from an error response, without any request. Throws
 * `InvalidInput` if there is no text, or only JSON of something else.
 * @param toOpening returns the target that opens a given file at a line, counted from 1, or from the end if negative
 */
export async function drawGiven(
  bundles: DiagnosisWith<'buildTimeline' | 'explainGiven' | 'readGivenFiles' | 'toPage'>,
  { name, files, ...known }: Given,
  links: Links,
  services: Pick<ExplanationServices, 'findSource'>,
  toOpening: (name: string, line: number) => PageTarget | undefined = () => undefined,
): Promise<DrawnGiven> {
  const { buildTimeline, explainGiven, readGivenFiles, toPage } = bundles.diagnosis();
  if (known.exitCode === undefined && files.every(({ text }) => text.trim() === ''))
    throw new BatchError({ code: 'InvalidInput', message: l10n.t('There is no text to explain.') });
  const read = readGivenFiles(files);
  const { failedItems = 0 } = read;
  const { exitCode = read.exitCode, commandLine = read.commandLine, os } = known;
  const given = { ...read, name, exitCode, commandLine, os };
  const found = explainGiven(given);
  if (found === undefined)
    throw new BatchError({
      code: 'InvalidInput',
      message: l10n.t(
        'This JSON is neither a task, node, pool or job as the service returns it nor an error response. To check a definition, open it in an editor, or use check in the command line.',
      ),
    });
  const { explanation, facts } = found;
  const sources = await findSources(services, explanation);
  const { page } = toPage(
    explanation,
    {
      ...facts,
      resource: { kind: 'account', accountId: '' },
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
    },
    links,
  );
  const withOpening = (quote: Quote): Quote => {
    const shown = quote.lines.find(({ isCause }) => isCause === true) ?? quote.lines[0];
    const opening = shown && toOpening(quote.file, shown.number);
    return opening === undefined
      ? quote
      : { ...quote, button: links.toButton(l10n.t('Open {0}', quote.file), opening) };
  };
  const parts = page.parts.map((part) => ({ ...part, quotes: part.quotes.map(withOpening) }));
  return { explanation, page: { ...page, parts } };
}
