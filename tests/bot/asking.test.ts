import assert from 'node:assert/strict';
import { genericWish, readAsking, readAskingIn, readCorrection } from '../../bot/asking.ts';
import { isWord, oneSlip } from '../../bot/phrases.ts';

describe('what a short message asks for', () => {
  const kinds = (text: string, language = 'es'): readonly string[] | undefined => readAsking(text, language)?.kinds;

  it('is heard in Spanish, however it is written', () => {
    for (const text of ['¿y cuánto cuesta?', 'cuanto vale', 'kuanto cuesta', 'cunto cuesta', 'y el precio?', 'es gratis?', 'ok gracias, cto cuesta']) assert.deepEqual(kinds(text), ['price'], text);
    for (const text of ['k papeles nesesito', '¿y qué documentación hay que llevar?', 'q tengo que llevar', 'que rekisitos', 'documentso']) assert.deepEqual(kinds(text), ['documents'], text);
    for (const text of ['a que hora abren', 'a q ora abre', 'orario', 'y los domingos', 'q dias', '¿cuándo abre?']) assert.deepEqual(kinds(text), ['hours'], text);
    for (const text of ['donde esta', 'dnd', '¿y dónde es eso?', 'a que oficina voy']) assert.deepEqual(kinds(text), ['place'], text);
    for (const text of ['hasta cuando', '¿y qué plazo hay?', 'cuando se paga']) assert.deepEqual(kinds(text), ['deadline'], text);
    for (const text of ['cuanto tarda', 'y cuanto tiempo tarda', 'cuantos dias']) assert.ok(kinds(text)?.includes('duration'), text);
    for (const text of ['¿puedo hacerlo por internet?', 'online?', 'se puede desde casa']) assert.deepEqual(kinds(text), ['online'], text);
    for (const text of ['que telefono es', 'a quien llamo', 'tlf']) assert.deepEqual(kinds(text), ['phone'], text);
  });

  it('is heard in English', () => {
    for (const [text, kind] of [['how much is it?', 'price'], ['what do I need to bring?', 'documents'], ["what's the price", 'price'], ['when does it open', 'hours'], ['where is it', 'place'], ['by when?', 'deadline'], ['how long does it take', 'duration'], ['can i do it online', 'online'], ['phone number?', 'phone']] as const) {
      assert.deepEqual(kinds(text, 'en'), [kind], text);
      assert.deepEqual(readAsking(text, 'en')?.rest, [], text);
    }
    assert.equal(readAskingIn('how much is it?', ['es', 'en'])?.language, 'en');
  });

  it('may be two things, in their order', () => {
    assert.deepEqual(kinds('¿dónde está y a qué hora abre?'), ['place', 'hours']);
  });

  it('keeps apart the words that name a matter of its own', () => {
    assert.deepEqual(readAsking('¿cuánto cuesta el bus?', 'es')?.rest, ['bus']);
    assert.deepEqual(readAsking('cuando se paga el ibi', 'es')?.frame, ['cuando', 'se', 'paga']);
  });

  it('tells a circumstance from a question', () => {
    for (const text of ['¿y si vivo de alquiler?', 'y para mi hijo', 'vale, ¿y si no la pago?', 'qué pasa si no voy']) assert.equal(readAsking(text, 'es')?.isCase, true, text);
    for (const text of ['¿y cuánto cuesta?', 'como me empadrono', 'si']) assert.equal(readAsking(text, 'es')?.isCase, false, text);
  });

  it('is not looked for in long messages, nor in languages that are not known', () => {
    assert.equal(readAsking('cuanto cuesta '.repeat(30), 'es'), undefined);
    assert.equal(readAsking('combien ça coûte', 'fr'), undefined);
    assert.equal(readAsking(' … ', 'es'), undefined);
  });
});

describe('a correction', () => {
  it('says what was meant', () => {
    for (const [text, meant] of [['no, me refería al coche', 'coche'], ['No, lo de la basura', 'la basura'], ['quise decir el ibi', 'el ibi'], ['eso no, lo del padrón', 'padron'], ['me referia a la basura', 'la basura']] as const) assert.equal(readCorrection(text, 'es')?.meant, meant, text);
    for (const [text, meant] of [['I meant the bin tax', 'the bin tax'], ["no, that's not it, I meant the car", 'the car']] as const) assert.equal(readCorrection(text, 'en')?.meant, meant, text);
  });

  it('may only say that it was not that', () => {
    assert.deepEqual(readCorrection('no era eso', 'es'), { meant: '' });
    assert.deepEqual(readCorrection('not what I asked', 'en'), { meant: '' });
  });

  it('is not every no', () => {
    for (const text of ['no', 'no gracias', 'no tengo coche', 'no puedo ir mañana']) assert.equal(readCorrection(text, 'es'), undefined, text);
  });
});

describe('a wish for a thing of which there are several', () => {
  it('names nothing else', () => {
    for (const text of ['quiero un certificado', 'licencia', 'una ayuda', 'necesito pagar un recibo']) assert.ok(genericWish(text, 'es'), text);
    for (const text of ['certificado de empadronamiento', 'ayuda', 'necesito ayuda', 'licencia de obras', 'pagar el recibo del agua']) assert.equal(genericWish(text, 'es'), undefined, text);
    assert.ok(genericWish('I need a permit', 'en'));
  });
});

describe('a word with a slip', () => {
  it('is forgiven one letter, not two, and never in short words', () => {
    assert.ok(oneSlip('cusnto', 'cuanto') && oneSlip('cunto', 'cuanto') && oneSlip('cuatno', 'cuanto') && oneSlip('cuannto', 'cuanto'));
    assert.ok(!oneSlip('cento', 'cuanto') && !oneSlip('xuanto', 'cuanto'));
    assert.ok(isWord('documnetos', 'document*') && isWord('papeles', 'papel*') && !isWord('ora', 'hora'));
  });
});
