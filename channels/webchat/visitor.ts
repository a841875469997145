import { createHash, randomBytes } from 'node:crypto';

/** A visitor is who holds the token: 256 random bits, kept by the browser; we keep only its hash. */
export interface Visitor {
  token: string;
  /** The contact's id on this channel. */
  id: string;
}

const TOKEN = /^[A-Za-z0-9_-]{43,86}$/;

export function visitorOf(token: string | undefined): Visitor {
  const own = token !== undefined && TOKEN.test(token) ? token : randomBytes(32).toString('base64url');
  return { token: own, id: createHash('sha256').update(own).digest('base64url') };
}

export function knownVisitor(token: string | undefined): Visitor | undefined {
  return token !== undefined && TOKEN.test(token) ? visitorOf(token) : undefined;
}
