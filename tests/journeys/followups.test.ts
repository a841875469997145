import assert from 'node:assert/strict';
import type { BotState } from '../../bot/conversation.ts';
import { conversations } from '../../bot/conversation.ts';
import type { Outcome } from '../../bot/message.ts';
import { unanswered } from '../../bot/unanswered.ts';
import { replace } from '../../store/store.ts';
import type { Citizen } from '../support/journey.ts';
import { Journey } from '../support/journey.ts';

/** What is said, the article or outcome that must come of it, and what the citizen hears. */
type Line = readonly [said: string, article: string, ...heard: RegExp[]];

const SPANISH: Readonly<Record<string, readonly Line[]>> = {
  'papers, price, place, time and telephone of registering': [
    ['como me empadrono', 'padron-alta'], ['¿y qué papeles necesito?', 'padron-alta', /Sobre «¿Cómo me empadrono en Benalmara\?»/, /\*\*Documentos:\*\* Documento de identidad/],
    ['¿y cuánto cuesta?', 'padron-alta', /\*\*Precio:\*\* Es gratis/], ['¿dónde está?', 'padron-alta', /plaza del Azahar, 1/], ['¿cuánto tarda?', 'padron-alta', /en el momento/],
  ],
  'the same in the writing of a telephone': [
    ['kiero empadronarme', 'padron-alta'], ['k papeles', 'padron-alta', /Documentos/], ['cuanto vale', 'padron-alta', /gratis/], ['y dnd', 'padron-alta', /plaza del Azahar/], ['q nesesito', 'padron-alta', /Documentos/],
  ],
  'a renting citizen, then a child': [['como me empadrono', 'padron-alta'], ['¿y si vivo de alquiler?', 'padron-alta', /contrato de alquiler/], ['¿y para mi hijo?', 'padron-menores']],
  'whether it can be done at home': [['como me empadrono', 'padron-alta'], ['¿puedo hacerlo por internet?', 'padron-alta', /sede electrónica/]],
  'the swimming pool': [
    ['piscina', 'piscina'], ['¿a qué hora abre?', 'piscina', /\*\*Horario:\*\*.*8:00 a 22:00/], ['¿y los sábados?', 'piscina', /sábados de 9:00 a 14:00/], ['y el precio?', 'piscina', /3,50 €/], ['donde esta', 'piscina', /\*\*Dónde:\*\*/],
  ],
  'two things at once about the same': [['quiero sacar el carnet de la biblioteca', 'biblioteca-carne'], ['¿dónde está y a qué hora abre?', 'biblioteca-carne', /\*\*Dónde:\*\* Biblioteca María Zambrano[\s\S]*\*\*Horario:\*\*/]],
  'a library card for a child': [['quiero sacar el carnet de la biblioteca', 'biblioteca-carne'], ['y pa mi ijo?', 'biblioteca-carne', /menores de 14 años/]],
  'until when, then the same of other taxes': [
    ['cuando se paga el ibi', 'ibi-plazos'], ['¿y hasta cuándo?', 'ibi-plazos', /30 de junio/], ['¿y la basura?', 'tasa-basura', /\*\*Plazos y fechas:\*\* Del 1 de febrero/], ['¿y el coche?', 'ivtm-pago', /31 de mayo/],
  ],
  'the tax where the car was understood': [['cuanto cuesta el coche', 'grua'], ['no, me refería al impuesto', 'ivtm-pago', /\*\*Precio:\*\* Un turismo paga/]],
  'the rubbish where the property was understood': [['cuando se paga el ibi', 'ibi-plazos'], ['no, lo de la basura', 'tasa-basura', /1 de febrero/]],
  'a correction of a correction': [['cuando se paga el ibi', 'ibi-plazos'], ['no, me refería al coche', 'ivtm-pago', /31 de mayo/], ['perdón, quería decir la basura', 'tasa-basura', /1 de febrero/]],
  'a correction after a choice': [['lo de la basura', 'which'], ['no, lo de los contenedores', 'contenedores-horario']],
  'without a lawyer': [['como recurro una multa', 'multa-recurrir'], ['¿y sin abogado?', 'multa-recurrir', /sin abogado/], ['y hasta cuando puedo', 'multa-recurrir', /20 días/]],
  'a place and its hours': [['¿dónde está la biblioteca y a qué hora abre?', 'biblioteca-carne', /^[\s\S]*\*\*Dónde:\*\* Biblioteca[\s\S]*\*\*Horario:\*\*/]],
  'how, and for how much': [['como me empadrono y cuanto cuesta', 'padron-alta', /\*\*Precio:\*\* Es gratis[\s\S]*Qué necesita/]],
  'a certificate, by its name': [['quiero un certificado', 'which', /Hay varias opciones/], ['el de empadronamiento', 'padron-volante'], ['y cuanto tarda', 'padron-volante', /tres días hábiles/]],
  'a certificate, by its place': [['certificado', 'which'], ['el segundo', 'answered'], ['¿cuánto cuesta?', 'answered', /\*\*Precio:\*\*/]],
  'some help with money': [['quiero una ayuda', 'which', /Hay varias/], ['la del alquiler', 'alquiler-ayudas'], ['¿qué requisitos hay?', 'alquiler-ayudas', /Documentos/]],
  'a licence, and something else': [['licencia', 'which'], ['otra cosa', 'again', /más/], ['licencia de taxi acuático', 'not answered']],
  'the price of a licence of several': [['cuanto cuesta una licencia', 'which'], ['la de obras grandes', 'obra-mayor', /\*\*Precio:\*\* Tasa del 1,2 %/]],
  'a bill to pay': [['pagar un recibo', 'which', /Hay varias/], ['el de la basura', 'tasa-basura']],
  'a price first, as a first question': [['¿cuánto cuesta la piscina?', 'piscina', /\*\*Precio:\*\* 3,50 €[\s\S]*Pabellón/]],
  'a question without a matter': [['¿cuánto cuesta?', 'again', /¿Sobre qué trámite/], ['la piscina', 'piscina', /\*\*Precio:\*\* 3,50 €/]],
  'papers without a matter': [['que papeles hay que llevar', 'again', /¿Sobre qué trámite/], ['para empadronarme', 'padron-alta']],
  'the fee and the licence of a terrace': [
    ['quiero poner una terraza en mi bar', 'terraza'], ['y la tasa cuanto es', 'terraza', /\*\*Precio:\*\*/], ['q papeles ay q presentar', 'terraza', /\*\*Documentos:\*\*/],
  ],
  'two questions about a removal': [['una mudanza', 'mudanza-corte-calle'], ['cuanto hay que pagar y con cuanto tiempo lo pido', 'mudanza-corte-calle', /18 € al día[\s\S]*7 días hábiles/]],
  'a fine that is not paid': [['multa', 'which'], ['la de pagar', 'multa-pagar'], ['hasta cuando tengo', 'multa-pagar', /20 días naturales/], ['y si no la pago', 'which']],
  'the hours of the town hall, where the matter has none': [['cuando se paga el ibi', 'ibi-plazos'], ['abren por la tarde', 'horario-oficinas']],
  'the recycling centre': [['punto limpio', 'punto-limpio'], ['horario', 'punto-limpio', /martes a domingo/], ['esta abierto el domingo', 'punto-limpio', /martes a domingo/], ['puedo llevar un sofa', 'enseres'], ['cuanto cobran', 'enseres', /gratis/]],
  'thanks in between': [['como me empadrono', 'padron-alta'], ['gracias', 'smalltalk'], ['ah vale, ¿y cuánto cuesta?', 'padron-alta', /gratis/]],
  'its own name again': [['como me empadrono', 'padron-alta'], ['¿cuánto cuesta empadronarse?', 'padron-alta', /gratis/]],
  'what the article does not tell': [['quiero sacar el carnet de la biblioteca', 'biblioteca-carne'], ['¿y hasta cuándo?', 'biblioteca-carne', /No tengo ese dato/], ['Ver la respuesta completa', 'biblioteca-carne', /6 libros/]],
};

