import mongoose from 'mongoose';
import { Duplicate, StoreUnavailable, VentanillaError } from '../../bot/errors.ts';
import type { Collection } from '../store.ts';
import { uniqueFields } from './model.ts';

const { BSON, MongoError, MongoInvalidArgumentError, MongoServerError } = mongoose.mongo;

const DUPLICATE_KEY = 11000;
const WRITE_CONFLICT = 112;
const TOO_LARGE = new Set<unknown>([10334, 17280, 17419, 17420]);

/** What an error of the driver, met while this document was written, means to the house. */
export function asOurs(error: unknown, of: Collection, id: string): Error {
  if (error instanceof VentanillaError) return error;
  if (isDuplicate(error)) return duplicateOf(of, id, error.message);
  if (isUnfit(error)) return new VentanillaError('invalid', `${of.name}/${id} cannot be stored`, { cause: error });
  return new StoreUnavailable(error);
}

/** The server names the index: `E11000 duplicate key error collection: db.messages index: conversation_seq_unique dup key: …`. */
export function duplicateOf(of: Collection, id: string, message: string): Duplicate {
  const fields = uniqueFields(of, / index: (\S+) dup key/.exec(message)?.[1] ?? '');
  return new Duplicate({ collection: of.name, id, index: fields?.join(', ') });
}

export function isDuplicate(error: unknown): error is Error {
  return error instanceof MongoServerError && error.code === DUPLICATE_KEY;
}

/** The document itself cannot be stored: too large, or of a shape that BSON does not know. */
export function isUnfit(error: unknown): boolean {
  return error instanceof BSON.BSONError || error instanceof MongoInvalidArgumentError || (error instanceof MongoServerError && TOO_LARGE.has(error.code));
}

/** Two transactions met in one document: the later one must begin again. */
export function isWriteConflict(error: unknown): boolean {
  return error instanceof MongoServerError && error.code === WRITE_CONFLICT;
}

/** The whole transaction may be tried again: nothing of it was applied. */
export function isTransient(error: unknown): boolean {
  return error instanceof MongoError && error.hasErrorLabel('TransientTransactionError');
}

/** The commit was sent and its answer lost: sending it again tells, and applies nothing twice. */
export function isUnknownCommit(error: unknown): boolean {
  return error instanceof MongoError && error.hasErrorLabel('UnknownTransactionCommitResult');
}
