import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Command } from 'commander';
import { VentanillaError } from '../../bot/errors.ts';
import { uuidv7 } from '../../bot/id.ts';
import { noMeter } from '../../bot/log.ts';
import { Terminal } from '../../channels/terminal/terminal.ts';
import { ChatClock } from '../chat/clock.ts';
import { parseInstant, parseLine, type ScriptLine } from '../chat/line.ts';
import { Script } from '../chat/script.ts';
import { talk } from '../chat/talk.ts';
import { readConfig } from '../config.ts';
import { Running } from '../house.ts';
import { createLog } from '../logger.ts';
import { createMind, readCouncilFolder } from '../mind.ts';
import { modelFolders } from '../models.ts';
import { connectRasa } from '../rasa.ts';
import { SAMPLE_COUNCIL } from '../sample.ts';
import { openStore } from '../stores.ts';

interface ChatOptions {
  council: string;
  contact: string;
  json?: boolean;
  fresh?: boolean;
  clock?: string;
}

export function addChat(program: Command): void {
  program
    .command('chat')
    .description('talk to the bot in the terminal, through the same pipeline as every channel')
    .option('--council <folder>', 'the council to talk to', process.env.VENTANILLA_COUNCIL ?? SAMPLE_COUNCIL)
    .option('--contact <id>', "whose conversation it is; the same id continues it", 'terminal')
    .option('--json', 'read one message per line, print one JSON object per line')
    .option('--fresh', 'keep the data in a temporary folder')
    .option('--clock <instant>', 'stand the clock still at this instant (ISO 8601 with offset); `at` moves it forward')
    .action(chat);
}

async function chat(options: ChatOptions): Promise<void> {
  const config = readConfig(process.env);
  const clock = new ChatClock(options.clock === undefined ? undefined : parseInstant(options.clock));
  const folder = options.fresh ? mkdtempSync(join(tmpdir(), 'ventanilla-')) : undefined;
  const { store, files } = await openStore(folder === undefined ? config : { VENTANILLA_DATA: folder });
  const terminal = new Terminal();
  const log = createLog(config.LOG_LEVEL === 'info' ? 'error' : config.LOG_LEVEL);
  const mind = connectRasa(config, { log, meter: noMeter }).around(createMind(readCouncilFolder(options.council), modelFolders(config.VENTANILLA_DATA)));
  const running = await Running.open({
    store, files, clock, mind: () => mind, plans: [{ name: terminal.name, make: () => terminal }], log, meter: noMeter, ownAlarm: false,
  });
  await running.start();
  try {
    if (options.json) await runScript(new Script({ running, terminal, clock }), options.contact);
    else await talk({ running, terminal, contact: options.contact });
  } finally {
    await running.stop();
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  }
}

/** A line that cannot be read is told and left out, and the run fails in the end; the lines after it are still taken. */
async function runScript(script: Script, contact: string): Promise<void> {
  for await (const raw of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (raw.trim() === '') continue;
    const line = readLine(raw, contact);
    if (line) for (const result of await script.take(line, uuidv7())) console.log(JSON.stringify(result));
  }
}

function readLine(raw: string, contact: string): ScriptLine | undefined {
  try {
    return parseLine(raw, contact);
  } catch (error) {
    if (!(error instanceof VentanillaError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
    return undefined;
  }
}
