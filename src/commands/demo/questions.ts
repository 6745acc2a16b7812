import type { MessageCode } from '../../messages/say.ts';

/** What the demo asks, in this order. */
export const questions: readonly MessageCode[] = [
  'demo.question_structure',
  'demo.question_fares',
  'demo.question_lineage',
];
