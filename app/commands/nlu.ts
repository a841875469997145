import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { Mistakes } from '../../bot/errors.ts';
import { parseRows, type Row } from '../../nlu/evaluation/rows.ts';
import { type Figures, runTrial } from '../../nlu/evaluation/trial.ts';
import { readAll } from '../council.ts';

interface EvalOptions {
  train: string;
  dev: string;
  test: string;
  oos?: string;
  lang?: string;
}

export function addNlu(program: Command): void {
  const nlu = program.command('nlu').description('measure how well texts are understood');
  nlu
    .command('eval')
    .description('train on one set, choose on another, measure on a third; files of JSON lines {"text", "label"}')
    .requiredOption('--train <file>', 'what is learnt from')
    .requiredOption('--dev <file>', 'what threshold and calibration are chosen on')
    .requiredOption('--test <file>', 'what is measured on, once')
    .option('--oos <label>', 'the label of texts that are outside of all others')
    .option('--lang <code>', 'the language of the texts, for its shorthand and misspellings')
    .action((options: EvalOptions) => {
      console.log(JSON.stringify(evaluateFiles(options)));
    });
}

/** Throws `Mistakes` with everything that is wrong in any of the files. */
export function evaluateFiles({ train, dev, test, oos, lang }: EvalOptions): Figures {
  const [training, choosing, testing] = readAll(...[['train', train], ['dev', dev], ['test', test]].map(([key = '', file = '']) => () => readRows(`--${key}`, file, oos)));
  return runTrial({ train: training ?? [], dev: choosing ?? [], test: testing ?? [], outside: oos, language: lang });
}

function readRows(key: string, file: string, oos: string | undefined): Row[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new Mistakes('bad_configuration', [{ file, key, problem: `cannot be read: ${error instanceof Error ? error.message : String(error)}`, mend: 'name a file of JSON lines' }]);
  }
  const rows = parseRows(text, file);
  if (rows.every(({ label }) => label === oos)) throw new Mistakes('bad_data', [{ file, key, problem: `has no label but ${oos}`, mend: 'name the label of texts outside with --oos, or leave it out' }]);
  return rows;
}
