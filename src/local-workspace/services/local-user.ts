import { OWNER } from '../engine/catalog/identity.ts';
import type { User } from './route.ts';

/** Whose token the workspace itself hands out, and in whose name it is seeded. */
export const LOCAL_USER: User = {
  id: '1000000000000001',
  userName: OWNER,
  displayName: 'Local Analyst',
};
