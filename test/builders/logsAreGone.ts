import type { FindInspection } from '../../src/core/diagnosis/causes/failing.ts';

/** Tasks that were inspected without result, so that their causes come only from their exit codes. */
export const logsAreGone: FindInspection = ({ task }) => ({ task, logs: {}, isConclusive: false });
