import assert from 'node:assert/strict';
import { readCouncilFolder } from '../../app/mind.ts';
import { unanswered } from '../../bot/unanswered.ts';
import { createKnowledgeBase } from '../../knowledge-base/knowledge-base.ts';
import { sampleMind } from '../support/house.ts';
import { type Citizen, Journey, TUESDAY_MORNING } from '../support/journey.ts';

/** Off every topic of the council, so that nothing near is found; in languages that the sample council does not speak. */
const ASKED: Readonly<Record<string, readonly [said: string, answered: RegExp, person: string]>> = {
  fr: ['bonjour, je voudrais savoir comment on fabrique le fromage dans votre région s\'il vous plaît', /Ici, je ne peux répondre/, 'Parler à une personne'],
  de: ['Guten Tag, können Sie mir bitte erklären, wie man hier einen Drachen baut?', /Hier kann ich nur/, 'Mit einem Menschen sprechen'],
  it: ['buongiorno, vorrei sapere come si cucinano gli gnocchi della nonna per favore', /Qui posso rispondere/, 'Parlare con una persona'],
};

describe('languages that the council does not speak, as conversations', () => {
  let journey: Journey;
  let ana: Citizen;
  afterEach(() => journey.close());

  it('says so in the language of the citizen, offers those it speaks and a person, and keeps the question', async () => {
    journey = await Journey.open();
    for (const [language, [said, answered, person]] of Object.entries(ASKED)) {
      const citizen = journey.citizen(language);
      await citizen.says(said);
      assert.match(citizen.heard, answered);
      assert.deepEqual(citizen.choices, ['Español', 'English', person], language);
    }
    assert.equal((await journey.store.find(unanswered)).length, Object.keys(ASKED).length);
  });

  it('goes on in the language that is chosen', async () => {
    journey = await Journey.open();
    ana = journey.citizen();
    await ana.says(ASKED.fr?.[0] ?? '');
    await ana.presses('English');
    assert.match(ana.heard, /in English/);
    await ana.says('where is the library');
    assert.match(ana.heard, /Library|library/);
  });

  it('answers by an article where one is written in it', async () => {
    const { articles } = readCouncilFolder('examples/benalmara');
    const [padron] = articles.filter(({ id }) => id === 'padron-alta');
    assert.ok(padron?.texts.es);
    const french = { ...padron.texts.es, question: 'Comment m\'inscrire au registre des habitants ?', variants: ['inscription au registre municipal des habitants'], answer: 'Venez au guichet avec votre passeport.' };
    const answers = createKnowledgeBase({ articles: [...articles.filter((one) => one !== padron), { ...padron, texts: { ...padron.texts, fr: french } }] });
    journey = await Journey.open(TUESDAY_MORNING, { ...sampleMind(), answers });
    ana = journey.citizen();
    await ana.says('bonjour, inscription au registre municipal des habitants ?');
    assert.match(ana.heard, /Venez au guichet avec votre passeport/);
  });
});
