/**
 * How many seconds each stage of `npm test` may take on two cores, and the whole of it, in which three stages run side by side.
 * More is no failure, since machines differ; it is said.
 */
const budgetsS = {
  setup: 150,
  build: 30,
  check: 45,
  unit: 180,
  house: 60,
  languages: 10,
  bundles: 40,
  conformance: 120,
  soak: 60,
  clients: 30,
  package: 60,
  editor: 350,
  journeys: 480,
  faults: 60,
  secrets: 20,
  whole: 540,
};

/**
 * A table of what was taken and what may be, and a line for each stage that took more.
 * @param {readonly (readonly [name: string, seconds: number])[]} times
 */
export function describeTimes(times) {
  const rows = times.map(([name, seconds]) => {
    const budget = budgetsS[name] ?? 0;
    return `  ${name.padEnd(12)}${seconds.toFixed(0).padStart(5)} s of ${String(budget).padStart(3)} s`;
  });
  const over = times.filter(([name, seconds]) => seconds > (budgetsS[name] ?? 0));
  return [
    'Time',
    ...rows,
    ...over.map(
      ([name, seconds]) =>
        `over budget: ${name} took ${seconds.toFixed(0)} s instead of at most ${budgetsS[name] ?? 0} s`,
    ),
  ];
}
