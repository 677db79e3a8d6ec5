import { reportAspect } from './harnessDiagnosis.ts';

/** Share of held-back outputs with the correct failing line. Target: at least 0.95. */
reportAspect('line');
