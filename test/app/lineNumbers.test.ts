import assert from 'node:assert/strict';
import { suite, type TestContext, test } from 'node:test';
import { makeFileTexts } from '../../src/app/documents/fileTexts.ts';
import { toRemoteFile } from '../../src/app/evidence/readLog.ts';
import type { ExplanationTarget } from '../../src/app/explain/explained.ts';
import { completedTask, smallWorld } from '../../src/simulator/scenarios/causes/smallWorld.ts';
import { failed } from '../../src/simulator/scenarios/runs.ts';
import { startCold } from './support/coldApp.ts';

const why = "ModuleNotFoundError: No module named 'numpy'";
const traceback = [
  'Traceback (most recent call last):',
  '  File "mean.py", line 2, in <module>',
  '    import numpy',
  why,
];
/** Lines of progress, each of which is one line, however often it was overwritten. */
const progress = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `tile ${index}  10%\rtile ${index}  55%\rtile ${index} 100%`);
const long = (bytes: number): readonly string[] =>
  Array.from({ length: Math.ceil(bytes / 40) }, (_, index) => `INFO queue ${index} is empty`.padEnd(39, '.'));

const logs: Readonly<Record<string, string>> = {
  'whole log': [...progress(40), ...traceback, ''].join('\n'),
  'long log': [...long(300_000), ...traceback, ''].join('\n'),
  'end of a log': [...long(3_000_000), ...progress(10), ...traceback, ''].join('\n'),
  'cause far from the end': [...traceback, ...long(2_500_000), ''].join('\n'),
  colours: [`\u001b[1m${traceback[0]}\u001b[0m`, ...traceback.slice(1, 3), `\u001b[31m${why}\u001b[0m`, ''].join('\n'),
};

const otherLog = `${long(200_000).join('\n')}\nValueError: row 18 has 5 cells\n`;

suite('line numbers', () => {
  const start = async (context: TestContext, stderr: string) => {
    const scenario = smallWorld('numbers', 'A task whose log has lines that pages quote.', {
      job: {
        tasks: [
          completedTask('t', failed(1, 4000, { stderr })),
          completedTask('other', failed(3, 4000, { stderr: otherLog })),
        ],
      },
    });
    return startCold(context, scenario);
  };

  /** Returns the lines of a file in its document, after the page was read. */
  const open = async ({ app, store }: Awaited<ReturnType<typeof start>>, taskId: string) => {
    const resource = { kind: 'task', accountId: store.account.id, jobId: 'job', taskId } as const;
    const file = toRemoteFile(store.service.taskFiles, resource, 'stderr.txt');
    const properties = await file.getProperties();
    const findFrom = () => app.reader.find(resource)?.stderr.leftOut;
    const { text } = await makeFileTexts(Date.now).read('log', { file, path: 'stderr.txt', properties, findFrom });
    const [first = '', ...rest] = text.split('\n');
    return first.startsWith('⋯ ') ? rest : [first, ...rest];
  };

  for (const [name, stderr] of Object.entries(logs))
    test(`line numbers on a page are those of the file: ${name}`, async (context) => {
      const cold = await start(context, stderr);
      const task = { kind: 'task', accountId: cold.store.account.id, jobId: 'job', taskId: 't' } as const;
      const account = { kind: 'account', accountId: task.accountId } as const;
      const { causes } = await cold.causes.ofAccount(await cold.app.accounts.getStore(task.accountId));
      assert.ok(causes.length > 0);
      for (const target of [
        ...causes.map(
          ({ cluster }) => ({ resource: account, document: 'cause', fingerprint: cluster.fingerprint }) as const,
        ),
        { resource: task, document: 'explanation' },
        { resource: { kind: 'job', accountId: task.accountId, jobId: 'job' }, document: 'explanation' },
      ] satisfies ExplanationTarget[]) {
        const { drawn, explanation } = await cold.explain(target);
        if (target.document === 'explanation' && target.resource.kind === 'task') {
          const [, number, fromEnd] = /stderr\.txt, line (\d+)( from the end)?: “/.exec(explanation.cause) ?? [];
          const lines = stderr.replace(/\n$/, '').split('\n');
          const said = fromEnd === undefined ? lines[Number(number) - 1] : lines.at(-Number(number));
          assert.ok(said?.includes(why), explanation.cause);
        }
        const quotes = drawn.page.parts.flatMap((part) => part.quotes).filter(({ file }) => file === 'stderr.txt');
        if (target.document !== 'cause') assert.notEqual(quotes.length, 0, target.resource.kind);
        for (const { lines: quoted, button } of quotes) {
          const link = drawn.links.get(button?.link ?? '');
          assert.ok(link?.kind === 'file' && link.file.kind === 'taskFile');
          const lines = await open(cold, link.file.taskId);
          const written = (link.file.taskId === 't' ? stderr : otherLog).split('\n');
          for (const { number, text } of quoted) {
            // The last line of each log ends with a line feed.
            const line = number > 0 ? lines[number - 1] : lines.at(number - 1);
            assert.equal(line?.trim(), text.trim(), `${target.resource.kind}, line ${number}`);
            assert.equal(
              number < 0,
              lines.length < written.length,
              'lines are counted from the end where the beginning was not read',
            );
            assert.doesNotMatch(text, /\\u\{d\}|\\u\{1b\}/);
          }
        }
      }
    });
});
