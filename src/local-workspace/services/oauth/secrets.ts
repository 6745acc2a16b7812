import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** 256 bits that nobody can guess. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** What is kept instead of a secret. Looking a digest up tells nothing about the secrets of others. */
export const digestOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');

export function isSecret(digest: string, given: string): boolean {
  return timingSafeEqual(Buffer.from(digest, 'hex'), Buffer.from(digestOf(given), 'hex'));
}
