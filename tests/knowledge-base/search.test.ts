import assert from 'node:assert/strict';
import { judge } from '../../bot/policy.ts';
import type { Answers } from '../../bot/ports.ts';
import type { Article } from '../../knowledge-base/article.ts';
import { createKnowledgeBase } from '../../knowledge-base/knowledge-base.ts';
import { sampleArticles } from './questions.ts';

const TODAY = '2026-11-24';

describe('the search of the knowledge base', function () {
  this.timeout(30_000);
  let articles: Article[];
  let kb: Answers;

  before(() => {
    articles = sampleArticles();
    kb = createKnowledgeBase({ articles });
  });

  const find = (query: string, language = 'es'): string | undefined => kb.search(query, { language, today: TODAY })[0]?.article;
  const verdict = (query: string, language = 'es'): ReturnType<typeof judge> => judge(kb.search(query, { language, today: TODAY }));

  it('finds every variant and every question in its own article', () => {
    const lost = articles.flatMap(({ id, texts }) => Object.entries(texts).flatMap(([language, { question, variants }]) =>
      [question, ...variants].filter((text) => find(text, language) !== id).map((text) => `${id}: ${text} → ${find(text, language)}`)));
    assert.deepEqual(lost, []);
  });

  it('reads typos, missing accents and SMS writing', () => {
    for (const [query, article] of [
      ['k papeles nesesito pa enpadronarme', 'padron-alta'], ['quando ai q pagar la contribusion', 'ibi-plazos'], ['orario vivlioteca', 'biblioteca-carne'],
      ['PAGAR MULTA!!!', 'multa-pagar'], ['certificdo digtal', 'certificado-digital'], ['kiero poner una keja', 'quejas'], ['la grua se a yebao mi koche', 'grua'],
    ] as const) assert.equal(find(query), article, query);
  });

  it('knows synonyms and abbreviations', () => {
    for (const [query, article] of [
      ['empadronamiento certificado', 'padron-volante'], ['cuando se paga la contribucion', 'ibi-plazos'], ['cuando hay que pagar el numerito', 'ivtm-pago'],
      ['la guarde del ayto', 'escuela-infantil'], ['asistenta social', 'cita-trabajo-social'], ['bienes inmuebles fecha limite', 'ibi-plazos'],
    ] as const) assert.equal(find(query), article, query);
  });

  it('asks which when the question is vague', () => {
    for (const query of ['quiero información sobre el impuesto', 'cita', 'quiero un certificado', 'multa', 'ibi', 'autobus', 'perro']) {
      const judgement = verdict(query);
      assert.equal(judgement.kind, 'which', query);
      assert.ok(judgement.kind === 'which' && judgement.articles.length >= 2, query);
    }
  });

  it('is not made unsure by a number that no article has', () => {
    for (const [query, article] of [['¿Cómo me empadrono? 12345', 'padron-alta'], ['como recurro la multa 2026-4431', 'multa-recurrir'], ['cuando se paga el ibi 4407', 'ibi-plazos']] as const) {
      const judgement = verdict(query);
      assert.ok(judgement.kind === 'answer' && judgement.article === article, query);
    }
    assert.equal(verdict('4431').kind, 'unknown');
  });

  it('answers a single word that only one article is about', () => {
    for (const [query, article] of [['plusvalía', 'plusvalia'], ['omic', 'consumo-omic'], ['iae', 'iae'], ['teleasistencia', 'teleasistencia']] as const) {
      assert.deepEqual(verdict(query), { kind: 'answer', article, confidence: kb.search(query, { language: 'es', today: TODAY })[0]?.confidence });
    }
  });

  it('says that it does not know noise, emptiness and what no council does', () => {
    for (const query of ['', '   ', '¿?', '👋🙏', 'xkcd qwerty asdf zxcv', 'brrr tuturu fli fla flu', 'dime un chiste de Lepe', 'a'.repeat(3000)]) {
      assert.equal(verdict(query).kind, 'unknown', query.slice(0, 40));
    }
  });

  it('does not state a guess about what no council does', () => {
    for (const query of ['cuánto vale un billete de avión a Cancún', 'quién ganó el mundial de fútbol de 1982', 'cómo se hace una tortilla']) assert.notEqual(verdict(query).kind, 'answer', query);
  });

  it('shows only what is valid on the day', () => {
    const old = { ...(articles.find(({ id }) => id === 'ibi-plazos') as Article), valid: { from: '2026-01-01', until: '2026-06-30' } };
    const dated = createKnowledgeBase({ articles: articles.map((one) => (one.id === old.id ? old : one)) });
    const first = (today: string): string | undefined => dated.search('cuando se paga el ibi', { language: 'es', today })[0]?.article;
    assert.equal(first('2026-06-30'), 'ibi-plazos');
    assert.notEqual(first('2026-07-01'), 'ibi-plazos');
    assert.notEqual(first('2025-12-31'), 'ibi-plazos');
  });

  it('shows an audience what is for everyone and for it', () => {
    const business = articles.map((one): Article => (one.id === 'iae' ? { ...one, audience: 'business' } : one));
    const narrow = createKnowledgeBase({ articles: business });
    const first = (audience?: string): string | undefined => narrow.search('iae', { language: 'es', today: TODAY, audience })[0]?.article;
    assert.equal(first(), 'iae');
    assert.equal(first('business'), 'iae');
    assert.notEqual(first('students'), 'iae');
  });

  it('finds and answers in another language what is not translated', () => {
    const half = articles.map((one): Article => (one.id === 'plusvalia' ? { ...one, texts: { es: one.texts.es as Article['texts'][string] } } : one));
    const partly = createKnowledgeBase({ articles: half });
    assert.equal(partly.search('plusvalia', { language: 'en', today: TODAY })[0]?.article, 'plusvalia');
    assert.equal(partly.answer('plusvalia', 'en')?.language, 'es');
    assert.equal(partly.answer('iae', 'en')?.language, 'en');
    assert.equal(partly.answer('no-such', 'es'), undefined);
  });

  it('finds what was asked in another language than the conversation had', () => {
    assert.equal(find('where is the recycling centre', 'es'), 'punto-limpio');
    assert.equal(find('donde tiro un sofa viejo', 'en'), 'enseres');
  });

  it('takes a council’s own words', () => {
    const own = createKnowledgeBase({ articles, synonyms: { es: [['cacharrito', 'patinete']] } });
    assert.equal(own.search('seguro del cacharrito', { language: 'es', today: TODAY })[0]?.article, 'patinete');
  });

  it('gives the same ranking every time, whatever was asked before, surest first and within limits', () => {
    const again = createKnowledgeBase({ articles });
    for (const query of ['recibo', 'enpadronar niño', 'basura domingo', 'where do i pay']) {
      const ranked = kb.search(query, { language: 'es', today: TODAY, limit: 4 });
      assert.deepEqual(again.search(query, { language: 'es', today: TODAY, limit: 4 }), ranked);
      assert.ok(ranked.length <= 4);
      assert.deepEqual(ranked.map(({ confidence }) => confidence), ranked.map(({ confidence }) => confidence).sort((a, b) => b - a));
      assert.ok(ranked.every(({ confidence }) => confidence >= 0 && confidence <= 1));
    }
  });

  it('refuses two articles of one id', () => {
    assert.throws(() => createKnowledgeBase({ articles: [...articles, ...articles.slice(0, 1)] }), /two articles have the id/);
  });

  it('serves a base without articles', () => {
    assert.deepEqual(createKnowledgeBase({ articles: [] }).search('hola', { language: 'es', today: TODAY }), []);
  });
});
