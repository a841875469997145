import type { Field, Reading } from './fields/field.ts';
import { beginsWith, fold, holdsOneOf, isOneOf, wordsOf } from './phrases.ts';
import type { Scene } from './scene.ts';

/** From here on an article is what was asked about; the turn's own policy says what it then shows. */
const SURE = 0.6;
/** A wish said as a statement ("quiero pagar una multa") in a field of free words must be surer: it may be the answer. */
const WISH = 0.8;
/** What follows such words may be a statement as well: "que hay un bache", "como un agujero". */
const TWO_FACED: ReadonlySet<string> = new Set(['que', 'como', 'cuando', 'donde', 'quien', 'cual', 'cuales', 'k', 'q', 'me', 'do', 'is', 'did', 'when', 'who', 'what', 'where', 'which', 'how', 'y que', 'y si']);

/** So few words with an intent of their own are hardly a question. */
const SHORT = 4;

/** `clear`: begins as questions do. `marked`: has a question mark. `weak`: may also be a statement. */
type Shape = 'clear' | 'marked' | 'weak' | 'none';

/** Whether what was said is a question in the middle of a form, not an answer to it. */
export function isQuestion(scene: Scene, field: Field | undefined, reading: Reading | undefined): boolean {
  const shape = shapeOf(scene.heard.text);
  const free = field?.type === 'text';
  if (field && 'questions' in field && field.questions === 'keep') return false;
  const best = once(() => confidence(scene, shape === 'clear'));
  const sure = reading !== undefined && 'value' in reading && reading.sure;
  if (shape === 'clear') return !sure || best() >= SURE;
  if (sure) return false;
  if (saysToForm(scene, best)) return false;
  if (shape === 'marked' && !free) return true;
  if (shape !== 'none') return best() >= SURE;
  if (isOwnMatter(scene) || (field && isAside(scene, field))) return false;
  if (free) return beginsWith('wants', bare(scene.heard.text)) !== undefined && best() >= WISH;
  return !(reading !== undefined && 'problem' in reading) && best() >= SURE;
}

/** "¿Para qué lo quieren?", "¿es obligatorio?": a question about the field itself, which its help answers. */
export function isAboutField(scene: Scene): boolean {
  const words = wordsOf(scene.heard.text).length;
  if (beginsWith('declines', scene.heard.folded) !== undefined) return false;
  if (words <= SHORT && beginsWith('why', scene.heard.folded) !== undefined) return true;
  return words <= 7 && holdsOneOf('why', scene.heard.folded) && confidence(scene, false) < SURE;
}

/** How much a text looks like a question. */
export function shapeOf(text: string): Shape {
  const folded = bare(text);
  const first = beginsWith('asks', folded);
  const marked = /[¿?]/u.test(text);
  if (first === undefined) return marked ? 'marked' : 'none';
  if (marked || !TWO_FACED.has(first)) return 'clear';
  return accented(text) ? 'clear' : 'weak';
}

function bare(text: string): string {
  let folded = fold(text);
  for (let lead = beginsWith('leads', folded); lead !== undefined && !isOneOf('asks', lead); lead = beginsWith('leads', folded)) {
    if (folded === lead) return folded;
    folded = folded.slice(lead.length + 1);
  }
  return folded;
}

function accented(text: string): boolean {
  return /(?:^|[^\p{L}])(?:qué|cómo|cuándo|dónde|quién|cuál|cuáles|cuánto)(?![\p{L}])/iu.test(text.normalize('NFC'));
}

/** The knowledge base is asked when the words alone do not tell, and once. */
function once(look: () => number): () => number {
  let found: number | undefined;
  return () => {
    found ??= look();
    return found;
  };
}

/** How sure the best article is; a statement that only leads to the article of this form's own matter is no question. */
function confidence(scene: Scene, asked: boolean): number {
  const ranked = asked ? scene.turn.ranked : scene.turn.ranked.filter((one) => one.form !== scene.form.id);
  return ranked[0]?.confidence ?? 0;
}

/** "Sin foto", "prefiero no decirlo", "atrás": said to the form, however close an article comes. */
function saysToForm({ heard, turn }: Scene, best: () => number): boolean {
  const intent = turn.understanding.intents.find((one) => one.name === heard.intent);
  return intent !== undefined && !intent.name.startsWith('form.') && (wordsOf(heard.text).length <= SHORT || intent.confidence >= best());
}

/** A statement where the field takes any: near which place it is, or that one would rather not say. */
function isAside(scene: Scene, field: Field): boolean {
  return scene.wantsMore(field) || (field.optional && beginsWith('declines', scene.heard.folded) !== undefined);
}

function isOwnMatter(scene: Scene): boolean {
  return scene.turn.understanding.intents.some((one) => one.name === `form.${scene.form.id}` && one.confidence >= SURE);
}
