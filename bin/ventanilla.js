#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const built = fileURLToPath(new URL('../dist/ventanilla.js', import.meta.url));
if (!existsSync(built)) {
  console.error('Ventanilla is not built yet. Run: npm run build');
  process.exit(1);
}
await import(built);
