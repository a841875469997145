// What a citizen's telephone loads before the chat can be opened: the one script, compressed as a web server would send it.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { print, round } from './support/line.ts';

const script = readFileSync('dist/web/widget.js');
print('widget', { gzipKb: round(gzipSync(script, { level: 9 }).length / 1024, 1), rawKb: round(script.length / 1024, 1) });
