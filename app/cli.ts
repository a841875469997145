import { Command } from 'commander';
import { describeMistake, Mistakes, VentanillaError } from '../bot/errors.ts';
import { COMMANDS } from './commands/commands.ts';
import { VERSION } from './version.ts';

const program = new Command('ventanilla')
  .description('The front desk of a town hall, on every channel at once')
  .version(VERSION)
  .option('--config <file>', 'configuration file (default: ventanilla.yaml, when it is there)')
  .hook('preAction', (command) => {
    const { config } = command.opts<{ config?: string }>();
    if (config !== undefined) process.env.VENTANILLA_CONFIG = config;
  });

for (const add of COMMANDS) add(program);

// Whoever reads the output may have had enough of it: `ventanilla outbox list | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

try {
  await program.parseAsync();
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
}

/** What went wrong as a person can read it: every mistake with its mend; a stack only for what nobody foresaw. */
function explain(error: unknown): string {
  if (error instanceof Mistakes) {
    const lines = error.mistakes.map((mistake) => `  ${describeMistake(mistake)}`);
    return `${lines.length === 1 ? 'One thing' : `${lines.length} things`} must be mended first:\n${lines.join('\n')}`;
  }
  if (error instanceof VentanillaError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
