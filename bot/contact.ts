import { collection, type Doc } from '../store/store.ts';

/** A citizen. One document per person and channel account until a person links them. */
export interface Contact extends Doc {
  /** `channel:account:id` as the channel knows the person. */
  address: string;
  channel: string;
  /** The person's id on that channel. */
  externalId: string;
  name?: string;
  phone?: string;
  email?: string;
  createdAt: number;
}

export const contacts = collection<Contact>(
  'contacts',
  { address: 'string', channel: 'string', externalId: 'string', name: 'string', phone: 'string', email: 'string', createdAt: 'number' },
  [{ fields: ['address'], unique: true }, { fields: ['externalId'] }],
);
