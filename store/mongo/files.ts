import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import mongoose, { type mongo } from 'mongoose';
import { StoreUnavailable } from '../../bot/errors.ts';
import type { FileRef, Files } from '../files.ts';

const BUCKET = 'files';

/** Files in GridFS, beside the documents: the content first, its description last, so that what can be found is whole. */
export function gridFiles(db: mongo.Db): Files {
  const bucket = new mongoose.mongo.GridFSBucket(db, { bucketName: BUCKET });
  const about = db.collection<{ _id: string; length: number; filename: string; metadata?: { mime?: string } }>(`${BUCKET}.files`);
  const chunks = db.collection<{ files_id: string }>(`${BUCKET}.chunks`);
  return {
    async put(content, { name, mime }) {
      const ref: FileRef = { id: randomUUID(), name, mime, size: content.length };
      await guarded(() => pipeline(Readable.from([Buffer.from(content)]), bucket.openUploadStreamWithId(ref.id as unknown as mongo.ObjectId, name, { metadata: { mime } })));
      return ref;
    },
    async get(id) {
      return guarded(async () => {
        const file = await about.findOne({ _id: id });
        if (!file) return undefined;
        const content = await buffer(bucket.openDownloadStream(id as unknown as mongo.ObjectId));
        return { ref: { id, name: file.filename, mime: file.metadata?.mime ?? '', size: file.length }, content: new Uint8Array(content) };
      });
    },
    async remove(id) {
      await guarded(() => about.deleteOne({ _id: id }));
      await guarded(() => chunks.deleteMany({ files_id: id }));
    },
  };
}

async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new StoreUnavailable(error);
  }
}
