import assert from 'node:assert/strict';
import { type Resource, toOwnId } from '../../src/core/model/resource.ts';
import type { PageTarget } from '../../src/core/page/links.ts';
import type { Workbench } from './workbench.ts';

/** Buttons that act immediately, or that have their own test. */
const notFollowed: ReadonlySet<string> = new Set([
  'Retry This Task',
  'Copy ID',
  'Copy Link',
  'Copy as Markdown',
  'Show as Text',
]);

/**
 * Follows the links of a page and asserts that each opens its target; follows one per kind, counting those of earlier
 * pages in `kinds`. `show` activates the page. Returns the titles of its links.
 */
export async function followLinks(
  workbench: Workbench,
  show: () => Promise<void>,
  kinds = new Set<string>(),
): Promise<readonly string[]> {
  await show();
  const links = await workbench.explanation.listLinks();
  for (const { link, title } of links) {
    const target: PageTarget = JSON.parse(link);
    const kind = toKind(target, title);
    if (kinds.has(kind) || notFollowed.has(title)) continue;
    kinds.add(kind);
    await show();
    const isAction = target.kind === 'action' || target.kind === 'look';
    if (isAction && /[…?]$/.test(title)) await checkAsks(workbench, link);
    else {
      await workbench.explanation.follow(link);
      await checkOpened(workbench, target, title);
    }
  }
  return links.map(({ title }) => title);
}

/** Returns the kind of a link. Each action and each kind of document is separate; a time in the title is ignored. */
function toKind(target: PageTarget, title: string): string {
  if (target.kind === 'document') return `${target.document.document} of ${target.document.resource.kind}`;
  return target.kind === 'action' || target.kind === 'look' ? title.replace(/ \(As of .*/, '') : target.kind;
}

async function checkOpened(workbench: Workbench, target: PageTarget, title: string): Promise<void> {
  const { editor, explanation } = workbench;
  switch (target.kind) {
    case 'document':
      if (target.document.document === 'cause')
        return explanation.waitForTitle(/: (?:≥ )?[\d,]+ (?:task|node|pool|job)s?$/);
      if (target.document.document === 'comparison') return explanation.waitForTitle(/ failed, .* succeeded$/);
      if (target.document.document !== 'explanation')
        return editor.waitForTab(new RegExp(target.document.document.replaceAll(' ', '.')));
      await editor.waitForTab(nameTab(target.document.resource));
      await explanation.waitForText('Why');
      return;
    case 'property':
      return editor.waitForTab(/\.json$/);
    case 'file':
      return editor.waitForTab(toFileName(target.file.path));
    case 'source':
      return editor.waitForTab(toFileName(target.frame.file));
    default:
      return checkDone(workbench, title);
  }
}

function nameTab(resource: Resource): RegExp {
  if (resource.kind === 'account') return /^Overview of /;
  return resource.kind === 'node' ? /^node \d+$/ : new RegExp(`^${toOwnId(resource)}$`);
}

function toFileName(path: string): string {
  return path.split('/').at(-1) ?? path;
}

/** Checks the effect of a button that is known only by its title. */
async function checkDone({ editor, explanation }: Workbench, title: string): Promise<void> {
  const [, opened] = /^(?:Open|Explain) (\S+)$/.exec(title) ?? [];
  if (title === 'Properties') return editor.waitForTab(/\.json$/);
  if (title.startsWith('Compare with')) return editor.waitForTab(/ failed, .* succeeded/);
  if (title.startsWith('Refresh')) return void (await explanation.waitForText('Why'));
  assert.ok(opened !== undefined, `"${title}" does something, and does not say that it asks`);
  return editor.waitForTab(toFileName(opened));
}

/**
 * Checks that a button which changes something or needs input asks first, or opens a definition or a text to edit. A page that
 * takes the focus late may close the box, so this is repeated once.
 */
async function checkAsks(workbench: Workbench, link: string): Promise<void> {
  const { explanation, page } = workbench;
  const question = workbench.modal().or(page.locator('.quick-input-widget:visible')).first();
  const draft = page.locator('.tab.active.dirty').first();
  await workbench.repeatUntilShown(() => explanation.follow(link), question.or(draft).first());
  if (await draft.isVisible()) return workbench.runCommand('View: Revert and Close Editor');
  await page.keyboard.press('Escape');
  await question.waitFor({ state: 'hidden' });
}
