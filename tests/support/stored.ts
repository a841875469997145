import { readConfig } from '../../app/config.ts';
import { openStore } from '../../app/stores.ts';
import { lineOf } from '../../bot/inbound.ts';
import { Transcript } from '../../bot/transcript.ts';
import { visitorOf } from '../../channels/webchat/visitor.ts';

/** The transcripts of web chat visitors as they stand in the store, read behind the server's back. */
export async function storedTranscripts(env: Record<string, string>, tokens: readonly string[]): Promise<{ from: string; text: string }[][]> {
  const { store } = await openStore(readConfig(env));
  const transcript = new Transcript(store);
  try {
    const all: { from: string; text: string }[][] = [];
    for (const token of tokens) {
      const line = lineOf({ channel: 'webchat', account: 'site', from: visitorOf(token) });
      all.push((await transcript.replay(line, 0, 100_000))?.messages ?? []);
    }
    return all;
  } finally {
    transcript.close();
    await store.close();
  }
}
