import { words } from '../words.ts';

/** What a query begins with, besides WITH. */
export const queryHeads = words('SELECT FROM VALUES TABLE (');
