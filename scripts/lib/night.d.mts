export const isNight: boolean;
export function isTurn(index: number): boolean;
