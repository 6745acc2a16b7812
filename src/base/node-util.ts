/**
 * What we use of `node:util`. An `import` of that module reads each of its members, and so loads what they need, which takes
 * 4 ms of every start (`npm run bench`).
 */
export const { parseArgs, parseEnv, stripVTControlCharacters } = process.getBuiltinModule('node:util');
