import { findingAt, type Rule } from './source.ts';

const kebab = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const sayNothing = new Set(['util', 'utils', 'common', 'helper', 'helpers', 'misc']);

/** Folders and files are kebab-case and named after what they do. */
export const names: Rule = (files) =>
  files.flatMap((file) => {
    const parts = file.path
      .replace(/\.ts$/, '')
      .split('/')
      .flatMap((segment) => segment.split('.'));
    return [
      ...parts.filter((part) => !kebab.test(part)).map((part) => findingAt(file, 0, `"${part}" is not kebab-case`)),
      ...parts.filter((part) => sayNothing.has(part)).map((part) => findingAt(file, 0, `"${part}" says nothing`)),
    ];
  });
