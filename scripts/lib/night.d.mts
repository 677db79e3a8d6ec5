export const isNight: boolean;
export function findToday(): number;
export function takeTurns<T>(items: readonly T[], turns: number, today?: number): readonly T[];
