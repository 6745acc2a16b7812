import { findingAt, type Rule } from './source.ts';

const leftovers = ['TODO', 'FIXME', 'XXX'];

/** A comment says what is, never what somebody should still do. */
export const comments: Rule = (files) =>
  files.flatMap((file) =>
    file.comments.flatMap((comment) =>
      comment.value
        .split(/[^A-Za-z]+/)
        .filter((word) => leftovers.includes(word))
        .map((word) => findingAt(file, comment.start, `${word} in a comment`)),
    ),
  );
