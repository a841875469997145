// Intents by nlp.js, without its entities and sentiment. argv: train file, test file, language, label of what is outside (or ""), on | off for `useNoneFeature`.
// Its result depends on the order of the training data: it is shuffled, always the same way. Prints one JSON line.
const { readFileSync } = require('node:fs');
const { NlpManager } = require('node-nlp');

const [trainFile, testFile, language, outside, none] = process.argv.slice(2);

function rowsOf(file) {
  return readFileSync(file, 'utf8').split('\n').filter((line) => line.trim() !== '').map((line) => JSON.parse(line));
}

function shuffled(rows) {
  const mixed = [...rows];
  let state = 42;
  for (let i = mixed.length - 1; i > 0; i -= 1) {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    const j = state % (i + 1);
    [mixed[i], mixed[j]] = [mixed[j], mixed[i]];
  }
  return mixed;
}

function percent(part, whole) {
  return whole === 0 ? null : Number(((100 * part) / whole).toFixed(2));
}

async function main() {
  const train = shuffled(rowsOf(trainFile).filter(({ label }) => label !== outside));
  const test = rowsOf(testFile);
  const before = process.memoryUsage.rss();
  const manager = new NlpManager({ languages: [language], autoSave: false, nlu: { log: false, useNoneFeature: none === 'on' } });
  for (const { text, label } of train) manager.addDocument(language, text, label);
  const started = performance.now();
  await manager.train();
  const trainSeconds = (performance.now() - started) / 1000;
  const { nluManager } = manager.nlp;
  const times = [];
  let inside = 0;
  let right = 0;
  let refused = 0;
  for (const { text, label } of test) {
    const asked = performance.now();
    const { classifications, intent } = await nluManager.process(language, text);
    times.push(performance.now() - asked);
    const found = none === 'on' ? intent : classifications[0].intent;
    if (label === outside) refused += Number(found === 'None');
    else inside += 1;
    if (label !== outside && found === label) right += 1;
  }
  times.sort((a, b) => a - b);
  const at = (q) => Number(times[Math.floor(times.length * q)].toFixed(3));
  console.log(JSON.stringify({
    accuracy: percent(right, inside), oosRecall: percent(refused, test.length - inside), trainSeconds: Number(trainSeconds.toFixed(1)),
    p50Ms: at(0.5), p99Ms: at(0.99), rssMb: Number(((process.memoryUsage.rss() - before) / 1e6).toFixed(1)),
  }));
}

main();
