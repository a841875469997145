import assert from 'node:assert/strict';
import { conversations } from '../../bot/conversation.ts';
import { type Citizen, Journey } from '../support/journey.ts';

/** How the form is brought to its question, by buttons where it can. */
const SETUPS: Readonly<Record<string, readonly string[]>> = {
  what: ['quiero avisar de una incidencia'],
  where: ['quiero avisar de una incidencia', 'una farola que parpadea'],
  number: ['quiero avisar de una incidencia', 'una farola que parpadea', 'calle Mayor'],
  since: ['hay un bache en la calle Mayor 12'],
  photo: ['hay un bache en la calle Mayor 12', '#skip:since'],
  contact: ['hay un bache en la calle Mayor 12', '#skip:since', '#skip:photo'],
  confirm: ['hay un bache en la calle Mayor 12 desde ayer', '#skip:photo', '#skip:contact'],
  topic: ['quiero hablar con una persona'],
  name: ['quiero hablar con una persona', 'una duda con el padrón'],
  channel: ['quiero hablar con una persona', 'una duda con el padrón', '#skip:name'],
  'what en': ['I want to report a problem in the street'],
  'where en': ['I want to report a problem in the street', 'a street lamp that flickers'],
  'since en': ['there is a pothole in calle Mayor 12'],
  'contact en': ['there is a pothole in calle Mayor 12', '#skip:since', '#skip:photo'],
  'confirm en': ['there is a pothole in calle Mayor 12 since yesterday', '#skip:photo', '#skip:contact'],
  phone: ['quiero hablar con una persona', 'una duda con el padrón', '#skip:name', '#value:channel:phone'],
};

/** Question that is open · what is said · how it must be read. */
const TABLE: readonly (readonly [string, string, string])[] = [
  ['what', 'una farola fundida', 'answer'],
  ['what', 'el contenedor marrón huele fatal', 'answer'],
  ['what', 'han dejado un sofá en la acera', 'answer'],
  ['what', 'no hay luz desde el lunes', 'answer'],
  ['what', 'que hay un socavón enorme', 'answer'],
  ['what', 'los vecinos se quejan de que la fuente no funciona', 'answer'],
  ['what', 'hay basura tirada en la plaza del Azahar desde el domingo', 'answer'],
  ['what', '¿cuánto cuesta el carné de la biblioteca?', 'question'],
  ['what', 'cómo me empadrono', 'question'],
  ['what', 'quiero pagar una multa', 'question'],
  ['what', 'ayuda', 'help'],
  ['what', 'no entiendo', 'help'],
  ['what', 'hola', 'again'],
  ['what', 'quiero hablar con una persona', 'person'],
  ['what', 'cancelar', 'cancel'],
  ['what', 'no sé', 'again'],
  ['where', 'calle Real 5', 'answer'],
  ['where', 'en la avenida de la Constitución número 23', 'answer'],
  ['where', 'frente al mercado de abastos', 'answer'],
  ['where', 'Mayor 12', 'answer'],
  ['where', 'aquí al lado de mi casa', 'again'],
  ['where', 'en mi calle', 'again'],
  ['where', '¿a qué hora abre la piscina?', 'question'],
  ['where', 'cuando abre la piscina', 'question'],
  ['where', '¿es obligatorio?', 'help'],
  ['where', 'atrás', 'back'],
  ['where', 'no, es un semáforo apagado', 'correction:what'],
  ['number', '14', 'answer'],
  ['number', 'el catorce', 'answer'],
  ['number', 'no lo sé', 'answer'],
  ['number', 'a la altura de la farmacia', 'answer'],
  ['number', 'no tiene número', 'answer'],
  ['since', 'desde ayer', 'answer'],
  ['since', 'hace dos semanas', 'answer'],
  ['since', 'el lunes', 'answer'],
  ['since', 'desde el 3 de noviembre', 'answer'],
  ['since', 'desde el verano pasado', 'answer'],
  ['since', 'no lo sé', 'skip'],
  ['since', 'ni idea', 'skip'],
  ['since', 'no, mejor en la calle Real 5', 'correction:where'],
  ['since', 'perdón, es en la plaza del Azahar', 'correction:where'],
  ['since', '¿el martes abre la oficina de atención?', 'question'],
  ['since', '¿cuándo hay que pagar el IBI?', 'question'],
  ['since', 'me he equivocado', 'back'],
  ['since', '¿y el impuesto?', 'question'],
  ['photo', 'no tengo', 'skip'],
  ['photo', 'sin foto', 'skip'],
  ['photo', 'no', 'skip'],
  ['photo', 'sí', 'again'],
  ['photo', '¿para qué la quieren?', 'help'],
  ['photo', 'no, mejor en la calle Real 5', 'correction:where'],
  ['photo', '¿cuánto tardan en dar el carné de la biblioteca?', 'question'],
  ['contact', 'ana@ejemplo.es', 'answer'],
  ['contact', 'mi móvil es 612 345 678', 'answer'],
  ['contact', 'prefiero no decirlo', 'skip'],
  ['contact', 'no quiero dar mis datos', 'skip'],
  ['contact', 'no hace falta', 'skip'],
  ['contact', '12345', 'again'],
  ['contact', '¿cómo recurro una multa?', 'question'],
  ['contact', 'déjalo, ya no quiero seguir', 'cancel'],
  ['confirm', 'sí', 'send'],
  ['confirm', 'vale, perfecto', 'send'],
  ['confirm', 'correcto', 'send'],
  ['confirm', 'no', 'change'],
  ['confirm', 'la calle está mal', 'again:where'],
  ['confirm', 'la fecha no es correcta', 'again:since'],
  ['confirm', 'es el número 14', 'correction:where'],
  ['confirm', 'era el domingo', 'correction:since'],
  ['confirm', 'sí, pero la calle es Real 5', 'correction:where'],
  ['confirm', '¿cuánto cuesta una licencia de obra menor?', 'question'],
  ['confirm', 'quiero cancelar', 'cancel'],
  ['confirm', 'la 2', 'change'],
  ['topic', '¿cómo recurro una multa?', 'answer'],
  ['topic', 'el recibo de la basura', 'answer'],
  ['topic', 'cancelar', 'cancel'],
  ['name', 'Ana Pérez', 'answer'],
  ['name', 'me llamo Paco', 'answer'],
  ['name', 'prefiero no decirlo', 'skip'],
  ['name', '¿por qué?', 'help'],
  ['channel', 'por teléfono', 'answer'],
  ['channel', 'que me llamen', 'answer'],
  ['channel', 'la primera', 'answer'],
  ['channel', 'por corro', 'answer'],
  ['channel', '3', 'answer'],
  ['channel', '¿qué horario tenéis?', 'question'],
  ['phone', '612345678', 'answer'],
  ['phone', 'seiscientos', 'again'],
  ['phone', 'mejor por correo', 'correction:channel'],
  ['phone', 'mejor en este chat', 'correction:channel'],
  ['phone', 'atrás', 'back'],
  ['what en', 'the street lamp is broken', 'answer'],
  ['what en', 'how do I register in the town?', 'question'],
  ['what en', 'I want to pay a parking fine', 'question'],
  ['what en', 'can I talk to a person?', 'person'],
  ['where en', 'in front of the market', 'answer'],
  ['where en', 'what time does the library open', 'question'],
  ['where en', 'why do you need it?', 'help'],
  ['where en', 'go back', 'back'],
  ['since en', 'two weeks ago', 'answer'],
  ['since en', 'since last Monday', 'answer'],
  ['since en', 'no idea', 'skip'],
  ['since en', 'sorry, I meant calle Real 5', 'correction:where'],
  ['contact en', "I'd rather not say", 'skip'],
  ['contact en', 'my number is 612 345 678', 'answer'],
  ['contact en', 'never mind, cancel it', 'cancel'],
  ['confirm en', 'yes, that is right', 'send'],
  ['confirm en', 'no', 'change'],
  ['confirm en', 'the date is wrong', 'again:since'],
  ['confirm en', 'actually it was on Sunday', 'correction:since'],
];

