import type { FindInspection } from '../../src/core/diagnosis/causes/failing.ts';

/** Tasks that were looked into in vain, so that their causes are known by their exit codes alone. */
export const logsAreGone: FindInspection = ({ task }) => ({ task, logs: {}, isConclusive: false });
