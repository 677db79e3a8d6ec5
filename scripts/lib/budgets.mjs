/**
 * Seconds of processor time that each stage of `npm test` may use: those of the day whose files (`turns.mjs`) use most, beside
 * other stages, and a quarter more. Most days use half of the sum. And seconds that the whole run may take on two quiet
 * cores, where three stages run side by side. Exceeding a budget is reported, but is not a failure, because machines differ.
 */
const budgetsS = {
  unit: 380,
  house: 65,
  languages: 15,
  bundles: 120,
  conformance: 70,
  soak: 60,
  clients: 20,
  package: 55,
  editor: 200,
  journeys: 320,
  benches: 40,
  faults: 70,
  secrets: 20,
};
const wholeS = 600;

/**
 * Multiples of a stage's budget at which the stage is stopped; a run with all files uses up to five times as much as
 * one with those of a day. Only a program that doesn't end uses that much processor time or takes that much elapsed
 * time. A busy machine stretches elapsed time more than processor time.
 */
const processorFactor = 9;
const hangFactor = 20;

/**
 * Seconds without use of a processor after which a stage is stopped. A single test may take longer (`testHangMs`) on a
 * busy machine; a stage that uses nothing isn't waiting for the machine.
 */
const idleS = 5 * 60;

/**
 * Returns the limits of a stage that runs as one program.
 * @returns {import('./run.mjs').Limit}
 */
export function limitStage(stage) {
  return { processorS: processorFactor * budgetsS[stage], hangS: hangFactor * budgetsS[stage], idleS };
}

/**
 * Milliseconds after which a single test counts as hanging: ten times the duration of the slowest. Longer tests, such
 * as soaks, set their own limit.
 */
export const testHangMs = 10 * 60_000;

/**
 * Returns a table of the stages' durations, and, for a run with the files of one day, a line for each that exceeded its
 * budget.
 * @param {readonly {name: string, seconds: number, processorS?: number}[]} times
 */
export function describeTimes(times, isOfDay) {
  const rows = times.map((time) => `  ${time.name.padEnd(12)}${format(time.seconds)} s${describeProcessor(time)}`);
  const over = !isOfDay ? [] : times.filter(({ name, processorS = 0 }) => processorS > budgetsS[name]);
  const whole = times.find(({ name }) => name === 'whole');
  return [
    'Time',
    ...rows,
    ...describeDearest(times),
    ...over.map((time) => `over budget: ${time.name} used${describeProcessor(time)}`),
    ...(isOfDay && whole && whole.seconds > wholeS
      ? [`over budget: the whole took ${whole.seconds.toFixed(0)} s of ${wholeS} s`]
      : []),
  ];
}

const shownFiles = 20;

/**
 * Lists the test files that used most processor time, with their elapsed seconds, to show where a run has become slower; on
 * systems that don't know processor time, the slowest ones.
 */
function describeDearest(times) {
  const files = times.flatMap(({ ms = {}, fileS = {} }) =>
    [...new Set([...Object.keys(fileS), ...Object.keys(ms)])].map((name) => ({
      name,
      seconds: (ms[name] ?? 0) / 1000,
      processorS: fileS[name] ?? 0,
    })),
  );
  const dearest = files.sort((one, other) => other.processorS - one.processorS || other.seconds - one.seconds);
  return dearest.length === 0
    ? []
    : [
        'Dearest files',
        ...dearest
          .slice(0, shownFiles)
          .map((file) => `${format(file.seconds)} s${describeProcessor(file).padEnd(28)}  ${file.name}`),
      ];
}

function describeProcessor({ name, processorS = 0 }) {
  if (processorS === 0) return '';
  const budget = name in budgetsS ? ` of ${budgetsS[name]}` : '';
  return `${format(processorS)}${budget} s of processor time`;
}

const format = (seconds) => seconds.toFixed(0).padStart(6);
