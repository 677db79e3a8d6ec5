import { any, choice, integer, map, mapOf, type ObjectTable, object, objects, text } from './property.ts';

const template = (of: string, what: string) => ({
  type: text(`What the template is for: \`Microsoft.Batch/batchAccounts/${what}\`.`, {
    example: `Microsoft.Batch/batchAccounts/${what}`,
  }),
  apiVersion: text('The API version that the template is written for.', { example: '2025-06-01' }),
  properties: object(of, 'The definition itself.', { required: true }),
});

/** Objects that only the Azure Batch CLI extensions support: templates with parameters, and task factories. */
export const templateTable = {
  Template: {
    parameters: mapOf(
      'TemplateParameter',
      "Values that are filled in when the template is used, as `[parameters('name')]`. Each has a name and a definition of what's allowed.",
      { isExtension: true },
    ),
    variables: map("Parts of the template that are inserted as `[variables('name')]`.", { isExtension: true }),
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
      { int: 'An integer.', string: 'A string.', bool: 'true or false.' },
      "The type of the parameter's value.",
      { required: true },
    ),
    defaultValue: any('The value to use if none is given. If omitted, a value has to be given.'),
    allowedValues: any('A list of the allowed values.'),
    minValue: integer('The smallest allowed number.'),
    maxValue: integer('The largest allowed number.'),
    minLength: integer('The minimum number of characters.'),
    maxLength: integer('The maximum number of characters.'),
    metadata: object('TemplateParameterMetadata', 'Information about the parameter.'),
  },
  TemplateParameterMetadata: {
    description: text('What the parameter is for, in a sentence for the people who set it.'),
  },
  ApplicationTemplateInfo: {
    filePath: text('The application template file, relative to the folder of this file.', {
      required: true,
      example: 'render-template.json',
    }),
    parameters: map("The values of the application template's parameters, by name."),
  },
  TaskFactory: {
    type: choice(
      {
        taskCollection: 'The tasks are listed (`tasks`).',
        parametricSweep:
          'One task for each number in a range, or for each combination of numbers from several ranges (`parameterSets`).',
        taskPerFile: 'One task for each file in a container or a file group (`source`).',
      },
      'How the tasks are created.',
      { required: true },
    ),
    tasks: objects('Task', 'The tasks, for the type `taskCollection`.'),
    parameterSets: objects('ParameterSet', 'The ranges of numbers, for the type `parametricSweep`.'),
    source: object('FileSource', 'The files, for the type `taskPerFile`.'),
    repeatTask: object(
      'RepeatTask',
      'The template for each task. `{0}` stands for the number from the first range, and `{0:4}` for the same number with leading zeros; `{url}`, `{filePath}`, `{fileName}`, and `{fileNameWithoutExtension}` stand for the file.',
    ),
    mergeTask: object(
      'MergeTask',
      "A task that runs after all others have succeeded. The extensions turn on the job's `usesTaskDependencies` for it.",
    ),
  },
  ParameterSet: {
    start: integer('The first number in the range.', { required: true, example: 1 }),
    end: integer('The last number in the range, which is included if a step reaches it.', {
      required: true,
      example: 100,
    }),
    step: integer('The difference between one number and the next. Negative if `start` is greater than `end`.', {
      default: 1,
    }),
  },
} as const satisfies Readonly<Record<string, ObjectTable>>;
