const NAMES: Readonly<Record<string, string>> = { '+': 'add', '-': 'subtract', '*': 'multiply' };

/**
 * Engine SQL of whole numbers added, subtracted or multiplied. By name, for of `n + 1 > 0` and `sum(n + 1)` the engine takes
 * the 1 to where nothing overflows, and Spark does not.
 */
export const ofWholes = (op: string, left: string, right: string): string => `${NAMES[op]}(${left}, ${right})`;
