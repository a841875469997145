import assert from 'node:assert/strict';
import { cases } from '../../bot/case.ts';
import { unanswered } from '../../bot/unanswered.ts';
import { type Citizen, Journey } from '../support/journey.ts';

describe('citizens as they are, as conversations', () => {
  let journey: Journey;
  let ana: Citizen;

  beforeEach(async () => {
    journey = await Journey.open();
    ana = journey.citizen();
  });
  afterEach(() => journey.close());

  const values = async (): Promise<Record<string, unknown>> => {
    const [one, ...others] = await journey.store.find(cases);
    assert.ok(one && others.length === 0, 'exactly one case');
    return Object.fromEntries(one.fields.map(({ id, value }) => [id, value]));
  };

  it('asks rather than tells another town’s business, and does not mind where one comes from', async () => {
    for (const text of ['cuando se paga el ibi en madrid', 'como me empadrono en sevilla', 'cuanto cuesta un billete de tren a madrid']) {
      const { last } = await journey.citizen(text).says(text);
      assert.notEqual(last?.outcome, 'answered', text);
    }
    (await ana.says('vengo de Sevilla, ¿cómo me empadrono?')).hears(/empadronar/i);
  });

  it('does not take an everyday word for a misspelt one of the council', async () => {
    (await ana.says('cuanto cuesta una licencia de caza')).doesNotHear(/licencia de obra mayor/i);
    assert.notEqual(ana.last?.outcome, 'answered');
  });

  it('does not answer what says nothing, and wants more of what sounds like no council’s matter', async () => {
    for (const text of ['1', 'tengo un problema', 'eso no es lo que he preguntado', 'a quien votas', 'who should i vote for']) {
      const { last } = await journey.citizen(text).says(text);
      assert.notEqual(last?.outcome, 'answered', text);
    }
  });

  it('answers two questions in one message, in their order', async () => {
    await ana.says('como me empadrono y cuando se paga el ibi');
    const cards = ana.last?.replies.filter(({ type }) => type === 'card').map(({ text }) => text) ?? [];
    assert.equal(cards.length, 2);
    assert.match(cards[0] ?? '', /empadronarse/);
    assert.match(cards[1] ?? '', /30 de junio/);
    ana.turn({ outcome: 'answered', article: 'padron-alta' });
  });

  it('speaks the language of a first message of one or two words', async () => {
    for (const [text, article] of [['bus fare', 'bus-tarifas'], ['allotment', 'huertos-urbanos'], ['civil partnership', 'pareja-hecho']] as const) {
      (await journey.citizen(text).says(text)).turn({ language: 'en', article });
    }
  });

  it('hears which of the choices is meant by what tells it from the others', async () => {
    (await ana.says('multa')).turn({ outcome: 'which' });
    (await ana.says('la de recurrir')).turn({ outcome: 'answered', article: 'multa-recurrir' });
    (await ana.says('impuesto')).turn({ outcome: 'which' });
    (await ana.says('la del coche')).turn({ outcome: 'answered', article: 'ivtm-pago' });
    (await ana.says('autobus')).turn({ outcome: 'which' });
    const second = ana.last?.replies.at(-1)?.choices?.[1]?.id ?? '';
    (await ana.says('2')).turn({ outcome: 'answered', article: second.slice('article:'.length) });
  });

  it('takes “ninguna” for none of these, offers a person and keeps the question, not the refusal', async () => {
    await ana.says('perro');
    (await ana.says('ninguna de esas')).turn({ outcome: 'person' });
    const kept = await journey.store.find(unanswered);
    assert.deepEqual(kept.map(({ reason, text }) => [reason, text]), [['none_of_these', 'perro']]);
  });

  it('keeps what was asked when the answer gets a thumb down', async () => {
    await ana.says('¿Cómo me empadrono en Benalmara?');
    await journey.rate('ana', (await journey.lastBotMessage('ana')).id, 'down');
    const kept = await journey.store.find(unanswered);
    assert.deepEqual(kept.map(({ reason, text, article }) => [reason, text, article]), [['thumbs_down', '¿Cómo me empadrono en Benalmara?', 'padron-alta']]);
  });

  it('asks again where nothing was written, and speaks of no file', async () => {
    (await ana.says('')).turn({ outcome: 'again' }).doesNotHear(/archivo/);
  });

  it('takes an agreement after an answer as the end of it, and asks nothing', async () => {
    await ana.says('¿Cómo me empadrono en Benalmara?');
    (await ana.says('ok perfecto')).turn({ outcome: 'smalltalk' }).doesNotHear(/\?/);
  });

  it('hears a person asked for in a long sentence, with the matter, the name and the telephone', async () => {
    (await ana.says('quiero hablar con alguien sobre la multa, soy Luis García y mi teléfono es 612345678')).turn({ form: 'persona' });
    (await ana.says('sí')).turn({ outcome: 'case' }).hears(/612 34 56 78/);
    const { topic, name, phone } = await values();
    assert.deepEqual([topic, name, phone], ['la multa', 'Luis García', '+34612345678']);
  });

  it('takes “una duda” for the matter, not for a greeting', async () => {
    await ana.says('quiero hablar con una persona');
    (await ana.says('una duda')).hears(/¿Cómo se llama\?/);
  });

  it('does not take since when for the house number', async () => {
    await ana.says('la papelera de la calle Sol está llena');
    (await ana.says('desde hace 2 dias')).hears(/domingo 22 de noviembre/).doesNotHear(/calle Sol, 2/);
  });

  it('keeps the door, and the coordinates of a point', async () => {
    for (const [said, shown] of [['C/ Real, 5, 2ºB', /C\/ Real, 5, 2ºB/], ['36.7213, -4.4214', /36\.7213, -4\.4214/]] as const) {
      const citizen = journey.citizen(said);
      for (const text of ['hay una farola rota', said, 'ayer', 'sin foto', 'no']) await citizen.says(text);
      citizen.hears(shown);
    }
  });

  it('keeps “desde el verano” as it was said, and takes tomorrow for no past day', async () => {
    await ana.says('hay un bache en la calle Sol 3');
    (await ana.says('mañana')).turn({ form: 'incidencia' }).hears(/¿Desde cuándo/);
    (await ana.says('desde el verano')).hears(/foto/);
    for (const text of ['no', 'no', 'sí']) await ana.says(text);
    assert.deepEqual((await values()).since, { words: 'desde el verano' });
  });

  it('does not take noise for a place: it asks again, then offers a person', async () => {
    await ana.says('hay un bache');
    (await ana.says('jjj')).hears(/No le he entendido/);
    await ana.says('xxrr');
    (await ana.says('zzz')).hears(/persona/);
  });
});
