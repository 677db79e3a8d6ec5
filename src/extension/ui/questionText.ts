import type { Question } from '../../app/ui.ts';
import { withoutCodeMarks } from '../../core/text/codeMarks.ts';

/** Returns the full text of a question, with everything affected and the plan. */
export function toListText(question: Question): string {
  const { message, detail = '', besideList = detail, plan = [] } = question;
  const list = question.canBeUndone ? [] : question.list;
  const said = [message, ...(besideList === '' ? [] : ['', besideList])].map(withoutCodeMarks);
  return [...said, '', ...list, ...plan, ''].join('\n');
}
