import { reportAspect } from './harnessDiagnosis.ts';

/** Share of held-back outputs with the correct innermost frame in the user's code. Target: at least 0.95. */
reportAspect('frame');
