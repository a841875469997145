import type { IntentExample, Sentence } from '../example.ts';
import { pack, unpack } from '../text/bytes.ts';
import { type Example, Judge, type Verdict } from '../text/judge.ts';
import { BACKGROUND } from './background.ts';
import { controlExamples, controlHints, controlSentences, framed, knownHints } from './controls.ts';
import { dangerExamples, dangerWords, mayBeDanger } from './danger.ts';
import { clausesOf, type HeardText, hearText } from './heard.ts';

export interface Intent {
  name: string;
  confidence: number;
}

export interface HeardIntents {
  /** Best first; danger before all others when it counts. */
  intents: Intent[];
  /** 0–1: probability that the message is about nothing a council deals with. */
  outOfScope: number;
}

export interface Lessons {
  /** Examples of forms, `form.<id>`. */
  examples: readonly IntentExample[];
  /** The questions of the council's articles. */
  questions: readonly Sentence[];
}

/** Not to hear an emergency is this many times worse than to take something harmless for one. */
const MISSED_DANGER = 3;
/** Emergencies are told in more ways than forms are asked for: closer to the examples, and no pieces of two letters, which say nothing here. */
const DANGER_LEARNING = { svm: { cost: 2 }, features: { letters: [3, 5] } } as const;
/** What is less likely than this is not worth telling. */
const LEAST = 0.05;
/** From so many words on a message is also read part by part, for danger. */
const LONG = 9;
const MOST_CLAUSES = 12;
const LEAST_WORDS = 3;
/** So many parts that follow one another are read together: what comes right after tells what it was about. */
const TOGETHER = 3;
/** What is torn from its message must be so many times likelier to be danger. */
const TORN = Math.E;
/** From this share of its examples on a form is a control's. */
const A_CONTROL = 0.2;
/** So many questions of the council are enough as what is no small talk, no form and no danger. */
const MOST_QUESTIONS = 400;
/** For danger it takes more: families, deaths and animals are the council's daily business too. */
const MOST_CALM_QUESTIONS = 3200;

/** Four judges: small talk and controls, forms, danger, and whether it is the council's matter at all. */
export class Intents {
  readonly #controls: Judge;
  readonly #forms: Judge;
  readonly #danger: Judge;
  readonly #scope: Judge;

  private constructor([controls, forms, danger, scope]: readonly [Judge, Judge, Judge, Judge]) {
    this.#controls = controls;
    this.#forms = forms;
    this.#danger = danger;
    this.#scope = scope;
  }

  static train({ examples, questions }: Lessons): Intents {
    const { everyday, council, answers, single } = BACKGROUND;
    const asked = thin(questions, MOST_QUESTIONS);
    const controls = controlExamples();
    const plain = (sentences: readonly Sentence[], label?: string): Example[] => sentences.map(({ text, language }) => ({ words: hearText(text, language).words, label }));
    const isControl = controlHints(controls);
    const saysControl = ({ text, language }: Sentence): boolean => isControl(framed(hearText(text, language).words)).label !== undefined;
    const others = [...everyday, ...council, ...answers, ...single, ...asked, ...ownWords(examples, saysControl)].filter((one) => !saysControl(one));
    const controlled = [...controls, ...plain(others).map(({ words }) => ({ words: framed(words) }))];
    const formal = [
      ...examples.map(({ intent, text, language }) => ({ words: hearText(text, language).words, label: intent })),
      ...plain([...everyday, ...council, ...asked.filter(({ form }) => form === undefined)]),
      ...controls.filter(({ label }) => label !== 'person').map(({ words }) => ({ words: words.slice(1, -2) })),
    ];
    const endangered = [
      ...dangerExamples(),
      ...[...controlSentences(), ...everyday, ...council, ...answers, ...examples].map(({ text, language }) => ({ words: dangerWords(hearText(text, language)) })),
      ...thin(questions, MOST_CALM_QUESTIONS).map(({ text, language }) => ({ words: dangerWords(hearText(text, language)) })).filter(({ words }) => !mayBeDanger(words)),
    ];
    const scoped = [...plain([...council, ...answers, ...thin(asked, everyday.length), ...examples], 'council'), ...plain(everyday), ...controls.filter(({ label }) => label === 'greet').map(({ words }) => ({ words: words.slice(1, -2) }))];
    return new Intents([Judge.train(controlled, { hints: controlHints }), Judge.train(formal), Judge.train(endangered, { missCost: MISSED_DANGER, ...DANGER_LEARNING }), Judge.train(scoped)]);
  }

