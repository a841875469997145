import assert from 'node:assert/strict';
import { createMind, readCouncilFolder } from '../../app/mind.ts';
import { cases } from '../../bot/case.ts';
import type { Mind } from '../../bot/draft.ts';
import { createHours } from '../../bot/hours.ts';
import { Terminal } from '../../channels/terminal/terminal.ts';
import { createDialogs } from '../../dialogs/dialogs.ts';
import { type Form, parseForm } from '../../dialogs/form.ts';
import { openHouse, sampleMind } from '../support/house.ts';
import { type Citizen, Journey } from '../support/journey.ts';

const V1 = `id: visita
version: 1
title: { es: Visita guiada, en: Guided visit }
examples:
  es: [quiero reservar una visita guiada al museo de prueba, visita guiada de prueba, apuntarme a la visita guiada de prueba, reservar visita guiada de prueba, hacer la visita guiada de prueba]
  en: [guided visit of the trial museum, book the trial guided visit, trial guided visit, join the trial guided visit, reserve a trial guided visit]
fields:
  - id: tour
    type: choice
    prompt: { es: ¿Qué visita quiere?, en: Which visit? }
    label: { es: Visita, en: Visit }
    options:
      - { id: castle, title: { es: Castillo, en: Castle } }
      - { id: walls, title: { es: Murallas, en: Walls } }
  - { id: people, type: number, min: 1, max: 20, prompt: { es: ¿Cuántas personas son?, en: How many people? }, label: { es: Personas, en: People } }
  - { id: notes, type: text, optional: true, prompt: { es: ¿Algo más que debamos saber?, en: Anything else? }, label: { es: Notas, en: Notes } }
confirm: true
submit: { kind: case, queue: turismo }
done: { es: "Anotado: {reference}", en: "Noted: {reference}" }
`;

const councilFolder = readCouncilFolder('examples/benalmara');
let understanding: Pick<Mind, 'understand'> | undefined;

/** The sample council with this form beside its own; understanding is taught once. */
function mindWith(yaml: string | undefined): Mind {
  const visit = yaml === undefined ? [] : [parseForm(yaml, 'visita.yaml')];
  const forms: Form[] = [...councilFolder.forms, ...visit];
  understanding ??= createMind({ ...councilFolder, forms });
  const { words, council } = sampleMind();
  return { ...sampleMind(), understand: understanding.understand, dialogs: createDialogs({ forms, words, hours: createHours(councilFolder.council), timeZone: council.timeZone }) };
}

describe('a deploy in the middle of a form', () => {
  let journey: Journey;
  let ana: Citizen;

  beforeEach(async () => {
    journey = await Journey.open(undefined, mindWith(V1));
    ana = journey.citizen();
    await ana.says('quiero reservar una visita guiada al museo de prueba');
    ana.turn({ form: 'visita' });
    (await ana.says('murallas')).hears(/¿Cuántas personas son\?/);
  });
  afterEach(() => journey.close());

  const deploy = (change: (yaml: string) => string): Promise<void> => journey.restart(mindWith(change(V1.replace('version: 1', 'version: 2'))));
  const fields = async (): Promise<Record<string, unknown>> => Object.fromEntries(((await journey.store.find(cases))[0]?.fields ?? []).map((field) => [field.id, field.value]));

  it('goes on where it was when nothing changed', async () => {
    await journey.restart();
    (await ana.says('4')).hears(/Algo más/);
    await ana.says('no');
    (await ana.says('sí')).turn({ outcome: 'case' });
    assert.deepEqual(await fields(), { tour: 'walls', people: 4 });
  });

  it('asks a field that was added, and keeps the rest', async () => {
    await deploy((yaml) => yaml.replace('  - { id: notes', '  - { id: school, type: yesno, prompt: { es: ¿Es un colegio?, en: Is it a school? }, label: { es: Colegio, en: School } }\n  - { id: notes'));
    (await ana.says('4')).hears(/¿Es un colegio\?/).doesNotHear(/Hemos cambiado/);
    await ana.says('sí');
    await ana.says('no');
    await ana.says('sí');
    assert.deepEqual(await fields(), { tour: 'walls', people: 4, school: true });
  });

  it('does not take the answer to a question that is gone for another, and says so', async () => {
    await deploy((yaml) => yaml.replace(/ {2}- \{ id: people.*\n/, ''));
    (await ana.says('4')).hears(/Hemos cambiado este formulario/, /Algo más/);
    await ana.says('no');
    (await ana.says('sí')).turn({ outcome: 'case' });
    assert.deepEqual(await fields(), { tour: 'walls' });
  });

  it('asks again when the chosen option is gone', async () => {
    await deploy((yaml) => yaml.replace(/ {6}- \{ id: walls.*\n/, '      - { id: towers, title: { es: Torres, en: Towers } }\n'));
    (await ana.says('4')).hears(/Hemos cambiado este formulario/, /¿Qué visita quiere\?/);
    (await ana.says('torres')).hears(/Algo más/);
    await ana.says('no');
    await ana.says('sí');
    assert.deepEqual(await fields(), { tour: 'towers', people: 4 });
  });

  it('closes a form that is gone, says so, and offers a person', async () => {
    await journey.restart(mindWith(undefined));
    (await ana.says('4')).turn({ outcome: 'cancelled' }).hears(/ya no está disponible/, /no he enviado nada/);
    (await ana.presses('Sí, con una persona')).turn({ form: 'persona' });
  });
});

describe('photos and repeated deliveries', () => {
  const photo = { id: 'f1', name: 'bache.jpg', mime: 'image/jpeg', size: 120_000 };

  it('takes a photo at any moment, alone or with words, and only once when it is delivered twice', async () => {
    let terminal = new Terminal();
    const house = await openHouse({ plans: () => [{ name: 'terminal', make: () => (terminal = new Terminal()) }] });
    const say = async (id: string, said: { text?: string; file?: typeof photo }): Promise<string> => {
      const turn = await (await terminal.say('ana', id, said)).turn;
      return turn?.replies.map((reply) => reply.text).join('\n') ?? '';
    };
    try {
      await say('1', { text: 'hay un bache en la calle Mayor 12' });
      assert.match(await say('2', { file: photo }), /He recibido la foto[\s\S]*¿Desde cuándo/);
      assert.match(await say('3', { text: 'desde ayer' }), /teléfono o un correo/);
      assert.match(await say('4', { file: { ...photo, id: 'f2', name: 'otra.jpg' }, text: 'ana@ejemplo.es' }), /otra\.jpg[\s\S]*ana@ejemplo\.es/);
      const [first, second] = await Promise.all([say('5', { text: 'sí' }), say('5', { text: 'sí' })]);
      assert.match(first + second, /INC-26-/);
      assert.equal(await say('5', { text: 'sí' }), '');
      const made = await house.running.store.find(cases);
      assert.deepEqual(made.map((one) => one.files.map((file) => file.id)), [['f1', 'f2']]);
    } finally {
      await house.close();
    }
  });

  it('begins with a photo and its caption', async () => {
    let terminal = new Terminal();
    const house = await openHouse({ plans: () => [{ name: 'terminal', make: () => (terminal = new Terminal()) }] });
    try {
      const turn = await (await terminal.say('ana', '1', { text: 'hay un bache en la calle Mayor 12', file: photo })).turn;
      assert.match(turn?.replies.at(-1)?.text ?? '', /hay un bache[\s\S]*bache\.jpg[\s\S]*¿Desde cuándo/);
    } finally {
      await house.close();
    }
  });
});
