import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

export interface TranscriptLine {
  seq: number;
  at: string;
  from: string;
  channel: string;
  text: string;
  status: string;
}

/** A contact's transcript as the command prints it. */
export async function transcript(contact: string, env: Record<string, string>): Promise<TranscriptLine[]> {
  const { stdout } = await promisify(execFile)(process.execPath, ['bin/ventanilla.js', 'transcript', '--contact', contact, '--json'], {
    env: { ...process.env, ...env }, maxBuffer: 256 * 1024 * 1024,
  });
  return stdout.split('\n').filter(Boolean).map((line) => JSON.parse(line) as TranscriptLine);
}
