import type { Command } from 'commander';
import { describeMistake, Mistakes } from '../../bot/errors.ts';
import { shownAccent } from '../../server/look.ts';
import { channelPlans } from '../channels.ts';
import { type Config, readConfig } from '../config.ts';
import { lessonsOf, readCouncilFolder } from '../mind.ts';
import { examineRasa } from '../rasa.ts';
import { SAMPLE_COUNCIL } from '../sample.ts';
import { openStore } from '../stores.ts';

export interface Finding {
  level: 'ok' | 'warning' | 'error' | 'off';
  what: string;
  detail: string;
}

export function addDoctor(program: Command): void {
  program
    .command('doctor')
    .description('check configuration, council folder, store, channels and Rasa')
    .option('--council <folder>', 'the council folder', process.env.VENTANILLA_COUNCIL ?? SAMPLE_COUNCIL)
    .option('--json', 'print one JSON object per finding')
    .action(async (options: { council: string; json?: boolean }) => {
      const findings = await examine(options.council);
      for (const finding of findings) console.log(options.json ? JSON.stringify(finding) : `${finding.level.padEnd(8)} ${finding.what.padEnd(22)} ${finding.detail}`);
      if (findings.some((finding) => finding.level === 'error')) process.exitCode = 1;
    });
}

/** Looks at everything that serving needs; goes on after an error, so that all are seen at once. */
export async function examine(councilFolder: string): Promise<Finding[]> {
  const findings: Finding[] = [];
  const config = attempt(findings, 'configuration', () => readConfig(process.env));
  if (config) findings.push({ level: 'ok', what: 'configuration', detail: 'every setting can be read' });
  const folder = attempt(findings, 'council', () => readCouncilFolder(councilFolder));
  if (folder) findings.push({ level: 'ok', what: 'council', detail: `${folder.articles.length} articles, ${folder.forms.length} forms` });
  findings.push(...examineLook(folder?.council.look));
  if (!config) return findings;
  if (config.VENTANILLA_RATE_LIMITS === 'off') findings.push({ level: 'warning', what: 'rate limits', detail: 'off: for load tests only, never for citizens; remove VENTANILLA_RATE_LIMITS=off' });
  findings.push(await examineStore(config));
  for (const plan of channelPlans(config)) findings.push(await examineChannel(plan));
  findings.push({ what: 'rasa', ...(await examineRasa(config, folder ? lessonsOf(folder) : { examples: [] }, folder?.council.personForm)) });
  return findings;
}

function attempt<T>(findings: Finding[], what: string, read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Mistakes)) throw error;
    for (const mistake of error.mistakes) findings.push({ level: 'error', what, detail: describeMistake(mistake) });
    return undefined;
  }
}

/** An accent that could not be read is shown darker than the council wrote it. */
function examineLook(look: { accent: string } | undefined): Finding[] {
  if (!look) return [];
  const { colour, changed } = shownAccent(look.accent);
  return changed ? [{ level: 'warning', what: 'look', detail: `white words on ${look.accent} are hard to read: it is shown as ${colour}; write that, or a darker colour, as look.accent` }] : [];
}

async function examineStore(config: Config): Promise<Finding> {
  try {
    const { store } = await openStore(config);
    try {
      await store.ping();
      return { level: 'ok', what: 'store', detail: `${store.kind}, ${store.place}: a write was committed` };
    } finally {
      await store.close();
    }
  } catch (error) {
    return { level: 'error', what: 'store', detail: error instanceof Error ? error.message : String(error) };
  }
}

async function examineChannel({ name, make, off }: ReturnType<typeof channelPlans>[number]): Promise<Finding> {
  if (off !== undefined) return { level: 'off', what: `channel ${name}`, detail: off };
  try {
    const channel = await make?.();
    const health = await channel?.health?.();
    return { level: health?.ok === false ? 'error' : 'ok', what: `channel ${name}`, detail: health?.detail ?? 'ready' };
  } catch (error) {
    return { level: 'error', what: `channel ${name}`, detail: error instanceof Error ? error.message : String(error) };
  }
}
