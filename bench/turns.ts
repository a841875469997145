// A form of five turns through the durable engine: SQLite with synchronous FULL, 64 conversations at once, the sample council's understanding and
// knowledge base at every turn. Beside it, in the same run, the same five turns on botbuilder in memory, without durability. Medians of 5, in turn.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { examplesOf, readCouncilFolder } from '../app/mind.ts';
import { createHours } from '../bot/hours.ts';
import { Terminal } from '../channels/terminal/terminal.ts';
import { createDialogs } from '../dialogs/dialogs.ts';
import { parseForm } from '../dialogs/form.ts';
import { createUnderstanding } from '../nlu/understanding.ts';
import { openHouse, sampleMind } from '../tests/support/house.ts';
import { median, print, round } from './support/line.ts';

const CONVERSATIONS = 2000;
const AT_ONCE = 64;
const RUNS = 5;
const SAY = ['I want to report a problem', 'there is a pothole', 'Calle Mayor', '12', 'high'];

const FORM = parseForm(
  `
id: report
version: 1
title: { es: Aviso, en: Report }
examples:
  es: [quiero dar un aviso, quiero avisar de un problema, dar parte de un problema, avisar de algo, hacer un aviso]
  en: [I want to report a problem, report a problem, I have a problem to report, let me report something, make a report]
fields:
  - { id: what, type: text, prompt: { es: ¿Qué ocurre?, en: What happened? } }
  - { id: street, type: text, prompt: { es: ¿En qué calle?, en: In which street? } }
  - { id: number, type: number, min: 1, max: 999, prompt: { es: ¿Qué número?, en: Which number? } }
  - id: urgency
    type: choice
    prompt: { es: ¿Es urgente?, en: How urgent? }
    options:
      - { id: low, title: { es: poco, en: low } }
      - { id: medium, title: { es: normal, en: medium } }
      - { id: high, title: { es: mucho, en: high } }
submit: { kind: case, queue: via-publica, topic: aviso }
done: { es: "Anotado: {reference}", en: "Noted: {reference}" }
`,
  'bench',
);

const peer = installPeer();
const council = readCouncilFolder('examples/benalmara');
const { words, council: facts, answers } = sampleMind();
const mind = {
  words, answers, council: facts,
  understand: createUnderstanding({ examples: [...council.forms.filter((form) => form.id !== 'incidencia'), FORM].flatMap(examplesOf) }),
  dialogs: createDialogs({ forms: [...council.forms.filter((form) => form.id !== 'incidencia'), FORM], words, hours: createHours(council.council), timeZone: facts.timeZone }),
};
let terminal = new Terminal();
const house = await openHouse({
  mind,
  plans: () => {
    terminal = new Terminal();
    return [{ name: 'terminal', make: () => terminal }];
  },
});

await ours('warm', CONVERSATIONS / 4);
const own: number[] = [];
const theirs: number[] = [];
for (let run = 0; run < RUNS; run += 1) {
  own.push(await ours(`run${run}`, CONVERSATIONS));
  theirs.push(botbuilder());
}
await house.close();
print('turns', {
  turnsPerSecond: round(median(own)), peerTurnsPerSecond: round(median(theirs)), ratio: round(median(own) / median(theirs), 2),
  peer: 'botbuilder 4.23.3, in memory', conversationsAtOnce: AT_ONCE, runs: RUNS,
});

async function ours(name: string, conversations: number): Promise<number> {
  let next = 0;
  const started = performance.now();
  await Promise.all(Array.from({ length: AT_ONCE }, async () => {
    while (next < conversations) {
      const contact = `${name}-${next++}`;
      let outcome: string | null = null;
      for (const [turn, text] of SAY.entries()) {
        const receipt = await terminal.say(contact, String(turn), { text });
        outcome = (await receipt.turn)?.trace.outcome ?? null;
      }
      if (outcome !== 'case') throw new Error(`${contact} ended as ${outcome}`);
    }
  }));
  return (conversations * SAY.length) / ((performance.now() - started) / 1000);
}

function botbuilder(): number {
  const { stdout, stderr } = spawnSync(process.execPath, ['turns.cjs', String(CONVERSATIONS)], { cwd: peer, encoding: 'utf8' });
  const line = stdout.split('\n').find((one) => one.startsWith('{'));
  if (line === undefined) throw new Error(`the peer failed: ${stderr}`);
  return (JSON.parse(line) as { turnsPerSecond: number }).turnsPerSecond;
}

/** The peer lives in a cache folder: it is retired upstream, has 139 packages, and is never part of the product. */
function installPeer(): string {
  const folder = join(process.env.VENTANILLA_CACHE ?? join(homedir(), '.cache', 'ventanilla'), 'peers', 'botbuilder');
  mkdirSync(folder, { recursive: true });
  cpSync('bench/peers/botbuilder', folder, { recursive: true });
  if (!existsSync(join(folder, 'node_modules', 'botbuilder-dialogs'))) {
    const { status } = spawnSync('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: folder, stdio: 'ignore' });
    if (status !== 0) throw new Error('the peer could not be installed');
  }
  return folder;
}
