import { z } from 'zod';

const digits = /^-?\d{1,19}$/;

/** A whole number; JSON of protocol buffers writes 64-bit ones as text too (protobuf.dev, ProtoJSON format). */
export const int64 = () =>
  z.preprocess(
    (given) => (typeof given === 'string' && digits.test(given) ? Number(given) : given),
    z.number().refine(Number.isInteger),
  );
