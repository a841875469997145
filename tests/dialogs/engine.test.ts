import assert from 'node:assert/strict';
import type { Case } from '../../bot/case.ts';
import { parseForm } from '../../dialogs/form.ts';
import { dialogsOf, Filling, form, type Made, NOW } from './desk.ts';

const incidencia = form('incidencia');
const persona = form('persona');
const dialogs = dialogsOf(incidencia, persona);
const MAYOR: Made = { entities: { place: ['calle Mayor 12', { street: 'calle Mayor', number: '12' }], date: ['ayer', '2026-11-23'] } };
const opening = (): Filling => new Filling(dialogs, 'incidencia', 'hay un bache en la calle Mayor 12 desde ayer', MAYOR);
const skip: Made = { intent: 'skip' };

function caseOf(filling: Filling): Case {
  const write = filling.step.writes[0];
  assert.ok(write?.op === 'insert' && filling.step.writes.length === 1);
  return write.doc as Case;
}

describe('the form engine', () => {
  it('fills nothing from words that only ask for the form', () => {
    for (const text of ['quiero avisar de una incidencia', 'hola, quería poner un aviso en el ayuntamiento por favor', 'I want to report a problem in the street', 'tengo un problema en mi calle', '']) {
      assert.deepEqual(new Filling(dialogs, 'incidencia', text).state.values, {}, text);
    }
  });

  it('keeps of the first sentence what no other field took', () => {
    const said: [string, string, string, string][] = [
      ['hola, quería avisar de que en la calle Real 3 hay una fuga de agua', 'calle Real 3', 'hay una fuga de agua', 'calle Real, 3'],
      ['la farola de la plaza del Azahar está fundida', 'plaza del Azahar', 'la farola está fundida', 'plaza del Azahar'],
      ['I want to report a pothole in calle Real 3', 'calle Real 3', 'a pothole', 'calle Real, 3'],
    ];
    for (const [text, place, what, where] of said) {
      const filling = new Filling(dialogs, 'incidencia', text, { entities: { place: [place, place] } });
      assert.equal(filling.value('what'), what);
      assert.match(filling.heard, new RegExp(where));
    }
  });

  it('does not hand in what nobody confirmed, and hands it in once', () => {
    const filling = opening().says('sin foto', skip).says('no', { intent: 'no' });
    assert.deepEqual([filling.state.asking, filling.step.status, filling.step.writes], ['confirm', 'asking', []]);
    filling.says('sí', { intent: 'yes' });
    assert.equal(filling.step.status, 'done');
    const made = caseOf(filling);
    assert.match(filling.heard, new RegExp(made.reference));
    assert.deepEqual(made.fields.map((field) => [field.id, field.shown]), [['what', 'hay un bache'], ['where', 'calle Mayor, 12'], ['since', 'lunes 23 de noviembre']]);
  });

  it('passes a question on with its state unchanged, and asks again on resume', () => {
    const filling = opening();
    const before = filling.state;
    filling.says('¿cuánto cuesta el carné de la biblioteca?', { ranked: [{ article: 'biblioteca-carne', confidence: 0.9 }] });
    assert.equal(filling.step.status, 'question');
    assert.deepEqual([filling.state.values, filling.state.asking, filling.state.misses, filling.step.acts], [before.values, before.asking, 0, []]);
  });

  it('does not take an article of the form\'s own matter for a question', () => {
    const filling = new Filling(dialogs, 'incidencia').says('farola fundida', { ranked: [{ article: 'incidencia-via-publica', confidence: 0.98, form: 'incidencia' }] });
    assert.equal(filling.value('what'), 'farola fundida');
  });

  it('corrects by an old button, and refuses one that is gone', () => {
    const filling = new Filling(dialogs, 'persona', '', { topic: { article: 'x', title: 'El padrón' } }).presses('skip:name').presses('value:channel:phone');
    assert.match(filling.heard, /número/);
    filling.presses('value:channel:email');
    assert.match(filling.heard, /dirección de correo/);
    filling.presses('value:channel:pigeon');
    assert.match(filling.heard, /ya no está disponible[\s\S]*dirección de correo/);
  });

  it('forgets what no longer applies', () => {
    const filling = new Filling(dialogs, 'persona', '', { topic: { article: 'x', title: 'El padrón' } }).presses('skip:name').presses('value:channel:phone').says('612 345 678');
    filling.presses('value:channel:chat').presses('confirm:yes');
    assert.deepEqual([caseOf(filling).fields.map((field) => field.id), caseOf(filling).reply, filling.step.contact], [['topic', 'channel'], { by: 'channel' }, {}]);
  });

  it('keeps files that no field asks for, and those of the form before', () => {
    const photo = { id: 'f1', name: 'a.jpg', mime: 'image/jpeg', size: 1 };
    const left = opening().says('', { file: photo }).state;
    const filling = new Filling(dialogs, 'persona', '', { before: left }).says('', { file: { ...photo, id: 'f2', name: 'b.pdf', mime: 'application/pdf' } });
    assert.match(filling.heard, /He recibido el archivo/);
    filling.presses('skip:name').presses('value:channel:chat').presses('confirm:yes');
    const made = caseOf(filling);
    assert.deepEqual([made.files.map((file) => file.id), made.before?.form, made.title], [['f1', 'f2'], 'incidencia', 'Avisar de un problema en la calle']);
  });

  it('prefills what is known of the contact, and shows it', () => {
    const contact = { name: 'Ana Pérez', phone: '+34612345678' };
    const filling = new Filling(dialogs, 'persona', '', { contact }).says('el padrón', { contact }).says('por teléfono', { contact });
    assert.match(filling.heard, /Ana Pérez[\s\S]*612 34 56 78[\s\S]*¿Está bien\?/);
  });

  it('starts again on demand', () => {
    const filling = opening().says('empezar de nuevo', { intent: 'restart' });
    assert.match(filling.heard, /Empezamos de nuevo[\s\S]*¿Qué ocurre\?/);
    assert.deepEqual(filling.state.values, {});
  });

  it('reminds with the question, then ends, by the form\'s patience', () => {
    const filling = opening();
    assert.equal(filling.step.wakeAt, NOW + 30 * 60_000);
    const wake = (minutes: number): void => {
      filling.step = dialogs.wake(filling.state, { ...turn(minutes) });
    };
    const turn = (minutes: number): Parameters<typeof dialogs.wake>[1] => ({
      text: '', understanding: { language: 'es', languageConfidence: 0, intents: [], entities: [], outOfScope: 0 }, ranked: [], language: 'es', now: NOW + minutes * 60_000,
      conversation: {} as never, contact: {} as never,
    });
    wake(30);
    assert.deepEqual([filling.step.status, filling.step.wakeAt], ['asking', NOW + 1440 * 60_000]);
    assert.match(filling.heard, /sin terminar[\s\S]*foto/);
    wake(1440);
    assert.deepEqual([filling.step.status, filling.step.wakeAt], ['expired', undefined]);
  });

  it('ends at once what fell due long ago, while the program was off', () => {
    const filling = opening();
    filling.step = dialogs.wake(filling.state, {
      text: '', understanding: { language: 'es', languageConfidence: 0, intents: [], entities: [], outOfScope: 0 }, ranked: [], language: 'es', now: NOW + 72 * 3_600_000,
      conversation: {} as never, contact: {} as never,
    });
    assert.equal(filling.step.status, 'expired');
  });

  it('hands in at once where no confirmation is wanted', () => {
    const short = parseForm(
      'id: corto\nversion: 1\ntitle: { es: C, en: C }\nexamples: { es: [a, b, c, d, e], en: [a, b, c, d, e] }\nfields:\n  - { id: n, type: number, max: 9, prompt: { es: ¿?, en: "?" } }\nsubmit: { kind: case, queue: q }\ndone: { es: "{reference}", en: "{reference}" }\n', 'corto.yaml');
    const filling = new Filling(dialogsOf(short), 'corto').says('10');
    assert.match(filling.heard, /9 o menos/);
    assert.equal(filling.says('7').step.status, 'done');
  });
});