  hear(heard: HeardText): HeardIntents {
    if (heard.words.length === 0) return { intents: [], outOfScope: 0 };
    const danger = this.#dangerIn(heard);
    const control = this.#controls.judge(framed(heard.words));
    const form = this.#forms.judge(heard.words);
    const others = [...named(control), ...named(form)].sort((a, b) => b.confidence - a.confidence);
    const council = this.#scope.judge(heard.words)?.confidence ?? 0;
    const heardOf = Math.max(council, danger?.confidence ?? 0, ...others.map((one) => one.confidence));
    const intents = danger && danger.confidence >= LEAST ? merge({ name: danger.label, confidence: danger.confidence }, others) : others;
    return { intents, outOfScope: 1 - heardOf };
  }

  /**
   * The worst of the whole message and of each few parts that follow one another: "hola, soy Ana, huele mucho a gas en mi casa" must not be thinned by what is
   * before it, while "leí lo del incendio, ¿dónde se puede donar?" is not judged by its first half.
   */
  #dangerIn(heard: HeardText): Verdict | undefined {
    const whole = this.#danger.judge(dangerWords(heard));
    const parts = heard.words.length < LONG ? [] : clausesOf(heard, MOST_CLAUSES);
    let worst = whole;
    for (let i = 0; i < parts.length; i += 1) {
      const some = parts.slice(i, i + TOGETHER);
      const length = some.reduce((sum, { words }) => sum + words.length, 0);
      if (length < LEAST_WORDS || some.length === parts.length) continue;
      const verdict = this.#danger.judge(dangerWords(...some));
      const confidence = torn(verdict?.confidence ?? 0);
      if (verdict && confidence > (worst?.confidence ?? 0)) worst = { ...verdict, confidence };
    }
    return worst;
  }

  toBytes(): Uint8Array {
    return pack('intents', [this.#controls, this.#forms, this.#danger, this.#scope].map((judge) => judge.toBytes()));
  }

  /** What `toBytes` wrote. */
  static from(bytes: Uint8Array): Intents {
    const [controls, forms, danger, scope] = unpack(bytes).parts;
    if (!controls || !forms || !danger || !scope) throw new TypeError('not stored intents');
    return new Intents([Judge.from(controls, knownHints()), Judge.from(forms), Judge.from(danger), Judge.from(scope)]);
  }
}

function torn(confidence: number): number {
  return confidence / (confidence + (1 - confidence) * TORN);
}

/** From here on danger goes first, whatever else was heard. */
export const DANGER_FIRST = 0.6;

function merge(danger: Intent, others: Intent[]): Intent[] {
  return danger.confidence >= DANGER_FIRST ? [danger, ...others] : [...others, danger].sort((a, b) => b.confidence - a.confidence);
}

function named(verdict: Verdict | undefined): Intent[] {
  return verdict && verdict.confidence >= LEAST ? [{ name: verdict.label, confidence: verdict.confidence }] : [];
}

/** A form that is asked for in the words of a control, as the one that hands over to a person, teaches nothing of what is no control. */
function ownWords(examples: readonly IntentExample[], saysControl: (one: IntentExample) => boolean): IntentExample[] {
  const forms = new Set(examples.map(({ intent }) => intent));
  for (const form of forms) {
    const own = examples.filter(({ intent }) => intent === form);
    if (own.filter(saysControl).length > own.length * A_CONTROL) forms.delete(form);
  }
  return examples.filter(({ intent }) => forms.has(intent));
}

/** At most so many, evenly from all. */
function thin<T>(all: readonly T[], most: number): readonly T[] {
  return all.length <= most ? all : all.filter((_, i) => Math.floor((i * most) / all.length) !== Math.floor(((i - 1) * most) / all.length));
}
