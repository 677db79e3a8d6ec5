import type { ExamplesOf } from '../../engine/examples.ts';
import type { cxxTemplateRules } from './cxxTemplates.ts';

export const cxxTemplateExamples: Partial<ExamplesOf<typeof cxxTemplateRules>> = {};
