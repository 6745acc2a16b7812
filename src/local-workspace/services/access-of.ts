import type { Catalog } from '../engine/catalog/catalog.ts';
import { Access } from '../engine/grants/access.ts';
import { callerOf } from './principals.ts';
import type { User } from './route.ts';

/** What a user may do in Unity Catalog. */
export const accessOf = (catalog: Catalog, user: User): Access => new Access(catalog.grants, callerOf(user));
