import assert from 'node:assert/strict';
import { ratings } from '../../bot/rating.ts';
import { unanswered } from '../../bot/unanswered.ts';
import { type Citizen, Journey } from '../support/journey.ts';

describe('tier 1, as conversations', () => {
  let journey: Journey;
  let ana: Citizen;

  beforeEach(async () => {
    journey = await Journey.open();
    ana = journey.citizen();
  });
  afterEach(() => journey.close());

  it('says in its first message that it is automatic, and only once a visit', async () => {
    (await ana.says('hola')).hears(/asistente automático/).turn({ outcome: 'smalltalk', intent: 'greet', language: 'es' });
    (await ana.says('buenos días')).doesNotHear(/asistente automático/);
    await journey.passes(13 * 60);
    (await ana.says('hola')).hears(/asistente automático/);
  });

  it('says so before the answer when the first message is a question', async () => {
    await ana.says('¿Cómo me empadrono en Benalmara?');
    assert.match(ana.last?.replies[0]?.text ?? '', /asistente automático/);
    assert.equal(ana.last?.replies[1]?.type, 'card');
    ana.turn({ outcome: 'answered', article: 'padron-alta' });
  });

  it('answers from the knowledge base with its source, typos and all', async () => {
    (await ana.says('k papeles nesesito pa enpadronarme')).turn({ outcome: 'answered', article: 'padron-alta' });
    ana.hears(/https:\/\/sede\.benalmara\.example/);
  });

  it('greets, thanks and says goodbye', async () => {
    (await ana.says('hola')).turn({ intent: 'greet' });
    (await ana.says('muchas gracias')).turn({ intent: 'thanks', outcome: 'smalltalk' });
    (await ana.says('adiós')).turn({ intent: 'bye', outcome: 'smalltalk' });
  });

  it('follows the language of the citizen in mid-conversation', async () => {
    (await ana.says('hola')).turn({ language: 'es' });
    (await ana.says('where do i pay my car tax')).turn({ language: 'en' }).hears(/car|vehicle/i);
    (await ana.says('¿y dónde puedo pagar una multa de aparcamiento?')).turn({ language: 'es' }).hears(/multa/);
  });

  it('asks again once, then offers a person, and keeps the questions for the editors', async () => {
    (await ana.says('xkcd qwerty asdf zxcv')).turn({ outcome: 'again' });
    (await ana.says('brrr tuturu fli fla flu')).turn({ outcome: 'person' });
    assert.ok(ana.choices.some((title) => /persona/.test(title)));
    const kept = await journey.store.find(unanswered, { where: { state: 'new' } });
    assert.deepEqual(kept.map((one) => one.text), ['xkcd qwerty asdf zxcv', 'brrr tuturu fli fla flu']);
    (await ana.says('sí')).turn({ outcome: 'form', form: 'persona' });
  });

  it('does not state a guess: what it does not deal with is not answered', async () => {
    for (const text of ['cuánto vale un billete de avión a Cancún', 'dime un chiste de Lepe', 'quién ganó el mundial de fútbol de 1982']) {
      await journey.citizen(text).says(text).then((citizen) => assert.notEqual(citizen.last?.outcome, 'answered', text));
    }
  });

  it('offers a few choices for a vague question; a button, its number or its title answers', async () => {
    await ana.says('quiero información sobre el impuesto');
    if (ana.last?.outcome !== 'which') await ana.says('recibo');
    ana.turn({ outcome: 'which' });
    assert.ok(ana.choices.length >= 2 && ana.choices.length <= 5, ana.choices.join(' | '));
    const second = ana.last?.replies.at(-1)?.choices?.[1]?.id;
    (await ana.says('la segunda')).turn({ outcome: 'answered', article: second?.slice('article:'.length) });
  });

  it('gives the emergency number first and at once when a message sounds like danger', async () => {
    for (const text of ['huele mucho a gas en mi casa', 'mi marido me está pegando', 'there is a fire in my building', 'me quiero morir', 'ay un insendio en la cosina']) {
      const citizen = await journey.citizen(text).says(text);
      citizen.turn({ outcome: 'danger' });
      assert.match(citizen.last?.replies[0]?.text ?? '', /112/, text);
    }
  });

  it('takes a thumbs up or down on an answer', async () => {
    await ana.says('¿Cómo me empadrono en Benalmara?');
    const message = await journey.lastBotMessage('ana');
    await journey.rate('ana', message.id, 'down');
    assert.deepEqual((await journey.store.find(ratings, { where: { article: 'padron-alta' } })).map((one) => one.value), ['down']);
  });

  it('changes the language when asked to', async () => {
    await ana.says('hola');
    (await ana.says('english please')).turn({ language: 'en' });
    (await ana.says('ok')).turn({ language: 'en' });
  });
});
