import assert from 'node:assert/strict';
import { createUnderstanding, trainUnderstanding, type Understander } from '../../nlu/understanding.ts';
import { CONTEXT, sampleLessons } from './council.ts';
import controls from './sets/controls.json' with { type: 'json' };
import set from './sets/intents.json' with { type: 'json' };

const COUNTS = 0.6;

describe('intents', () => {
  const lessons = sampleLessons();
  let understander: Understander;
  const counting = (text: string, language: string): string[] => understander.understand(text, { ...CONTEXT, language }).intents.filter((one) => one.confidence >= COUNTS).map((one) => one.name);

  before(() => {
    understander = createUnderstanding(lessons);
  });

  for (const language of ['es', 'en'] as const) {
    it(`hears small talk, controls and forms, in ${language}`, () => {
      const wrong = set[language].filter(([text = '', intent = '']) => !counting(text, language).includes(intent) || counting(text, language)[0] === 'danger');
      assert.ok(wrong.length <= set[language].length * 0.04, JSON.stringify(wrong));
    });

    it(`takes neither off-topic sentences nor questions nor answers for one, in ${language}`, () => {
      const wrong = set.none[language].filter((text) => counting(text, language).length > 0);
      assert.ok(wrong.length <= set.none[language].length * 0.04, JSON.stringify(wrong));
    });
  }

  for (const language of ['es', 'en'] as const) {
    it(`hears what can be said to any form however it is written, and nothing else for it, in ${language}`, () => {
      const asked = Object.entries(controls[language]).flatMap(([intent, texts]) => texts.map((text) => ({ intent, text })));
      const missed = asked.filter(({ intent, text }) => counting(text, language)[0] !== intent);
      assert.ok(missed.length <= asked.length * 0.07, JSON.stringify(missed));
      const taken = controls.none[language].filter((text) => counting(text, language).some((name) => name in controls[language]));
      assert.ok(taken.length <= controls.none[language].length * 0.05, JSON.stringify(taken));
    });
  }

  it("does not take the articles' questions for small talk; those about speaking to a person or a language are what they say", () => {
    const spoken = /^(danger|person|help|language\..*|form\..*)$/;
    const wrong = (lessons.questions ?? []).filter(({ text, language }) => counting(text, language).some((name) => !spoken.test(name)));
    assert.ok(wrong.length <= (lessons.questions ?? []).length * 0.01, wrong.map(({ text }) => text).join(' | '));
  });

  it('is as sure as it is right', () => {
    const texts = (['es', 'en'] as const).flatMap((language) => [...set[language].map(([text = '', intent = '']) => ({ text, intent, language })), ...set.none[language].map((text) => ({ text, intent: '', language }))]);
    const seen = texts.flatMap(({ text, intent, language }) => understander.understand(text, { ...CONTEXT, language }).intents.filter(({ name }) => name !== 'danger').map(({ name, confidence }) => ({ confidence, right: name === intent || (name === 'form.persona' && intent === 'person') })));
    const bins = [0, 0.2, 0.4, 0.6, 0.8].map((from) => seen.filter(({ confidence }) => confidence >= from && confidence < from + 0.2 + (from === 0.8 ? 1 : 0)));
    const mean = (values: number[]): number => values.reduce((sum, one) => sum + one, 0) / values.length;
    const error = bins.filter((bin) => bin.length > 0).reduce((sum, bin) => sum + (bin.length / seen.length) * Math.abs(mean(bin.map(({ confidence }) => confidence)) - mean(bin.map(({ right }) => Number(right)))), 0);
    assert.ok(error <= 0.1, `expected calibration error ${error.toFixed(3)}`);
  });

  it('says of everyday matters that they are not the council\'s', () => {
    const outside = (text: string): number => understander.understand(text, { ...CONTEXT, language: 'es' }).outOfScope;
    for (const text of ['cuánto vale un billete de avión a Cancún', 'xkcd qwerty asdf zxcv']) assert.ok(outside(text) > 0.5, text);
    for (const text of ['¿Cómo me empadrono en Benalmara?', 'hola', 'hay un bache en mi calle', 'huele a gas']) assert.ok(outside(text) < 0.2, text);
  });

  it('understands the same after it was stored, and does not train again', () => {
    const bytes = trainUnderstanding(lessons);
    assert.deepEqual(trainUnderstanding(lessons), bytes, 'the same lessons give the same bytes');
    const stored = createUnderstanding(lessons, bytes);
    for (const [text = ''] of set.es) assert.deepEqual(stored.understand(text, { ...CONTEXT, language: 'es' }), understander.understand(text, { ...CONTEXT, language: 'es' }));
  }).timeout(60_000);

  it('needs no form and no article', () => {
    const bare = createUnderstanding({ examples: [] });
    assert.equal(bare.understand('hola', { ...CONTEXT, language: 'es' }).intents[0]?.name, 'greet');
  });
});