const ENGLISH: Readonly<Record<string, readonly Line[]>> = {
  'registering': [
    ['how do I register on the padrón', 'padron-alta'], ['what do I need to bring?', 'padron-alta', /About “How do I register/, /\*\*Documents:\*\*/], ['and how much is it?', 'padron-alta', /\*\*Price:\*\* It is free/],
    ['where is it?', 'padron-alta', /Plaza del Azahar/], ['how long does it take?', 'padron-alta', /on the spot/], ['can I do it online?', 'padron-alta', /online office/],
  ],
  'renting, and a child': [['how do I register on the padrón', 'padron-alta'], ['what if I rent?', 'padron-alta', /rental contract/], ['and for my son?', 'padron-menores']],
  'the rubbish fee, then the car tax': [['when is the bin tax paid', 'tasa-basura'], ['how much is it?', 'tasa-basura', /€58\.40/], ['what about the car tax?', 'ivtm-pago']],
  'a correction': [['when do I pay the ibi', 'ibi-plazos'], ['I meant the bin tax', 'tasa-basura', /1 February/]],
  'a correction that begins with no': [['when do I pay the ibi', 'ibi-plazos'], ['no, I meant the car tax', 'ivtm-pago', /31 May/]],
  'the opening hours': [['swimming pool', 'piscina'], ['what time does it open?', 'piscina', /\*\*Hours:\*\*/], ['and on Saturdays?', 'piscina', /\*\*Hours:\*\*/], ['price?', 'piscina', /€3\.50/]],
  'a permit': [['I need a permit', 'which', /There are several/], ['the second one', 'answered'], ['what documents do I need?', 'answered', /\*\*Documents:\*\*/]],
  'a certificate': [['I need a certificate', 'which'], ['something else', 'again', /more words/]],
  'a bill': [['I want to pay a bill', 'which'], ['the one for the rubbish', 'tasa-basura']],
  'a place and its hours': [['where is the library and what time does it open?', 'biblioteca-carne', /\*\*Where:\*\*[\s\S]*\*\*Hours:\*\*/]],
  'a question without a matter': [['how much is it?', 'again', /Which procedure/], ['the swimming pool', 'piscina', /€3\.50/]],
  'several that were offered': [['how do I register', 'which'], ['what do I need to bring?', 'which'], ['the first one', 'padron-alta']],
  'the telephone': [['how do I appeal a fine', 'multa-recurrir'], ['is there a phone number?', 'multa-recurrir', /\*\*Telephone:\*\*/], ['until when?', 'multa-recurrir', /20 calendar days/]],
};

