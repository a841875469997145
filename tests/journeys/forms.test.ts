import assert from 'node:assert/strict';
import type { Case } from '../../bot/case.ts';
import { cases } from '../../bot/case.ts';
import { contacts } from '../../bot/contact.ts';
import { type Citizen, Journey } from '../support/journey.ts';

describe('a problem in the street, as conversations', () => {
  let journey: Journey;
  let ana: Citizen;

  beforeEach(async () => {
    journey = await Journey.open();
    ana = journey.citizen();
  });
  afterEach(() => journey.close());

  const made = async (): Promise<Case[]> => journey.store.find(cases);
  const only = async (): Promise<Case> => {
    const [one, ...others] = await made();
    assert.ok(one && others.length === 0, 'exactly one case');
    return one;
  };
  const fieldOf = (one: Case, id: string): string | undefined => one.fields.find((field) => field.id === id)?.shown;

  it('takes several answers from one sentence, asks only the rest, and ends in a case with a reference', async () => {
    (await ana.says('hay un bache en la calle Mayor 12 desde ayer')).turn({ outcome: 'form', form: 'incidencia' });
    ana.hears(/Qué ocurre:\*{0,2} hay un bache/, /calle Mayor, 12/, /lunes 23 de noviembre/, /foto/);
    (await ana.says('sin foto')).hears(/teléfono o un correo/);
    (await ana.says('ana.perez@ejemplo.es')).hears(/Esto es lo que tengo/, /hay un bache/, /calle Mayor, 12/, /lunes 23 de noviembre/, /ana\.perez@ejemplo\.es/);
    assert.deepEqual(await made(), []);
    (await ana.says('sí')).turn({ outcome: 'case' });
    const one = await only();
    assert.match(one.reference, /^INC-26-[34679ACDEFGHJKMNPQRTWXY]{5}$/);
    ana.hears(new RegExp(one.reference));
    assert.deepEqual([one.queue, one.state, one.form, one.reason, one.language, one.channel], ['via-publica', 'open', 'incidencia', 'form', 'es', 'terminal']);
    assert.deepEqual([one.title, fieldOf(one, 'where'), fieldOf(one, 'since')], ['hay un bache', 'calle Mayor, 12', 'lunes 23 de noviembre']);
    assert.deepEqual(one.reply, { by: 'email', address: 'ana.perez@ejemplo.es' });
    const [contact] = await journey.store.find(contacts, { where: { externalId: 'ana' } });
    assert.equal(contact?.email, 'ana.perez@ejemplo.es');
  });

  it('does so in English', async () => {
    (await ana.says('there is a pothole in calle Mayor 12 since yesterday')).turn({ outcome: 'form', form: 'incidencia', language: 'en' });
    ana.hears(/there is a pothole/, /calle Mayor, 12/, /Monday 23 November/, /photo/);
    (await ana.says('no photo')).hears(/phone number or an e-mail/);
    (await ana.says("I'd rather not say")).hears(/This is what I have/, /left blank/);
    (await ana.says('yes')).turn({ outcome: 'case', language: 'en' }).hears(/INC-26-/);
    assert.equal((await only()).language, 'en');
  });

  it('asks one thing after another, and for the house number once', async () => {
    (await ana.says('quiero avisar de una incidencia')).turn({ outcome: 'form', form: 'incidencia' }).hears(/¿Qué ocurre\?/);
    (await ana.says('una farola que parpadea toda la noche')).hears(/¿Dónde está\?/);
    (await ana.says('en mi calle')).hears(/nombre de una calle/);
    (await ana.says('calle Real')).hears(/número/);
    (await ana.says('no sé')).hears(/¿Desde cuándo/).doesNotHear(/número/);
    (await ana.says('el lunes')).hears(/foto/);
    await ana.says('no tengo');
    (await ana.says('612 345 678')).hears(/farola que parpadea/, /calle Real/, /lunes 23 de noviembre/, /612 34 56 78/);
    (await ana.says('vale')).turn({ outcome: 'case' });
    assert.deepEqual((await only()).reply, { by: 'phone', address: '+34612345678' });
  });

  it('takes a correction at any time', async () => {
    await ana.says('hay un bache en la calle Mayor 12 desde ayer');
    (await ana.says('no, mejor en la calle Real 5')).hears(/Corregido/, /calle Real, 5/, /foto/);
    (await ana.says('no, era el domingo')).hears(/domingo 22 de noviembre/, /foto/);
    await ana.says('sin foto');
    (await ana.says('perdón, la calle es Avenida de la Estación 3')).hears(/Corregido/, /Estación, 3/, /teléfono o un correo/);
    await ana.says('prefiero no darlo');
    (await ana.says('la calle está mal')).hears(/¿Dónde está\?/);
    (await ana.says('calle Real 7')).hears(/Esto es lo que tengo/, /calle Real, 7/);
    (await ana.says('no, el número 9')).hears(/calle Real, 9/);
    (await ana.says('el problema es que hay dos baches enormes')).hears(/dos baches enormes/);
    (await ana.says('no')).hears(/¿Qué quiere cambiar\?/);
    (await ana.presses('Desde cuándo')).hears(/¿Desde cuándo/);
    (await ana.says('el 3 de noviembre')).hears(/martes 3 de noviembre/);
    (await ana.presses('Sí, enviar')).turn({ outcome: 'case' });
    const one = await only();
    assert.deepEqual([fieldOf(one, 'what'), fieldOf(one, 'where'), fieldOf(one, 'since')], ['hay dos baches enormes', 'calle Real, 9', 'martes 3 de noviembre']);
  });

  it('answers a question in the middle and comes back to its own', async () => {
    await ana.says('hay un bache en la calle Mayor 12');
    (await ana.says('¿cómo me empadrono?')).turn({ outcome: 'answered', article: 'padron-alta', form: 'incidencia' }).hears(/¿Desde cuándo está así\?/);
    (await ana.says('desde el sábado')).hears(/foto/);
    (await ana.says('y cuanto cuesta el carné de la biblioteca')).turn({ outcome: 'answered', article: 'biblioteca-carne' }).hears(/foto/);
    await ana.says('sin foto');
    await ana.says('no');
    (await ana.says('¿dónde está el punto limpio?')).turn({ outcome: 'answered' }).hears(/Esto es lo que tengo/);
    (await ana.says('sí, envíalo')).turn({ outcome: 'case' });
    assert.equal(fieldOf(await only(), 'since'), 'sábado 21 de noviembre');
  });

  it('asks which of several in the middle, and comes back when one was chosen', async () => {
    await ana.says('hay un bache en la calle Mayor 12');
    await ana.says('¿y el impuesto?');
    if (ana.last?.outcome === 'which') {
      (await ana.says('la primera')).turn({ outcome: 'answered', form: 'incidencia' });
    }
    ana.hears(/¿Desde cuándo está así\?/);
    (await ana.says('desde ayer')).hears(/foto/);
  });

  it('finishes one matter before another is begun', async () => {
    await ana.says('hay un bache en la calle Mayor 12');
    await ana.presses('No lo sé');
    (await ana.says('quiero avisar de otra incidencia')).turn({ outcome: 'form' }).hears(/Primero terminamos/, /foto/);
  });

  it('goes back, more than once', async () => {
    await ana.says('quiero avisar de una incidencia');
    await ana.says('un banco roto');
    await ana.says('en la plaza de España, junto a la fuente');
    ana.hears(/¿Desde cuándo/);
    (await ana.says('atrás')).hears(/¿Dónde está\?/);
    (await ana.says('volver')).hears(/¿Qué ocurre\?/);
    (await ana.says('atrás')).hears(/primera pregunta/, /¿Qué ocurre\?/);
    (await ana.says('dos bancos rotos')).hears(/¿Dónde está\?/);
  });

  it('cancels at once, says that nothing was sent, and forgets it', async () => {
    await ana.says('hay un bache en la calle Mayor 12');
    (await ana.says('cancelar')).turn({ outcome: 'cancelled' }).hears(/No he enviado nada/);
    assert.doesNotMatch(ana.heard, /\?/);
    (await ana.says('desde ayer')).turn({ form: null });
    assert.deepEqual(await made(), []);
  });

  it('helps with the question that is open', async () => {
    await ana.says('quiero avisar de una incidencia');
    (await ana.says('ayuda')).hears(/por ejemplo «hay un bache»/, /cancelar/, /¿Qué ocurre\?/);
    await ana.says('un semáforo apagado');
    (await ana.says('¿es obligatorio?')).hears(/calle y el número llegamos antes/, /¿Dónde está\?/);
  });

  it('asks again twice, each time with more help, then offers a person, who gets what was filled', async () => {
    await ana.says('hay un bache en la calle Mayor 12 desde ayer');
    await ana.says('sin foto');
    (await ana.says('950 12')).hears(/nueve cifras/, /teléfono o un correo/);
    (await ana.says('950 1234')).hears(/nueve cifras/, /Solo se usa para este aviso/);
    (await ana.says('950 123')).hears(/atienda una persona/);
    assert.deepEqual(ana.choices, ['Sí, con una persona', 'No, seguir aquí', 'Cancelar']);
    (await ana.says('sí')).turn({ form: 'persona', outcome: 'form' }).hears(/¿Cómo se llama\?/);
    await ana.says('Ana Pérez');
    (await ana.says('en este chat')).hears(/Asunto:\*{0,2} Avisar de un problema en la calle/, /hay un bache · calle Mayor, 12/);
    (await ana.says('sí')).turn({ outcome: 'case' });
    const one = await only();
    assert.deepEqual([one.form, one.reason, one.before?.form, one.before?.fields.map((field) => field.shown)], ['persona', 'stuck', 'incidencia', ['hay un bache', 'calle Mayor, 12', 'lunes 23 de noviembre']]);
  });

  it('goes on here when the person is refused', async () => {
    await ana.says('hay un bache en la calle Mayor 12 desde ayer');
    await ana.says('sin foto');
    for (const text of ['950 12', '950 12', '950 12']) await ana.says(text);
    (await ana.presses('No, seguir aquí')).hears(/teléfono o un correo/);
    (await ana.says('950 123 456')).hears(/950 12 34 56/);
  });

  it('hands over to a person at any moment, with what was filled', async () => {
    await ana.says('hay un bache en la calle Mayor 12');
    (await ana.says('quiero hablar con una persona')).turn({ outcome: 'form', form: 'persona' }).hears(/lo que ya me ha dicho/, /¿Cómo se llama\?/);
    await ana.says('prefiero no decirlo');
    await ana.says('aquí');
    await ana.says('sí');
    const one = await only();
    assert.deepEqual([one.reason, one.before?.fields.map((field) => field.id)], ['asked', ['what', 'where']]);
  });

  it('reminds once, then closes without effect, and both survive a restart', async () => {
    await ana.says('hay un bache en la calle Mayor 12');
    await journey.restart();
    const reminder = await journey.passes(31);
    assert.deepEqual(reminder.map(({ contact, text, outcome }) => ({ contact, text, outcome })), [{ contact: 'ana', text: null, outcome: 'form' }]);
    assert.match(reminder[0]?.replies[0]?.text ?? '', /¿Sigue ahí\?[\s\S]*¿Desde cuándo/);
    await journey.restart();
    assert.deepEqual(await journey.passes(60), []);
    const end = await journey.passes(24 * 60);
    assert.deepEqual(end.map(({ outcome, form }) => ({ outcome, form })), [{ outcome: 'timeout', form: 'incidencia' }]);
    assert.match(end[0]?.replies[0]?.text ?? '', /sin enviar nada/);
    (await ana.says('desde ayer')).turn({ form: null });
    assert.deepEqual(await made(), []);
  });

  it('goes on after a reminder, with another patience', async () => {
    await ana.says('hay un bache en la calle Mayor 12');
    await journey.passes(31);
    (await ana.says('desde ayer')).turn({ outcome: 'form' }).hears(/foto/);
    assert.equal((await journey.passes(31)).length, 1);
  });

  it('changes the language in the middle and asks the question again', async () => {
    await ana.says('hay un bache en la calle Mayor 12');
    (await ana.says('english please')).turn({ language: 'en', form: 'incidencia' }).hears(/Since when/);
    (await ana.says('since monday')).hears(/photo/);
    (await ana.says('en español por favor')).turn({ language: 'es' }).hears(/foto/);
    await ana.says('sin foto');
    (await ana.says('no')).hears(/lunes 23 de noviembre/);
  });

  it('lets danger go first, and waits', async () => {
    await ana.says('hay un bache en la calle Mayor 12');
    (await ana.says('huele mucho a gas en mi casa')).turn({ outcome: 'danger' });
    assert.match(ana.last?.replies[0]?.text ?? '', /112/);
    (await ana.says('desde ayer')).turn({ outcome: 'form', form: 'incidencia' }).hears(/foto/);
  });

  it('takes the answer by button, number or typo', async () => {
    await ana.says('hay un bache en la calle Mayor 12');
    (await ana.presses('No lo sé')).hears(/foto/);
    (await ana.says('1')).hears(/teléfono o un correo/);
    (await ana.presses('Prefiero no darlo')).hears(/Esto es lo que tengo/);
    (await ana.says('2')).hears(/¿Qué quiere cambiar\?/);
    (await ana.says('dodne')).hears(/¿Dónde está\?/);
    await ana.says('calle Real 5');
    (await ana.says('1')).turn({ outcome: 'case' });
    (await ana.presses('confirm:yes')).turn({ outcome: 'smalltalk' });
    assert.equal((await made()).length, 1);
  });
});
