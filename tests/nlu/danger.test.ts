import assert from 'node:assert/strict';
import { wordsOf } from '../../nlu/text/tokens.ts';
import { createUnderstanding, type Understander } from '../../nlu/understanding.ts';
import en from '../../nlu/words/danger.en.json' with { type: 'json' };
import es from '../../nlu/words/danger.es.json' with { type: 'json' };
import { CONTEXT, sampleLessons } from './council.ts';
import fifth from './sets/danger.fifth.json' with { type: 'json' };
import first from './sets/danger.first.json' with { type: 'json' };
import fourth from './sets/danger.fourth.json' with { type: 'json' };
import second from './sets/danger.second.json' with { type: 'json' };
import sixth from './sets/danger.sixth.json' with { type: 'json' };
import third from './sets/danger.third.json' with { type: 'json' };

const SETS = { first, second, third, fourth, fifth, sixth } as const;
const KNOWN = new Set([...es.danger, ...es.safe, ...en.danger, ...en.safe].map((text) => wordsOf(text).join(' ')));
const COUNTS = 0.6;

describe('danger', () => {
  let understander: Understander;
  const alarms = (text: string, language: string): boolean =>
    understander.understand(text, { ...CONTEXT, language }).intents.find((one) => one.confidence >= COUNTS)?.name === 'danger';
  const share = (texts: Record<'es' | 'en', string[]>): number => {
    const all = [...texts.es.map((text) => alarms(text, 'es')), ...texts.en.map((text) => alarms(text, 'en'))];
    return all.filter(Boolean).length / all.length;
  };

  before(() => {
    understander = createUnderstanding(sampleLessons());
  });

  it('is tried on sentences that the training does not have', () => {
    for (const { danger, safe } of Object.values(SETS)) {
      assert.deepEqual([...danger.es, ...danger.en, ...safe.es, ...safe.en].filter((text) => KNOWN.has(wordsOf(text).join(' '))), []);
    }
  });

  it('hears emergencies in words it has not seen', () => {
    assert.ok(share(first.danger) >= 0.99, `first set ${share(first.danger)}`);
    assert.ok(share(second.danger) >= 0.97, `second set ${share(second.danger)}`);
    assert.ok(share(third.danger) >= 0.965, `third set ${share(third.danger)}`);
    assert.ok(share(fourth.danger) >= 0.97, `fourth set ${share(fourth.danger)}`);
    assert.ok(share(fifth.danger) >= 0.97, `fifth set ${share(fifth.danger)}`);
    assert.ok(share(sixth.danger) >= 0.97, `sixth set ${share(sixth.danger)}`);
  });

  it('is rarely alarmed by harmless neighbours of an emergency', () => {
    assert.ok(share(first.safe) <= 0.03, `first set ${share(first.safe)}`);
    assert.ok(share(second.safe) <= 0.1, `second set ${share(second.safe)}`);
    assert.ok(share(third.safe) <= 0.02, `third set ${share(third.safe)}`);
    assert.ok(share(fourth.safe) <= 0.03, `fourth set ${share(fourth.safe)}`);
    assert.ok(share(fifth.safe) <= 0.035, `fifth set ${share(fifth.safe)}`);
    assert.ok(share(sixth.safe) <= 0.065, `sixth set ${share(sixth.safe)}`);
  });

  it("is all but never alarmed by the questions that the council's articles answer", () => {
    const { questions = [] } = sampleLessons();
    const wrong = questions.filter(({ text, language }) => alarms(text, language));
    assert.ok(wrong.length <= questions.length * 0.025, `${wrong.length} of ${questions.length}`);
  });

  it('hears it however it is written, and whatever stands around it', () => {
    for (const text of ['huele mucho a gas en mi casa', 'HUELE A GAS', 'ay un insendio en la cosina', 'me kiero morir', 'm kiero matar', 'mi marido me pega', 'hola buenas tardes, soy María y vivo en la calle Real 5, huele mucho a gas en mi casa, ¿qué hago?']) {
      assert.ok(alarms(text, 'es'), text);
    }
    assert.ok(alarms('there is a fire in my building', 'en'));
    assert.ok(alarms('there is a fire in my building', 'es'), 'English in a Spanish conversation');
  });

  it('stays calm about the council\'s daily business', () => {
    for (const text of ['¿dónde pago la multa por fuegos?', 'alta de gas', 'bomba de agua averiada', 'me muero de risa', 'bombones', 'curso de defensa', 'violencia de género: ¿qué ayudas hay?', 'no', 'hola', 'ayuda', 'calle Mayor 12', '600123123']) {
      assert.ok(!alarms(text, 'es'), text);
    }
  });
});
