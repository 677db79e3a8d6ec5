import { reportAspect } from './harnessDiagnosis.ts';

/** Share of held-back outputs with the correct category. Target: at least 0.95. */
reportAspect('category');
