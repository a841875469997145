import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import { rasaFiles } from '../../nlu/rasa/export.ts';
import { readConfig } from '../config.ts';
import { lessonsOf, readCouncilFolder } from '../mind.ts';
import { SAMPLE_COUNCIL } from '../sample.ts';

export function addRasa(program: Command): void {
  program
    .command('rasa')
    .description('work with a Rasa server')
    .command('export')
    .description('write what the council teaches as training data of Rasa 3')
    .option('--council <folder>', 'the council folder', process.env.VENTANILLA_COUNCIL ?? SAMPLE_COUNCIL)
    .option('--into <folder>', 'write it into this folder (default: rasa in the data folder)')
    .action(({ council, into = join(readConfig(process.env).VENTANILLA_DATA, 'rasa') }: { council: string; into?: string }) => {
      for (const file of exportForRasa(council, into)) console.log(file);
    });
}

/** Writes over what an earlier export wrote, and leaves alone what others put beside it. Returns the files. */
export function exportForRasa(folder: string, into: string): string[] {
  const read = readCouncilFolder(folder);
  const { languages, personForm } = read.council;
  return Object.entries(rasaFiles({ ...lessonsOf(read), languages, personForm })).map(([name, text]) => {
    const file = join(into, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return file;
  });
}
