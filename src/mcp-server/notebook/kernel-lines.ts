import { LakegooseError } from '../../base/errors.ts';
import type { Notebook } from '../../notebooks/file/notebook.ts';
import { refuseOtherKernel } from '../../notebooks/file/read-notebook.ts';
import { wordsOf } from '../../terminal/words-of-error.ts';
import { inLine } from '../result/escape.ts';

/** What is said of a notebook that no run would take: it names no kernel, or one of another language. */
export function kernelLines(notebook: Notebook, name: string): readonly string[] {
  try {
    refuseOtherKernel(notebook, name);
    return [];
  } catch (error) {
    if (!(error instanceof LakegooseError)) throw error;
    return [`It would not run: ${wordsOf(error, 'en', inLine)}`];
  }
}
