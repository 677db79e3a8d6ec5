import * as l10n from '@vscode/l10n';
import type { Step } from './moment.ts';
import type { TimelineEvent } from './timeline.ts';

const names: Readonly<Record<Step, () => string>> = {
  action: () => l10n.t('Action'),
  'pool added': () => l10n.t('Pool added'),
  'pool changed': () => l10n.t('Pool changed'),
  'job added': () => l10n.t('Job added'),
  'node allocated': () => l10n.t('Allocated'),
  'node booted': () => l10n.t('Started'),
  'start task began': () => l10n.t('Start task'),
  'start task ended': () => l10n.t('Start task ended'),
  'node changed': () => l10n.t('Node changed'),
  'preparation began': () => l10n.t('Preparation'),
  'preparation ended': () => l10n.t('Preparation ended'),
  'task added': () => l10n.t('Task added'),
  'earlier attempt began': () => l10n.t('Earlier attempt'),
  'earlier attempt ended': () => l10n.t('Attempt ended'),
  'task again': () => l10n.t('Runs again'),
  'task began': () => l10n.t('Attempt'),
  'task ended': () => l10n.t('Ended'),
  'job changed': () => l10n.t('Job changed'),
  'release began': () => l10n.t('Release'),
  'release ended': () => l10n.t('Release ended'),
};

/** What happened, in a word or two, for where there is no room for a sentence. */
export function nameStep({ step, kind }: Pick<TimelineEvent, 'step' | 'kind'>): string {
  return kind === 'failure' && step.endsWith('ended') ? l10n.t('Failed') : names[step]();
}
