import assert from 'node:assert/strict';
import { type Case, cases } from '../../bot/case.ts';
import { contacts } from '../../bot/contact.ts';
import { type Citizen, Journey } from '../support/journey.ts';

async function theCase(journey: Journey): Promise<Case> {
  const [one, ...others] = await journey.store.find(cases);
  assert.ok(one && others.length === 0, 'exactly one case');
  return one;
}

/** Opens the house at an instant, tells a conversation, closes. */
async function at(instant: string, tell: (ana: Citizen, journey: Journey) => Promise<unknown>): Promise<void> {
  const journey = await Journey.open(instant);
  try {
    await tell(journey.citizen(), journey);
  } finally {
    await journey.close();
  }
}

async function asksForPerson(ana: Citizen): Promise<Citizen> {
  await ana.says('quiero hablar con una persona');
  await ana.says('un problema con el padrón de mi madre');
  await ana.says('Ana Pérez');
  await ana.says('en este chat');
  return ana.says('sí');
}

describe('a person, as conversations', () => {
  it('says while the office is open that somebody will answer, and makes a case', () => at('2026-11-24T10:00:00+01:00', async (ana, journey) => {
    (await ana.says('quiero hablar con una persona')).turn({ outcome: 'form', form: 'persona' }).hears(/¿Sobre qué asunto\?/).doesNotHear(/no hay nadie/);
    (await ana.says('un problema con el padrón de mi madre')).hears(/¿Cómo se llama\?/);
    (await ana.says('me llamo Ana Pérez')).hears(/¿Cómo prefiere que le contestemos\?/);
    assert.deepEqual(ana.choices, ['En este chat', 'Por teléfono', 'Por correo electrónico']);
    (await ana.says('que me llamen por teléfono')).hears(/¿A qué número/);
    (await ana.says('612 345 678')).hears(/padrón de mi madre/, /Ana Pérez/, /612 34 56 78/);
    (await ana.says('sí')).turn({ outcome: 'case' }).hears(/llamará una persona al 612 34 56 78/, /hasta las 14:30/, /ATC-26-/);
    const one = await theCase(journey);
    assert.deepEqual([one.queue, one.reason, one.title, one.reply, one.promisedAt], ['atencion', 'asked', 'un problema con el padrón de mi madre', { by: 'phone', address: '+34612345678' }, one.createdAt]);
    const [contact] = await journey.store.find(contacts, { where: { externalId: 'ana' } });
    assert.deepEqual([contact?.name, contact?.phone], ['Ana Pérez', '+34612345678']);
  }));

  it('says when the office opens: tomorrow', () => at('2026-11-24T20:15:00+01:00', async (ana, journey) => {
    (await ana.says('quiero hablar con una persona')).hears(/no hay nadie/, /mañana, miércoles 25 de noviembre, a partir de las 8:30/);
    await ana.says('una duda');
    await ana.says('Ana');
    await ana.says('por correo');
    await ana.says('ana@ejemplo.es');
    (await ana.says('sí')).hears(/escribirá una persona a ana@ejemplo\.es mañana, miércoles 25 de noviembre, a partir de las 8:30/);
    assert.equal((await theCase(journey)).promisedAt, Date.parse('2026-11-25T08:30:00+01:00'));
  }));

  it('… later today, after the weekend, after a holiday, in summer', async () => {
    const say = [
      ['2026-11-24T15:00:00+01:00', /hoy, martes 24 de noviembre, a partir de las 16:30/],
      ['2026-11-27T15:00:00+01:00', /el lunes 30 de noviembre, a partir de las 8:30/],
      ['2026-12-04T15:00:00+01:00', /el miércoles 9 de diciembre, a partir de las 8:30/],
      ['2027-07-01T16:00:00+02:00', /mañana, viernes 2 de julio, a partir de las 8:30/],
    ] as const;
    for (const [instant, expected] of say) await at(instant, async (ana) => (await asksForPerson(ana)).turn({ outcome: 'case' }).hears(expected));
  });

  it('speaks English', () => at('2026-11-24T20:15:00+01:00', async (ana, journey) => {
    (await ana.says('I want to talk to a person')).turn({ form: 'persona', language: 'en' }).hears(/tomorrow, Wednesday 25 November, from 8:30/, /What is it about\?/);
    (await ana.says('a question about my property tax bill')).hears(/What is your name\?/);
    (await ana.says('my name is Grace Hopper')).hears(/How would you like us to answer\?/);
    (await ana.says('by e-mail')).hears(/Which e-mail address/);
    (await ana.says('grace@example.com')).hears(/Grace Hopper/, /property tax/);
    (await ana.says('yes please')).turn({ outcome: 'case' }).hears(/write to grace@example\.com tomorrow/);
    assert.equal((await theCase(journey)).language, 'en');
  }));

  it('does not ask what is known: the matter talked about, and who one is; it shows it', () => at('2026-11-24T10:00:00+01:00', async (ana, journey) => {
    await asksForPerson(ana);
    await ana.says('¿Cómo me empadrono en Benalmara?');
    (await ana.says('quiero hablar con una persona')).hears(/¿Cómo prefiere que le contestemos\?/);
    (await ana.says('aquí')).hears(/Asunto:\*{0,2} ¿Cómo me empadrono en Benalmara\?/, /Nombre:\*{0,2} Ana Pérez/);
    (await ana.says('el asunto es el certificado de mi hijo')).hears(/el certificado de mi hijo/);
    (await ana.says('sí')).turn({ outcome: 'case' });
    const all = await journey.store.find(cases, { orderBy: [['createdAt', 'asc']] });
    assert.deepEqual([all.length, all[1]?.title, all[1]?.article], [2, 'el certificado de mi hijo', 'padron-alta']);
  }));

  it('takes the matter from the sentence that asks for a person', () => at('2026-11-24T10:00:00+01:00', async (ana) => {
    (await ana.says('quiero hablar con una persona sobre mi recibo de la basura')).turn({ form: 'persona' }).hears(/mi recibo de la basura/, /¿Cómo se llama\?/);
  }));

  it('takes a question for the matter, not for a digression', () => at('2026-11-24T10:00:00+01:00', async (ana) => {
    await ana.says('quiero hablar con una persona');
    (await ana.says('¿cómo me empadrono en Benalmara?')).turn({ outcome: 'form' }).hears(/¿Cómo se llama\?/);
  }));

  it('goes on when a person is asked for again, and leaves blank what it cannot understand', () => at('2026-11-24T10:00:00+01:00', async (ana, journey) => {
    await ana.says('quiero hablar con una persona');
    (await ana.says('quiero hablar con una persona')).turn({ form: 'persona' }).hears(/Estoy en ello/, /¿Sobre qué asunto\?/);
    await ana.says('una queja');
    await ana.says('Ana');
    for (const text of ['blablablí', 'tururú', 'trololó']) await ana.says(text);
    ana.hears(/dejo ese dato en blanco/, /Esto es lo que tengo/);
    (await ana.says('sí')).turn({ outcome: 'case' });
    assert.deepEqual((await theCase(journey)).reply, { by: 'channel' });
  }));
});
