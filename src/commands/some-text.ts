import { z } from 'zod';
import type { MessageCode } from '../messages/say.ts';

/** The value of an argument that may be any text but none. */
export const someText = z.string().min(1, 'reason.empty' satisfies MessageCode);