describe('what is said in the middle of a form', () => {
  let journey: Journey;
  before(async () => {
    journey = await Journey.open();
  });
  after(() => journey.close());

  for (const [state, text, expected] of TABLE) {
    it(`${state} · ${text} → ${expected}`, async () => {
      const ana = journey.citizen(`${state}: ${text}`);
      for (const said of SETUPS[state] ?? []) await (said.startsWith('#') ? ana.presses(said.slice(1)) : ana.says(said));
      const before = await formOf(journey, `${state}: ${text}`);
      assert.ok(before, `the form is open: ${ana.heard}`);
      assert.equal(before.asking, state === 'number' ? 'where' : state.replace(/ en$/, ''), ana.heard);
      await ana.says(text);
      assert.equal(await readingOf(journey, ana, `${state}: ${text}`, before), expected, ana.heard);
    });
  }

  it('has at least forty of them', () => assert.ok(TABLE.length >= 40));
});

type Open = { form: string; values: Record<string, unknown>; asking?: string };

async function formOf(journey: Journey, name: string): Promise<Open | undefined> {
  const [one] = (await journey.store.find(conversations, { limit: 500 })).filter((each) => decodeURIComponent(each.line).endsWith(`:${name}`));
  return one?.bot.form;
}

/** How the form read it, told from what it said and what changed. */
async function readingOf(journey: Journey, ana: Citizen, name: string, before: Open): Promise<string> {
  const outcome = ana.last?.outcome;
  if (outcome === 'cancelled') return 'cancel';
  if (outcome === 'case') return 'send';
  if (outcome !== 'form') return 'question';
  const after = await formOf(journey, name);
  if (!after) return 'closed';
  if (after.form !== before.form) return 'person';
  if (/Volvemos a la pregunta anterior|Back to the question before/.test(ana.heard)) return 'back';
  const changed = Object.keys({ ...after.values, ...before.values }).filter((id) => JSON.stringify(after.values[id]) !== JSON.stringify(before.values[id]));
  if (/Corregido|Corrected/.test(ana.heard)) return `correction:${changed.join()}`;
  if (/Puede escribir «atrás»|You can write “back”/.test(ana.heard)) return 'help';
  if (after.asking === 'change') return 'change';
  if (before.asking === 'confirm') return `again:${after.asking}`;
  const value = before.asking === undefined ? undefined : after.values[before.asking];
  if (value === null) return 'skip';
  return changed.includes(before.asking ?? '') ? 'answer' : 'again';
}
