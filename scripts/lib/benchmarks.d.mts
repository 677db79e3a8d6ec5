export function listBenchmarks(): readonly string[];
