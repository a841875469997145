import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

/** What each room may import of the house; a room's own files are always allowed. See docs/decisions for the two rooms of the ground floor. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  store: ['bot/errors.ts'],
  bot: ['store/store.ts', 'store/files.ts'],
  'nlu': ['bot/errors.ts', 'bot/source.ts'],
  'knowledge-base': ['nlu/text/', 'bot/errors.ts', 'bot/source.ts'],
  'store/sqlite': ['store/', 'bot/errors.ts'],
  'store/mongo': ['store/', 'bot/errors.ts'],
  channels: ['bot/', 'store/files.ts'],
  dialogs: ['bot/', 'store/store.ts', 'store/files.ts'],
  desk: ['bot/', 'store/store.ts'],
  appointments: ['bot/', 'store/store.ts'],
  callbacks: ['bot/', 'store/store.ts'],
  reports: ['bot/', 'store/store.ts'],
  server: ['bot/', 'store/', 'nlu/', 'knowledge-base/', 'channels/', 'dialogs/', 'desk/', 'appointments/', 'callbacks/', 'reports/', 'web/pages/', 'web/look/'],
  app: ['bot/', 'store/', 'nlu/', 'knowledge-base/', 'channels/', 'dialogs/', 'desk/', 'appointments/', 'callbacks/', 'reports/', 'server/', 'package.json'],
  web: ['server/contract/'],
};
const ROOMS = ['app', 'server', 'dialogs', 'desk', 'appointments', 'callbacks', 'reports', 'channels', 'store', 'nlu', 'knowledge-base', 'bot', 'web'];
const FILE_LIMIT = 400;
const FUNCTION_LIMIT = 60;
const VAGUE = /(^|\/)(utils?|helpers?|common|misc|types)(\/|\.tsx?$)/;

describe('architecture', () => {
  const files = ROOMS.filter((room) => existsSync(room)).flatMap(sourcesIn);
  const sources = new Map(files.map((file) => [file, readFileSync(file, 'utf8')]));
  const imports = new Map(files.map((file) => [file, importsOf(file, sources.get(file) ?? '')]));

  it('has rooms to look at', () => {
    assert.ok(files.length > 50, `only ${files.length} files found`);
  });

  it('imports go down, never up or sideways', () => {
    const wrong: string[] = [];
    for (const [file, targets] of imports) {
      for (const target of targets) {
        if (roomOf(file) === roomOf(target) && sameFolder(file, target)) continue;
        const allowed = MAY_IMPORT[roomOf(file)] ?? [];
        if (!allowed.some((prefix) => target.startsWith(prefix))) wrong.push(`${file} imports ${target}`);
      }
    }
    assert.deepEqual(wrong, []);
  });

  it('only app names concrete adapters', () => {
    const adapter = /^(store\/(sqlite|mongo)|channels\/[^/]+)\//;
    const wrong = [...imports].flatMap(([file, targets]) =>
      targets.filter((target) => adapter.test(target) && !file.startsWith('app/') && dirname(file) !== dirname(target) && !dirname(file).startsWith(dirname(target))).map((target) => `${file} imports ${target}`));
    assert.deepEqual(wrong, []);
  });

  it('has no circle of files', () => {
    const done = new Set<string>();
    const circles: string[] = [];
    const walk = (file: string, trail: string[]): void => {
      if (trail.includes(file)) return void circles.push([...trail.slice(trail.indexOf(file)), file].join(' → '));
      if (done.has(file)) return;
      done.add(file);
      for (const target of imports.get(file) ?? []) walk(target, [...trail, file]);
    };
    for (const file of files) walk(file, []);
    assert.deepEqual(circles, []);
  });

  it('keeps files under 400 lines and functions under 60', () => {
    const long = [...sources].flatMap(([file, text]) => {
      const lines = text.split('\n');
      return [...(lines.length > FILE_LIMIT ? [`${file}: ${lines.length} lines`] : []), ...longFunctions(file, lines)];
    });
    assert.deepEqual(long, []);
  });

  it('names every file after a noun of its own', () => {
    assert.deepEqual(files.filter((file) => VAGUE.test(file)), []);
  });

  it('leaves no unfinished work and no silenced checks behind', () => {
    const left = /\b(TODO|FIXME|XXX)\b|@ts-(ignore|nocheck|expect-error)|biome-ignore|eslint-disable|\bas any\b|: any\b/;
    assert.deepEqual([...sources].filter(([, text]) => left.test(text)).map(([file]) => file), []);
  });
});

function sourcesIn(room: string): string[] {
  return readdirSync(room, { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.d.ts')).map((name) => join(room, name));
}

/** Every file of the house that a file imports, types and dynamic imports counted. */
function importsOf(file: string, text: string): string[] {
  const found = [...text.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*'(\.[^']+)'/g)].map((match) => normalize(join(dirname(file), match[1] ?? '')));
  return found.filter((target) => !target.endsWith('.json') || target === 'package.json');
}

/** The most particular room that has a rule. */
function roomOf(file: string): string {
  const parts = file.split('/');
  const two = parts.slice(0, 2).join('/');
  return two in MAY_IMPORT ? two : (parts[0] ?? '');
}

/** Channels and web parts are rooms within a room: siblings may not import one another. */
function sameFolder(file: string, target: string): boolean {
  const room = file.split('/')[0];
  if (room !== 'channels' && room !== 'web') return true;
  const [, own, inOwn] = file.split('/');
  const [, other, inOther] = target.split('/');
  return inOther === undefined || (inOwn !== undefined && own === other) || other === 'look';
}

/** A function here begins a line with its keyword or is a class member, and ends at the brace of the same indentation. */
function longFunctions(file: string, lines: readonly string[]): string[] {
  const long: string[] = [];
  lines.forEach((line, start) => {
    const opens = /^(\s*)(export )?(default )?(async )?function\b.*\{$|^( {2})(static |async |get |set |#|private |override )*[#\w]+\(.*\).*\{$/.exec(line);
    if (!opens) return;
    const indent = /^\s*/.exec(line)?.[0] ?? '';
    const length = lines.slice(start + 1).indexOf(`${indent}}`) + 2;
    if (length > FUNCTION_LIMIT) long.push(`${file}:${start + 1}: ${length} lines`);
  });
  return long;
}
