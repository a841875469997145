import { writeFileSync } from 'node:fs';
import { calibrate } from '../../knowledge-base/calibration.ts';
import { Shelf } from '../../knowledge-base/shelf.ts';
import { background, LANGUAGES, questions, sampleArticles } from './questions.ts';

// Learns how sure to be from the development half of the questions and writes it where the knowledge base reads it:
// node --import=./scripts/sources.js tests/knowledge-base/calibrate.ts
const FILE = 'knowledge-base/words/confidence.json';
const EVERYDAY = 0.67;

const articles = sampleArticles();
const asked = questions().filter(({ half }) => half === 'development');
const model = calibrate(LANGUAGES.map((language) => ({
  shelf: new Shelf(language, articles.filter(({ texts }) => language in texts)),
  questions: [
    ...asked.filter((one) => one.language === language),
    ...background(language).map((text) => ({ text, articles: [], weight: EVERYDAY })),
  ],
})));
const rounded = JSON.stringify(model, (_, value: unknown) => (typeof value === 'number' ? Math.round(value * 100) / 100 : value), 1);
writeFileSync(FILE, `${rounded.replace(/\[\s+([^\]]+?)\s+\]/g, (_, inside: string) => `[${inside.replace(/\s+/g, ' ')}]`)}\n`);
console.log(rounded);
