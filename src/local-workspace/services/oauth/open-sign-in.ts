import { SERVICE_PRINCIPAL } from '../principals.ts';
import { AccessTokens } from './access-tokens.ts';
import { Authorizations } from './authorizations.ts';
import { keptSignIns } from './kept-sign-ins.ts';
import { type MachineClient, MachineClients } from './machine-clients.ts';
import { RefreshTokens } from './refresh-tokens.ts';
import type { SignInParts } from './token-grants.ts';

const LIFE_SECONDS = 3600;
const GRACE_SECONDS = 60;

type Options = { readonly tokenSeconds?: number; readonly dataDirectory?: string };

/** Sign-in, ready. The grace of a refresh token is a minute, or as short as a shorter life. Throws `workspace.data_broken`. */
export function openSignIn({ tokenSeconds = LIFE_SECONDS, dataDirectory }: Options): {
  readonly signIn: SignInParts;
  readonly servicePrincipal: MachineClient;
} {
  const machines = new MachineClients();
  const kept = keptSignIns(dataDirectory);
  const signIn = {
    authorizations: new Authorizations(),
    access: new AccessTokens(kept, tokenSeconds),
    refresh: new RefreshTokens(kept, Math.min(GRACE_SECONDS, tokenSeconds)),
    machines,
  };
  return { signIn, servicePrincipal: machines.register(SERVICE_PRINCIPAL) };
}
