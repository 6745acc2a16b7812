import { createHash } from 'node:crypto';
import type { User } from '../route.ts';
import type { AuthorizationRequest } from './authorization-request.ts';
import { type Clock, ExpiringMap } from './expiring-map.ts';
import { digestOf, newSecret } from './secrets.ts';

type Allowed = { readonly request: AuthorizationRequest; readonly user: User; readonly family: string };
type Code = Allowed & { readonly used: boolean };

const ROOM = 1000;
const CONSENT_MS = 600_000;
const CODE_MS = 60_000;

/** From the question on the consent page to the code that is exchanged for a token. */
export class Authorizations {
  private readonly asked: ExpiringMap<AuthorizationRequest>;
  private readonly codes: ExpiringMap<Code>;
  private readonly clock: Clock;

  constructor(clock: Clock = Date.now) {
    this.clock = clock;
    this.asked = new ExpiringMap(ROOM, clock);
    this.codes = new ExpiringMap(ROOM, clock);
  }

  /** The anti-forgery value of a consent page: only who was shown the page knows it, and it works once. */
  ask(request: AuthorizationRequest): string {
    const value = newSecret();
    this.asked.set(digestOf(value), request, this.clock() + CONSENT_MS);
    return value;
  }

  answered(value: string): AuthorizationRequest | undefined {
    return this.asked.take(digestOf(value));
  }

  /** A code that works once and for a minute. */
  allow(request: AuthorizationRequest, user: User): string {
    const code = newSecret();
    this.codes.set(digestOf(code), { request, user, family: newSecret(), used: false }, this.clock() + CODE_MS);
    return code;
  }

  /**
   * What a code stands for. A second use names the family of the first, whose tokens are then revoked (RFC 6749 §4.1.2);
   * a wrong verifier uses the code up too.
   */
  exchange(
    code: string,
    given: { readonly client: string; readonly redirect: string; readonly verifier: string },
  ): Allowed | { readonly usedFamily: string } | undefined {
    const found = this.codes.get(digestOf(code));
    if (!found) return undefined;
    if (found.used) return { usedFamily: found.family };
    this.codes.set(digestOf(code), { ...found, used: true }, this.clock() + CODE_MS);
    const { client, redirect, challenge } = found.request;
    const isSame = client === given.client && redirect === given.redirect;
    return isSame && challengeOf(given.verifier) === challenge ? found : undefined;
  }
}

const challengeOf = (verifier: string): string => createHash('sha256').update(verifier).digest('base64url');
