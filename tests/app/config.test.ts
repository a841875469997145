import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../app/config.ts';
import { Mistakes } from '../../bot/errors.ts';

function configFile(text: string): string {
  const file = join(mkdtempSync(join(tmpdir(), 'ventanilla-test-')), 'ventanilla.yaml');
  writeFileSync(file, text);
  return file;
}

function mistakesOf(read: () => unknown): readonly { file?: string; line?: number; key?: string; mend: string }[] {
  try {
    read();
  } catch (error) {
    assert.ok(error instanceof Mistakes);
    return error.mistakes;
  }
  return [];
}

describe('configuration', () => {
  it('has defaults for everything that can have one', () => {
    const config = readConfig({});
    assert.equal(config.PORT, 3000);
    assert.equal(config.VENTANILLA_RATE_LIMITS, 'on');
    assert.equal(config.MONGODB_URI, undefined);
  });

  it('reads the file, the environment over it', () => {
    const file = configFile('PORT: 4000\nLOG_LEVEL: warn\n');
    const config = readConfig({ PORT: '5000' }, file);
    assert.equal(config.PORT, 5000);
    assert.equal(config.LOG_LEVEL, 'warn');
  });

  it('names every mistake at once, each with its key, its line and its mend', () => {
    const file = configFile('PORT: many\nMONGODB_URI: http://x\nCOLOUR: blue\n');
    const mistakes = mistakesOf(() => readConfig({ VENTANILLA_CONFIG: file, LOG_LEVEL: 'loud' }));
    assert.deepEqual(mistakes.map((mistake) => [mistake.key, mistake.line]).sort(), [['COLOUR', 3], ['LOG_LEVEL', undefined], ['MONGODB_URI', 2], ['PORT', 1]]);
    assert.ok(mistakes.every((mistake) => mistake.mend.length > 5));
  });

  it('names the missing half of Telegram', () => {
    assert.deepEqual(mistakesOf(() => readConfig({ TELEGRAM_WEBHOOK_SECRET: 'x' })).map((mistake) => mistake.key), ['TELEGRAM_BOT_TOKEN', 'PUBLIC_URL']);
  });

  it('says when the file it was told to read is not there, or is not YAML', () => {
    assert.equal(mistakesOf(() => readConfig({ VENTANILLA_CONFIG: '/nowhere.yaml' })).length, 1);
    assert.equal(mistakesOf(() => readConfig({}, configFile('PORT: [1'))).length > 0, true);
  });
});
