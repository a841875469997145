import assert from 'node:assert/strict';
import { createLanguages } from '../../nlu/text/language.ts';
import { tokenise } from '../../nlu/text/tokens.ts';
import { createUnderstanding } from '../../nlu/understanding.ts';
import { CONTEXT, sampleLessons } from './council.ts';
import first from './sets/languages.json' with { type: 'json' };
import second from './sets/languages.second.json' with { type: 'json' };

const SURE = 0.75;

describe('language of a short text', () => {
  const languages = createLanguages();
  const guess = (text: string, expected = 'es') => languages.identify(tokenise(text), expected);

  const TEXTS: Record<string, string[]> = {
    es: ['¿dónde puedo pagar una multa?', 'quiero pedir cita', 'k papeles nesesito', 'mañana por la tarde', 'hay un bache en mi calle'],
    en: ['where do i pay my car tax', 'good morning', 'i want to talk to a person', 'what time do you open', 'there is a hole in my street'],
    ca: ['bon dia, on puc pagar la multa?', 'vull demanar cita prèvia per al padró'],
    gl: ['bos días, onde podo pagar a multa?', 'quero pedir cita para o padrón e non sei como'],
    eu: ['egun on, non ordaindu dezaket isuna?', 'hitzordua eskatu nahi dut'],
    pt: ['bom dia, onde posso pagar a multa?', 'não sei como fazer a inscrição'],
    fr: ['bonjour, où puis-je payer mon amende ?', 'je voudrais prendre rendez-vous'],
    de: ['guten Tag, wo kann ich die Strafe bezahlen?', 'ich möchte einen Termin'],
    it: ['buongiorno, dove posso pagare la multa?', 'vorrei prendere un appuntamento'],
    ro: ['bună ziua, unde pot plăti amenda?', 'vreau să fac o programare'],
    ar: ['صباح الخير أين يمكنني دفع الغرامة', 'أريد موعدا'],
  };

  for (const [language, texts] of Object.entries(TEXTS)) {
    it(`hears ${language}, in a Spanish conversation`, () => {
      for (const text of texts) assert.equal(guess(text).language, language, text);
    });
  }

  it('hears nine in ten short municipal sentences of each language, with the council\'s words learnt, and 96 % of all', () => {
    const { examples, questions = [] } = sampleLessons();
    const taught = createLanguages([...examples, ...questions]);
    let right = 0;
    let all = 0;
    for (const [language, texts] of [...Object.entries(first), ...Object.entries(second)]) {
      const missed = texts.filter((text) => taught.identify(tokenise(text), 'es').language !== language);
      assert.ok(missed.length <= Math.ceil(texts.length * (language === 'gl' ? 0.2 : 0.1)), `${language}: ${missed.join(' · ')}`);
      right += texts.length - missed.length;
      all += texts.length;
    }
    assert.ok(right >= all * 0.96, `${right} of ${all}`);
  });

  it('is sure of whole sentences in the languages of the council, whatever was spoken before', () => {
    for (const language of ['es', 'en']) for (const text of TEXTS[language] ?? []) for (const before of ['es', 'en']) {
      const { language: heard, confidence } = guess(text, before);
      assert.ok(heard === language && confidence >= SURE, `${text} after ${before}: ${heard} ${confidence}`);
    }
  });

  it('does not change the language for a text that does not tell', () => {
    for (const text of ['ok', 'Ana García', 'María del Mar Pérez', '600 123 123', 'Benalmara', 'no', '👍', 'xkcd qwerty', 'IBI', '']) {
      const { language, confidence } = guess(text, 'en');
      assert.ok(language === 'en' || confidence < SURE, `${text}: ${language} ${confidence}`);
    }
  });

  it('is not misled by a street or an address in another language', () => {
    const understander = createUnderstanding({ examples: [] });
    for (const text of ['calle Mayor 12', 'ana@correo.es', 'plaza de la Constitución 4']) {
      const { language, languageConfidence } = understander.understand(text, { ...CONTEXT, language: 'en' });
      assert.ok(language === 'en' || languageConfidence < SURE, `${text}: ${language} ${languageConfidence}`);
    }
  });
});
