import { findingAt, type Rule } from './source.ts';

export const longestFile = 300;

export const size: Rule = (files) =>
  files.flatMap((file) => {
    const lines = file.text.replace(/\n$/, '').split('\n').length;
    return lines > longestFile ? [findingAt(file, 0, `${lines} lines, more than ${longestFile}`)] : [];
  });
