import type { Command } from 'commander';
import { readConfig } from '../config.ts';
import { lessonsOf, readCouncilFolder } from '../mind.ts';
import { modelFolders } from '../models.ts';
import { ParsedArticles } from '../parsed.ts';
import { SAMPLE_COUNCIL } from '../sample.ts';
import { learnUnderstanding } from '../understanding.ts';

export function addTrain(program: Command): void {
  program
    .command('train')
    .description('learn how citizens ask for what a council does, so that the next start need not')
    .option('--council <folder>', 'the council folder', process.env.VENTANILLA_COUNCIL ?? SAMPLE_COUNCIL)
    .option('--into <folder>', 'keep what was learnt in this folder (default: in the data folder)')
    .action(({ council, into }: { council: string; into?: string }) => {
      const folders = into === undefined ? modelFolders(readConfig(process.env).VENTANILLA_DATA) : { read: [into], keep: into };
      learnUnderstanding(lessonsOf(readCouncilFolder(council, new ParsedArticles(folders))), folders);
    });
}
