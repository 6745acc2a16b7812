import type { User } from '../route.ts';
import { digestOf, isSecret, newSecret } from './secrets.ts';

export type MachineClient = { readonly clientId: string; readonly clientSecret: string };

/** Service principals with an OAuth secret; only its digest is kept. */
export class MachineClients {
  private readonly clients = new Map<string, { readonly user: User; readonly digest: string }>();

  /** OAuth secrets of Databricks begin with `dose`, which secret scanners know. */
  register(user: User): MachineClient {
    const clientSecret = `dose${newSecret()}`;
    this.clients.set(user.userName, { user, digest: digestOf(clientSecret) });
    return { clientId: user.userName, clientSecret };
  }

  find(clientId: string, secret: string): User | undefined {
    const known = this.clients.get(clientId);
    return known && isSecret(known.digest, secret) ? known.user : undefined;
  }
}