/** Outcomes by which a line is known that must lead to no article. */
const OUTCOMES: readonly Outcome[] = ['which', 'again', 'smalltalk', 'answered'];

describe('follow-ups, as conversations', () => {
  let journey: Journey;
  let ana: Citizen;

  before(async () => {
    journey = await Journey.open();
  });
  after(() => journey.close());
  beforeEach(function () {
    ana = journey.citizen(this.currentTest?.fullTitle());
  });

  const hold = (talks: Readonly<Record<string, readonly Line[]>>): void => {
    for (const [title, lines] of Object.entries(talks)) {
      it(title, async () => {
        for (const [said, expected, ...heard] of lines) {
          await ana.says(said);
          if (expected === 'not answered') assert.notEqual(ana.last?.outcome, 'answered', said);
          const outcome = OUTCOMES.find((one) => one === expected);
          if (outcome) ana.turn({ outcome });
          else if (expected !== 'not answered') ana.turn({ article: expected });
          ana.hears(...heard);
        }
      });
    }
  };
  describe('in Spanish', () => hold(SPANISH));
  describe('in English', () => hold(ENGLISH));

  describe('that are none', () => {
    it('a question with a matter of its own is not about the one before', async () => {
      await ana.says('como me empadrono');
      (await ana.says('¿cuánto cuesta el bus?')).turn({ article: 'bus-tarifas' });
      (await ana.says('¿y cuánto cuesta la piscina?')).turn({ article: 'piscina' });
      (await ana.says('¿dónde está el punto limpio?')).turn({ article: 'punto-limpio' });
      (await ana.says('cuando se paga el ibi')).turn({ article: 'ibi-plazos' });
      (await ana.says('¿y qué papeles necesito para casarme?')).turn({ article: 'boda-civil' });
    });

    it('nor one in English', async () => {
      await ana.says('how do I register on the padrón');
      (await ana.says('how much is the bus?')).turn({ article: 'bus-tarifas' });
      (await ana.says('and when is the bin tax paid?')).turn({ article: 'tasa-basura' });
    });

    it('what no council deals with is not answered by the matter before', async () => {
      await ana.says('como me empadrono');
      await ana.says('¿cuánto cuesta un billete de avión a Cancún?');
      assert.notEqual(ana.last?.outcome, 'answered');
      (await ana.says('¿y cuánto tarda?')).turn({ outcome: 'again' }).hears(/¿Sobre qué/);
    });

    it('what was talked about long ago is over', async () => {
      await ana.says('como me empadrono');
      await journey.passes(3 * 60);
      (await ana.says('¿y cuánto cuesta?')).turn({ outcome: 'again' }).hears(/¿Sobre qué/);
    });

    it('after a form the matter before it is over', async () => {
      await ana.says('como me empadrono');
      await ana.says('hay una farola rota en la calle Sol 3');
      ana.turn({ form: 'incidencia' });
      await ana.says('cancelar');
      (await ana.says('¿y cuánto cuesta?')).turn({ outcome: 'again' }).hears(/¿Sobre qué/);
    });

    it('a person who is asked for, danger and thanks come before', async () => {
      await ana.says('como me empadrono');
      (await ana.says('ok gracias')).turn({ outcome: 'smalltalk' });
      (await ana.says('¿y si huele mucho a gas en mi casa?')).turn({ outcome: 'danger' });
      (await ana.says('quiero hablar con una persona')).turn({ form: 'persona' });
    });

    it('yes after a fact agrees, and shows nothing more', async () => {
      await ana.says('como me empadrono');
      await ana.says('¿y cuánto cuesta?');
      (await ana.says('sí')).turn({ outcome: 'smalltalk' });
    });
  });

  it('is answered in the middle of a form, which goes on', async () => {
    await ana.says('hay una farola rota en la calle Sol 3');
    await ana.says('¿cómo me empadrono?');
    (await ana.says('¿y qué papeles necesito?')).turn({ article: 'padron-alta', form: 'incidencia' }).hears(/\*\*Documentos:\*\*/, /¿Desde cuándo/);
  });

  it('what the council wrote nothing about is kept for the editors with what it was about', async () => {
    await ana.says('quiero sacar el carnet de la biblioteca');
    await ana.says('¿y si soy zurdo?');
    ana.turn({ outcome: 'person' }).hears(/ese caso/);
    const kept = await journey.store.find(unanswered);
    assert.ok(kept.some(({ text, article }) => /biblioteca/.test(text) && /zurdo/.test(text) && article === 'biblioteca-carne'));
  });

  it('not that, without saying what: asks which of the others', async () => {
    await ana.says('cuando se paga el ibi');
    await ana.says('no era eso');
    assert.notEqual(ana.last?.outcome, 'answered');
    assert.ok(!ana.choices.some((title) => /Cuándo y cómo se paga el IBI/.test(title)));
  });

  it('goes on across a deploy that knew nothing of it', async () => {
    await ana.says('como me empadrono');
    const all = await journey.store.find(conversations);
    const own = all.toSorted((a, b) => b.lastAt - a.lastAt || b.openedAt - a.openedAt || (a.id < b.id ? 1 : -1))[0];
    assert.ok(own?.bot.topic === 'padron-alta');
    const { topicUntil: _, matterless: __, ...before } = own.bot;
    const bot: BotState = before;
    await journey.store.commit([replace(conversations, { ...own, bot })]);
    (await ana.says('¿y cuánto cuesta?')).turn({ article: 'padron-alta' }).hears(/gratis/);
  });
});
