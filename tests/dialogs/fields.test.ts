import assert from 'node:assert/strict';
import { parse } from 'yaml';
import type { Field } from '../../dialogs/fields/field.ts';
import { fieldSchema, typeOf } from '../../dialogs/fields/fields.ts';
import { hear } from '../../dialogs/heard.ts';
import { type Made, turnOf, words, ZONE } from './desk.ts';

function field(yaml: string): Field {
  return fieldSchema.parse({ id: 'f', prompt: { es: '¿?', en: '?' }, ...(parse(yaml) as object) }) as Field;
}

/** The value, or the key of the problem, or undefined when it is no answer. */
function read(of: Field, text: string, made: Made = {}): unknown {
  const reading = typeOf(of).read(of, hear(turnOf(text, made), ZONE), {});
  if (!reading) return undefined;
  return 'value' in reading ? reading.value : reading.problem;
}

function show(of: Field, value: unknown, language = 'es'): string {
  return typeOf(of).show(of, value, { language, words, today: '2026-11-24' });
}

describe('types of field', () => {
  it('text: takes words, within its limits', () => {
    const text = field('{ type: text, min: 3, max: 10 }');
    assert.equal(read(text, ' un bache '), 'un bache');
    assert.equal(read(text, '??'), 'dialogs.text.short');
    assert.equal(read(text, 'a'), 'dialogs.text.short');
    assert.equal(read(text, 'una frase demasiado larga'), 'dialogs.text.long');
  });

  it('choice: by title, another word, number, place, typo, inside a sentence', () => {
    const choice = field('{ type: choice, options: [{ id: chat, title: { es: En este chat, en: In this chat }, words: { es: [aquí], en: [here] } }, { id: phone, title: { es: Por teléfono, en: By phone }, words: { es: [llamada], en: [call] } }] }');
    for (const [text, made] of [['por telefono', {}], ['Por teléfono.', {}], ['2', {}], ['2)', {}], ['por telefno', {}], ['prefiero por teléfono, gracias', {}], ['by phone', {}], ['una llamada', {}],
      ['la segunda', { entities: { ordinal: ['segunda', 2] } }], ['la última', { entities: { ordinal: ['última', -1] } }]] as [string, Made][]) {
      assert.equal(read(choice, text, made), 'phone', text);
    }
    for (const text of ['3', 'por carta', 'aquí o por teléfono', '']) assert.equal(read(choice, text), undefined, text);
    assert.equal(show(choice, 'phone', 'en'), 'By phone');
  });

  it('choice: its options may depend on other fields', () => {
    const choice = field('{ type: choice, options: [{ id: one, title: { es: Uno, en: One } }, { id: two, title: { es: Dos, en: Two }, when: { kind: big } }] }');
    const options = (values: Record<string, unknown>): unknown => typeOf(choice).choices?.(choice, values, { language: 'es', words, today: '' }).map((one) => one.title);
    assert.deepEqual(options({ kind: 'small' }), ['Uno']);
    assert.deepEqual(options({ kind: 'big' }), ['Uno', 'Dos']);
    assert.equal(typeOf(choice).valid(choice, 'two', { kind: 'small' }), false);
  });

  it('date: past days are past, future days future, and vague words are kept where they may', () => {
    const past = field('{ type: date, allow: past, loose: true }');
    const future = field('{ type: date, allow: future }');
    assert.deepEqual(read(past, 'desde ayer', { entities: { date: ['ayer', '2026-11-23'] } }), { date: '2026-11-23' });
    assert.deepEqual(read(past, 'el lunes', { entities: { date: ['el lunes', '2026-11-30'] } }), { date: '2026-11-23' });
    assert.deepEqual(read(past, 'el 3 de diciembre', { entities: { date: ['3 de diciembre', '2026-12-03'] } }), { date: '2025-12-03' });
    assert.equal(read(past, 'mañana que viene', { entities: { date: ['mañana que viene', '2026-11-25'] } }), 'dialogs.date.future');
    assert.deepEqual(read(past, 'hace dos semanas', { entities: { duration: ['dos semanas', 'P2W'] } }), { date: '2026-11-10' });
    assert.deepEqual(read(past, 'desde el verano'), { words: 'desde el verano' });
    assert.equal(read(future, 'desde el verano'), undefined);
    assert.equal(read(future, 'ayer', { entities: { date: ['ayer', '2026-11-23'] } }), 'dialogs.date.past');
    assert.deepEqual(read(future, 'mañana a las 5', { entities: { datetime: ['mañana a las 5', '2026-11-25T17:00'] } }), { date: '2026-11-25', time: '17:00' });
    assert.equal(show(past, { date: '2026-11-24' }), 'martes 24 de noviembre');
    assert.equal(show(past, { date: '2025-12-03' }), 'miércoles 3 de diciembre de 2025');
    assert.equal(show(past, { date: '2026-11-24', time: '08:30' }, 'en'), 'Tuesday 24 November, at 8:30');
  });

  it('place: a street with its number, or a landmark; "here" is not enough', () => {
    const place = field('{ type: place, number: true }');
    assert.deepEqual(read(place, 'en la calle Mayor 12'), { place: 'calle Mayor', number: '12' });
    assert.deepEqual(read(place, 'Calle Real, nº 5 bis'), { place: 'Calle Real', number: '5BIS' });
    assert.deepEqual(read(place, 'avenida 28 de Febrero'), { place: 'avenida 28 de Febrero' });
    assert.deepEqual(read(place, 'avenida 28 de Febrero, 3'), { place: 'avenida 28 de Febrero', number: '3' });
    assert.deepEqual(read(place, 'frente al mercado'), { place: 'frente al mercado' });
    for (const text of ['aquí', 'en mi calle', 'delante de mi casa', '12']) assert.equal(read(place, text), 'dialogs.place.vague', text);
    assert.equal(show(place, { place: 'calle Mayor', number: '12' }), 'calle Mayor, 12');
    assert.equal(show(place, { place: 'calle Mayor', number: null, detail: 'junto a la farmacia' }), 'calle Mayor, junto a la farmacia');
  });

  it('phone, e-mail and either of them', () => {
    const phone = field('{ type: phone }');
    assert.equal(read(phone, 'mi teléfono es el 612 34 56 78'), '+34612345678');
    assert.equal(read(phone, '+44 20 7946 0018'), '+442079460018');
    assert.equal(read(phone, '612 34'), 'dialogs.phone.wrong');
    assert.equal(read(phone, 'no sé'), undefined);
    assert.equal(show(phone, '+34612345678'), '612 34 56 78');
    const email = field('{ type: email }');
    assert.equal(read(email, 'es Ana.Perez@Ejemplo.es.'), 'ana.perez@ejemplo.es');
    assert.equal(read(email, 'ana@ejemplo'), 'dialogs.email.wrong');
    assert.equal(read(email, 'ana arroba ejemplo punto es'), 'dialogs.email.wrong');
    const contact = field('{ type: contact }');
    assert.deepEqual(read(contact, 'ana@ejemplo.es'), { email: 'ana@ejemplo.es' });
    assert.deepEqual(read(contact, '950 123 456'), { phone: '+34950123456' });
    assert.equal(read(contact, '9501234'), 'dialogs.contact.wrong');
  });

  it('number: digits or words, within its limits', () => {
    const number = field('{ type: number, min: 1, max: 10 }');
    assert.equal(read(number, 'somos 4'), 4);
    assert.equal(read(number, 'cuatro', { entities: { number: ['cuatro', 4] } }), 4);
    assert.equal(read(number, '11'), 'dialogs.number.most');
    assert.equal(read(number, '0'), 'dialogs.number.least');
    assert.equal(read(number, '2,5'), 'dialogs.number.whole');
  });

  it('yes or no, a document with its letter, a picture', () => {
    const yesno = field('{ type: yesno }');
    assert.deepEqual([read(yesno, 'claro', { intent: 'yes' }), read(yesno, 'qué va', { intent: 'no' }), read(yesno, 'puede')], [true, false, undefined]);
    const document = field('{ type: document }');
    assert.equal(read(document, 'mi dni es 12345678-z'), '12345678Z');
    assert.equal(read(document, '12.345.678 Z'), '12345678Z');
    assert.equal(read(document, 'x1234567l'), 'X1234567L');
    assert.equal(read(document, '12345678A'), 'dialogs.document.letter');
    assert.equal(read(document, '1234567'), 'dialogs.document.wrong');
    const picture = field('{ type: file, accept: image }');
    const file = (mime: string): Made => ({ file: { id: 'f', name: 'foto.jpg', mime, size: 1 } });
    assert.deepEqual(read(picture, '', file('image/jpeg')), [{ id: 'f', name: 'foto.jpg', mime: 'image/jpeg', size: 1 }]);
    assert.equal(read(picture, '', file('application/pdf')), 'dialogs.file.image');
  });
});
