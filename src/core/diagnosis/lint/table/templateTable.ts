import { any, choice, integer, map, mapOf, type ObjectTable, object, objects, text } from './property.ts';

const template = (of: string, what: string) => ({
  type: text(`What the template is for: \`Microsoft.Batch/batchAccounts/${what}\`.`, {
    example: `Microsoft.Batch/batchAccounts/${what}`,
  }),
  apiVersion: text('The version of the API that the template is written for.', { example: '2025-06-01' }),
  properties: object(of, 'The definition itself.', { required: true }),
});

/** What only the Azure Batch CLI extensions know: templates with parameters, and what makes tasks. */
export const templateTable = {
  Template: {
    parameters: mapOf(
      'TemplateParameter',
      "Values that are put in when the template is used, as `[parameters('name')]`. Each has a name and what it may be.",
      { isExtension: true },
    ),
    variables: map("Parts of the template that are put in as `[variables('name')]`.", { isExtension: true }),
    job: object('JobTemplate', 'The job that the template creates. A template has either a job or a pool.', {
      isExtension: true,
    }),
    pool: object('PoolTemplate', 'The pool that the template creates. A template has either a job or a pool.', {
      isExtension: true,
    }),
  },
  JobTemplate: template('Job', 'jobs'),
  PoolTemplate: template('Pool', 'pools'),
  TemplateParameter: {
    type: choice(
      { int: 'A whole number.', string: 'A text.', bool: 'true or false.' },
      'What the value of the parameter is.',
      { required: true },
    ),
    defaultValue: any('The value where none is given. Without it, a value has to be given.'),
    allowedValues: any('A list of the values that are allowed.'),
    minValue: integer('The least number that is allowed.'),
    maxValue: integer('The greatest number that is allowed.'),
    minLength: integer('The fewest characters that are allowed.'),
    maxLength: integer('The most characters that are allowed.'),
    metadata: object('TemplateParameterMetadata', 'What is said of the parameter.'),
  },
  TemplateParameterMetadata: {
    description: text('What the parameter is for, in a sentence for those who give it a value.'),
  },
  ApplicationTemplateInfo: {
    filePath: text('The file of the application template, from the folder of this file on.', {
      required: true,
      example: 'render-template.json',
    }),
    parameters: map('The values of the parameters of the application template, by their names.'),
  },
  TaskFactory: {
    type: choice(
      {
        taskCollection: 'The tasks are listed (`tasks`).',
        parametricSweep: 'One task for each number of a range, or for each combination of several (`parameterSets`).',
        taskPerFile: 'One task for each file of a container or of a file group (`source`).',
      },
      'How the tasks are made.',
      { required: true },
    ),
    tasks: objects('Task', 'The tasks, for the type `taskCollection`.'),
    parameterSets: objects('ParameterSet', 'The ranges of numbers, for the type `parametricSweep`.'),
    source: object('FileSource', 'The files, for the type `taskPerFile`.'),
    repeatTask: object(
      'RepeatTask',
      'What each task is made from. `{0}` stands for the number of the first range and `{0:4}` for the same with zeros before it; `{url}`, `{filePath}`, `{fileName}`, and `{fileNameWithoutExtension}` stand for the file.',
    ),
    mergeTask: object(
      'MergeTask',
      'A task that runs after all others have succeeded. The extensions turn `usesTaskDependencies` of the job on for it.',
    ),
  },
  ParameterSet: {
    start: integer('The first number of the range.', { required: true, example: 1 }),
    end: integer('The last number of the range, which is part of it if a step reaches it.', {
      required: true,
      example: 100,
    }),
    step: integer('From one number to the next. Negative where `start` is greater than `end`.', { default: 1 }),
  },
} as const satisfies Readonly<Record<string, ObjectTable>>;
